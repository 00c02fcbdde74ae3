"""When a notebook's tests may run after all of its cells, and that they then give the marks that they give in place."""

import pytest

from proctor.grading.code import Instructors
from proctor.grading.job import Cell, Limits
from proctor.grading.order import makes_no_difference


def student(source: str) -> tuple[str, str]:
    """A cell of the student's."""
    return "student", source


SETUP = ("locked", "import numpy as np\nDATA = {'a': 1}\n\ndef helper(f):\n    return f(DATA['a'])")
F = student("def f(x):\n    return np.maximum(x, 0)")
TEST = ("test", "assert helper(f) == 1 and DATA")

HONEST = {
    "a function": [SETUP, F, TEST],
    "functions that read each other": [
        SETUP,
        F,
        student("def g(x):\n    return f(x) + 1"),
        ("test", "assert g(1)"),
    ],
    "a constant": [SETUP, student("EPS = -1e-9\n\ndef f(x):\n    return x + EPS"), TEST],
    "cells that try things out": [
        SETUP,
        F,
        TEST,
        student("xs = [f(x) for x in range(3)]\nxs.append(f(9))\nprint(xs)"),
    ],
    "a name that no test comes to": [SETUP, F, TEST, student("x = 1"), student("x = 2\nh = lambda: x")],
    "own generators": [SETUP, student("def f(x):\n    return np.random.default_rng(0).random() + x"), TEST],
    "an import of a known module": [SETUP, student("import math\n\ndef f(x):\n    return math.exp(x)"), TEST],
    "a later settings cell of its own": [
        SETUP,
        F,
        TEST,
        student("import matplotlib.pyplot as plt\nplt.close('all')"),
    ],
}
ELSE = {
    "redefines": [SETUP, F, TEST, student("def f(x):\n    return 0")],
    "redefines before": [SETUP, F, F, TEST],
    "takes a builtin's name later": [
        SETUP,
        student("def f(x):\n    return sum([x])"),
        TEST,
        student("sum = 3"),
    ],
    "is completed later": [
        SETUP,
        student("def f(x):\n    return g(x)"),
        TEST,
        student("def g(x):\n    return x"),
    ],
    "comes later": [SETUP, TEST, F],
    "reads data": [SETUP, student("w = [1]\n\ndef f(x):\n    return w[0]"), TEST, student("w[0] = 2")],
    "reads a number that changes": [
        *(SETUP, student("n = 1\n\ndef f(x):\n    return n"), TEST, student("for n in range(9):\n    pass"))
    ],
    "reads the instructor's data": [SETUP, student("def f(x):\n    return DATA['a']"), TEST],
    "reads what was shown last": [SETUP, student("def f(x):\n    return _"), TEST],
    "is no function": [SETUP, student("from functools import partial\nf = partial(max, 0)"), TEST],
    "is wrapped": [SETUP, student("def f(x):\n    return x\n\nf = np.vectorize(f)"), TEST],
    "is decorated": [SETUP, student("@np.vectorize\ndef f(x):\n    return x"), TEST],
    "remembers in a default": [
        SETUP,
        student("def f(x, seen=[]):\n    seen.append(x)\n    return len(seen)"),
        TEST,
    ],
    "remembers on itself": [SETUP, student("def f(x):\n    f.calls = 1\n    return x"), TEST],
    "remembers in a global": [SETUP, student("def f(x):\n    global n\n    n = x\n    return x"), TEST],
    "is of a class": [SETUP, student("class f:\n    def __new__(cls, x):\n        return x"), TEST],
    "draws from what all share": [SETUP, student("def f(x):\n    return np.random.rand()"), TEST],
    "takes what all share": [SETUP, student("r = np.random\n\ndef f(x):\n    return r.rand()"), TEST],
    "imports what all share": [SETUP, student("from numpy import random\n\ndef f(x):\n    return 1"), TEST],
    "changes a setting": [SETUP, F, TEST, student("np.seterr(all='raise')")],
    "changes a module": [SETUP, F, TEST, student("np.maximum = min")],
    "imports the unknown": [SETUP, F, TEST, student("import os")],
    "runs text": [SETUP, F, TEST, student("exec('f = max')")],
    "reads a file": [SETUP, student("def f(x):\n    return float(open('n').read())"), TEST],
    "is no Python": [SETUP, F, TEST, student("%timeit f(1)")],
    "is no Python yet": [SETUP, F, TEST, student("def g(x):")],
    "is too long to look at": [SETUP, F, TEST, ("student", "# long\n" * 10_000)],
    "an instructor's cell changes a setting": [SETUP, F, TEST, ("locked", "np.seterr(all='raise')")],
    "an instructor's cell runs a magic": [SETUP, F, TEST, ("locked", "%matplotlib inline")],
}


def _cells(given) -> tuple[Cell, ...]:
    return tuple(Cell(f"{role}-{place}", role, source) for place, (role, source) in enumerate(given))


def _may_come_last(given) -> bool:
    cells = _cells(given)
    instructors = Instructors.of(cell for cell in cells if cell.role != "student")
    return makes_no_difference(cells, Instructors.unpack(instructors.pack()).names)


@pytest.mark.parametrize("given", HONEST.values(), ids=HONEST)
def test_plain_functions_may_be_tested_last(given):
    """What a test sees is bound once, before it, to what nothing changes."""
    assert _may_come_last(given)


@pytest.mark.parametrize("given", ELSE.values(), ids=ELSE)
def test_whatever_may_differ_is_tested_in_its_place(given):
    """A name that is bound again or later, data, state that outlives a call, settings, files, magics."""
    assert not _may_come_last(given)


def test_what_another_python_prepared_is_not_used():
    """Its code could not run here; then nothing is known of the instructor's cells, and they are compiled here."""
    packed = Instructors.of(_cells([SETUP, TEST])).pack()

    assert Instructors() == Instructors.unpack(b"\0" + packed[1:])


PLACES = [
    ("test", "assert f(3) == 3"),
    ("locked", "def twice(g):\n    return lambda x: g(g(x))"),
    student("def g(x):\n    return f(x) + 1\n\nprint(g(1))"),
    ("test", "assert twice(g)(1) == 3"),
    ("test", "assert f(3) == 4"),
]


def _told(result) -> list[tuple]:
    return [(run.name, run.failed, run.outputs, run.staff) for run in result.cells]


@pytest.mark.parametrize("body", ["return x", "raise SystemExit", "while x == 3:\n        pass\n    return x"])
def test_in_both_places_tests_come_to_the_same(grade, in_place, body):
    """Also where a test costs the student's process, and another is brought to the next test's place."""
    cells = [student(f"def f(x):\n    {body}"), *PLACES]
    limits = Limits(cell_seconds=0.5, total_seconds=20.0)
    last = grade(*cells, limits=limits)
    in_place()

    assert _may_come_last(cells)
    assert _told(last) == _told(grade(*cells, limits=limits))


def test_a_notebook_that_redefines_is_graded_as_a_notebook_runs(grade):
    """The first test sees the first function, and the second the second."""
    result = grade(
        *(student("def f():\n    return 1"), ("test", "assert f() == 1")),
        *(student("def f():\n    return 2"), ("test", "assert f() == 2")),
    )

    assert [False] * 4 == [run.failed for run in result.cells]
