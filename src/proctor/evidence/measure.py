"""Grades every mutant and every variant of a unit, and tells how good its grade cells are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from proctor.course.bench import Bench, load_variants, unmet
from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind, points
from proctor.evidence.minutes import minutes
from proctor.evidence.mutants import equivalents
from proctor.evidence.mutants.make import Mutant, mutants_of
from proctor.evidence.trials import Outcome, Trial, Watch, run_trials, unwatched
from proctor.variants import Variant

REFERENCE = "reference"


@dataclass(frozen=True)
class Exercise:
    """One exercise's score."""

    name: str
    minutes: int | None
    """What the text says it takes."""
    mutants: int
    caught: int
    """At least one grade cell fails."""
    equivalent: int
    """Recorded by a person as no mistake."""
    stopped: int
    """Of the caught: ran without end or took all memory."""
    right: int
    """Right variants that lose nothing."""
    wrong: int
    """Wrong variants that lose what they must, and nothing else."""

    @property
    def score(self) -> float:
        """Share of the mutants that are mistakes, and are caught."""
        return self.caught / max(self.mutants - self.equivalent, 1)


@dataclass(frozen=True)
class Survivor:
    """A mutant that loses nothing, and that nobody has called equivalent."""

    exercise: str
    operator: str
    diff: str
    line: str
    mutant: str
    """With ``exercise`` and ``line``, what a record of it needs."""


@dataclass(frozen=True)
class GradeCell:
    """What one grade cell did."""

    name: str
    points: float
    mutants: int
    """Mutants that it fails."""
    alone: int
    """Mutants that no other grade cell fails."""
    variants: int
    """Wrong variants that it fails."""


@dataclass(frozen=True)
class Wrong:
    """A wrong variant, and what a student who wrote it would read."""

    exercise: str
    name: str
    clause: str
    cell: str
    """The grade cell that it is named for."""
    told: str


@dataclass(frozen=True)
class Measured:
    """What there is to say about one unit's grade cells."""

    exercises: tuple[Exercise, ...]
    cells: tuple[GradeCell, ...]
    survivors: tuple[Survivor, ...]
    redundant: tuple[tuple[str, str], ...]
    """Grade cells that fail on the same mutants and variants, all of them."""
    stale: tuple[tuple[str, str, str], ...]
    """Recorded as equivalent, and no mutant any more."""
    contradicted: tuple[tuple[str, str, str], ...]
    """Recorded as equivalent, and a grade cell fails it."""
    misjudged: tuple[str, ...]
    """Variants that lose what they must not, or keep what they must lose."""
    wrong: tuple[Wrong, ...]
    reference_seconds: float
    slowest_right_seconds: float
    """Processor time of the slowest right variant, all cells that its exercise touches."""

    @property
    def dead(self) -> tuple[str, ...]:
        """Grade cells that no mutant and no variant ever fails."""
        return tuple(cell.name for cell in self.cells if not cell.mutants and not cell.variants)

    @property
    def score(self) -> float:
        """Share of all mutants that are mistakes, and are caught."""
        mistakes = sum(one.mutants - one.equivalent for one in self.exercises)
        return sum(one.caught for one in self.exercises) / max(mistakes, 1)


@dataclass(frozen=True)
class Measurement:
    """All trials of one unit, graded."""

    bench: Bench
    mutants: Mapping[str, Mutant]
    variants: Mapping[str, Variant]
    outcomes: Mapping[str, Outcome]
    recorded: Mapping[equivalents.Key, str]

    def measured(self) -> Measured:
        """What follows from the outcomes."""
        dropped = {key for key, mutant in self.mutants.items() if equivalents.key_of(mutant) in self.recorded}
        alive = [key for key in self.mutants if not self._is_caught(key) and key not in dropped]
        caught_all_the_same = [equivalents.key_of(self.mutants[key]) for key in dropped if self._is_caught(key)]
        reference = self.outcomes[REFERENCE]
        return Measured(
            exercises=tuple(self._exercise(name, dropped) for name in self._of_kind("solution")),
            cells=tuple(self._cell(cell, dropped) for cell in self.bench.cells if kind(cell) == "test"),
            survivors=tuple(self._survivor(self.mutants[key]) for key in alive),
            redundant=tuple(self._redundant()),
            stale=tuple(equivalents.stale(self.recorded, self.mutants.values())),
            contradicted=tuple(sorted(caught_all_the_same)),
            misjudged=tuple(f"{v.exercise}/{v.name}" for key, v in self.variants.items() if not self._is_judged(key)),
            wrong=tuple(self._wrong(key) for key, variant in self.variants.items() if not variant.is_right),
            reference_seconds=reference.cpu_seconds,
            slowest_right_seconds=max(
                (self.outcomes[key].cpu_seconds for key, v in self.variants.items() if v.is_right), default=0.0
            ),
        )

    def _of_kind(self, which: str) -> list[str]:
        return [grade_id(cell) for cell in self.bench.cells if kind(cell) == which]

    def _is_caught(self, key: str) -> bool:
        return bool(self.outcomes[key].failed) or self.outcomes[key].stopped_in is not None

    def _is_judged(self, key: str) -> bool:
        """Whether a variant loses what it declares, and no more."""
        marks = dict.fromkeys(self._of_kind("test")) | self.outcomes[key].raised
        return unmet(self.variants[key], marks) == ([], [])

    def _exercise(self, name: str, dropped: set[str]) -> Exercise:
        mine = [key for key, mutant in self.mutants.items() if mutant.exercise == name]
        caught = [key for key in mine if self._is_caught(key) and key not in dropped]
        variants = [key for key, v in self.variants.items() if v.exercise == name and self._is_judged(key)]
        right = sum(self.variants[key].is_right for key in variants)
        return Exercise(
            name=name,
            minutes=self._minutes.get(name),
            mutants=len(mine),
            caught=len(caught),
            equivalent=sum(key in dropped for key in mine),
            stopped=sum(self.outcomes[key].stopped_in is not None for key in caught),
            right=right,
            wrong=len(variants) - right,
        )

    @cached_property
    def _minutes(self) -> dict[str, int]:
        return minutes(self.bench.notebook)

    def _cell(self, cell, dropped: set[str]) -> GradeCell:
        name = grade_id(cell)
        failing = [self.outcomes[key].failed for key in self.mutants if key not in dropped]
        wrong = [self.outcomes[key].failed for key, v in self.variants.items() if not v.is_right]
        return GradeCell(
            name=name,
            points=points(cell),
            mutants=sum(name in failed for failed in failing),
            alone=sum(failed == {name} for failed in failing),
            variants=sum(name in failed for failed in wrong),
        )

    def _redundant(self) -> list[tuple[str, str]]:
        """Pairs of grade cells with the same failures, of trials that ran to their end."""
        ran = [outcome for outcome in self.outcomes.values() if outcome.stopped_in is None]
        failing = {name: {one.key for one in ran if name in one.failed} for name in self._of_kind("test")}
        return [(a, b) for a, b in combinations(failing, 2) if failing[a] and failing[a] == failing[b]]

    def _survivor(self, mutant: Mutant) -> Survivor:
        _, line, text = equivalents.key_of(mutant)
        return Survivor(mutant.exercise, mutant.operator, mutant.diff, line, text)

    def _wrong(self, key: str) -> Wrong:
        variant = self.variants[key]
        told = self.outcomes[key].raised.get(variant.fails[0], "")
        return Wrong(variant.exercise, variant.name, variant.clause, variant.fails[0], told)


def measure(course: Course, unit: Unit, *, workers: int = 2, watch: Watch = unwatched) -> Measured:
    """Grade all mutants and variants of a unit; CourseError if it cannot be read."""
    bench = Bench(unit.notebook)
    made = [mutant for cell in bench.cells if kind(cell) == "solution" for mutant in mutants_of(cell)]
    mutants = {f"mutant {number}": mutant for number, mutant in enumerate(made)}
    variants = {f"variant {number}": v for number, v in enumerate(load_variants(course.variants(unit.name)))}
    trials = [Trial(key, one.exercise, one.source) for key, one in {**mutants, **variants}.items()]
    trials.append(Trial(REFERENCE))
    outcomes = {one.key: one for one in watch(run_trials(unit.notebook, trials, workers=workers), len(trials))}
    recorded = equivalents.load(course.equivalents(unit.name))
    return Measurement(bench, mutants, variants, outcomes, recorded).measured()
