"""Draws figures and images of enormous size, and hands over files that expand without end as images."""

import io
import struct
import zlib

import matplotlib.pyplot as plt
from IPython.display import Image, display

plt.figure(figsize=(10_000, 10_000))
plt.figure(figsize=(1e-9, 1e-9))
figure = plt.figure()
figure.text(1e6, 1e6, "far away")
figure.set_dpi(1e9)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0))
bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(10_000_000))) + chunk(b"IEND", b"")
text = chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(100_000_000)))
stream = io.BytesIO()
plt.imsave(stream, np.zeros((2, 2)))
for data in (bomb, bomb[:33] + text + bomb[33:], stream.getvalue(), b"no image", b"GIF89a" + b"\xff" * 100):
    for kind in ("image/png", "image/jpeg", "image/svg+xml", "image/webp"):
        display({kind: data, "text/plain": "x"}, raw=True)
    try:
        display(Image(data))
    except Exception:
        continue
