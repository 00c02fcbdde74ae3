"""NumPy's values in plain form: arrays, scalars, dtypes, and the state of random generators.

Only dtypes whose elements are plain bytes cross. A dtype's text is matched against a pattern before NumPy
parses it, and a generator's state is checked field by field, because NumPy itself trusts both.
"""

import math
import re
from functools import lru_cache

import numpy as np

from proctor.wire.errors import ProtocolError

_PLAIN_KINDS = frozenset("biufcSUmM")
_DTYPE = re.compile(r"[<>|=](?:[biufcSU]\d{1,7}|[mM]8(?:\[\d{0,6}[A-Za-z]{1,2}\])?)")
_MAX_DIMENSIONS = 32
_MAX_EMPTY_ELEMENTS = 1 << 20
_MUCH_BYTES = 64 << 10

_BIT = (0, 1)
_WORD32 = (0, 2**32 - 1)
_WORD64 = (0, 2**64 - 1)
_WORD128 = (0, 2**128 - 1)
_PCG = (("state", "state", 0, _WORD128), ("state", "inc", 0, _WORD128))
_SPARE = ((None, "has_uint32", 0, _BIT), (None, "uinteger", 0, _WORD32))
# Per generator: the fields of its state as (section, name, words (0: one integer), (least, most)).
# A position outside its buffer would make NumPy read memory that is not its own.
_FIELDS = {
    "PCG64": (*_PCG, *_SPARE),
    "PCG64DXSM": (*_PCG, *_SPARE),
    "MT19937": (("state", "key", 624, _WORD32), ("state", "pos", 0, (0, 624))),
    "Philox": (
        *(("state", "counter", 4, _WORD64), ("state", "key", 2, _WORD64)),
        *((None, "buffer", 4, _WORD64), (None, "buffer_pos", 0, (0, 4)), *_SPARE),
    ),
    "SFC64": (("state", "state", 4, _WORD64), *_SPARE),
}


def is_plain(dtype: np.dtype) -> bool:
    """Whether elements of this dtype are plain bytes: no object, no record."""
    return dtype.kind in _PLAIN_KINDS and dtype.subdtype is None and dtype.isbuiltin != 2


def read_dtype(text: object) -> np.dtype:
    """The dtype that ``text`` names; ProtocolError unless it is a plain one."""
    if type(text) is not str:
        raise ProtocolError("expected the name of a plain dtype, got something else")
    return _plain_dtype(text)


@lru_cache(maxsize=64)
def _plain_dtype(text: str) -> np.dtype:
    if not _DTYPE.fullmatch(text):
        raise ProtocolError("expected the name of a plain dtype, got something else")
    dtype = np.dtype(text)
    if not is_plain(dtype):
        raise ProtocolError("expected a plain dtype, got another")
    return dtype


def array_fields(array: np.ndarray) -> tuple[list, bytes | memoryview]:
    """Header fields and bytes of an array with plain dtype: dtype, order, writable, shape."""
    flags = array.flags
    order = "F" if flags.f_contiguous and not flags.c_contiguous else "C"
    fields = [array.dtype.str, order, flags.writeable, list(array.shape)]
    if array.nbytes >= _MUCH_BYTES and flags.c_contiguous and array.dtype.kind in "biufc":
        return fields, array.reshape(-1).view(np.uint8).data  # sent from where it is
    return fields, array.tobytes(order)


def array_bytes(fields: list) -> tuple[np.dtype, int]:
    """The dtype of an array and the bytes it needs, from its header fields, checked."""
    text, order, writable, shape = fields
    dtype = read_dtype(text)
    if order not in ("C", "F") or type(writable) is not bool or type(shape) is not list:
        raise ProtocolError("expected the layout of an array, got something else")
    if len(shape) > _MAX_DIMENSIONS:
        raise ProtocolError("expected the shape of an array, got something else")
    for n in shape:
        if type(n) is not int or not 0 <= n < 1 << 40:
            raise ProtocolError("expected the shape of an array, got something else")
    count = math.prod(shape)
    if not dtype.itemsize and count > _MAX_EMPTY_ELEMENTS:
        raise ProtocolError("an array of empty elements is larger than any of use")
    return dtype, count * dtype.itemsize


def read_array(fields: list, dtype: np.dtype, block: memoryview) -> np.ndarray:
    """The array itself, with memory of its own."""
    _, order, writable, shape = fields
    if dtype.itemsize and len(block):
        array = _elements(dtype, block).reshape(shape, order=order)
    else:
        array = np.zeros(shape, dtype, order)
    array.flags.writeable = writable
    return array


def _elements(dtype: np.dtype, block: memoryview) -> np.ndarray:
    """Elements in memory of their own; bit patterns that no honest array holds are put right or refused."""
    if dtype.kind == "b":
        return np.frombuffer(block, np.uint8) != 0
    if dtype.itemsize == 1 and len(block) >= _MUCH_BYTES and not block.readonly:
        return np.frombuffer(block, dtype)  # an image; nobody else has its frame
    elements = np.frombuffer(block, dtype).copy()
    if dtype.kind == "U" and elements.view(dtype.str[0] + "u4").max() > 0x10FFFF:
        raise ProtocolError("expected text in an array, got numbers that are no characters")
    return elements


def generator_fields(generator: np.random.Generator) -> list | None:
    """The name and state of a generator as integers; None if it is not one of NumPy's own kinds."""
    name = type(generator.bit_generator).__name__
    if name not in _FIELDS or type(generator.bit_generator) is not getattr(np.random, name):
        return None
    state = generator.bit_generator.state
    values = [(state[section] if section else state)[field] for section, field, _, _ in _FIELDS[name]]
    plain = [[int(word) for word in value] if np.ndim(value) else int(value) for value in values]
    return [name, *plain]


def read_generator(fields: list) -> np.random.Generator:
    """A new generator in the state that ``fields`` say."""
    bits = getattr(np.random, _checked_name(fields))(0)
    bits.state = _state(fields)
    return np.random.Generator(bits)


def _checked_name(fields: list) -> str:
    if not fields or type(fields[0]) is not str or fields[0] not in _FIELDS:
        raise ProtocolError("expected one of NumPy's generators, got something else")
    return fields[0]


def _state(fields: list) -> dict:
    name, *values = fields
    state: dict = {"bit_generator": name}
    for (section, field, words, bounds), value in zip(_FIELDS[name], values, strict=True):
        numbers = value if words else [value]
        if type(numbers) is not list or len(numbers) != (words or 1):
            raise ProtocolError("expected the state of a generator, got something else")
        if any(type(n) is not int or not bounds[0] <= n <= bounds[1] for n in numbers):
            raise ProtocolError("expected the state of a generator, got something else")
        place = state.setdefault(section, {}) if section else state
        place[field] = np.array(value, np.uint32 if bounds is _WORD32 else np.uint64) if words else value
    return state
