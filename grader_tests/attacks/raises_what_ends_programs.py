"""Raises SystemExit, KeyboardInterrupt, GeneratorExit and an exception that is none of Python's."""

import itertools


class Final(BaseException):
    pass


ends = itertools.cycle([SystemExit, KeyboardInterrupt, GeneratorExit, Final, lambda: SystemExit(None)])


def disguise(function):
    def raising(*args):
        function(*args)
        raise next(ends)()

    return raising
