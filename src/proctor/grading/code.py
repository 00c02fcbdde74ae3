"""The instructor's cells as the examiner runs them: read, compiled once for a whole class, run.

Compiled code travels as ``marshal`` writes it, for the Python that wrote it; another one compiles the cells itself. It
goes from the proctor to examiners only, never the other way.
"""

import ast
import contextlib
import linecache
import marshal
import warnings
from collections.abc import Iterable, Mapping
from importlib.util import MAGIC_NUMBER
from types import CodeType

from IPython.core.inputtransformer2 import TransformerManager

from proctor.grading.job import Cell
from proctor.wire.ends import CELL_FILE

Compiled = tuple[CodeType, CodeType | None]
"""A cell's statements, and its last expression where it ends in one."""


def parsed(source: str, file: str) -> ast.Module:
    """A cell's code, with IPython's magics in it or not; raises what ``ast.parse`` raises."""
    try:
        return ast.parse(source, file)
    except SyntaxError:
        return ast.parse(TransformerManager().transform_cell(source), file)


def pack(sources: Iterable[tuple[str, str]]) -> bytes:
    """The cells, given as name and source, compiled; what does not compile is left out."""
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, source in sources:
            # running it says why it does not compile
            with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
                found[name] = _compiled(name, source)
    return MAGIC_NUMBER + marshal.dumps(found)


def unpack(block: bytes) -> dict[str, Compiled]:
    """What :func:`pack` made, by the cell's name; nothing if another Python made it."""
    return marshal.loads(block[len(MAGIC_NUMBER) :]) if block.startswith(MAGIC_NUMBER) else {}


def run(cell: Cell, names: dict[str, object], compiled: Mapping[str, Compiled]):
    """Run a locked or test cell here; the value of its last expression, or None."""
    file = CELL_FILE.format(cell.name)
    linecache.cache[file] = (len(cell.source), None, cell.source.splitlines(keepends=True), file)
    statements, last = compiled.get(cell.name) or _compiled(cell.name, cell.source)
    exec(statements, names)
    return None if last is None else eval(last, names)


def _compiled(name: str, source: str) -> Compiled:
    file = CELL_FILE.format(name)
    tree = parsed(source, file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    statements = compile(tree, file, "exec")
    return statements, None if last is None else compile(ast.Expression(last.value), file, "eval")
