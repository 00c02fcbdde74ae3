"""Puts a unit's report together: every number and sentence of the page and the table, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from proctor.course import records
from proctor.course.layout import Course, Unit
from proctor.course.records import Record
from proctor.course.report.messages import failure_messages, one_line
from proctor.course.report.numbers import (
    FEWEST,
    Reliability,
    Spread,
    discrimination,
    facility,
    reliability,
    spread,
)
from proctor.course.report.outline import Item, Outline, outline
from proctor.course.report.person import Marks, gradebook_marks
from proctor.course.review.twice import Twice, marked_twice
from proctor.course.similar.pairs import Pair, similar_pairs

MOST_INCIDENTS = 10
"""Named one by one for a submission, so that one program cannot fill the page."""
MOST_NOTES = 3
"""Of what students were told of a cell."""

Counts = dict[str, Counter]
"""A cell's key → how often each text was seen."""


@dataclass(frozen=True)
class CellRow:
    """One graded cell in the report."""

    item: Item
    count: int
    """Submissions that have a mark here."""
    facility: float | None
    discrimination: float | None
    why_no_discrimination: str
    failed: int
    """Submissions without full points."""
    message: str
    """The most frequent message; empty where nobody got one."""
    message_count: int
    told: tuple[tuple[str, int], ...]
    """What feedback told students beyond the message, such as a misconception, and how many: most frequent first."""
    remark: str
    """What staff should look at, in words; empty where nothing stands out."""


@dataclass(frozen=True)
class ExerciseRow:
    """One exercise in the report; seconds are of all its cells, a submission."""

    name: str
    incidents: dict[str, int]
    """How many of each kind."""
    median_seconds: float | None
    longest_seconds: float | None


@dataclass(frozen=True)
class Waiting:
    """A submission that a person has to look at, and why."""

    student: str
    reasons: tuple[str, ...]
    """What happened; empty where only answers are to be marked."""
    to_mark: int
    """Cells that a person has yet to mark."""


@dataclass(frozen=True)
class Report:
    """Everything that staff are told about a unit."""

    unit: str
    scores: pd.Series
    """Machine's part of the mark, in points, by student."""
    max_points: float
    """Of the machine's part."""
    spread: Spread
    ungraded: int
    """Submissions that could not be graded."""
    reliability: Reliability
    cells: tuple[CellRow, ...]
    exercises: tuple[ExerciseRow, ...]
    waiting: tuple[Waiting, ...]
    twice: Twice
    """How well assistants agree, where answers were marked twice."""
    similar: tuple[Pair, ...]
    """Submissions with much code in common that few others have."""


def analyse(course: Course, unit: Unit) -> Report:
    """Read what grading left of a unit; GradebookUnusable if the gradebook cannot be read."""
    frame = outline(unit)
    everyone = records.load_all(course, unit.name)
    graded = [record for record in everyone if not record.problem]
    marks = gradebook_marks(course, unit.name, frame) if everyone else {}
    by_machine = _machine_points(frame, graded)
    scores = by_machine.sum(axis=1)
    said, told = _messages(course, unit, frame, graded), _told(graded)
    return Report(
        unit=unit.name,
        scores=scores,
        max_points=sum(item.max_points for item in frame.items if not item.by_person),
        spread=spread(scores),
        ungraded=len(everyone) - len(graded),
        reliability=reliability(by_machine),
        cells=tuple(_cell_row(item, _points(item, by_machine, marks), scores, said, told) for item in frame.items),
        exercises=tuple(_exercise_rows(frame, everyone)),
        waiting=tuple(_waiting(everyone, marks)),
        twice=marked_twice(course, unit.name, frame, marks),
        similar=tuple(similar_pairs(course, unit, [record.student for record in graded])),
    )


def _machine_points(frame: Outline, graded: list[Record]) -> pd.DataFrame:
    """Points of each machine-graded cell: what the checks said, whatever a person made of it afterwards."""
    keys = [item.key for item in frame.items if not item.by_person]
    rows = {record.student: [record.scores.get(key) for key in keys] for record in graded}
    return pd.DataFrame.from_dict(rows, orient="index", columns=keys, dtype=float)


def _points(item: Item, by_machine: pd.DataFrame, marks: Marks) -> pd.Series:
    if not item.by_person:
        return by_machine[item.key]
    return pd.Series({student: marks.get(student, {}).get(item.key) for student in by_machine.index}, dtype=float)


def _cell_row(item: Item, points: pd.Series, scores: pd.Series, said: Counts, told: Counts) -> CellRow:
    rest = scores if item.by_person else scores - points
    share, (against_rest, why_not) = facility(points, item.max_points), discrimination(points, rest)
    failed = int((points < item.max_points).sum())
    count = int(points.count())
    ((message, message_count),) = _most_frequent(said, item.key, 1) or (("", 0),)
    notes = _most_frequent(told, item.key, MOST_NOTES)
    remark = _remark(item, count, failed, share, against_rest)
    return CellRow(item, count, share, against_rest, why_not, failed, message, message_count, notes, remark)


def _most_frequent(counts: Counts, key: str, most: int) -> tuple[tuple[str, int], ...]:
    """Among equals the first in the alphabet, so that the same class gives the same page."""
    return tuple(sorted(counts.get(key, {}).items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def _remark(item: Item, count: int, failed: int, share: float | None, against_rest: float | None) -> str:
    if count < FEWEST:
        return ""
    if against_rest is not None and against_rest < 0:
        return (
            "Those who do better elsewhere do worse here. "
            "Read the cell and the submissions that lose points on it: it may punish a right way of solving."
        )
    if item.by_person:
        return ""
    if failed == 0:
        return "Nobody loses a point here. It may be too easy, or catch nothing: try wrong variants on it."
    if share == 0:
        return "Nobody earns a point here. Check that the text says what the cell asks, and that the cell is right."
    return ""


def _messages(course: Course, unit: Unit, frame: Outline, graded: list[Record]) -> Counts:
    """How often each message was given, by the cell's key."""
    keys = {(item.notebook, item.cell): item.key for item in frame.items if not item.by_person}
    found: Counts = {key: Counter() for key in keys.values()}
    for record in graded:
        folder = course.folder("autograded", unit.name, record.student)
        for notebook in {notebook for notebook, _ in keys}:
            for cell, message in failure_messages(folder / f"{notebook}.ipynb").items():
                if (notebook, cell) in keys:
                    found[keys[notebook, cell]][message] += 1
    return found


def _told(graded: list[Record]) -> Counts:
    """How many students were told each sentence, by the cell's key."""
    found: Counts = {}
    for record in graded:
        for key, sentences in record.notes.items():
            found.setdefault(key, Counter()).update({one_line(sentence) for sentence in sentences})
    return found


def _exercise_rows(frame: Outline, everyone: list[Record]) -> Iterable[ExerciseRow]:
    kinds: dict[str, Counter] = {}
    seconds: dict[str, list[float]] = {}
    for record in everyone:
        for incident in record.incidents:
            if incident.cell:
                kinds.setdefault(frame.exercise_of(incident.cell), Counter())[incident.kind] += 1
        spent: Counter = Counter()
        for key, cell_seconds in record.cell_seconds.items():
            spent[frame.exercise_of(key)] += cell_seconds
        for name, exercise_seconds in spent.items():
            seconds.setdefault(name, []).append(exercise_seconds)
    for name in dict.fromkeys([*frame.exercises.values(), *sorted({*kinds, *seconds})]):
        counts, taken = dict(sorted(kinds.get(name, {}).items())), seconds.get(name)
        if counts or taken:
            median, longest = (float(np.median(taken)), float(max(taken))) if taken else (None, None)
            yield ExerciseRow(name, counts, median, longest)


def _waiting(everyone: list[Record], marks: Marks) -> list[Waiting]:
    """Those with something unexpected first, then those whose answers wait for a mark."""
    reasons = {record.student: tuple(_reasons(record)) for record in everyone}
    found = []
    for student in sorted({*reasons, *marks}):
        to_mark = sum(points is None for points in marks.get(student, {}).values())
        if reasons.get(student) or to_mark:
            found.append(Waiting(student, reasons.get(student, ()), to_mark))
    return sorted(found, key=lambda waiting: not waiting.reasons)


def _reasons(record: Record) -> Iterable[str]:
    if record.problem:
        yield one_line(record.problem)
    incidents = list(dict.fromkeys(record.incidents))
    for incident in incidents[:MOST_INCIDENTS]:
        where = f" in {incident.cell}" if incident.cell else ""
        yield one_line(f"{incident.kind}{where}: {incident.detail}")
    if len(incidents) > MOST_INCIDENTS:
        yield f"and {len(incidents) - MOST_INCIDENTS} more incidents"
