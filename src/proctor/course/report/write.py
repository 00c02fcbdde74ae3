"""Writes a unit's report into the course."""

from dataclasses import dataclass
from pathlib import Path

from proctor.course import records
from proctor.course.layout import Course, Unit
from proctor.course.records import write_atomically
from proctor.course.report.analysis import analyse
from proctor.course.report.page import page
from proctor.course.report.table import table


@dataclass(frozen=True)
class Written:
    """Where a report lies, and how many submissions it says need a person."""

    page: Path
    table: Path
    waiting: int


def is_graded(course: Course, unit: str) -> bool:
    """Whether there is anything to report on."""
    return bool(records.load_all(course, unit))


def write_report(course: Course, unit: Unit) -> Written:
    """Write ``reports/<unit>.html`` and ``reports/<unit>.csv``, replacing older ones.

    GradebookUnusable if the gradebook cannot be read.
    """
    report = analyse(course, unit)
    folder = course.root / "reports"
    written = Written(folder / f"{unit.name}.html", folder / f"{unit.name}.csv", len(report.waiting))
    write_atomically(written.page, page(report))
    write_atomically(written.table, table(report))
    return written
