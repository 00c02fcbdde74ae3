"""Frames between the proctor and its zygote: JSON with a length before it, and descriptors beside it.

Both ends are proctor's own and run no student code; JSON keeps what crosses plain all the same.
"""

import json
import os
import socket
import struct
from collections.abc import Sequence

MAX_FRAME_BYTES = 1024 * 1024
MAX_DESCRIPTORS = 8

_LENGTH = struct.Struct("=I")


def send(sock: socket.socket, message: dict, descriptors: Sequence[int] = ()) -> None:
    """Send one message; raises ValueError where it is too large, OSError where the other end is gone."""
    body = json.dumps(message).encode()
    if len(body) > MAX_FRAME_BYTES or len(descriptors) > MAX_DESCRIPTORS:
        raise ValueError(
            f"zygote message: expected at most {MAX_FRAME_BYTES} bytes and {MAX_DESCRIPTORS} sockets, "
            f"got {len(body)} and {len(descriptors)}; send large data through a socket"
        )
    frame = _LENGTH.pack(len(body)) + body
    sent = socket.send_fds(sock, [frame], descriptors) if descriptors else 0
    sock.sendall(frame[sent:])


def receive(sock: socket.socket) -> tuple[dict, list[int]]:
    """Receive one message and its descriptors, which the caller must close; raises EOFError at the end."""
    head, descriptors, _, _ = socket.recv_fds(sock, _LENGTH.size, MAX_DESCRIPTORS)
    try:
        head += _exactly(sock, _LENGTH.size - len(head)) if head else b""
        if not head:
            raise EOFError("the other end of the zygote's socket is closed")
        return json.loads(_exactly(sock, _LENGTH.unpack(head)[0])), descriptors
    except BaseException:
        for descriptor in descriptors:
            os.close(descriptor)
        raise


def _exactly(sock: socket.socket, count: int) -> bytes:
    parts = []
    while count:
        part = sock.recv(count)
        if not part:
            raise EOFError("the other end of the zygote's socket closed within a message")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
