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


def _submission(limits: Limits) -> Submission:
    made = []
    for name, kind, released, source in CELLS:
        flags = {"grade": kind == "test", "solution": kind == "solution", "locked": kind == "test", "task": False}
        points = {"points": 2} if kind == "test" else {}
        metadata = {"nbgrader": {**flags, **points, "grade_id": name, "schema_version": 3}}
        made.append(SkeletonCell(name, kind, "code", released, source, metadata, max_points=2.0 if points else 0.0))
    sources = ["def f():\n    return 10**15", *(cell.released for cell in made[1:])]
    code = {"cell_type": "code", "outputs": [], "execution_count": None}
    cells = [{**code, "metadata": cell.metadata, "source": text} for cell, text in zip(made, sources, strict=True)]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Submission("ada", Skeleton("loop", tuple(made), {}), json.dumps(notebook).encode(), limits=limits)


def test_a_test_that_is_stuck_in_c_costs_its_own_cell(shared_engine):
    """A number that a student chose sends the examiner into a loop that no alarm ends; the rest is graded."""
    graded = shared_engine.grade(_submission(Limits(cell_seconds=0.5, total_seconds=20.0)))

    assert {"loops": 0.0, "passes": 2.0} == graded.scores
    assert [("loops", "timeout")] == [(incident.cell, incident.kind) for incident in graded.incidents]
