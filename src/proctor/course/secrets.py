"""What a release must not hold: the lines of solutions, hidden tests, model answers and mark schemes.

A secret is looked for in several forms, each robust to one kind of editing:

- the line without blanks and comments, so indentation and spacing do not hide it;
- the statement as Python's parser prints it, so quotes, brackets, line breaks and comments do not hide it;
- the value that a statement computes, so ``y = ...`` in place of ``return ...`` does not hide it;
- prose as letters and digits only, twelve words at a time, so markup and line breaks do not hide it.

What anybody would write is not a secret: see ``is_common_code`` and ``MIN_WORDS``.

A line that students are meant to see says so, where it stands, in the instructor's notebook::

    grad[x < 0] = 0  # SHOWN in section-3: the section quotes this line and asks what it hides
    <!-- SHOWN in prompt: the prompt gives the same definition -->

for the code of its line, or the prose of the line above it. It names the cells (or files) and the reason.
"""

import ast
import re
import textwrap
from dataclasses import dataclass

from nbformat import NotebookNode

from proctor.course.errors import CourseError
from proctor.course.markscheme import criterion
from proctor.course.regions import Line, label, lines

MIN_TOKENS = 5
"""Names, numbers, texts and operators in a line of code that can be a secret: ``return x * 2`` has five."""
MIN_VALUE_TOKENS = 8
"""The same for a value apart from its statement: short formulas stand in the course text too."""
MIN_WORDS = 8
"""Words in a line of prose that can be a secret: a criterion's title has fewer."""
SHINGLE_WORDS = 12
MIN_LONG_WORDS = 6
"""Words of three letters or more in a needle of prose: code and formulas in a text have fewer."""
COMMON_CALLS = frozenset(
    "all allclose any append arange array array_equal asarray astype close copy default_rng dict empty empty_like "
    "enumerate figure float full int integers isclose isfinite isinstance items keys len linspace list max min "
    "normal ones ones_like permutation print range reshape seed set shape show size sorted standard_normal str "
    "subplots sum tuple uniform values zeros zeros_like zip float32 float64 errstate".split()
)
"""Calls that set something up; a line that does nothing else is nobody's idea."""
TOKEN = re.compile(
    r"""(?P<text>[rbf]?"(?:\\.|[^"\\])*"|[rbf]?'(?:\\.|[^'\\])*')|(?P<comment>\#.*)|(?P<name>[^\W\d]\w*)"""
    r"""|(?P<number>\d[\w.]*)|(?P<operator>\*\*|//|<<|>>|[<>=!]=|->|[-+*/%@&|^~<>=])|(?P<other>\S)"""
)
SHOWN = re.compile(r"(?:#|<!--)\s*SHOWN\b(?:\s+in\s+([^:]+))?:?\s*(.*?)\s*(?:-->)?\s*$")


class ExemptionError(CourseError):
    """A SHOWN remark that does not say where, or why."""


@dataclass(frozen=True)
class Secret:
    """One thing to look for in a release."""

    what: str
    """``solution``, ``hidden test``, ``mark scheme`` or ``model answer``."""
    cell: str
    line: int
    text: str
    """The line as the instructor wrote it."""
    needle: str
    """The form that is looked for, in a haystack of the same ``form``."""
    form: str
    """``code`` or ``prose``."""


@dataclass(frozen=True)
class Exemption:
    """A line that the instructor shows on purpose."""

    cell: str
    line: int
    places: tuple[str, ...]
    """Cells and files that may hold it."""
    reason: str


def squash_code(text: str) -> str:
    """Code without any blanks."""
    return re.sub(r"\s+", "", text)


def squash_prose(text: str) -> str:
    """Prose without blanks, markup and capitals."""
    return re.sub(r"[\W_]+", "", text.casefold())


def is_common_code(code: str) -> bool:
    """Whether a line is too short to be anybody's, or only sets up, converts, imports or returns a name."""
    kinds = [(found.lastgroup, found[0]) for found in TOKEN.finditer(code)]
    counted = [text for kind, text in kinds if kind in ("text", "name", "number", "operator")]
    if len(counted) < MIN_TOKENS or counted[0] in ("import", "from", "def", "class"):
        return True
    calls = set(re.findall(r"(\w+)\s*\(", code)) - {"in", "return", "and", "or", "not", "if", "assert", "for"}
    return not _computes(kinds) and calls <= COMMON_CALLS


def secrets(notebook: NotebookNode) -> list[Secret]:
    """Everything in an instructor's notebook that its release must not hold."""
    found: dict[tuple[str, str, str], Secret] = {}
    for cell in notebook.cells:
        for line, text, needle, form in _needles(cell, lines(cell)):
            secret = Secret(line.hidden, label(cell), line.number, text, needle, form)
            found.setdefault((needle, form, secret.cell), secret)
    return list(found.values())


def exemptions(notebook: NotebookNode) -> dict[Exemption, set[str]]:
    """The SHOWN remarks of a notebook, each with the needles it exempts; ExemptionError if one gives no reason."""
    found: dict[Exemption, set[str]] = {}
    for cell in notebook.cells:
        hidden = lines(cell)
        for before, line in zip([None, *hidden], hidden, strict=False):
            remark = SHOWN.search(line.text) if line.hidden else None
            if not remark:
                continue
            if not remark[1] or len(remark[2].split()) < 4:
                raise ExemptionError(
                    f"cell {label(cell)}, line {line.number}: expected `SHOWN in <cell>: <why students see it>`, "
                    f"got `{remark[0].strip()}`; name the cell, and give a reason of at least four words"
                )
            about = line if line.text[: remark.start()].strip() or before is None else before
            places = tuple(place.strip() for place in remark[1].split(","))
            exemption = Exemption(label(cell), line.number, places, remark[2])
            found[exemption] = {needle for at, _, needle, _ in _needles(cell, hidden) if at == about}
    return found


def _computes(tokens: list[tuple[str, str]]) -> bool:
    """Whether there is an operator between two operands, or a comparison, a mask, a keyword of choice."""
    operand = False
    for kind, text in tokens:
        if kind == "operator" and text not in ("=", "->") and (operand or text == "~"):
            return True
        if text in ("lambda", "not", "else", "is", "or") and kind == "name":
            return True
        operand = kind in ("text", "number") or (kind == "name" and text not in ("return", "in", "and", "yield"))
        operand = operand or (kind == "other" and text in ")]}")
    return False


def _needles(cell: NotebookNode, all_lines: list[Line]):
    """(line, its text, needle, form) of every secret of a cell."""
    hidden = [line for line in all_lines if line.hidden and line.text.strip()]
    for line in hidden:
        code, comment = _without_comment(line.text) if cell.cell_type == "code" else ("", line.text)
        if code and not is_common_code(code):
            yield line, line.text, squash_code(code), "code"
        for needle in _shingles(SHOWN.sub("", comment)):
            yield line, line.text, needle, "prose"
    if cell.cell_type == "code":
        by_number = {line.number: line for line in hidden}
        for number, needle in _statements(cell.source):
            if number in by_number:
                yield by_number[number], by_number[number].text, needle, "code"


def _without_comment(line: str) -> tuple[str, str]:
    """The code of a line, and its comment; a line of nothing but text counts as both."""
    for found in TOKEN.finditer(line):
        if found.lastgroup == "comment":
            return line[: found.start()].strip(), found[0]
    texts = " ".join(found[0] for found in TOKEN.finditer(line) if found.lastgroup == "text")
    return line.strip(), texts


def _statements(source: str):
    """(line number, normal form) of the statements of a cell, and of the longer values in them."""
    try:
        tree = ast.parse(textwrap.dedent(source))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Return | ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Assert):
            continue
        code = ast.unparse(node)
        if not is_common_code(code):
            yield node.lineno, squash_code(code)
        value = getattr(node, "value", None)
        if value is not None and not isinstance(value, ast.Constant):
            code = ast.unparse(value)
            tokens = [found for found in TOKEN.finditer(code) if found.lastgroup != "other"]
            if len(tokens) >= MIN_VALUE_TOKENS and not is_common_code(code):
                yield node.lineno, squash_code(code)


def _shingles(text: str):
    """The needles of a line of prose: each run of twelve words, or the whole line if it has eight to twelve."""
    words = re.findall(r"\w+", text)
    if len(words) < MIN_WORDS or criterion(text):
        return
    for start in range(max(1, len(words) - SHINGLE_WORDS + 1)):
        run = words[start : start + SHINGLE_WORDS]
        if sum(len(word) > 2 for word in run) >= MIN_LONG_WORDS:
            yield squash_prose(" ".join(run))
