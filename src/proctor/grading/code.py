"""The instructor's cells: read and compiled once for a whole class, and run in the examiner.

Compiled code travels as ``marshal`` writes it, for the Python that wrote it; another one compiles the cells itself. It
goes from the proctor to examiners, and from them to candidates, never the other way.
"""

import ast
import contextlib
import linecache
import marshal
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import MAGIC_NUMBER
from types import CodeType

from IPython.core.inputtransformer2 import TransformerManager

from proctor.grading.globals import Globals, globals_of
from proctor.grading.job import Cell
from proctor.grading.order import changes_settings
from proctor.wire.ends import CELL_FILE

Compiled = tuple[CodeType, CodeType | None]
"""A cell's statements, and its last expression where it ends in one."""


def parsed(source: str, file: str) -> ast.Module:
    """A cell's code, with IPython's magics in it or not; raises what ``ast.parse`` raises."""
    try:
        return ast.parse(source, file)
    except SyntaxError:
        return ast.parse(TransformerManager().transform_cell(source), file)


def as_notebook(cell: Cell) -> bytes:
    """A cell as a notebook runs it: its statements, then its last expression, whose value is shown.

    Raises what ``compile`` raises, also where a cell is more than Python, and for a warning, which the notebook is to
    show; ValueError where a cell changes how those after it are compiled.
    """
    if "__future__" in cell.source:
        raise ValueError(cell.name)
    file = CELL_FILE.format(cell.name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        statements, last = _divided(ast.parse(cell.source, file))
        codes = [compile(statements, file, "exec")]
        if last is not None:
            codes.append(compile(ast.Interactive([last]), file, "single"))
    return marshal.dumps(codes)


@dataclass(frozen=True)
class Instructors:
    """What is made of the instructor's cells once for a whole class, by the cell's name."""

    compiled: Mapping[str, Compiled] = field(default_factory=dict)
    names: Mapping[str, Globals] = field(default_factory=dict)
    """Of the cells that change no setting of Python's or a library's for those after them."""
    notebook: Mapping[str, bytes] = field(default_factory=dict)
    """Of the cells that students see, :func:`as_notebook`."""

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Instructors":
        """What does not compile is left out: running it says why."""
        compiled, names, notebook = {}, {}, {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for cell in cells:
                with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError, Warning):
                    if cell.role != "student":
                        compiled[cell.name] = _compiled(cell)
                    tree = parsed(cell.source, "")
                    if cell.role == "test" or not changes_settings(tree):
                        names[cell.name] = globals_of(ast.unparse(tree))
                    if cell.role != "test":
                        notebook[cell.name] = as_notebook(cell)
        return cls(compiled, names, notebook)

    def pack(self) -> bytes:
        """As ``marshal`` writes it."""
        names = {name: tuple(vars(found).values()) for name, found in self.names.items()}
        return MAGIC_NUMBER + marshal.dumps((self.compiled, names, self.notebook))

    @classmethod
    @lru_cache(maxsize=1)
    def unpack(cls, block: bytes) -> "Instructors":
        """The inverse of :meth:`pack`; nothing if another Python made it."""
        if not block.startswith(MAGIC_NUMBER):
            return cls()
        compiled, names, notebook = marshal.loads(block[len(MAGIC_NUMBER) :])
        return cls(compiled, {name: Globals(*found) for name, found in names.items()}, notebook)


def run(cell: Cell, names: dict[str, object], compiled: Mapping[str, Compiled]):
    """Run a locked or test cell here; the value of its last expression, or None."""
    file = CELL_FILE.format(cell.name)
    linecache.cache[file] = (len(cell.source), None, cell.source.splitlines(keepends=True), file)
    statements, last = compiled.get(cell.name) or _compiled(cell)
    exec(statements, names)
    return None if last is None else eval(last, names)


def _compiled(cell: Cell) -> Compiled:
    file = CELL_FILE.format(cell.name)
    statements, last = _divided(parsed(cell.source, file))
    return compile(statements, file, "exec"), last and compile(ast.Expression(last.value), file, "eval")


def _divided(tree: ast.Module) -> tuple[ast.Module, ast.Expr | None]:
    """A cell's statements, and its last expression where it ends in one."""
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    return tree, last
