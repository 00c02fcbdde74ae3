"""Reads values in plain form, and nothing else: see ``nodes``."""

from array import array
from collections.abc import Callable

from proctor.wire import arrays
from proctor.wire.errors import ProtocolError
from proctor.wire.names import BY_NAME
from proctor.wire.nodes import ENDLESS, MAX_DEPTH, MAX_INTEGER_BYTES, MAX_NODES, parts_of


class Decoder:
    """Reads the values of one message; whatever it holds, the result is plain values or ProtocolError.

    ``resolve`` makes an object of a reference's node. ``known`` as for Encoder.
    """

    def __init__(self, block: memoryview, resolve: Callable[[list], object], known: list = ()):
        self.mutables: list = list(known)
        self._parts = list(map(parts_of, self.mutables))
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
            self._parts.append(ENDLESS)
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
        if count > MAX_INTEGER_BYTES:
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
