"""Grades right and wrong solutions on many draws of the grade cells' inputs: is a mark ever a matter of luck?"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proctor.course.bench import Bench
from proctor.course.check.exemptions import doubles
from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind
from proctor.evidence.environments import versions
from proctor.evidence.seeds import drawn
from proctor.evidence.solutions import REFERENCE, Solution, solutions
from proctor.evidence.trials import Outcome, Watch, run_trials, unwatched


@dataclass(frozen=True)
class Luck:
    """A solution and a grade cell whose outcome is not what it must be, in some runs."""

    cell: str
    solution: str
    runs: tuple[int, ...]
    """Each moved every seed by so many steps; 0 is the cell as it stands."""
    told: str = ""
    """What the cell said first."""


@dataclass(frozen=True)
class Steadiness:
    """How a unit's grade cells fared over many draws of their inputs, in one environment."""

    environment: str
    """Versions of Python, NumPy and matplotlib."""
    runs: int
    right: int
    wrong: int
    rejected: tuple[Luck, ...]
    """Right solutions that lose a mark."""
    rejected_in_single: tuple[Luck, ...]
    """Right solutions that lose a mark once they answer in single precision, where nobody says that they must."""
    missed: tuple[Luck, ...]
    """Wrong solutions that keep a mark which they must lose."""
    undecided: tuple[Luck, ...]
    """Solutions that fared differently in two runs with the same seeds."""
    doubles: tuple[str, ...]
    """Exercises in which answers must be in double precision."""
    needless: tuple[str, ...]
    """Those of them in which nothing loses a mark in single precision."""


def steadiness(
    course: Course,
    unit: Unit,
    *,
    runs: int,
    workers: int = 2,
    python: str = sys.executable,
    watch: Watch = unwatched,
) -> Steadiness:
    """Grade the reference and all variants in ``runs`` runs, and once again with the seeds as they stand.

    In the environment of ``python``; BadEnvironment if it is none.
    """
    environment, needed = versions(python), doubles(course.exemptions(unit.name))
    made = {solution.name: solution for solution in solutions(course, unit)}

    def graded(times: int, hash_seed: int) -> dict[str, Outcome]:
        trials = [solution.trial(times) for solution in made.values()]
        run = run_trials(unit.notebook, trials, workers=workers, hash_seed=hash_seed, python=python)
        return {one.key: one for one in watch(run, len(trials))}

    fared, again = graded(runs, hash_seed=0), graded(1, hash_seed=1)
    tests = [grade_id(cell) for cell in Bench(unit.notebook).cells if kind(cell) == "test"]
    right = [solution for solution in made.values() if not solution.fails and not solution.is_single]
    wrong = [solution for solution in made.values() if solution.fails]
    single = [solution for solution in made.values() if solution.is_single]
    lost = [(luck, made[luck.solution].exercise) for luck in _rejected(tests, single, fared, runs)]
    losing = {exercise for _, exercise in lost}
    return Steadiness(
        environment=environment,
        runs=runs,
        right=len(right) - 1,
        wrong=len(wrong),
        rejected=tuple(_rejected(tests, right, fared, runs)),
        rejected_in_single=tuple(luck for luck, exercise in lost if exercise not in needed),
        missed=tuple(_missed(wrong, fared, runs)),
        undecided=tuple(_undecided(tests, {name: (fared[name], again[name]) for name in made})),
        doubles=tuple(needed),
        needless=tuple(exercise for exercise in needed if exercise not in losing),
    )


def _rejected(tests: list[str], right: list[Solution], fared: Mapping[str, Outcome], runs: int) -> Iterator[Luck]:
    """Of what the reference loses too, only the reference is told."""
    for cell in tests:
        names = [drawn(cell, run) for run in range(runs)]
        for solution in right:
            outcome = fared[solution.name]
            others = frozenset() if solution.name == REFERENCE else fared[REFERENCE].failed
            lost = [run for run, name in enumerate(names) if name in outcome.failed - others]
            if lost:
                yield Luck(cell, solution.name, tuple(lost), outcome.raised[names[lost[0]]])


def _missed(wrong: list[Solution], fared: Mapping[str, Outcome], runs: int) -> Iterator[Luck]:
    for solution in wrong:
        outcome = fared[solution.name]
        if outcome.stopped_in is not None:  # that it did not end is what it must lose its marks for
            continue
        for cell in solution.fails:
            kept = tuple(run for run in range(runs) if drawn(cell, run) not in outcome.failed)
            if kept:
                yield Luck(cell, solution.name, kept)


def _undecided(tests: list[str], twice: Mapping[str, tuple[Outcome, Outcome]]) -> Iterator[Luck]:
    for solution, (one, other) in twice.items():
        for cell in tests:
            if (cell in one.failed) != (cell in other.failed):
                yield Luck(cell, solution, (0,))
