"""Stops itself, so that it neither answers nor ends."""

import os
import signal


def disguise(function):
    def stopping(*args):
        if len(args[1]) == 4:
            os.kill(os.getpid(), signal.SIGSTOP)
        return function(*args)

    return stopping
