"""Visible checks run for the student to see; the examiner runs those alone that a grade cell builds on."""

import json

import pytest

from proctor.course.checks import checks_apart
from proctor.course.notebooks import is_check
from proctor.grading.skeleton import SkeletonCell


def apart(*cells: tuple[str, str, str]) -> tuple[str, ...]:
    """Of a notebook with code cells given as (kind, name, source)."""
    return checks_apart(SkeletonCell(name, kind, "code", text, text, {}) for kind, name, text in cells)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (("test", "f-values", "assert f(2) == 4"), ("f-check",)),
        (("test", "f-values", "_x = 3\nassert f(_x) == 9"), ("f-check",)),
        (("test", "f-values", "assert f(_x) == 1"), ()),
        (("test", "f-values", "def _wanted():\n    return _x\nassert f(1) == _wanted()"), ()),
        (("locked", "helper", "table = [_x, 2]"), ()),
        (("locked", "helper", "%matplotlib inline\ntable = [_x, 2]"), ()),
        (("locked", "g-check", "assert _x == 1"), ("f-check", "g-check")),
        (("free", "own", "print(_x)"), ("f-check",)),
    ],
)
def test_a_check_is_apart_unless_something_builds_on_it(after, expected):
    """What reads a name that a check defines, be it from inside a function or beside a magic, needs it."""
    check = ("locked", "f-check", "_x = 1\nassert f(_x) == 1")
    assert expected == apart(("solution", "f", "def f(x): ..."), check, after)


def test_only_a_locked_cell_of_that_name_is_a_check():
    """Another locked cell may set something up, and a student's cell of that name is a student's."""
    assert [True, False, False] == [is_check("locked", "f-check"), is_check("locked", "f"), is_check("free", "f-check")]
    assert () == apart(("locked", "setup", "import random\nrandom.seed(7)"))


def test_a_visible_check_calls_the_students_function_once(shared_engine, submission_of):
    """As in plain nbgrader: a function that counts its calls gives a grade cell the same count."""
    cells = (
        ("f", "solution", "def f(): ...", ""),
        ("f-check", "locked", "print(f())", "print(f())"),
        ("counted", "test", "", "assert f() == 2"),
    )
    answer = "calls = []\ndef f():\n    calls.append(0)\n    return len(calls)"
    graded = shared_engine.grade(submission_of(cells, answer))

    assert {"counted": 2.0} == graded.scores
    assert ["1\n"] == json.loads(graded.notebook)["cells"][1]["outputs"][0]["text"]
