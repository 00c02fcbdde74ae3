"""Answers the examiner's questions with forged frames: arguments said to be unchanged, types, places, handles."""

import gc
import itertools
import json
import struct

from proctor.wire.ends import CandidateEnd
from proctor.wire.peer import Peer

[end] = [found for found in gc.get_objects() if type(found) is CandidateEnd]
serve_before = Peer._serve
forgeries = itertools.cycle(
    [
        ["@", 0],
        ["@", 7],
        ["o", 1],
        ["o", 1000],
        ["h", 1, True],
        ["h", 2**60, True],
        ["n", "numpy.allclose"],
        ["n", "eval"],
        ["n", "builtins.eval"],
        ["A", "|O", "C", True, [1]],
        ["A", "<f8", "C", True, [2**39, 2**39]],
        ["A", "<f8", "C", True, [-1]],
        ["A", "|V8", "C", True, [1]],
        ["g", "|O8"],
        ["G", "PCG64", 1, 1, 0, 2**70],
        ["G", "MT19937", [0] * 624, 99999],
        ["L", ["L", ["L"]]],
        ["f", -1],
        ["q", 2**62],
        ["s", 2**62],
        ["i", 1],
        ["D", ["L"], 1],
        ["S", ["D"]],
        ["r", 1.5, 2, 0],
        ["c", "x", "y"],
        ["?"],
        [],
        [["x"]],
        {"a": 1},
        10**300,
    ]
)


def forge(self, header, block):
    if header[2] != "call":
        return serve_before(self, header, block)
    text = json.dumps(["=", header[1], [[0, ["A", "<f8", "C", True, [0]]]], next(forgeries)]).encode()
    self.channel.socket.sendall(struct.pack(">4sIQ", b"prc1", len(text), 0) + text)


Peer._serve = forge
