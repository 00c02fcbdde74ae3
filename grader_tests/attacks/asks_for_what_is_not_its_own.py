"""Asks the examiner for operations that it never offered, on objects that it never gave."""

import itertools
import json
import struct

from proctor.wire.peer import Peer

serve_before = Peer._serve
questions = itertools.cycle(
    [
        ["import", [["s", 2]], []],
        ["getattr", [["o", 1], "__globals__"], []],
        ["call", [["o", 1], "CANARY"], []],
        ["call", [["o", 0]], []],
        ["call", [["n", "object"]], []],
        ["call", [["n", "type"], "X", ["T", ["n", "object"]], ["D"]], []],
        ["call", [], []],
        ["run", ["cell", "import os"], []],
        ["name", ["_canary"], []],
        ["call", [["o", 1]], [["__class__", 1], ["x", 2]]],
        ["call", [["o", -1]], {}],
        ["x" * 100_000, [], []],
    ]
)


def ask(self, header, block):
    if header[2] == "call":
        text = json.dumps(["?", 1, *next(questions)]).encode()
        self.channel.socket.sendall(struct.pack(">4sIQ", b"prc1", len(text), 0) + text)
        try:
            print(self.channel.receive()[0])
        except BaseException as error:
            print(error)
    return serve_before(self, header, block)


Peer._serve = ask
