"""Makes the mutants of a solution cell."""

import ast
import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nbformat import NotebookNode

from proctor.course.notebooks import grade_id
from proctor.course.regions import lines
from proctor.evidence.mutants import arithmetic, arrays, flow
from proctor.evidence.mutants.looks import is_look

OPERATORS = (*arithmetic.OPERATORS, *arrays.OPERATORS, *flow.OPERATORS)
ON_DEFAULTS = (arithmetic.changed_number, arithmetic.changed_text)


@dataclass(frozen=True)
class Mutant:
    """A solution cell with one place changed."""

    exercise: str
    operator: str
    """What was done, in words."""
    original: str
    """The cell in normal form: as ``ast.unparse`` writes it, without docstrings and comments."""
    source: str
    """The mutated cell, in normal form."""
    place: int = 1
    """Counts the mutants of one exercise that change equal lines in the same way, from above."""

    @cached_property
    def changed(self) -> tuple[str, str]:
        """The lines that are gone and those that came, without indentation: what a record of it is found by.

        Where nothing is gone, the line before stands in both.
        """
        before, after = ([line.strip() for line in text.splitlines()] for text in (self.original, self.source))
        gone, came = [], []
        for what, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if what != "equal":
                kept = before[i1 - 1 : i1] if i1 == i2 else []
                gone += kept + before[i1:i2]
                came += kept + after[j1:j2]
        return "\n".join(gone), "\n".join(came)

    @property
    def diff(self) -> str:
        """A unified diff with two lines of context, for people."""
        before, after = self.original.splitlines(), self.source.splitlines()
        told = list(difflib.unified_diff(before, after, n=2, lineterm=""))
        return "\n".join(line for line in told[2:] if not line.startswith("@@"))


def mutants_of(cell: NotebookNode) -> tuple[Mutant, ...]:
    """All mutants of a solution cell, each once, in the order of its lines; none that is no Python."""
    tree = _normal(ast.parse(cell.source))
    hidden = {line.number for line in lines(cell) if line.hidden}
    original = ast.unparse(tree)
    seen, places, made = {original}, Counter(), []
    for operator, source in _changes(tree, hidden):
        if source in seen or not _compiles(source):
            continue
        seen.add(source)
        mutant = Mutant(grade_id(cell), operator.replace("_", " "), original, source)
        places[mutant.changed] += 1
        made.append(Mutant(mutant.exercise, mutant.operator, original, source, places[mutant.changed]))
    return tuple(made)


def _changes(tree: ast.Module, hidden: set[int]) -> Iterator[tuple[str, str]]:
    """Operator and mutated source, for each place and each operator; the tree is as it was afterwards."""
    for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
        peers = _peers(function)
        for owner, field, number in _slots(tree, hidden):
            held = getattr(owner, field)
            node = held if number is None else held[number]
            is_default = isinstance(owner, ast.arguments)
            made = [(op.__name__, new) for op in (ON_DEFAULTS if is_default else OPERATORS) for new in op(node)]
            if not is_default:
                made += [("other_parameter", new) for new in flow.other_parameter(node, peers)]
            for name, new in made:
                _put(owner, field, number, new)
                yield name, ast.unparse(tree)
                setattr(owner, field, held)


def _put(owner: ast.AST, field: str, number: int | None, new: ast.expr | list[ast.stmt]) -> None:
    held = getattr(owner, field)
    if number is None:
        setattr(owner, field, new)
    else:
        replaced = new if isinstance(new, list) else [new]
        setattr(owner, field, [*held[:number], *replaced, *held[number + 1 :]])


def _slots(owner: ast.AST, hidden: set[int]) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Where nodes of a solution hang, from above: the hidden lines, the functions whole, and their defaults."""
    for field, value in ast.iter_fields(owner):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        if field in ("targets", "target", "func"):
            # names that are bound and called stay; the place in an array, or what a method is called on, may change
            for node in value if isinstance(value, list) else [value]:
                if isinstance(node, ast.Subscript | ast.Attribute):
                    yield from _slots(node, hidden)
            continue
        for number, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(node, ast.AST) or isinstance(node, ast.JoinedStr | ast.Raise) or is_look(owner, node):
                continue
            is_default = isinstance(owner, ast.arguments) and field in ("defaults", "kw_defaults")
            if is_default or isinstance(node, ast.FunctionDef) or getattr(node, "lineno", -1) in hidden:
                yield owner, field, number
            yield from _slots(node, hidden)


def _peers(function: ast.FunctionDef) -> dict[str, tuple[str, ...]]:
    """Parameter → the other parameters with the same annotation."""
    kinds = {one.arg: ast.unparse(one.annotation) for one in function.args.args if one.annotation}
    return {name: tuple(other for other in kinds if other != name and kinds[other] == kinds[name]) for name in kinds}


def _normal(tree: ast.Module) -> ast.Module:
    """The tree without docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            del node.body[0]
    return tree


def _compiles(source: str) -> bool:
    try:
        compile(source, "<mutant>", "exec")
    except SyntaxError:
        return False
    return True
