"""How the candidate's shell reads cells: once, and those that came compiled not at all."""

import ast
from collections.abc import Sequence
from types import CodeType

from IPython.core.compilerop import CachingCompiler
from IPython.core.inputtransformer2 import TransformerManager

from proctor.wire.ends import CELL_FILE


class Compiler(CachingCompiler):
    """Names a cell's code after the cell, so that a traceback can say where, and reads each cell once."""

    cell = "cell"
    source = ""
    """What stands in the cell."""
    codes: Sequence[CodeType] = ()
    """What that is compiled to already."""
    _read: tuple[str, ast.AST] | None = None
    """Source and tree of what ``is_python`` was asked of, until it is compiled."""

    def get_code_name(self, raw_code, transformed_code, number):
        return CELL_FILE.format(self.cell)

    def is_python(self, source: str) -> bool:
        """Whether a cell is Python as it stands, without magics."""
        if self.codes:
            return True
        try:
            self._read = source, super().ast_parse(source, CELL_FILE.format(self.cell))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        return True

    def ast_parse(self, source, filename="<unknown>", symbol="exec"):
        if self.codes and source.rstrip() == self.source.rstrip():
            return ast.Module(body=[], type_ignores=[])
        self.codes = ()
        read, self._read = self._read, None
        if read and read[0] == source and symbol == "exec":
            return read[1]
        return super().ast_parse(source, filename, symbol)


class Transformers(TransformerManager):
    """Looks for magics only in what is not Python as it stands: to look takes longer than most cells."""

    compiler: Compiler

    def __init__(self):
        super().__init__()
        self._own = list(self.token_transformers)

    def do_token_transforms(self, lines):
        if self.token_transformers == self._own and self.compiler.is_python("".join(lines)):
            return lines
        return super().do_token_transforms(lines)
