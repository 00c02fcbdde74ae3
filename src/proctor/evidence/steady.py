"""Grades right and wrong solutions on many draws of the grade cells' inputs: is a mark ever a matter of luck?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proctor.course.bench import Bench, load_variants
from proctor.course.check import Finding
from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind
from proctor.evidence.seeds import STEP, drawn
from proctor.evidence.trials import Outcome, Trial, run_trials
from proctor.variants import Variant

REFERENCE = "the reference"
TOLD_SOLUTIONS = 4
"""Solutions that a finding names; the others are counted."""


@dataclass(frozen=True)
class Luck:
    """A solution and a grade cell whose outcome is not what it must be, in some runs."""

    cell: str
    solution: str
    """``the reference``, or ``exercise/variant``."""
    runs: tuple[int, ...]
    """Each moved every seed by so many steps; 0 is the cell as it stands."""
    told: str = ""
    """What the cell said first."""


@dataclass(frozen=True)
class Steadiness:
    """How a unit's grade cells fared over many draws of their inputs."""

    runs: int
    right: int
    wrong: int
    rejected: tuple[Luck, ...]
    """Right solutions that lose a mark."""
    missed: tuple[Luck, ...]
    """Wrong solutions that keep a mark which they must lose."""
    undecided: tuple[Luck, ...]
    """Solutions that fared differently in two runs with the same seeds."""


def steadiness(course: Course, unit: Unit, *, runs: int, workers: int = 2) -> Steadiness:
    """Grade the reference and all variants in ``runs`` runs, and once again with the seeds as they stand."""
    solutions: dict[str, Variant | None] = {REFERENCE: None}
    solutions |= {f"{v.exercise}/{v.name}": v for v in load_variants(course.variants(unit.name))}
    trials = [_trial(name, variant, runs) for name, variant in solutions.items()]
    fared = {one.key: one for one in run_trials(unit.notebook, trials, workers=workers)}
    repeated = [_trial(name, variant, 1) for name, variant in solutions.items()]
    again = {one.key: one for one in run_trials(unit.notebook, repeated, workers=workers, hash_seed=1)}
    tests = [grade_id(cell) for cell in Bench(unit.notebook).cells if kind(cell) == "test"]
    right = [name for name, variant in solutions.items() if variant is None or variant.is_right]
    wrong = {name: variant for name, variant in solutions.items() if name not in right}
    return Steadiness(
        runs=runs,
        right=len(right) - 1,
        wrong=len(wrong),
        rejected=tuple(_rejected(tests, {name: fared[name] for name in right}, runs)),
        missed=tuple(_missed(wrong, fared, runs)),
        undecided=tuple(_undecided(tests, {name: (fared[name], again[name]) for name in solutions})),
    )


def steady_findings(found: Steadiness) -> Iterator[Finding]:
    """PASS, CAUTION or FAIL for each claim, and each grade cell of which it does not hold."""
    told = f"{found.runs} draws of the inputs"
    for claim, level, lucks, verb in (
        (f"the reference and {found.right} right solutions lose nothing on {told}", "FAIL", found.rejected, "fails"),
        (f"{found.wrong} wrong solutions lose what they must on {told}", "CAUTION", found.missed, "lets pass"),
        ("every grade cell says the same again", "FAIL", found.undecided, "is flaky: it changes its mind about"),
    ):
        if not lucks:
            yield Finding("PASS", claim)
        for cell in dict.fromkeys(luck.cell for luck in lucks):
            mine = [luck for luck in lucks if luck.cell == cell]
            yield Finding(level, claim, f"{cell} {verb} " + "; ".join(_solutions(mine, found.runs)))


def _solutions(lucks: list[Luck], runs: int) -> Iterator[str]:
    for luck in lucks[:TOLD_SOLUTIONS]:
        first = f"first with every seed + {luck.runs[0] * STEP}" if luck.runs[0] else "with the seeds as they stand"
        yield f"{luck.solution} in {len(luck.runs)} of {runs} runs, {first}" + (luck.told and f" ({luck.told})")
    if len(lucks) > TOLD_SOLUTIONS:
        yield f"and {len(lucks) - TOLD_SOLUTIONS} more"


def _trial(name: str, variant: Variant | None, runs: int) -> Trial:
    if variant is None:
        return Trial(name, runs=runs)
    return Trial(name, variant.exercise, variant.source, runs, variant.fails)


def _rejected(tests: list[str], fared: Mapping[str, Outcome], runs: int) -> Iterator[Luck]:
    """Of what the reference loses too, only the reference is told."""
    for cell in tests:
        names = [drawn(cell, run) for run in range(runs)]
        for solution, outcome in fared.items():
            others = frozenset() if solution == REFERENCE else fared[REFERENCE].failed
            lost = [run for run, name in enumerate(names) if name in outcome.failed - others]
            if lost:
                yield Luck(cell, solution, tuple(lost), outcome.raised[names[lost[0]]])


def _missed(wrong: Mapping[str, Variant], fared: Mapping[str, Outcome], runs: int) -> Iterator[Luck]:
    for solution, variant in wrong.items():
        if fared[solution].stopped_in is not None:  # that it did not end is what it must lose its marks for
            continue
        for cell in variant.fails:
            kept = tuple(run for run in range(runs) if drawn(cell, run) not in fared[solution].failed)
            if kept:
                yield Luck(cell, solution, kept)


def _undecided(tests: list[str], twice: Mapping[str, tuple[Outcome, Outcome]]) -> Iterator[Luck]:
    for solution, (one, other) in twice.items():
        for cell in tests:
            if (cell in one.failed) != (cell in other.failed):
                yield Luck(cell, solution, (0,))
