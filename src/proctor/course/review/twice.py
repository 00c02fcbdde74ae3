"""What second marks say: the pairs, the agreement, each reader's severity, and which pairs to talk about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from proctor.course.layout import Course
from proctor.course.report.outline import Outline
from proctor.course.report.person import Marks
from proctor.course.review.agreement import Interval, kappa, severity
from proctor.course.review.plan import load_plan
from proctor.course.review.second import load_second

FAR_APART = 0.25
"""Share of the points by which two marks of one answer differ where the readers should talk."""


@dataclass(frozen=True)
class Pair:
    """One answer with two marks, in points."""

    student: str
    cell: str
    first_reader: str
    second_reader: str
    first: float
    second: float
    max_points: float

    @property
    def is_far_apart(self) -> bool:
        """Whether the readers should talk about it."""
        return abs(self.first - self.second) >= FAR_APART * self.max_points


@dataclass(frozen=True)
class Twice:
    """All about answers that were marked twice."""

    pairs: tuple[Pair, ...]
    agreement: Interval
    """Over all cells, on shares of their points."""
    by_cell: dict[str, Interval]
    by_reader: dict[str, tuple[int, Interval]]
    """Reader → how many answers they share with another, and their severity as a share of the points."""

    @property
    def far_apart(self) -> list[Pair]:
        """The pairs to talk about, furthest first."""
        found = [pair for pair in self.pairs if pair.is_far_apart]
        return sorted(found, key=lambda pair: (-abs(pair.first - pair.second) / pair.max_points, pair.student))


def marked_twice(course: Course, unit: str, frame: Outline, marks: Marks) -> Twice:
    """Compare second marks with those of the gradebook; ``marks`` are the gradebook's."""
    plan = load_plan(course, unit)
    most = {item.key: item.max_points for item in frame.items if item.by_person and item.max_points > 0}
    pairs = []
    for reader, students in load_second(course, unit).items():
        for student, cells in students.items():
            for place, given in cells.items():
                key = frame.key(*place.split("/", 1))
                first = marks.get(student, {}).get(key)
                if first is not None and key in most and student in plan:
                    named = plan[student].first
                    pairs.append(Pair(student, key, named, reader, first, given["points"], most[key]))
    pairs.sort(key=lambda pair: (pair.cell, pair.student, pair.second_reader))
    cells = dict.fromkeys(pair.cell for pair in pairs)
    return Twice(
        tuple(pairs),
        kappa(*_shares(pairs)),
        {cell: kappa(*_shares([pair for pair in pairs if pair.cell == cell])) for cell in cells},
        {reader: _severity(pairs, reader) for reader in sorted(_readers(pairs))},
    )


def _shares(pairs: list[Pair]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array([(pair.first / pair.max_points, pair.second / pair.max_points) for pair in pairs]).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _readers(pairs: list[Pair]) -> set[str]:
    return {name for pair in pairs for name in (pair.first_reader, pair.second_reader)}


def _severity(pairs: list[Pair], reader: str) -> tuple[int, Interval]:
    own, other = [], []
    for pair in pairs:
        both = (pair.first / pair.max_points, pair.second / pair.max_points)
        if reader in (pair.first_reader, pair.second_reader):
            own.append(both[pair.second_reader == reader])
            other.append(both[pair.second_reader != reader])
    return len(own), severity(np.array(own), np.array(other))
