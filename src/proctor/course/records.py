"""What grading remembers of each submission beside the gradebook: for re-runs, for staff, for reports.

One JSON file a submission, under ``.proctor/records/`` in the course. It is written last, after the executed
notebook and the marks, so that a run that was cut off anywhere grades the submission again.
Students never see these files: they hold what was printed and raised while hidden tests ran. Feedback takes
:attr:`Record.notes` from them and nothing else.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from proctor.course.layout import Course
from proctor.grading.job import Incident, as_plain


@dataclass(frozen=True)
class Record:
    """What is remembered of one submission of one unit."""

    student: str
    unit: str
    fingerprint: str = ""
    """Of the submission, the unit and the engine that graded it; empty where it could not be graded."""
    problem: str | None = None
    """Why it could not be graded, in one line."""
    scores: dict[str, float | None] = field(default_factory=dict)
    """Automatic score of each graded cell; None where a person decides."""
    max_scores: dict[str, float] = field(default_factory=dict)
    """Points of the cells that the machine grades."""
    incidents: tuple[Incident, ...] = ()
    staff: dict[str, str] = field(default_factory=dict)
    """Printed and raised while tests called the student's code, by cell."""
    notes: dict[str, list[str]] = field(default_factory=dict)
    """What feedback tells the student of a cell beyond its message, in sentences; the only part that they see."""
    cell_seconds: dict[str, float] = field(default_factory=dict)
    wall_seconds: float = 0.0

    @property
    def score(self) -> float:
        """The machine's part of the mark."""
        return sum(self.scores.get(name) or 0.0 for name in self.max_scores)

    @property
    def auto_max(self) -> float:
        """The most that the machine's part can be."""
        return sum(self.max_scores.values())


def path_of(course: Course, unit: str, student: str) -> Path:
    """Where the record of a submission lies."""
    return course.root / ".proctor" / "records" / unit / f"{student}.json"


def save(course: Course, record: Record) -> None:
    """Write a record so that it is there whole or not at all."""
    # in one line: what indents is written in Python, and several times slower
    write_atomically(path_of(course, record.unit, record.student), json.dumps(as_plain(record)) + "\n")


def load(course: Course, unit: str, student: str) -> Record | None:
    """The record of a submission; None if there is none that can be read, which only means grading again."""
    try:
        data = json.loads(path_of(course, unit, student).read_text(encoding="utf-8"))
        return Record(**{**data, "incidents": tuple(Incident(**incident) for incident in data["incidents"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def load_all(course: Course, unit: str) -> list[Record]:
    """All records of a unit, sorted by student."""
    folder = path_of(course, unit, "x").parent
    found = (load(course, unit, path.stem) for path in sorted(folder.glob("*.json")))
    return [record for record in found if record is not None]


def write_atomically(path: Path, text: str) -> None:
    """Write a text file beside its place, then move it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
