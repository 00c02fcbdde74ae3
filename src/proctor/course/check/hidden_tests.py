"""Checks of hidden grade cells, read as Python."""

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from proctor.course.check.exemptions import telling
from proctor.course.check.view import Problem, UnitView, caution, fail
from proctor.course.check.wording import is_written
from proctor.course.notebooks import grade_id
from proctor.course.regions import lines

FORBIDDEN = {
    "shares_memory": "memory is not shared between processes; compare values before and after",
    "may_share_memory": "memory is not shared between processes; compare values before and after",
    "id": "an identity means nothing in another process; compare values",
    "globals": "the student's names are in another process; call the function",
    "getsource": "the student's source is in another process; test what the function does",
    "redirect_stdout": "what students print stays with them; test what the function returns",
    "_getframe": "the student's frames are in another process; test what the function does",
}
"""Names that do not mean in another process what they mean here."""
FRAGILE = {
    "repr": "how a value prints differs between versions; compare the value",
    "hash": "hashes differ between runs; compare the value",
    "round": "rounding moves a tolerance to a cliff; compare with a tolerance",
}


def visible_part(view: UnitView) -> Iterator[Problem]:
    """The first line is a comment that students see; everything that runs is hidden; the exercise is called."""
    for cell in view.of_kind("test"):
        name, shown = grade_id(cell), [line.text for line in lines(cell) if not line.hidden and line.text.strip()]
        if not shown or not re.match(r"#+ *\w", cell.source):
            yield fail(f"{name}: its first line is no visible comment; begin with `# Checks: …`")
        if code := [line for line in shown if not line.lstrip().startswith("#")]:
            yield fail(f"{name}: students would see `{code[0].strip()}`; move it between the HIDDEN TESTS markers")
        tree = _parsed(cell)
        if tree is None:
            yield fail(f"{name}: is not plain Python; nbgrader and proctor must both run it")
        elif not _calls(view, name) & {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}:
            yield fail(f"{name}: never calls what the exercise defines; an untouched notebook would earn its points")


def messages(view: UnitView) -> Iterator[Problem]:
    """Every assert has a message that names a section of the notebook and shows no value of the test."""
    headings = "\n".join(cell.source for cell in view.notebook.cells if cell.cell_type == "markdown")
    sections = set(re.findall(r"^#+ .*?(\d+)", headings, re.MULTILINE))
    allowed = telling(view.exemptions)
    for cell, node in _nodes(view, ast.Assert):
        where = f"{grade_id(cell)}, line {node.lineno}"
        if node.msg is None:
            yield fail(f"{where}: an assert without message; say which property fails and what to reread")
            continue
        if not is_written(node.msg, _parsed(cell)):
            if grade_id(cell) in allowed:
                yield caution(f"{where}: the message shows a value on purpose: {allowed[grade_id(cell)]}")
            else:
                yield fail(f"{where}: the message shows a value of the test; name the property in its place")
        text = _text(node.msg)
        named = re.findall(r"[Ss]ections? (\d+)", text)
        if text and not named:
            yield caution(f"{where}: the message does not say what to reread; end it with `Reread section N.`")
        if unknown := set(named) - sections:
            yield fail(f"{where}: the message sends to section {', '.join(sorted(unknown))}, which is not there")


def constructs(view: UnitView) -> Iterator[Problem]:
    """Only what means the same when the student's functions live in another process."""
    for cell, node in _nodes(view, ast.AST):
        where = f"{grade_id(cell)}, line {getattr(node, 'lineno', '?')}"
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Is | ast.IsNot) for op in node.ops):
            if not any(isinstance(side, ast.Constant) for side in (node.left, *node.comparators)):
                yield fail(f"{where}: `is` between objects; compare values")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            if any(module.split(".")[0] in ("proctor", "inspect") for module in modules):
                yield fail(f"{where}: `{ast.unparse(node)}`; grade cells are plain Python and NumPy")
        elif name := _used(node):
            if name in FORBIDDEN:
                yield fail(f"{where}: {name}: {FORBIDDEN[name]}")
            elif name in FRAGILE:
                yield caution(f"{where}: {name}: {FRAGILE[name]}")


def warnings_cost_nothing(view: UnitView) -> Iterator[Problem]:
    """The first grade cell silences warnings: plain nbgrader takes one that is printed for a failed check."""
    tests = view.of_kind("test")
    if tests and 'warnings.simplefilter("ignore")' not in tests[0].source:
        yield fail(
            f"{grade_id(tests[0])}: begin its hidden part with `import warnings` and "
            '`warnings.simplefilter("ignore")`; they hold for all grade cells after it'
        )


def _used(node: ast.AST) -> str | None:
    """The name that a call or an attribute uses."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id
    return node.attr if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN else None


def _calls(view: UnitView, test: str) -> set[str]:
    """Names that the solution cell of a grade cell's exercise defines."""
    cells = [cell for cell in view.of_kind("solution") if grade_id(cell) == view.exercise_of(test)]
    trees = [tree for cell in cells if (tree := _parsed(cell)) is not None]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def _nodes(view: UnitView, sort: type) -> Iterator[tuple[NotebookNode, ast.AST]]:
    for cell in view.of_kind("test"):
        tree = _parsed(cell)
        for node in ast.walk(tree) if tree else ():
            if isinstance(node, sort):
                yield cell, node


def _parsed(cell: NotebookNode) -> ast.Module | None:
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return None


def _text(message: ast.expr) -> str:
    """The literal text in a message; empty where it is made elsewhere."""
    return "".join(
        part.value for part in ast.walk(message) if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )
