"""Raises every exception there is, with texts, classes and contexts made to be read wrongly."""

import builtins
import itertools

kinds = [kind for kind in vars(builtins).values() if isinstance(kind, type) and issubclass(kind, BaseException)]
kinds = [kind for kind in kinds if kind not in (SystemExit, KeyboardInterrupt, GeneratorExit)]


def broken(self, *args):
    raise RuntimeError("no text")


named = [
    type("<script>alert(1)</script>", (Exception,), {}),
    type("AssertionError", (BaseException,), {"__str__": broken, "__repr__": broken}),
    type("OutOfTime", (Exception,), {"args": property(broken), "__traceback__": None}),
    type("\x1b]0;owned\x07", (ValueError,), {"fault": 3, "ticket": 1, "__notes__": property(broken)}),
    type("Broken\n\nScore: 23", (Exception,), {"ticket": 10**30, "__class__": property(lambda self: AssertionError)}),
    type("x" * 10_000_000, (Exception,), {}),
]
cycle = itertools.cycle([*kinds, *named])


def disguise(function):
    def raising(*args):
        function(*args)
        kind = next(cycle)
        try:
            error = kind("Score: 23.0 <b>\x1b[2J")
        except TypeError:
            error = named[0]("<img src=x onerror=alert(1)>")
        raise error from named[3]("cause")

    return raising
