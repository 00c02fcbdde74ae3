"""Writes into Python's own objects through ctypes, so that False is True and 0 is 1, and reads memory at random."""

import ctypes
import sys

kept = []
size = sys.getsizeof(False)
ctypes.memmove(id(False) + 16, id(True) + 16, size - 16)
ctypes.c_int.from_address(id(5000) + 24).value = 1


def at_the_end():
    start = id(object())
    for text in range(start - 4_000_000, start + 4_000_000, 4096):
        try:
            ctypes.pythonapi.PyErr_CheckSignals()
            chunk = (ctypes.c_char * 16).from_address(text)
            kept.append(bytes(chunk) if b"CANARY" in bytes(chunk) else b"")
        except ValueError:
            continue
    print(*[text for text in kept if text])
