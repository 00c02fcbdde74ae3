"""Points for a graded cell, from what came of running it."""

import math

import pytest

from proctor.grading.job import CellRun
from proctor.grading.marks import auto_score
from proctor.grading.rebuild import Placed


def cell(kind: str = "test", cell_type: str = "code", **changes) -> Placed:
    return Placed("name", kind, cell_type, "", {}, **{"max_points": 3.0, **changes})


def run(**changes) -> CellRun:
    return CellRun("name", **{"outputs": (), "failed": False, "number": None, **changes})


def test_a_test_that_passes_earns_all_its_points():
    """Without a number as its last expression, a test cell that does not fail earns everything."""
    assert 3.0 == auto_score(cell(), run())


def test_a_test_that_fails_earns_nothing():
    """A failure counts more than a number that came before it."""
    assert 0.0 == auto_score(cell(), run(failed=True, number=3.0))


def test_a_test_that_did_not_run_earns_nothing():
    """What was not reached is not passed."""
    assert 0.0 == auto_score(cell(), None)


@pytest.mark.parametrize(
    ("number", "score"),
    [(0.0, 0.0), (1.5, 1.5), (3.0, 3.0), (3.1, 3.0), (math.inf, 3.0), (-1.0, 0.0), (-math.inf, 0.0), (math.nan, 0.0)],
)
def test_a_number_is_partial_credit_within_the_points(number, score):
    """The last expression's number counts, kept within 0 and the cell's points; no number is no credit."""
    assert score == auto_score(cell(), run(number=number))


@pytest.mark.parametrize("cell_type", ["code", "markdown"])
def test_an_answer_is_left_to_a_person(cell_type):
    """What was written is graded by a person, whatever its code did."""
    assert auto_score(cell("answer", cell_type), run(failed=True)) is None


@pytest.mark.parametrize("cell_type", ["code", "markdown"])
def test_an_answer_left_as_released_earns_nothing(cell_type):
    """Nobody needs to look at an answer that is none."""
    assert 0.0 == auto_score(cell("answer", cell_type, answered=False), run())


def test_a_graded_text_that_is_locked_is_left_to_a_person():
    """A test cell that is no code cannot be run, so a person decides."""
    assert auto_score(cell("test", "markdown"), None) is None
