"""Sends answers to questions that are not yet asked, from a thread, as fast as it can."""

import json
import os
import struct
import threading


def flood():
    for number in range(1, 100_000):
        text = json.dumps(["=", number, [], True]).encode()
        try:
            os.write(3, struct.pack(">4sIQ", b"prc1", len(text), 0) + text)
        except OSError:
            return


threading.Thread(target=flood, daemon=True).start()
