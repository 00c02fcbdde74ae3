"""Checks that fail only because of an earlier exercise: the notebook once more, with that exercise solved right.

A right solution then lies in a candidate, beside student code that may read it and the check's inputs. So nothing
leaves this passage but whether a check held, and what it earned; and nothing that is shown is made at that time.
"""

import time
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from proctor.grading.answers import Answers
from proctor.grading.globals import Globals, globals_of
from proctor.grading.job import Cell, CellRun, Incident, Job
from proctor.grading.passage import Candidates
from proctor.grading.testing import Testing


@dataclass(frozen=True)
class Trial:
    """Failed tests to run again, and the exercises that are solved right for it."""

    exercises: tuple[str, ...]
    """In notebook order, each of them before the tests' own exercise."""
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Followed:
    """What came of all trials."""

    runs: dict[str, CellRun]
    """Tests that held."""
    because: dict[str, tuple[str, ...]]
    """The exercises that were solved right for each of them."""
    incidents: tuple[Incident, ...]


def trials_of(
    cells: tuple[Cell, ...], answers: Answers, failed: Set[str], instructors: Mapping[str, Globals]
) -> tuple[Trial, ...]:
    """The trials that ``failed``, names of tests, ask for; none where no failed test builds on a failed exercise.

    ``instructors``: names that are known already, by cell.
    """
    known = {cell.name: instructors.get(cell.name) or globals_of(cell.source) for cell in cells}
    given = {one.name: globals_of(one.reference).defined for one in answers.exercises}
    order = [cell.name for cell in cells if cell.name in given]
    own: dict[str, str] = {}
    """Test → its exercise: the last one before it that it calls."""
    before: list[str] = []
    for cell in cells:
        if cell.name in given:
            before.append(cell.name)
        elif cell.role == "test":
            called = [name for name in before if given[name] & known[cell.name].foreign]
            if called:
                own[cell.name] = called[-1]
    wrong = {own[name] for name in failed if name in own}
    tests: dict[tuple[str, ...], list[str]] = {}
    for cell in cells:
        if cell.name in failed and cell.name in own:
            exercise = own[cell.name]
            used = _used(cell, exercise, cells, given, known) & wrong
            earlier = tuple(name for name in order[: order.index(exercise)] if name in used)
            if earlier:
                tests.setdefault(earlier, []).append(cell.name)
    return tuple(Trial(exercises, tuple(names)) for exercises, names in tests.items())


def _used(
    test: Cell,
    own: str,
    cells: tuple[Cell, ...],
    given: Mapping[str, frozenset[str]],
    known: Mapping[str, Globals],
) -> set[str]:
    """The exercises whose functions a test reaches: by name, through the student's cells and the locked ones."""
    sources = {cell.name: known[cell.name] for cell in cells if cell.role != "test"}
    defined = {name: made.defined | given.get(name, frozenset()) for name, made in sources.items()}
    wanted, seen = set(known[test.name].foreign) | set(given[own]), set[str]()
    while found := {name for name, made in defined.items() if made & wanted} - seen:
        seen |= found
        wanted |= set().union(*(sources[name].read for name in found))
    return seen & set(given)


def follow(job: Job, trials: tuple[Trial, ...], answers: Answers, candidates: Candidates) -> Followed:
    """Run all trials, one after the other, within the time of one submission; in the main thread only."""
    right = {one.name: one.reference for one in answers.exercises}
    deadline = time.monotonic() + job.limits.total_seconds
    runs, because, incidents = {}, {}, []
    for trial in trials:
        left_seconds = deadline - time.monotonic()
        if left_seconds <= 0:
            break
        limits = replace(job.limits, total_seconds=left_seconds)
        testing = Testing(replace(job, cells=_solved(job.cells, trial, right), limits=limits), candidates)
        for name, run in testing.run(lambda: None).items():
            if not run.failed:
                runs[name] = CellRun(name, number=run.number)  # nothing that was shown, printed or raised
                because[name] = trial.exercises
        testing.let_go()
        incidents += testing.incidents
    return Followed(runs, because, tuple(incidents))


def _solved(cells: tuple[Cell, ...], trial: Trial, right: Mapping[str, str]) -> tuple[Cell, ...]:
    """The cells up to the last of the trial's tests, without any other test, and with right solutions."""
    last = max(place for place, cell in enumerate(cells) if cell.name in trial.tests)
    return tuple(
        replace(cell, source=right[cell.name]) if cell.name in trial.exercises else cell
        for cell in cells[: last + 1]
        if cell.role != "test" or cell.name in trial.tests
    )
