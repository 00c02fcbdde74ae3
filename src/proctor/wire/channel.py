"""Frames over a stream socket: a JSON header for structure, one block of raw bytes for the bulk.

A frame is ``magic, header length, block length, header, block``. Both lengths are checked before anything is
allocated. JSON rather than a binary format, because its reader never allocates by a length that the other
side declares: what a hostile header can cost is bounded by the bytes that it really sent.
"""

import json
import socket
import struct
import time
from collections.abc import Callable

from proctor.wire.errors import Disconnected, OutOfTime, ProtocolError

MAX_HEADER_BYTES = 4 << 20
_PRELUDE = struct.Struct(">4sIQ")
_MAGIC = b"prc1"
_MIB = 1 << 20
_READ_BYTES = 16 << 10
_JOINED_BYTES = 64 << 10

_write = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_read = json.JSONDecoder().raw_decode


class Channel:
    """One end of a conversation; sends and receives whole frames.

    ``deadline`` (seconds of ``time.monotonic``) bounds every wait on the other side; None waits for ever.
    """

    def __init__(self, sock: socket.socket, message_mib: int):
        self.socket = sock
        self.max_block_bytes = message_mib * _MIB
        self.deadline: float | None = None
        self._ahead = b""
        """What came with the last frame and belongs to the next."""

    def send(self, header: list, parts: list[bytes | memoryview]) -> None:
        """Send one frame; raises ValueError, before anything is sent, if it is larger than the other side takes."""
        text = _write(header).encode("ascii")
        size = sum(map(len, parts))
        if len(text) > MAX_HEADER_BYTES:
            raise ValueError(f"a message may hold {MAX_HEADER_BYTES >> 10} KiB of structure, got {len(text) >> 10}")
        if size > self.max_block_bytes:
            raise ValueError(f"a message may hold {self.max_block_bytes >> 20} MiB, got {size / _MIB:.1f} MiB")
        prelude = _PRELUDE.pack(_MAGIC, len(text), size)
        if size <= _JOINED_BYTES:
            self._send_all(b"".join((prelude, text, *parts)))
        else:  # a copy of an image takes longer than another system call
            for data in (prelude + text, *parts):
                self._send_all(data)

    def receive(self) -> tuple[list, memoryview]:
        """The next frame: its header, a JSON array, and its block of bytes."""
        data = self._ahead or self._some()
        while len(data) < _PRELUDE.size:
            data += self._some()
        magic, header_bytes, block_bytes = _PRELUDE.unpack_from(data)
        if magic != _MAGIC or header_bytes > MAX_HEADER_BYTES or block_bytes > self.max_block_bytes:
            raise ProtocolError("expected a frame within the size limits, got something else")
        block_starts = _PRELUDE.size + header_bytes
        ends = block_starts + block_bytes
        if len(data) < ends:
            data = self._completed(data, ends)
        self._ahead = data[ends:]
        try:
            text = data[_PRELUDE.size : block_starts].decode("ascii")
            header, read = _read(text)
        except (ValueError, RecursionError, MemoryError):
            raise ProtocolError("expected a header in JSON, got something else") from None
        if type(header) is not list or read != len(text):
            raise ProtocolError("expected a header that is a JSON array, got something else")
        return header, memoryview(data)[block_starts:ends]

    def send_descriptor(self, descriptor: int) -> None:
        """Hand over an open file descriptor; the other end must call ``receive_descriptor`` next."""
        self._wait()
        socket.send_fds(self.socket, [b"\0"], [descriptor])

    def receive_descriptor(self) -> int:
        """The file descriptor that the other end handed over."""
        self._wait()
        try:
            data, descriptors, _, _ = socket.recv_fds(self.socket, 1, 1)
        except TimeoutError:
            raise OutOfTime("no file descriptor came before the deadline") from None
        if not data:
            raise Disconnected("the other side is gone")
        if len(descriptors) != 1:
            raise ProtocolError(f"expected one file descriptor, got {len(descriptors)}")
        return descriptors[0]

    def close(self) -> None:
        self.socket.close()

    def _wait(self) -> None:
        """Let the next system call wait no longer than the deadline."""
        if self.deadline is None:
            if self.socket.gettimeout() is not None:
                self.socket.settimeout(None)
            return
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise OutOfTime("the deadline has passed")
        self.socket.settimeout(left)

    def _send_all(self, data: bytes) -> None:
        self._wait()
        try:
            self.socket.sendall(data)
        except TimeoutError:
            raise OutOfTime("the other side did not read before the deadline") from None
        except OSError as error:
            raise Disconnected("the other side is gone") from error

    def _some(self) -> bytes:
        """What is there to be read, at least a byte: mostly a whole frame, in one system call."""
        return self._came(self.socket.recv, _READ_BYTES)

    def _completed(self, data: bytes, count: int) -> bytearray:
        """The first ``count`` bytes of what begins with ``data``."""
        whole = bytearray(count)
        view, got = memoryview(whole), len(data)
        view[:got] = data
        while got < count:
            got += self._came(self.socket.recv_into, view[got:])
        return whole

    def _came(self, receive: Callable, into):
        """What a call of the socket's gave; raises what says why nothing came."""
        self._wait()
        try:
            came = receive(into)
        except TimeoutError:
            raise OutOfTime("no answer came before the deadline") from None
        except OSError as error:
            raise Disconnected("the other side is gone") from error
        if not came:
            raise Disconnected("the other side is gone")
        return came
