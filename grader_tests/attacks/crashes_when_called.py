"""Crashes in the middle of a test, after half an answer."""

import ctypes
import os


def disguise(function):
    def crashing(*args):
        if len(args[1]) == 4:
            os.write(3, b"prc1\0\0\0\x20")
            ctypes.string_at(0)
        return function(*args)

    return crashing
