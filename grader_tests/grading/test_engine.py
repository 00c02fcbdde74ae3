"""What the engine's processes do when one of them cannot be ended by its own alarm, and which of them run at once."""

import ast
import itertools
import json

import pytest

from proctor.grading.job import Limits
from proctor.grading.skeleton import Skeleton, SkeletonCell
from proctor.grading.submission import Submission

CELLS = (
    ("f", "solution", "def f():\n    raise NotImplementedError", ""),
    ("loops", "test", "", "assert sum(range(f())) == 1"),
    ("passes", "test", "", "assert f() == 10**15"),
)


TIMED_CELLS = (CELLS[0], ("when", "test", "", "print(f())"))
TIMED = """
import time

def f():
    begins = time.monotonic()
    time.sleep(0.2)
    return begins, time.monotonic()

print(f())
"""


def _submission(
    limits: Limits, answer: str = "def f():\n    return 10**15", *, cells: tuple = CELLS, key: str = "ada"
) -> Submission:
    made = []
    for name, kind, released, source in cells:
        flags = {"grade": kind == "test", "solution": kind == "solution", "locked": kind == "test", "task": False}
        points = {"points": 2} if kind == "test" else {}
        metadata = {"nbgrader": {**flags, **points, "grade_id": name, "schema_version": 3}}
        made.append(SkeletonCell(name, kind, "code", released, source, metadata, max_points=2.0 if points else 0.0))
    sources = [answer, *(cell.released for cell in made[1:])]
    code = {"cell_type": "code", "outputs": [], "execution_count": None}
    filled = [{**code, "metadata": cell.metadata, "source": text} for cell, text in zip(made, sources, strict=True)]
    notebook = {"cells": filled, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Submission(key, Skeleton("loop", tuple(made), {}), json.dumps(notebook).encode(), limits=limits)


def test_a_test_that_is_stuck_in_c_costs_its_own_cell(shared_engine):
    """A number that a student chose sends the examiner into a loop that no alarm ends; the rest is graded."""
    graded = shared_engine.grade(_submission(Limits(cell_seconds=0.5, total_seconds=20.0)))

    assert {"loops": 0.0, "passes": 2.0} == graded.scores
    assert [("loops", "timeout")] == [(incident.cell, incident.kind) for incident in graded.incidents]


def test_the_first_part_of_a_very_long_cell_is_shown(shared_engine):
    """All of it is run; a page that colours code could not bear to show it."""
    answer = "def f():\n    return 10**15\n" + "# long\n" * 20_000
    graded = shared_engine.grade(_submission(Limits(cell_seconds=0.5, total_seconds=20.0), answer))
    (shown, *_) = json.loads(graded.notebook)["cells"]

    assert 2.0 == graded.scores["passes"]
    assert len(answer) > 2 * len("".join(shown["source"]))
    assert f"all {len(answer):,} characters" in shown["source"][-1]


@pytest.mark.parametrize("one_at_a_time", [False, True])
def test_what_runs_at_once(shared_engine, one_at_a_time):
    """No submission shows while it is tested; and where that is asked for, none runs while another does."""
    limits = Limits(one_at_a_time=one_at_a_time)
    class_of_five = [_submission(limits, TIMED, cells=TIMED_CELLS, key=f"student-{n}") for n in range(5)]
    times = []
    for _, graded in shared_engine.grade_all(class_of_five):
        (shown, *_) = json.loads(graded.notebook)["cells"]
        shows, tests = ("".join(shown["outputs"][0]["text"]), graded.staff["when"])
        times.append((ast.literal_eval(shows), ast.literal_eval(tests)))

    assert all(shows[1] < tests[0] for shows, tests in times)
    of_all = sorted(spans for both in times for spans in both)
    assert one_at_a_time == all(before[1] < after[0] for before, after in itertools.pairwise(of_all))
