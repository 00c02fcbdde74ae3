"""Objects that cross by number: each side keeps what it handed out, and stands a proxy for what it was handed."""

import weakref
from collections.abc import Callable

from proctor.wire.errors import ForgedMessage, ProtocolError

MAX_REFERENCES = 1_000_000


def gone(*args, **kwargs):
    """Stands for what was handed over and then revoked."""
    raise RuntimeError("a function that a test passed may be called only until that test ends")


class References:
    """One side's table of objects handed out, and of proxies for the other side's.

    ``stand_in(number, is_callable)`` makes a proxy; ``number_of(value)`` gives a proxy's number, or None for what
    is no proxy of this conversation; ``admit(value)`` raises CannotCross for what may not be handed out.
    """

    def __init__(
        self,
        stand_in: Callable[[int, bool], object],
        number_of: Callable[[object], int | None],
        admit: Callable[[object], None],
    ):
        self._stand_in, self._number_of, self._admit = stand_in, number_of, admit
        self._out: dict[int, object] = {}
        self._number: dict[int, int] = {}
        self._next = 0
        self._met = 0
        self._proxies: weakref.WeakValueDictionary[int, object] = weakref.WeakValueDictionary()

    def node(self, value) -> list:
        """The node for an object: the other side's own by its number, else one of this side's, handed out."""
        number = self._number_of(value)
        if number is not None:
            return ["o", number]
        self._admit(value)
        number = self._number.get(id(value))
        if number is None:
            number = self._next = self._next + 1
            self._number[id(value)] = number
            self._out[number] = value
        return ["h", number, callable(value)]

    def resolve(self, fields: list):
        """The object that a reference's fields name: ``number`` for one of ours, ``number, callable`` for theirs."""
        number = fields[0]
        if type(number) is not int:
            raise ProtocolError("expected the number of an object, got something else")
        if len(fields) == 1:
            return self.handed_out(number)
        proxy = self._proxies.get(number)
        if proxy is None:
            if len(self._proxies) >= MAX_REFERENCES or not 0 < number < 1 << 53 or type(fields[1]) is not bool:
                raise ProtocolError("expected a new object, got something else")
            proxy = self._proxies[number] = self._stand_in(number, fields[1])
            self._met += 1
        return proxy

    def handed_out(self, number: int):
        """The object of this side that ``number`` names; ``gone`` if it was revoked since.

        Raises ForgedMessage if it was never handed out.
        """
        if not 0 < number <= self._next:
            raise ForgedMessage("an object was named that was never handed over")
        return self._out.get(number, gone)

    def is_out(self, value) -> bool:
        """Whether the other side may use this object of ours."""
        return value is gone or id(value) in self._number

    def mark(self) -> int:
        """A point in time, for ``revoke``."""
        return self._next

    def revoke(self, mark: int) -> None:
        """Take back everything handed out after ``mark``."""
        for number in [number for number in self._out if number > mark]:
            del self._number[id(self._out.pop(number))]

    @property
    def has_let_go(self) -> bool:
        """Whether the other side keeps objects that this side no longer holds, as ``alive`` would say."""
        return self._met > len(self._proxies)

    def alive(self) -> list[int]:
        """Numbers of the other side's objects that this side still holds: it may forget all others."""
        held = sorted(self._proxies.keys())
        self._met = len(held)
        return held

    def keep_only(self, numbers: list[int]) -> None:
        """Forget the objects handed out that the other side no longer holds."""
        for number in set(self._out).difference(numbers):
            del self._number[id(self._out.pop(number))]
