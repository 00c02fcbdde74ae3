"""What can be said of failed checks beyond the author's message: what the mistake was, or whose it is.

Every sentence is the author's or ours. Of what a student's code did it says which of the author's sentences holds.
"""

from dataclasses import replace

from proctor.grading.answers import Answers, Misconception
from proctor.grading.calls import Call
from proctor.grading.code import Instructors
from proctor.grading.follow_through import follow, trials_of
from proctor.grading.job import CellRun, Job
from proctor.grading.misconceptions import Right, fitting, functions_of
from proctor.grading.passage import Candidates
from proctor.grading.testing import Testing

MOST_SECONDS = 20.0
"""For comparing the failed checks of one submission with known mistakes."""


def explained(job: Job, testing: Testing, tested: dict[str, CellRun], following: Candidates) -> dict[str, CellRun]:
    """The failed tests with what there is to say of them; lets go of the candidate of ``testing``."""
    answers = Answers.unpack(job.answers)
    failed = {name: run for name, run in tested.items() if run.failed}
    calls = _recalled(job, testing, failed, answers)
    testing.let_go()
    known = Instructors.unpack(job.prepared).names
    followed = follow(job, trials_of(job.cells, answers, failed.keys(), known), answers, following)
    testing.incidents += followed.incidents
    places = {one.name: one.place for one in answers.exercises}
    right = Right(job.cells, answers) if calls else None
    fit = fitting(calls, failed.keys(), answers.misconceptions, right, MOST_SECONDS) if right else {}
    for name, run in failed.items():
        if name in followed.runs:
            note = _right_given([places[exercise] for exercise in followed.because[name]])
            failed[name] = replace(run, notes=(note,), given_right=followed.runs[name])
        elif one := only(fit.get(name, ())):
            failed[name] = replace(run, notes=(_named(one, places[one.exercise]),))
    return failed


def _recalled(job: Job, testing: Testing, failed: dict[str, CellRun], answers: Answers) -> dict[str, tuple[Call, ...]]:
    """The calls of the tests that failed by their own word, as far as there is a known mistake to compare them with."""
    calls = {}
    for cell in job.cells:
        known = [one for one in answers.misconceptions if cell.name in one.cells]
        if known and cell.name in failed and _failed_by_its_own_word(failed[cell.name]):
            calls[cell.name] = testing.recall(cell, functions_of(known))
    return {name: made for name, made in calls.items() if made}


def only(found: tuple[Misconception, ...]) -> Misconception | None:
    """The mistake, where all that fit say the same."""
    return found[0] if len({one.clause for one in found}) == 1 else None


def _failed_by_its_own_word(run: CellRun) -> bool:
    return any(output.get("ename") == "AssertionError" for output in run.outputs)


def _named(one: Misconception, place: str) -> str:
    return f"This is what one gets when {one.clause}: {place}."


def _right_given(places: list[str]) -> str:
    return f"Right, given your {' and '.join(places)}: this check holds once a right solution stands there."
