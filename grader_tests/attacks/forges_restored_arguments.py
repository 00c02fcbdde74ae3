"""Says that a call changed arguments that it was not given, in ways that no call can."""

import itertools
import json
import struct

from proctor.wire.peer import Peer

serve_before = Peer._serve
changes = itertools.cycle(
    [
        [[0, ["L"]]],
        [[5, ["L"]]],
        [[-1, ["D"]]],
        [[0, ["@", 0]]],
        [[0, ["A", "<f8", "C", True, [0]]], [0, ["D"]]],
        [[0, 3]],
        [["0", ["L"]]],
        [[True, ["L"]]],
        [0],
        {"0": 1},
        [[0, ["L", *[0.0] * 900_000]]],
    ]
)


def forge(self, header, block):
    if header[2] != "call":
        return serve_before(self, header, block)
    text = json.dumps(["=", header[1], next(changes), 0.0]).encode()
    self.channel.socket.sendall(struct.pack(">4sIQ", b"prc1", len(text), 0) + text)


Peer._serve = forge
