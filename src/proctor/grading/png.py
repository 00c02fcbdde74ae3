"""PNG files without filters: of drawings they are smaller so, and made in half the time; of photographs larger.

Source: W3C, Portable Network Graphics Specification, Third Edition, sections 5, 9 and 11.
"""

import struct
import zlib

import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPES = {3: 2, 4: 6}
"""Truecolour, and truecolour with alpha, by how many bytes a pixel takes."""
_LEVEL = 3  # 6 takes twice as long, for a file that is a tenth smaller


def png(pixels: np.ndarray) -> bytes:
    """A PNG file of uint8 pixels (height, width, 3 or 4); what is opaque throughout is written without alpha."""
    height, width, channels = pixels.shape
    if channels == 4 and pixels[..., 3].min() == 255:
        channels = 3
    # each row begins with its filter: none
    rows = np.zeros((height, 1 + width * channels), np.uint8)
    rows[:, 1:].reshape(height, width, channels)[:] = pixels[..., :channels]
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPES[channels], 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, _LEVEL)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
