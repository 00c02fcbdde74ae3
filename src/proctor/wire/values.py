"""Values in plain form, and back: what crosses by value, by name and by reference.

A *node* is what stands for one value in a frame's header. None, bool, int, float and short text stand for
themselves; every other value is an array whose first element is one of the tags below. Bulk lies in the
frame's block, in the order in which the nodes are read, so that no node can point outside it or at another's.

Containers, arrays and generators that can change are counted as they are met, on both sides alike. A second
meeting is written as that count, so two names for one list stay two names for one list, and the other side
can later say which of them it changed. Each meeting counts for all that there is to read in it: a list that holds
one list twice, which holds one list twice, and so on, is short to write and would take for ever to go through.
"""

from array import array
from collections.abc import Callable

import numpy as np

from proctor.wire import arrays
from proctor.wire.errors import CannotCross, ProtocolError
from proctor.wire.names import BY_NAME, NAME_OF

MAX_DEPTH = 64
MAX_NODES = 1_000_000
_MAX_INLINE_TEXT = 1024
_MAX_INTEGER_BYTES = 1 << 16
_ENDLESS = MAX_NODES + 1
"""Parts of a container that is not yet written or read to its end: it would hold itself."""
_PACK_FROM = 8
"""Lists of at least so many floats, or small integers, cross as one block."""


def _parts_of(known) -> int:
    """How much there is to read in a mutable argument of the question; what it holds counts by itself."""
    return len(known) if isinstance(known, list | dict | set) else 0


class Encoder:
    """Writes the values of one message.

    ``refer`` makes a node of what has no plain form, or raises CannotCross. ``known`` are objects that the
    other side can name by their place: the mutable arguments of the request that this message answers.
    """

    def __init__(self, refer: Callable[[object], list], known: list = ()):
        self.parts: list[bytes] = []
        self.mutables: list = list(known)
        self._refer = refer
        self._place = {id(value): place for place, value in enumerate(self.mutables)}
        self._parts = list(map(_parts_of, self.mutables))
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
            write = _writer_for(value, kind)
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
        self._parts.append(_ENDLESS)

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
        if count > _MAX_INTEGER_BYTES:
            raise CannotCross(f"an integer of more than {_MAX_INTEGER_BYTES * 8:,} bits")
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


def _writer_for(value, kind: type) -> Callable | None:
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


class Decoder:
    """Reads the values of one message; whatever it holds, the result is plain values or ProtocolError.

    ``resolve`` makes an object of a reference's node. ``known`` as for Encoder.
    """

    def __init__(self, block: memoryview, resolve: Callable[[list], object], known: list = ()):
        self.mutables: list = list(known)
        self._parts = list(map(_parts_of, self.mutables))
        self._block = block
        self._at = 0
        self._resolve = resolve
        self._nodes = 0
        self._unlisted = False

    def node(self, node, depth: int = 0):
        """The value that ``node`` stands for."""
        self._count(1, depth)
        if type(node) is not list:
            if type(node) is dict or (type(node) is int and not -(1 << 63) <= node < 1 << 63):
                raise ProtocolError("expected a value, got something else")
            return node
        first, before = len(self.mutables), self._nodes
        try:
            value = _READERS[node[0]](self, node[1:], depth)
            if len(self.mutables) > first and self.mutables[first] is value:
                self._parts[first] = self._nodes - before
            return value
        except ProtocolError:
            raise
        except (ValueError, TypeError, LookupError, ArithmeticError, MemoryError, RecursionError):
            raise ProtocolError("expected a well-formed value, got something else") from None

    def state(self, node):
        """The content that ``node`` describes, as a new object that is not counted."""
        self._unlisted = True
        value = self.node(node)
        if self._unlisted:
            raise ProtocolError("expected the content of a mutable, got something else")
        return value

    def finish(self) -> None:
        """Raise ProtocolError if the block holds more than the nodes asked for."""
        if self._at != len(self._block):
            raise ProtocolError("a message holds bytes that belong to no value")

    def _enrol(self, value):
        if self._unlisted:
            self._unlisted = False
        else:
            self.mutables.append(value)
            self._parts.append(_ENDLESS)
        return value

    def _count(self, nodes: int, depth: int) -> None:
        self._nodes += nodes
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise ProtocolError("a value is nested too deep, has too many parts or holds itself")

    def _take(self, count) -> memoryview:
        if type(count) is not int or not 0 <= count <= len(self._block) - self._at:
            raise ProtocolError("a value declares more bytes than came with it")
        self._at += count
        return self._block[self._at - count : self._at]

    def _known(self, fields, depth):
        (place,) = fields
        if type(place) is not int or not 0 <= place < len(self.mutables):
            raise ProtocolError("expected an object met before, got another")
        self._count(self._parts[place], depth)
        return self.mutables[place]

    def _integer(self, fields, depth):
        (count,) = fields
        if count > _MAX_INTEGER_BYTES:
            raise ProtocolError("an integer is too large")
        return int.from_bytes(self._take(count), "little", signed=True)

    def _text(self, fields, depth):
        (count,) = fields
        return str(self._take(count), "utf-8", "surrogatepass")

    def _bytes(self, fields, depth):
        (count,) = fields
        return bytes(self._take(count))

    def _complex(self, fields, depth):
        real, imag = fields
        if type(real) is not float or type(imag) is not float:
            raise ProtocolError("expected two floats, got something else")
        return complex(real, imag)

    def _list(self, fields, depth):
        result = self._enrol([])
        for item in fields:
            result.append(self.node(item, depth + 1))
        return result

    def _floats(self, fields, depth):
        return self._packed(fields, "d")

    def _integers(self, fields, depth):
        return self._packed(fields, "q")

    def _packed(self, fields, code):
        (count,) = fields
        self._count(count, 0)
        return self._enrol(array(code, bytes(self._take(count * 8))).tolist())

    def _tuple(self, fields, depth):
        return tuple([self.node(item, depth + 1) for item in fields])

    def _set(self, fields, depth):
        result = self._enrol(set())
        # one by one, so that a signal can end a flood of equal hashes
        for item in fields:
            result.add(self.node(item, depth + 1))
        return result

    def _frozenset(self, fields, depth):
        result = set()
        for item in fields:
            result.add(self.node(item, depth + 1))
        return frozenset(result)

    def _dict(self, fields, depth):
        result = self._enrol({})
        for key_node, item in zip(fields[::2], fields[1::2], strict=True):
            key = self.node(key_node, depth + 1)  # first: bulk is read in the order it was written
            result[key] = self.node(item, depth + 1)
        return result

    def _range(self, fields, depth):
        start, stop, step = fields
        return range(self.node(start), self.node(stop), self.node(step))

    def _slice(self, fields, depth):
        start, stop, step = fields
        return slice(*[self.node(part, depth + 1) for part in (start, stop, step)])

    def _ellipsis(self, fields, depth):
        () = fields
        return ...

    def _array(self, fields, depth):
        dtype, size = arrays.array_bytes(fields)
        return self._enrol(arrays.read_array(fields, dtype, self._take(size)))

    def _scalar(self, fields, depth):
        (text,) = fields
        layout = [text, "C", True, []]
        dtype, size = arrays.array_bytes(layout)
        return arrays.read_array(layout, dtype, self._take(size))[()]

    def _dtype(self, fields, depth):
        (text,) = fields
        return arrays.read_dtype(text)

    def _generator(self, fields, depth):
        return self._enrol(arrays.read_generator(fields))

    def _named(self, fields, depth):
        (name,) = fields
        return BY_NAME[name]

    def _reference(self, fields, depth):
        return self._resolve(fields)


_READERS = {
    **{"@": Decoder._known, "n": Decoder._named, "h": Decoder._reference, "o": Decoder._reference},
    **{"i": Decoder._integer, "s": Decoder._text, "b": Decoder._bytes, "c": Decoder._complex},
    **{"L": Decoder._list, "T": Decoder._tuple, "D": Decoder._dict, "S": Decoder._set, "Z": Decoder._frozenset},
    **{"f": Decoder._floats, "q": Decoder._integers},
    **{"r": Decoder._range, "l": Decoder._slice, "e": Decoder._ellipsis},
    **{"A": Decoder._array, "g": Decoder._scalar, "d": Decoder._dtype, "G": Decoder._generator},
}
