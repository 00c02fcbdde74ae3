"""Objects that both sides have anyway, and that therefore cross by their name.

Types, NumPy's universal functions and the functions of ``math`` do nothing by being named; nothing else is
ever looked up by a name that came from the other side.
"""

import builtins
import math

import numpy as np

_BUILTIN_TYPES = (
    *(bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset),
    *(object, type, range, slice, type(None), type(Ellipsis)),
)

EXCEPTIONS: dict[str, type[Exception]] = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception) and value.__name__ == name
} | {"LinAlgError": np.linalg.LinAlgError}
"""Exceptions that may be raised here because the other side raised one of that name."""


def _named() -> dict[str, object]:
    table: dict[str, object] = {kind.__name__: kind for kind in _BUILTIN_TYPES}
    table |= EXCEPTIONS
    table |= {f"numpy.{kind.__name__}": kind for kind in set(np.sctypeDict.values())}
    table |= {"numpy.ndarray": np.ndarray, "numpy.random.Generator": np.random.Generator}
    table |= {f"numpy.{name}": value for name, value in vars(np).items() if isinstance(value, np.ufunc)}
    table |= {f"math.{name}": value for name, value in vars(math).items() if callable(value)}
    # loops over arrays element by element may call back, and object arrays must never be made here
    for name in ("numpy.object_", "numpy.frompyfunc"):
        table.pop(name, None)
    return table


BY_NAME = _named()
NAME_OF = {id(value): name for name, value in BY_NAME.items()}
"""By ``id``: the objects live as long as the interpreter, and a hash or ``==`` of a student's object never runs."""
