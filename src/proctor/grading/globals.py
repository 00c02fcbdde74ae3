"""Which names a piece of code takes from its notebook, and which it gives to it; read, never run."""

import re
import symtable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Globals:
    """The global names of a piece of code."""

    defined: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    """Those defined by ``def``, ``class`` or an import, and in no other way."""
    deferred: frozenset[str] = frozenset()
    """Those read when a function is called."""

    @property
    def foreign(self) -> frozenset[str]:
        """Names that it reads and never binds."""
        return self.read - self.defined


_AT_ONCE = frozenset({"listcomp", "setcomp", "dictcomp", "genexpr"})
"""Names that ``symtable`` gives scopes which are run where they stand."""
_ASSIGNED = re.compile(r"^\s*([^\W\d]\w*)\s*(?::[^=\n]*)?(?:[-+*/%@&|^]|//|\*\*|<<|>>)?=(?!=)", re.MULTILINE)


@lru_cache(maxsize=4096)
def globals_of(source: str) -> Globals:
    """The names that a cell binds at its top level, and those that it reads there or from inside a function.

    None of either for code that is not Python.
    """
    try:
        top = symtable.symtable(source, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Globals()
    defined = {name.get_name() for name in top.get_symbols() if name.is_assigned() or name.is_imported()}
    made = {name.get_name() for name in top.get_symbols() if name.is_namespace() or name.is_imported()}
    read = {name.get_name() for name in top.get_symbols() if name.is_referenced()}
    deferred: set[str] = set()
    scopes = [(scope, False) for scope in top.get_children()]
    while scopes:
        scope, is_deferred = scopes.pop()
        is_deferred = is_deferred or scope.get_name() not in _AT_ONCE
        found = {name.get_name() for name in scope.get_symbols() if name.is_global() and name.is_referenced()}
        read |= found
        if is_deferred:
            deferred |= found
        scopes.extend((child, is_deferred) for child in scope.get_children())
    again = {match.group(1) for match in _ASSIGNED.finditer(source)}
    return Globals(frozenset(defined), frozenset(read), frozenset(made - again), frozenset(deferred))
