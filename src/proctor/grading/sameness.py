"""Whether two plain values are the same as far as the checks of this course tell values apart."""

import numpy as np

RELATIVE = 1e-6
RELATIVE_FLOAT32 = 1e-3
"""Where either value is of single or half precision."""
_ABSOLUTE, _ABSOLUTE_FLOAT32 = 1e-12, 1e-7
"""Rounding errors beside an exact 0; small, since checks use numbers of every size."""


def same(one, other) -> bool:
    """Whether two values have the same class (truth, number, text, nothing), the same shape, and equal entries.

    Lists and tuples of numbers count as arrays. A function or random generator is the same as any other.
    """
    one, other = _array(one), _array(other)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return _same_arrays(one, other)
    if isinstance(one, np.random.Generator) or callable(one):
        return isinstance(other, np.random.Generator) or callable(other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return len(one) == len(other) and all(key in other and same(part, other[key]) for key, part in one.items())
    if one is None or other is None:
        return one is other
    return type(one) is type(other) and isinstance(one, str | bytes) and one == other


def tells_numbers(one, right) -> bool:
    """Whether ``one`` has a finite number where ``right`` has another, or none.

    A word, a truth value or NaN comes out of too many mistakes to say which it was.
    """
    one, right = _array(one), _array(right)
    if isinstance(one, np.ndarray):
        if _class_of(one) != "number":
            return False
        has_shape = isinstance(right, np.ndarray) and right.shape == one.shape and _class_of(right) == "number"
        finite = one[np.isfinite(one) & ~np.isclose(one, right, rtol=RELATIVE, atol=_ABSOLUTE)] if has_shape else one
        return bool(np.isfinite(finite).any())
    if isinstance(one, list):
        others = right if isinstance(right, list) and len(right) == len(one) else [None] * len(one)
        return any(map(tells_numbers, one, others))
    if isinstance(one, dict):
        others = right if isinstance(right, dict) else {}
        return any(tells_numbers(part, others.get(key)) for key, part in one.items())
    return False


def _array(value):
    """Numbers and regular lists of them as an array; other lists and tuples as a list."""
    if isinstance(value, list | tuple):
        try:
            found = np.asarray(value)
        except (ValueError, TypeError, OverflowError):
            return list(value)
        return found if found.dtype.kind in "biufc" and _is_one_kind(value) else list(value)
    if isinstance(value, bool | int | float | complex | np.generic | np.ndarray):
        found = np.asarray(value)
        return found if found.dtype.kind in "biufc" else value
    return value


def _is_one_kind(parts) -> bool:
    """False for a tuple of several results, say an array and a number, that NumPy would make one array of."""
    return len({type(part) for part in parts}) <= 1 and not any(isinstance(part, np.ndarray) for part in parts)


def _class_of(array: np.ndarray) -> str:
    return {"b": "truth", "S": "text", "U": "text"}.get(array.dtype.kind, "number")


def _same_arrays(one: np.ndarray, other: np.ndarray) -> bool:
    if one.shape != other.shape or _class_of(one) != _class_of(other):
        return False
    if _class_of(one) == "text":
        return bool(np.all(one == other))
    is_single = any(array.dtype in (np.float32, np.float16, np.complex64) for array in (one, other))
    relative, absolute = (RELATIVE_FLOAT32, _ABSOLUTE_FLOAT32) if is_single else (RELATIVE, _ABSOLUTE)
    with np.errstate(all="ignore"):
        return bool(np.allclose(one, other, rtol=relative, atol=absolute, equal_nan=True))
