"""Connects, binds, listens and sends in every family of sockets, to listeners whose addresses it knows."""

import itertools
import json
import socket

with open("targets.json") as stream:
    targets = json.load(stream)
kinds = (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET)
addresses = [("127.0.0.1", targets["tcp"]), ("127.0.0.1", targets["udp"]), ("::1", targets["tcp6"]), targets["unix"]]
addresses += [targets["abstract"], ("8.8.8.8", 53), (1, 1), ("localhost", targets["tcp"])]
for family, kind, protocol in itertools.product(range(46), kinds, (0, 6, 17, 262)):
    try:
        opened = socket.socket(family, kind, protocol)
    except OSError:
        continue
    opened.settimeout(0.2)
    for address in addresses:
        for act in (opened.connect, opened.bind, lambda address: opened.sendto(b"x", address)):
            try:
                act(address)
                print("reached", family, kind, address, opened.recv(100))
            except Exception:
                continue
for pair_kind in kinds:
    try:
        left, right = socket.socketpair(socket.AF_UNIX, pair_kind)
        left.sendto(b"x", targets["unix"])
        left.connect(targets["abstract"])
        print("reached through a pair")
    except Exception:
        continue
