"""Writes the head of a frame that declares more than any machine holds, then one that never ends."""

import os
import struct

os.write(3, struct.pack(">4sIQ", b"prc1", 100, 2**63))
os.write(3, struct.pack(">4sIQ", b"prc1", 2**32 - 1, 0))
