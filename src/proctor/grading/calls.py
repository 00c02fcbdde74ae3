"""Records what a test asks of a student's functions, and what it gets: plain values alone, copied."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from proctor.wire.handles import Handle

MAX_CALLS = 20_000
MAX_BYTES = 64 << 20
"""Of copies, in one run of a test."""
_NODE_BYTES = 64
_SCALARS = (type(None), bool, int, float, complex, str, bytes, np.generic, range, slice, type, np.dtype)


class NotPlain(Exception):
    """A value that cannot be copied and compared here, or more values than are kept."""


@dataclass(frozen=True)
class Call:
    """One call of a function, with copies of all that went in and came out."""

    function: str
    arguments: tuple
    """Positional arguments and keywords, as they were before the call."""
    raised: str
    """Class of the exception; empty if there was none."""
    result: object
    after: tuple
    """The arguments as the call left them."""
    size_bytes: int
    """About how much went in and came out."""


@dataclass
class Calls:
    """The calls of one run of a test, in order."""

    made: list[Call] = field(default_factory=list)
    are_plain: bool = True
    """False where a call's values could not be kept; then the calls tell nothing."""
    left_bytes: int = MAX_BYTES

    def recording(self, name: str, function: Callable) -> Callable:
        """A function that does what ``function`` does, and notes it under ``name``."""

        def recorded(*arguments, **keywords):
            given, left_bytes = (arguments, keywords), self.left_bytes
            before = self._copy(given)
            result, raised = None, ""
            try:
                result = function(*arguments, **keywords)
            except Exception as error:
                raised = type(error).__name__
                raise
            finally:
                if len(self.made) == MAX_CALLS:
                    self.are_plain = False
                if self.are_plain:
                    gave, after = self._copy(result), self._copy(given)
                    self.made.append(Call(name, before, raised, gave, after, left_bytes - self.left_bytes))
            return result

        return recorded

    def _copy(self, value):
        if not self.are_plain:
            return None
        try:
            return copied(value, self._pay)
        except NotPlain:
            self.are_plain = False
            self.made.clear()
            return None

    def _pay(self, size: int) -> None:
        self.left_bytes -= size
        if self.left_bytes < 0:
            raise NotPlain(f"expected at most {MAX_BYTES >> 20} MiB of values in one test, got more")


def copied(value, pay: Callable[[int], None] = lambda size: None):
    """A copy that shares nothing that can change; a test's own functions stay as they are.

    ``pay`` is told the bytes of each part before it is copied. NotPlain for what is no plain value.
    """
    pay(_NODE_BYTES)
    if isinstance(value, Handle):
        raise NotPlain("an object of the student's process")
    if isinstance(value, _SCALARS):
        pay(len(value) if isinstance(value, str | bytes) else 0)
        return value
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufcSU":
        pay(value.nbytes)
        return np.array(value)
    if type(value) in (list, tuple):
        return type(value)([copied(part, pay) for part in value])
    if type(value) is dict:
        return {copied(key, pay): copied(part, pay) for key, part in value.items()}
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    if callable(value):
        return value
    raise NotPlain(f"a {type(value).__name__}")
