"""Aborts, with a message on every descriptor first."""

import os

for descriptor in (0, 1, 2):
    os.write(descriptor, b"1.0\n")
os.abort()
