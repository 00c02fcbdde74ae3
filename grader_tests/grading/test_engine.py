"""What the engine's processes do when one of them cannot be ended by its own alarm, and which of them run at once."""

import ast
import itertools
import json

import pytest

from proctor.grading import slot, zygotes
from proctor.grading.engine import LocalEngine
from proctor.grading.job import Limits
from proctor.isolation import Zygote, ZygoteLost

CELLS = (
    ("f", "solution", "def f():\n    raise NotImplementedError", ""),
    ("loops", "test", "", "assert sum(range(f())) == 1"),
    ("passes", "test", "", "assert f() == 10**15"),
)


ANSWER = "def f():\n    return 10**15"
STUCK = Limits(cell_seconds=0.5, total_seconds=20.0)

TIMED_CELLS = (CELLS[0], ("when", "test", "", "print(f())"))
TIMED = """
import time

def f():
    begins = time.monotonic()
    time.sleep(0.2)
    return begins, time.monotonic()

print(f())
"""


def test_a_test_that_is_stuck_in_c_costs_its_own_cell(shared_engine, submission_of):
    """A number that a student chose sends the examiner into a loop that no alarm ends; the rest is graded."""
    graded = shared_engine.grade(submission_of(CELLS, ANSWER, limits=STUCK))

    assert {"loops": 0.0, "passes": 2.0} == graded.scores
    assert [("loops", "timeout")] == [(incident.cell, incident.kind) for incident in graded.incidents]


def test_the_first_part_of_a_very_long_cell_is_shown(shared_engine, submission_of):
    """All of it is run; a page that colours code could not bear to show it."""
    answer = "def f():\n    return 10**15\n" + "# long\n" * 20_000
    graded = shared_engine.grade(submission_of(CELLS, answer, limits=STUCK))
    (shown, *_) = json.loads(graded.notebook)["cells"]

    assert 2.0 == graded.scores["passes"]
    assert len(answer) > 2 * len("".join(shown["source"]))
    assert f"all {len(answer):,} characters" in shown["source"][-1]


@pytest.mark.parametrize("one_at_a_time", [False, True])
def test_what_runs_at_once(shared_engine, submission_of, one_at_a_time):
    """No submission shows while it is tested; and where that is asked for, none runs while another does."""
    limits = Limits(one_at_a_time=one_at_a_time)
    class_of_five = [submission_of(TIMED_CELLS, TIMED, limits=limits, key=f"student-{n}") for n in range(5)]
    times = []
    for _, graded in shared_engine.grade_all(class_of_five):
        (shown, *_) = json.loads(graded.notebook)["cells"]
        shows, tests = ("".join(shown["outputs"][0]["text"]), graded.staff["when"])
        times.append((ast.literal_eval(shows), ast.literal_eval(tests)))

    assert all(shows[1] < tests[0] for shows, tests in times)
    of_all = sorted(spans for both in times for spans in both)
    assert one_at_a_time == all(before[1] < after[0] for before, after in itertools.pairwise(of_all))


@pytest.mark.parametrize("kind", ["candidates", "examiners"])
def test_a_warm_process_that_is_lost_is_replaced(submission_of, kind):
    """Whichever of the two ends, the submission in hand and those after it are graded."""
    with LocalEngine() as engine:
        getattr(engine._zygotes.result(), kind)._process.kill()
        graded = [engine.grade(submission_of(TIMED_CELLS, TIMED, key=f"student-{n}")) for n in range(2)]

    assert [{"when": 2.0}, {"when": 2.0}] == [getattr(each, "scores", each) for each in graded]


def test_where_one_warm_process_cannot_start_none_is_left(monkeypatch):
    """The reason is told, and the other process is ended."""
    started = []

    def start(preload, *, unsafe):
        started.append(Zygote(preload if "candidate" in preload[0] else ("no_such_module",), unsafe=unsafe))
        return started[-1]

    monkeypatch.setattr(zygotes, "Zygote", start)
    with pytest.raises(ZygoteLost, match="No module named 'no_such_module'"):
        zygotes.Zygotes.start(unsafe=False)

    assert [0] == [zygote._process.wait(5) for zygote in started]


@pytest.mark.parametrize(
    ("losses", "is_graded"),
    [
        ([slot.ExaminerLost], True),
        ([slot.ExaminerLost, ZygoteLost], True),
        ([ZygoteLost, slot.ExaminerLost], True),
        ([slot.ExaminerLost] * 2, False),
        ([ZygoteLost] * 2, False),
    ],
)
def test_what_is_lost_once_is_tried_again(submission_of, monkeypatch, losses, is_graded):
    """Each kind of loss once: a candidate of a warm process that is ending may cost its examiner first."""
    left, grade = list(losses), slot.Slot.grade
    monkeypatch.setattr(slot.Slot, "grade", lambda self: _raise(left.pop(0)) if left else grade(self))
    monkeypatch.setattr(LocalEngine, "_replace", lambda self, lost: None)
    with LocalEngine() as engine:
        graded = engine.grade(submission_of(TIMED_CELLS, TIMED))

    assert is_graded == (getattr(graded, "scores", None) == {"when": 2.0})
    assert is_graded or "could not be graded: it is gone" in str(graded)


def _raise(kind: type):
    raise kind("it is gone")
