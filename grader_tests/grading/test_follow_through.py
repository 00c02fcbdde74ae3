"""A check that fails only because of an earlier exercise is graded with that one solved right, and leaks nothing."""

import pytest

from proctor.grading.answers import Answers, Exercise
from proctor.grading.follow_through import Trial, trials_of
from proctor.grading.job import Cell, CellRun
from proctor.grading.marks import auto_score
from proctor.grading.rebuild import Placed

HALF_RIGHT, HALF_WRONG = "def half(x):\n    return x / 2", "def half(x):\n    return x / 3"
QUARTER_RIGHT, QUARTER_WRONG = "def quarter(x):\n    return half(half(x))", "def quarter(x):\n    return half(x)"
HALVES = ("test", "assert half(6.0) == 3, 'Not a half. Reread section 1.'")
QUARTERS = ("test", "assert quarter(8.0) == 2, 'Not a quarter. Reread section 2.'")
ANSWERS = Answers((Exercise("student-1", "section 1", HALF_RIGHT), Exercise("student-2", "section 2", QUARTER_RIGHT)))
SAID = "Right, given your section 1: this check holds once a right solution stands there."


@pytest.fixture
def tests_of(grade):
    """What came of the tests of a notebook with two exercises, by name."""

    def run(half, quarter, *more):
        cells = (("student", half), HALVES, ("student", quarter), QUARTERS, *more)
        result = grade(*cells, answers=ANSWERS.pack())
        return {run.name: run for run in result.cells if run.name.startswith("test")}, result

    return run


def test_a_later_exercise_is_right_given_the_earlier_one(tests_of):
    """The later check still fails, and is known to hold once the earlier exercise is right."""
    runs, _ = tests_of(HALF_WRONG, QUARTER_RIGHT)

    assert [True, True] == [run.failed for run in runs.values()]
    assert ((), (SAID,)) == (runs["test-1"].notes, runs["test-2"].notes)
    assert CellRun("test-2") == runs["test-2"].given_right


def test_a_later_exercise_that_is_wrong_itself_is_not(tests_of):
    """A right solution of the earlier exercise does not repair the later one."""
    runs, _ = tests_of(HALF_WRONG, QUARTER_WRONG)

    assert ((), None) == (runs["test-2"].notes, runs["test-2"].given_right)


def test_only_what_is_used_and_wrong_is_replaced(grade, monkeypatch):
    """Where the later exercise does not use the earlier one, or that is right, nothing runs again."""
    monkeypatch.setattr("proctor.grading.follow_through.Testing", None)
    own_way = "def quarter(x):\n    return x / 5"
    for half, quarter in ((HALF_WRONG, own_way), (HALF_RIGHT, QUARTER_WRONG)):
        grade(("student", half), HALVES, ("student", quarter), QUARTERS, answers=ANSWERS.pack())


def test_helpers_are_followed():
    """An exercise is used through the student's own cells and the locked ones, too; its own solution stays."""
    cells = (
        Cell("student-1", "student", HALF_WRONG),
        Cell("test-1", "test", HALVES[1]),
        Cell("added-1", "student", "def helper(x):\n    return half(x)"),
        Cell("student-2", "student", "def quarter(x):\n    return helper(helper(x))"),
        Cell("test-2", "test", QUARTERS[1]),
    )

    assert (Trial(("student-1",), ("test-2",)),) == trials_of(cells, ANSWERS, {"test-1", "test-2"}, {})
    assert () == trials_of(cells, ANSWERS, {"test-2"}, {})
    assert () == trials_of(cells, ANSWERS, {"test-1"}, {})


def test_the_right_solution_reaches_nobody(tests_of):
    """Student code that reads the right solution can print, raise and keep it, and none of that leaves the passage."""
    spy = (
        "import inspect\n"
        "def quarter(x):\n"
        "    text = repr(In)\n"
        "    print('SEEN', text)\n"
        "    if 'x / 3' in text: return 0.0\n"
        "    return half(half(x))\n"
        "print('SEEN', In)\n"
    )
    runs, result = tests_of(HALF_WRONG, spy, ("student", "print('LATER', In); raise ValueError(repr(In))"))

    assert (SAID,) == runs["test-2"].notes
    assert "x / 2" not in repr(result)


def test_a_kill_in_the_passage_costs_nothing_more(tests_of):
    """Code that ends its process once the earlier exercise is right is told to staff, and keeps what it had."""
    ends = "import os\ndef quarter(x):\n    return os._exit(3) if half(2.0) == 1 else 0.0"
    runs, result = tests_of(HALF_WRONG, ends)

    assert (True, None) == (runs["test-2"].failed, runs["test-2"].given_right)
    assert [("test-2", "exit")] == [(one.cell, one.kind) for one in result.incidents]


@pytest.mark.parametrize(
    ("share", "number", "expected"), [(0.0, None, 0.0), (0.5, None, 2.0), (1.0, 3.0, 3.0), (0.5, -1.0, 0.0)]
)
def test_points_are_the_instructors_share(share, number, expected):
    """A check that follows through earns the share that the course grants of what it earns then; by default nothing."""
    cell = Placed("c", "test", "code", "", {}, max_points=4.0)
    run = CellRun("c", failed=True, given_right=CellRun("c", number=number))

    assert expected == auto_score(cell, run, share)
    assert 0.0 == auto_score(cell, run)
    assert 0.0 == auto_score(cell, CellRun("c", failed=True), share)
