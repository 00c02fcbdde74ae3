"""What docs/instructors.md tells authors that a test cell cannot do, with the message that it gets."""

from pathlib import Path

import pytest

SECTION = (Path(__file__).parents[2] / "docs" / "instructors.md").read_text()
SECTION = SECTION.partition("## What a test cell cannot do")[2].partition("\n## ")[0]

NUMPY = ("locked", "import numpy as np")
NOTEBOOK = """
from collections import Counter
class Model:
    weights = [3.0]
    def __sub__(self, other): return self
    def __abs__(self): return 0.0
class Stack(list):
    pass
class OwnError(Exception):
    pass
rate = 1
def make(): return Model()
def stack(): return Stack([1])
def give(x): return x
def tail(x): return x[1:]
def reshape(x): x.shape = (2, 2)
def seed(rng): rng.bit_generator.state = type(rng.bit_generator)(7).state
def keep(f): give.kept = f
def use(): return give.kept()
def fail(): raise OwnError
def count(): return Counter("aab")
def write(): open("out.txt", "w").close()
def at_rate(x): return rate * x
def speak(): print("spoken")
def max(*all): return "the student's"
"""
TOLD = {
    "make() == 3": "comparison of an object in the student's process; compare plain values",
    "sorted([make(), make()])": "comparison of an object in the student's process; compare plain values",
    "assert make()": "the truth of an object in the student's process; compare plain values",
    "np.asarray(make())": "conversion of an object in the student's process; compare plain values",
    "abs(make() - 3)": "a difference told by an object in the student's process; compare plain values",
    "import datetime\ngive(datetime.date(2020, 2, 2))": (
        "cannot be handed to the student's code; hand over numbers, strings, arrays, containers of these, or functions"
    ),
    "reshape(np.arange(4.0))": "an argument's shape or dtype was changed in place",
    "seed(np.random.default_rng(3))": (
        "an argument's random generator was put into a state that drawing does not lead to"
    ),
    "give(np.zeros(9 << 20))": "a message may hold 64 MiB",
    "give(list(range(1_000_001)))": (
        "a value nested deeper than 64 levels, or of more than 1,000,000 parts, or in itself"
    ),
    "try:\n    fail()\nexcept OwnError:\n    pass": (
        "catching classes that do not inherit from BaseException is not allowed"
    ),
    "import asyncio\nawait asyncio.sleep(0)": "'await' outside function",
    "import inspect\ninspect.getsource(make)": (
        "function, traceback, frame, or code object was expected, got CallableHandle"
    ),
    "count().most_common()": "'dict' object has no attribute 'most_common'",
    "write()\nopen('out.txt')": "No such file or directory",
}
PASSES = [
    "assert make().weights == [3.0] and make() is not None",
    "try:\n    fail()\nexcept RuntimeError:\n    pass\nelse:\n    assert False",
    "assert give(list(range(1000)))[999] == 999 and count() == {'a': 2, 'b': 1}",
    "_x = np.ones(4)\nassert not np.shares_memory(_x, tail(_x))",
    "rate = 7\nassert at_rate(2) == 2",
    "assert not isinstance(stack(), list) and list(stack()) == [1]",
    "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as f:\n    speak()\nassert f.tell() == 0",
    "assert max(1, 2) == 2",
]


@pytest.mark.parametrize("code", TOLD, ids=lambda code: code.splitlines()[-1])
def test_an_author_is_told_what_is_not_possible(grade, code):
    """The staff's record holds the message that the document shows, and the student reads nothing of it."""
    run = grade(NUMPY, ("student", NOTEBOOK), ("test", code)).cells[-1]

    assert run.failed
    assert TOLD[code] in run.staff
    assert f"`{TOLD[code]}`" in SECTION
    assert TOLD[code] not in repr(run.outputs)


def test_what_belongs_to_one_test_is_gone_in_the_next(grade):
    """Names that a test cell defined, and functions that it passed."""
    first = ("test", "expected = 3\nkeep(lambda: expected)\nassert use() == expected")
    result = grade(("student", NOTEBOOK), first, ("test", "expected"), ("test", "use()"))
    _, works, name, function = result.cells

    assert [False, True, True] == [works.failed, name.failed, function.failed]
    for message, run in (
        ("name 'expected' is not defined", name),
        ("a function that a test passed may be called only until that test ends", function),
    ):
        assert message in run.staff
        assert f"`{message}`" in SECTION


def test_what_means_something_else_gives_no_message(grade):
    """The document's second table, and what its first one says to write."""
    result = grade(NUMPY, ("student", NOTEBOOK), *(("test", code) for code in PASSES))

    assert {} == {code: run.staff for code, run in zip(PASSES, result.cells[2:], strict=True) if run.failed}
