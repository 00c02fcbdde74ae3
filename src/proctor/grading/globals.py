"""Which names a piece of code takes from its notebook, and which it gives to it; read, never run."""

import symtable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Globals:
    """The global names of a piece of code."""

    defined: frozenset[str]
    read: frozenset[str]

    @property
    def foreign(self) -> frozenset[str]:
        """Names that it reads and never binds."""
        return self.read - self.defined


@lru_cache(maxsize=4096)
def globals_of(source: str) -> Globals:
    """The names that a cell binds at its top level, and those that it reads there or from inside a function.

    None of either for code that is not Python.
    """
    try:
        top = symtable.symtable(source, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Globals(frozenset(), frozenset())
    defined = {name.get_name() for name in top.get_symbols() if name.is_assigned() or name.is_imported()}
    read = {name.get_name() for name in top.get_symbols() if name.is_referenced()}
    scopes = top.get_children()
    while scopes:
        scope = scopes.pop()
        read |= {name.get_name() for name in scope.get_symbols() if name.is_global() and name.is_referenced()}
        scopes.extend(scope.get_children())
    return Globals(frozenset(defined), frozenset(read))
