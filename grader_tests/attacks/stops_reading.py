"""Stops answering in the middle of a test, and waits."""

import time


def disguise(function):
    def waiting(*args):
        if len(args[1]) == 4:
            time.sleep(1000)
        return function(*args)

    return waiting
