"""Copy-restore: what a call did to its arguments, done to the caller's originals.

The callee notes its copies before the call and looks again after it; only what changed travels back.
"""

import numpy as np

from proctor.wire.arrays import generator_fields
from proctor.wire.drawing import leads_to
from proctor.wire.errors import CannotCross, ProtocolError


def note(value) -> object:
    """What tells later whether a mutable argument changed."""
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype, value.tobytes()
    if isinstance(value, dict):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, np.random.Generator):
        return generator_fields(value)
    return list(value)


def has_changed(value, noted) -> bool:
    """Whether the mutable is not what it was when ``noted``; parts of containers count by identity."""
    now = note(value)
    if isinstance(value, np.ndarray | np.random.Generator):
        return now != noted
    return len(now) != len(noted) or any(a is not b for a, b in zip(now, noted, strict=True))


def apply(original, new) -> None:
    """Give the caller's ``original`` the content ``new``, a value of the same kind.

    Raises CannotCross if an array changed its shape or dtype, or a generator was not drawn from but set;
    ProtocolError if the kinds differ.
    """
    if isinstance(original, np.ndarray):
        _apply_array(original, _same(new, np.ndarray))
    elif isinstance(original, np.random.Generator):
        _apply_generator(original, _same(new, np.random.Generator))
    elif isinstance(original, dict):
        _same(new, dict)
        original.clear()
        original.update(new)
    elif isinstance(original, set):
        _same(new, set)
        original.clear()
        original.update(new)
    else:
        original[:] = _same(new, list)


def _same(new, kind: type):
    if type(new) is not kind:
        raise ProtocolError(f"expected the new content of a {kind.__name__}, got {type(new).__name__}")
    return new


def _apply_array(original: np.ndarray, new: np.ndarray) -> None:
    if new.dtype != original.dtype or new.shape != original.shape:
        raise CannotCross(
            f"an argument's shape or dtype was changed in place: from {original.shape} {original.dtype} "
            f"to {new.shape} {new.dtype}"
        )
    if original.flags.writeable:
        original[...] = new


def _apply_generator(original: np.random.Generator, new: np.random.Generator) -> None:
    if type(original.bit_generator) is not type(new.bit_generator):
        raise ProtocolError("expected the state of the same kind of generator, got another")
    if not leads_to(original.bit_generator.state, new.bit_generator.state):
        raise CannotCross("an argument's random generator was put into a state that drawing does not lead to")
    original.bit_generator.state = new.bit_generator.state
