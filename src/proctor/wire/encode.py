"""Writes values in plain form: see ``nodes``."""

from array import array
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from proctor.wire import arrays
from proctor.wire.errors import CannotCross
from proctor.wire.names import NAME_OF
from proctor.wire.nodes import ENDLESS, MAX_DEPTH, MAX_INTEGER_BYTES, MAX_NODES, parts_of

_MAX_INLINE_TEXT = 1024
_PACK_FROM = 8
"""Lists of at least so many floats, or small integers, cross as one block."""


class Encoder:
    """Writes the values of one message.

    ``refer`` makes a node of what has no plain form, or raises CannotCross. ``known`` are objects that the
    other side can name by their place: the mutable arguments of the request that this message answers.
    """

    def __init__(self, refer: Callable[[object], list], known: list = ()):
        self.parts: list[bytes | memoryview] = []
        self.mutables: list = list(known)
        self._refer = refer
        self._place = {id(value): place for place, value in enumerate(self.mutables)}
        self._parts = list(map(parts_of, self.mutables))
        self._nodes = 0
        self._unlisted = False

    def node(self, value, depth: int = 0):
        """The node that stands for ``value``."""
        self._count(1, depth)
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        place = self._place.get(id(value))
        if place is not None and not self._unlisted:
            self._count(self._parts[place], depth)
            return ["@", place]
        write = _WRITERS.get(kind)
        if write is None:
            write = _writer_for(kind)
        if write is None:
            name = NAME_OF.get(id(value))
            return ["n", name] if name else self._refer(value)
        first, before = len(self.mutables), self._nodes
        node = write(self, value, depth)
        if len(self.mutables) > first and self.mutables[first] is value:
            self._parts[first] = self._nodes - before
        return node

    def state(self, value):
        """The node of a mutable's content now, even though the other side knows the object."""
        self._unlisted = True
        return self.node(value)

    def _enrol(self, value) -> None:
        if self._unlisted:
            self._unlisted = False
            return
        self._place[id(value)] = len(self.mutables)
        self.mutables.append(value)
        self._parts.append(ENDLESS)

    def _count(self, nodes: int, depth: int) -> None:
        self._nodes += nodes
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise CannotCross(
                f"a value nested deeper than {MAX_DEPTH} levels, or of more than {MAX_NODES:,} parts, or in itself"
            )

    def _integer(self, value, depth):
        value = int(value)
        if -(1 << 63) <= value < 1 << 63:
            return value
        count = value.bit_length() // 8 + 1
        if count > MAX_INTEGER_BYTES:
            raise CannotCross(f"an integer of more than {MAX_INTEGER_BYTES * 8:,} bits")
        self.parts.append(value.to_bytes(count, "little", signed=True))
        return ["i", count]

    def _text(self, value, depth):
        value = str.__str__(value)
        if len(value) <= _MAX_INLINE_TEXT and value.isascii():
            return value
        data = value.encode("utf-8", "surrogatepass")
        self.parts.append(data)
        return ["s", len(data)]

    def _bytes(self, value, depth):
        self.parts.append(bytes(value))
        return ["b", len(value)]

    def _complex(self, value, depth):
        return ["c", value.real, value.imag]

    def _list(self, value, depth):
        self._enrol(value)
        return self._packed(value) or ["L", *[self.node(item, depth + 1) for item in list.__iter__(value)]]

    def _packed(self, value):
        if len(value) < _PACK_FROM:
            return None
        kinds = set(map(type, value))
        if kinds != {float} and kinds != {int}:
            return None
        try:
            data = array("d" if kinds == {float} else "q", value).tobytes()
        except OverflowError:
            return None
        self._count(len(value), 0)
        self.parts.append(data)
        return ["f" if kinds == {float} else "q", len(value)]

    def _tuple(self, value, depth):
        return ["T", *[self.node(item, depth + 1) for item in tuple.__iter__(value)]]

    def _set(self, value, depth):
        self._enrol(value)
        return ["S", *[self.node(item, depth + 1) for item in set.__iter__(value)]]

    def _frozenset(self, value, depth):
        return ["Z", *[self.node(item, depth + 1) for item in frozenset.__iter__(value)]]

    def _dict(self, value, depth):
        self._enrol(value)
        pairs = ["D"]
        for key, item in dict.items(value):
            pairs += (self.node(key, depth + 1), self.node(item, depth + 1))
        return pairs

    def _range(self, value, depth):
        return ["r", *[self.node(part) for part in (value.start, value.stop, value.step)]]

    def _slice(self, value, depth):
        return ["l", *[self.node(part, depth + 1) for part in (value.start, value.stop, value.step)]]

    def _ellipsis(self, value, depth):
        return ["e"]

    def _array(self, value, depth):
        if not arrays.is_plain(value.dtype):
            return self._refer(value)
        self._enrol(value)
        fields, data = arrays.array_fields(np.asarray(value))
        self.parts.append(data)
        return ["A", *fields]

    def _scalar(self, value, depth):
        if not arrays.is_plain(value.dtype):
            return self._refer(value)
        self.parts.append(value.tobytes())
        return ["g", value.dtype.str]

    def _dtype(self, value, depth):
        return ["d", value.str] if arrays.is_plain(value) else self._refer(value)

    def _generator(self, value, depth):
        fields = arrays.generator_fields(value)
        if fields is None:
            return self._refer(value)
        self._enrol(value)
        return ["G", *fields]


_WRITERS = {
    **{int: Encoder._integer, str: Encoder._text, bytes: Encoder._bytes, complex: Encoder._complex},
    **{list: Encoder._list, tuple: Encoder._tuple, dict: Encoder._dict},
    **{set: Encoder._set, frozenset: Encoder._frozenset},
    **{range: Encoder._range, slice: Encoder._slice, type(Ellipsis): Encoder._ellipsis},
    **{np.ndarray: Encoder._array, np.random.Generator: Encoder._generator},
}


@lru_cache(maxsize=256)
def _writer_for(kind: type) -> Callable | None:
    """How a value of a derived type crosses; None if by reference."""
    if issubclass(kind, np.generic) and not issubclass(kind, np.character):
        return Encoder._scalar
    if issubclass(kind, np.dtype):
        return Encoder._dtype
    if issubclass(kind, np.ndarray):
        return Encoder._array
    for base in (str, int, bytes):
        if issubclass(kind, base):
            return _WRITERS[base]
    if issubclass(kind, float):
        return lambda encoder, value, depth: float.__float__(value)
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return Encoder._tuple
    # Classes with methods that a test may want stay where they are: a notebook's own, and matplotlib's
    # containers of bars or error bars, which are tuples.
    if kind.__module__ != "__main__":
        for base in (list, dict, set, frozenset):
            if issubclass(kind, base):
                return _WRITERS[base]
    return None
