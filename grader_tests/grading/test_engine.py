"""What the engine's processes do when one of them cannot be ended by its own alarm."""

import json

from proctor.grading.job import Limits
from proctor.grading.skeleton import Skeleton, SkeletonCell
from proctor.grading.submission import Submission

CELLS = (
    ("f", "solution", "def f():\n    raise NotImplementedError", ""),
    ("loops", "test", "", "assert sum(range(f())) == 1"),
    ("passes", "test", "", "assert f() == 10**15"),
)


def _submission(limits: Limits, answer: str = "def f():\n    return 10**15") -> Submission:
    made = []
    for name, kind, released, source in CELLS:
        flags = {"grade": kind == "test", "solution": kind == "solution", "locked": kind == "test", "task": False}
        points = {"points": 2} if kind == "test" else {}
        metadata = {"nbgrader": {**flags, **points, "grade_id": name, "schema_version": 3}}
        made.append(SkeletonCell(name, kind, "code", released, source, metadata, max_points=2.0 if points else 0.0))
    sources = [answer, *(cell.released for cell in made[1:])]
    code = {"cell_type": "code", "outputs": [], "execution_count": None}
    cells = [{**code, "metadata": cell.metadata, "source": text} for cell, text in zip(made, sources, strict=True)]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Submission("ada", Skeleton("loop", tuple(made), {}), json.dumps(notebook).encode(), limits=limits)


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
