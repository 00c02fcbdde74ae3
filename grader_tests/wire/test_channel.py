"""Frames arrive whole or not at all, within size and time."""

import resource
import socket
import struct
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proctor.wire.channel import MAX_HEADER_BYTES, Channel
from proctor.wire.errors import Broken, Disconnected, OutOfTime, ProtocolError


@pytest.fixture
def pair():
    left, right = socket.socketpair()
    with left, right:
        yield Channel(left, 1), Channel(right, 1)


def test_a_frame_arrives_as_it_was_sent(pair):
    """Header and block come out as they went in."""
    pair[0].send(["x", 1], [b"ab", b"c"])

    header, block = pair[1].receive()

    assert ["x", 1] == header
    assert b"abc" == bytes(block)


def test_a_frame_larger_than_the_pipe_arrives(pair):
    """A block that no socket buffer holds arrives while it is being sent."""
    data = bytes(1 << 20)
    sender = threading.Thread(target=pair[0].send, args=([], [data]))
    sender.start()

    _, block = pair[1].receive()
    sender.join()

    assert data == bytes(block)


@pytest.mark.parametrize("size", [MAX_HEADER_BYTES + 1, 0xFFFFFFFF])
def test_a_declared_header_size_is_checked_first(pair, size):
    """A frame that declares too much is refused before memory is set aside for it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pair[0].socket.sendall(struct.pack(">4sIQ", b"prc1", size, 0))

    with pytest.raises(ProtocolError):
        pair[1].receive()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000


def test_a_declared_block_size_is_checked_first(pair):
    """So is the size of the block."""
    pair[0].socket.sendall(struct.pack(">4sIQ", b"prc1", 2, 1 << 62))

    with pytest.raises(ProtocolError):
        pair[1].receive()


def test_too_large_a_message_is_refused_before_it_is_sent(pair):
    """The sender hears of the limit, and the conversation goes on."""
    with pytest.raises(ValueError, match="1 MiB"):
        pair[0].send([], [bytes((1 << 20) + 1)])
    pair[0].send(["next"], [])

    assert ["next"] == pair[1].receive()[0]


def test_silence_ends_at_the_deadline(pair):
    """A side that says nothing, or half of something, costs no more than the deadline."""
    pair[0].socket.sendall(b"prc1")
    pair[1].deadline = time.monotonic() + 0.05

    with pytest.raises(OutOfTime):
        pair[1].receive()


def test_a_side_that_does_not_read_ends_at_the_deadline(pair):
    """Sending more than the other side takes does not block for ever."""
    pair[0].deadline = time.monotonic() + 0.05

    with pytest.raises(OutOfTime):
        while True:
            pair[0].send([], [bytes(1 << 19)])


def test_a_closed_end_is_told_apart(pair):
    """The end of the other process is Disconnected, not a protocol error."""
    pair[0].close()

    with pytest.raises(Disconnected):
        pair[1].receive()


def test_an_exception_handler_of_a_test_does_not_catch_the_end():
    """``except Exception`` in a test cell must not take the loss of a candidate for the student's exception."""
    assert not issubclass(Broken, Exception)


@pytest.mark.parametrize(
    "header",
    [
        *(b"", b"{}", b"1", b"[", b"[" * 100_000, b"[1]]", b"\xff\xfe", b"[\xc3\xa9]"),
        b"[" + b"9" * 5000 + b"]",
        b"[]" * 3,
    ],
    ids=lambda header: repr(header[:8]),
)
def test_a_header_that_is_no_json_array_is_a_protocol_error(pair, header):
    """Broken, nested or numeric headers give one error."""
    pair[0].socket.sendall(struct.pack(">4sIQ", b"prc1", len(header), 0) + header)

    with pytest.raises(ProtocolError):
        pair[1].receive()


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_end_in_one_of_two_ways(data):
    """Whatever comes, then silence: ProtocolError or Disconnected, and the reader goes on living."""
    left, right = socket.socketpair()
    with left, right:
        left.sendall(data)
        left.shutdown(socket.SHUT_WR)
        with pytest.raises((ProtocolError, Disconnected)):
            Channel(right, 1).receive()
