"""Plain values cross unchanged, and nothing else does."""

import math
from collections import Counter, OrderedDict, defaultdict, namedtuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from proctor.wire.decode import Decoder
from proctor.wire.encode import Encoder
from proctor.wire.errors import CannotCross, ProtocolError
from proctor.wire.nodes import MAX_DEPTH


def refuse(value):
    raise CannotCross(type(value).__name__)


def unknown(fields):
    raise ProtocolError("a reference")


def crossed(value):
    encoder = Encoder(refuse)
    node = encoder.node(value)
    decoder = Decoder(memoryview(b"".join(encoder.parts)), unknown)
    result = decoder.node(node)
    decoder.finish()
    return result


def read(node, block=b""):
    decoder = Decoder(memoryview(block), unknown)
    result = decoder.node(node)
    decoder.finish()
    return result


ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(1 << 200), max_value=1 << 200)
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text(st.characters(exclude_categories=()))
    | st.text(min_size=1100, max_size=1200)
    | st.binary()
    | st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 5))
    | st.just(...)
)
KEYS = st.integers() | st.text() | st.binary() | st.tuples(st.integers(), st.text())
VALUES = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(KEYS, inner)
        | st.sets(KEYS)
        | st.frozensets(KEYS)
        | st.lists(st.floats(allow_nan=False), min_size=9)
        | st.lists(st.integers(), min_size=9)
    ),
    max_leaves=20,
)
DTYPES = (
    hnp.boolean_dtypes()
    | hnp.integer_dtypes()
    | hnp.unsigned_integer_dtypes()
    | hnp.floating_dtypes()
    | hnp.complex_number_dtypes()
    | hnp.datetime64_dtypes()
    | hnp.timedelta64_dtypes()
    | hnp.unicode_string_dtypes(min_len=1)
    | hnp.byte_string_dtypes(min_len=1)
)
ARRAYS = DTYPES.flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, min_side=0)))


@given(VALUES)
@settings(max_examples=150, deadline=None)
def test_plain_values_cross_unchanged(value):
    """What arrives equals what was sent, and is of the same type."""
    result = crossed(value)

    assert value == result
    assert type(value) is type(result)


@given(ARRAYS, st.sampled_from("CF"))
@settings(max_examples=150, deadline=None)
def test_arrays_cross_unchanged(array, order):
    """Elements, shape, dtype and memory order arrive as they were sent, in memory of their own."""
    array = np.asarray(array, order=order)

    result = crossed(array)

    np.testing.assert_array_equal(array, result)
    assert array.dtype == result.dtype
    assert array.flags.f_contiguous == result.flags.f_contiguous
    assert result.flags.writeable


@pytest.mark.parametrize("value", [np.float32(1.5), np.int8(-3), np.bool_(True), np.datetime64("2020-02-03")])
def test_numpy_scalars_keep_their_type(value):
    """A float32 arrives as a float32, not as a Python float."""
    result = crossed(value)

    assert value == result
    assert type(value) is type(result)


def test_special_floats_cross():
    """NaN, infinities and negative zero arrive as they are."""
    result = crossed([float("nan"), float("inf"), float("-inf"), -0.0])

    assert math.isnan(result[0])
    assert [float("inf"), float("-inf")] == result[1:3]
    assert -1.0 == math.copysign(1, result[3])


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        (namedtuple("P", "x y")(1, 2), (1, 2)),
        (defaultdict(int, a=1), {"a": 1}),
        (OrderedDict(a=1), {"a": 1}),
        (Counter("aab"), {"a": 2, "b": 1}),
    ],
)
def test_containers_of_the_library_cross_as_plain_ones(given_value, expected):
    """A named tuple arrives as a tuple, a dict of any kind as a dict."""
    result = crossed(given_value)

    assert expected == result
    assert type(expected) is type(result)


@pytest.mark.parametrize(
    "array", [np.zeros(2).view(type("Own", (np.ndarray,), {})), np.ma.masked_array([1, 2], [0, 1])]
)
def test_array_subclasses_cross_as_arrays(array):
    """An array of a derived class arrives as a plain array."""
    assert np.ndarray is type(crossed(array))


@pytest.mark.parametrize("value", [float, np.float32, np.sin, math.sqrt, ValueError, np.ndarray, type(None)])
def test_common_objects_cross_by_name(value):
    """Types, universal functions and those of math are on both sides, so the very object arrives."""
    assert value is crossed(value)


def test_dtypes_cross():
    """A dtype arrives as a dtype."""
    assert np.dtype("<f4") == crossed(np.dtype("<f4"))


@pytest.mark.parametrize("kind", ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"])
def test_generators_cross_with_their_state(kind):
    """A generator that crossed draws what the original draws next."""
    rng = np.random.Generator(getattr(np.random, kind)(3))
    rng.normal(size=3)
    rng.integers(9, dtype=np.int32)

    result = crossed(rng)

    assert rng.normal() == result.normal()
    assert rng.integers(99, dtype=np.int32) == result.integers(99, dtype=np.int32)


def test_one_object_met_twice_stays_one():
    """Two names for one list stay two names for one list."""
    inner = [1]

    result = crossed([inner, inner])

    assert result[0] is result[1]


@pytest.mark.parametrize(
    "value",
    [object(), np.array([None]), np.zeros(2, "i4,f8"), lambda: 0, iter([]), np.zeros(2, "V8")],
)
def test_what_is_not_plain_is_refused(value):
    """Objects, object arrays and records do not cross by value."""
    with pytest.raises(CannotCross):
        crossed(value)


def test_deep_values_are_refused():
    """Nesting is bounded on the way out, and on the way in."""
    value, node = [], ["L"]
    for _ in range(MAX_DEPTH + 1):
        value, node = [value], ["L", node]

    with pytest.raises(CannotCross):
        crossed(value)
    with pytest.raises(ProtocolError):
        read(node)


LIES = [
    ["A", "|O", "C", True, [1]],
    ["A", "|V8", "C", True, [1]],
    ["A", "i4,f8", "C", True, [1]],
    ["A", "(2,)<f8", "C", True, [1]],
    ["A", "<f8", "C", True, [-1]],
    ["A", "<f8", "C", True, [1 << 60]],
    ["A", "<f8", "C", True, [1.0]],
    ["A", "<f8", "C", True, [True]],
    ["A", "<f8", "C", True, [2]],
    ["A", "<f8", "K", True, [1]],
    ["A", "<f8", "C", 1, [1]],
    ["A", "<f8", "C", True, [1] * 40],
    ["A", "<U0", "C", True, [1 << 39]],
    ["A", "<M8[s](2)", "C", True, [1]],
    ["A", "<M8[zz]", "C", True, [1]],
    ["A", "<f3", "C", True, []],
    ["A"],
    ["g", "|O"],
    ["d", "O"],
    ["d", "f8, f8"],
    ["f", 1 << 40],
    ["f", -1],
    ["q", 2.5],
    ["s", 9],
    ["b", "1"],
    ["i", 1 << 30],
    ["c", 1, 2],
    ["r", 1, 2, 0],
    ["r", 1, 2, "x"],
    ["@", 0],
    ["@", True],
    ["n", "os.system"],
    ["n", "numpy.frompyfunc"],
    ["n", ["L"]],
    ["D", "key"],
    ["D", ["L"], 1],
    ["S", ["L"]],
    ["G", "PCG64", 1, 1, 0],
    ["G", "PCG64", -1, 1, 0, 0],
    ["G", "MT19937", [0] * 624, 625],
    ["G", "MT19937", [0] * 623, 1],
    ["G", "Philox", [0] * 4, [0] * 2, [0] * 4, -1, 0, 0],
    ["G", "Generator", 1],
    ["G"],
    ["x"],
    [[]],
    [],
    [None, 1],
    {},
    1 << 63,
]


@pytest.mark.parametrize("node", LIES, ids=str)
def test_a_lie_is_a_protocol_error(node):
    """Wrong sizes, dtypes, shapes, names and states are refused before NumPy or Python act on them."""
    with pytest.raises(ProtocolError):
        read(node, b"\1\2\3\4\5\6\7")


def test_what_is_short_to_write_and_endless_to_read_does_not_cross():
    """A list that holds a list twice, and so on, or itself, is refused on both sides; one list twice is not."""
    doubling, node, ring = [0.0], ["L", 0.0], []
    for level in range(30):
        doubling = [doubling, doubling]
        node = ["L", node, ["@", 30 - level]]
    ring.append(ring)

    for value in (doubling, ring):
        with pytest.raises(CannotCross):
            crossed(value)
    for lie in (node, ["L", ["@", 0]], ["D", "a", ["L", ["@", 0]]]):
        with pytest.raises(ProtocolError):
            read(lie)
    twice = crossed([[1.0], *[[2.0]] * 1000])
    assert twice[1] is twice[1000]


def test_left_over_bytes_are_a_protocol_error():
    """Bytes that belong to no value are not passed over."""
    with pytest.raises(ProtocolError):
        read(1, b"x")


def test_text_in_an_array_is_checked():
    """Numbers beyond Unicode never become an array of text."""
    with pytest.raises(ProtocolError):
        read(["A", "<U1", "C", True, [1]], b"\xff\xff\xff\x7f")


def test_a_bool_array_holds_only_true_and_false():
    """A byte that is neither 0 nor 1 counts as true, once and for all."""
    result = read(["A", "|b1", "C", True, [2]], b"\x02\x00")

    assert b"\x01\x00" == result.tobytes()


NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.tuples(st.sampled_from("AgdGLTDSZfqsbicrle@nho"), inner, inner).map(list)
        | st.tuples(st.sampled_from("fqsbi@Z"), st.integers(-2, 40)).map(list)
        | st.tuples(
            *(st.just("A"), st.sampled_from(["<f8", "|b1", "<U1", "<M8[D]", "|S0"]), st.sampled_from("CF")),
            *(st.booleans(), st.lists(st.integers(-1, 5), max_size=4)),
        ).map(list)
    ),
    max_leaves=12,
)


@given(NODES, st.binary(max_size=64))
@settings(max_examples=600, deadline=None)
def test_any_node_gives_a_value_or_a_protocol_error(node, block):
    """Whatever a header says, reading it gives plain values or ProtocolError, and nothing else."""
    try:
        read(node, block)
    except ProtocolError:
        pass
