"""Whether a notebook's tests may run after all of its cells instead of between them, with the same marks.

A test sees functions of the student's, and through them whatever they read. Where each of those names is bound once,
before the test, to what no cell changes later, a test finds the same in both places. This is read off the code, which
is never run for it. What is hard to tell counts as a difference.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence

from proctor.grading.globals import Globals, globals_of
from proctor.grading.job import Cell

MAX_CHARACTERS = 50_000
"""Of a cell that is looked at."""
_MODULES = frozenset({"numpy", "matplotlib", "math", "itertools", "operator", "typing"})
"""Modules that an honest import of cannot change; a student's own import of any other is not looked into."""
_STATEFUL_NAMES = frozenset(
    "exec eval compile globals locals vars setattr delattr open input get_ipython __import__ __builtins__".split()
)
_STATEFUL_ATTRIBUTES = frozenset(
    "seed set_state seterr seterrcall setbufsize set_printoptions rcParams rc rcdefaults style use simplefilter "
    "filterwarnings load loadtxt genfromtxt fromfile save savetxt savez savez_compressed tofile memmap".split()
)
"""What reads or changes something that lies outside of a function: settings, global generators, files."""
_GENERATORS = frozenset({"default_rng", "Generator", "SeedSequence", "PCG64"})
"""What may be taken from ``np.random``: all else draws from one generator that everyone shares."""
_SHELLS = frozenset({"_", "__", "___", "In", "Out"})
"""Names that mean something else after every cell."""
_DEFAULTS = ast.Constant | ast.UnaryOp | ast.Attribute


def makes_no_difference(cells: Sequence[Cell], instructors: Mapping[str, Globals]) -> bool:
    """Whether the tests among ``cells`` may come last; ``instructors``: names of all cells that are as released."""
    known: list[Globals] = []
    for cell in cells:
        names = instructors.get(cell.name)
        if names is None:
            if len(cell.source) > MAX_CHARACTERS or not _keeps_to_itself(cell.source):
                return False
            names = globals_of(cell.source)
        known.append(names)
    bound: dict[str, list[int]] = {}
    for place, (cell, names) in enumerate(zip(cells, known, strict=True)):
        if cell.role != "test":
            for name in names.defined:
                bound.setdefault(name, []).append(place)
    # from the tests to the cells that made what they see, and on to what those functions see
    readers = [place for place, cell in enumerate(cells) if cell.role == "test"]
    for reader in readers:
        names = known[reader].foreign if cells[reader].role == "test" else known[reader].deferred
        if names & _SHELLS:
            return False
        for name in names & bound.keys():
            if not _is_settled(name, reader, bound[name], cells, known):
                return False
            if bound[name][0] not in readers:
                readers.append(bound[name][0])
    return True


def changes_settings(tree: ast.Module) -> bool:
    """Whether an instructor's cell may change for those after it what lies outside of the notebook."""
    return any(
        (isinstance(node, ast.Name) and node.id in ("globals", "get_ipython"))
        or (isinstance(node, ast.Attribute) and (node.attr in _STATEFUL_ATTRIBUTES or node.attr.startswith("__")))
        for node in ast.walk(tree)
    )


def _is_settled(name: str, reader: int, bound: list[int], cells: Sequence[Cell], known: Sequence[Globals]) -> bool:
    """Whether ``name`` means to the cell at ``reader`` what it means at the end."""
    (place, *others) = bound
    if others or place > reader:
        return False
    # what the instructor's own code reads of the instructor's data stays as it is
    is_instructors = cells[place].role == "locked" and cells[reader].role != "student"
    return is_instructors or name in known[place].functions or name in _constants(cells[place].source)


def _constants(source: str) -> Iterator[str]:
    """Names that a cell's top binds to numbers, texts, or tuples of these, and not again."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and _is_constant(node.value):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(map(_is_constant, node.elts))
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant))


def _keeps_to_itself(source: str) -> bool:
    """Whether a student's cell is plain Python that changes nothing but its own names and values."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    nodes = list(ast.walk(tree))
    told = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    told |= {id(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr in _GENERATORS}
    return not any(_reaches_out(node, told) for node in nodes)


def _reaches_out(node: ast.AST, told: set[int]) -> bool:
    """Whether a piece of code may leave something behind; ``told``: what is called, or asked for a generator."""
    match node:
        case ast.Global() | ast.Nonlocal() | ast.ClassDef():
            return True
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            defaults = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            return bool(getattr(node, "decorator_list", ())) or not all(isinstance(one, _DEFAULTS) for one in defaults)
        case ast.Import():
            return not all(_is_known_module(alias.name) for alias in node.names)
        case ast.ImportFrom():
            return node.level > 0 or not all(_is_known_module(f"{node.module}.{alias.name}") for alias in node.names)
        case ast.Name():
            return node.id in _STATEFUL_NAMES
        case ast.Attribute():
            if node.attr == "random" and id(node) not in told:
                return True
            changes = not isinstance(node.ctx, ast.Load)
            return changes or node.attr in _STATEFUL_ATTRIBUTES or node.attr.startswith("__")
    return False


def _is_known_module(path: str) -> bool:
    """Whether an import gives what no other code changes; of ``from numpy import random`` that cannot be told."""
    root, *rest = path.split(".")
    return root in _MODULES and not {"random", "*"} & set(rest) and not _STATEFUL_ATTRIBUTES & set(rest)
