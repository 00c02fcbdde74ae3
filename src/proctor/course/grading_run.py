"""One run of ``proctor grade``: which units, which engine, one run at a time on a course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from proctor.course.errors import CourseError
from proctor.course.grade import Outcome, UnitGrading
from proctor.course.layout import Course
from proctor.course.lock import grading_lock
from proctor.grading.cluster import ClusterUnreachable
from proctor.grading.engine import Engine, open_engine
from proctor.isolation import SandboxUnavailable


class NothingSubmitted(CourseError):
    """There is nothing to grade for what was asked."""


class NoEngine(CourseError):
    """This machine cannot run student code isolated, or the cluster cannot be reached."""


@dataclass(frozen=True)
class Changes:
    """How the automatic marks of submissions that were graded again compare with those before."""

    up: tuple[Outcome, ...]
    down: tuple[Outcome, ...]
    same: int

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Changes:
        """Sorts the outcomes of a run; first gradings and ungradable submissions do not count."""
        up, down, same = [], [], 0
        for outcome in outcomes:
            if not outcome.was_graded:
                same += 1
            elif any(score is not None for score in outcome.before.values()):
                step = outcome.record.score - score_before(outcome)
                (up if step > 0 else down).append(outcome) if step else None
                same += not step
        return cls(tuple(up), tuple(down), same)


def score_before(outcome: Outcome) -> float:
    """The machine's part of the mark as it stood in the gradebook before this run."""
    return sum(outcome.before.get(name) or 0.0 for name in outcome.record.max_scores)


def changed_cells(outcome: Outcome) -> list[str]:
    """The grade cells whose automatic mark is another than before, in the notebook's order."""
    before, now = outcome.before, outcome.record.scores
    return [name for name in outcome.record.max_scores if (before.get(name) or 0.0) != (now.get(name) or 0.0)]


class GradingRun:
    """What is to be graded, and the way to do it."""

    def __init__(
        self,
        course: Course,
        units: tuple[str, ...] = (),
        *,
        student: str | None = None,
        workers: int = 1,
        scheduler: str | None = None,
        engine: Engine | None = None,
    ) -> None:
        """Raises UnknownUnit, or NothingSubmitted if nothing was handed in for what was asked.

        ``engine`` grades, where one is given; else the run opens one with ``workers``, or at ``scheduler``.
        """
        self.course = course
        self._workers, self._scheduler, self._given_engine = workers, scheduler, engine
        chosen = [unit for unit in course.units(units) if units or any(course.root.glob(_pattern(course, unit.name)))]
        self.gradings = [UnitGrading(course, unit, student=student) for unit in chosen]
        self.problems = [f"{g.unit.name}: {problem}" for g in self.gradings for problem in g.problems]
        self.total = sum(len(grading.handed) for grading in self.gradings)
        if not self.total and not self.problems:
            what = " ".join([*(units or ["any unit"]), *([f"by {student}"] if student else [])])
            raise NothingSubmitted(
                f"nothing was submitted for {what}: expected {_pattern(course, 'UNIT')}; "
                "`nbgrader collect` or `nbgrader zip_collect` puts submissions there"
            )

    def outcomes(self, *, force: bool = False) -> Iterator[Outcome]:
        """Grade, yielding outcomes as they come.

        Raises CourseBusy if another run is at it, NoEngine where a needed layer is missing or the cluster is away.
        """
        with grading_lock(self.course), self._engine() as engine:
            for grading in self.gradings:
                yield from grading.run(engine, force=force)

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        with ExitStack() as stack:
            try:
                engine = self._given_engine or stack.enter_context(
                    open_engine(workers=self._workers, scheduler=self._scheduler)
                )
                engine.ready()
            except SandboxUnavailable as error:
                raise NoEngine(
                    f"{error}; `proctor doctor` says more, and --unsafe-no-sandbox grades work that you trust"
                ) from error
            except ClusterUnreachable as error:
                raise NoEngine(str(error)) from error
            yield engine


def _pattern(course: Course, unit: str) -> str:
    return course.folder("submitted", unit, "*").relative_to(course.root).as_posix()
