"""Fills a unit's marks into the table that a platform gave, in the form in which it takes it back."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from proctor.course.errors import CourseError
from proctor.course.export import Mark, marks_of
from proctor.course.layout import Course
from proctor.course.lms.roster import Roster, lms_id, platform_of, read_roster
from proctor.course.lms.table import Table, UnreadableTable

_TITLE = re.compile(r"(?P<title>.+) \((?P<id>\d+)\)")
KEPT = ("EX", "N/A")
"""What Canvas writes for excused students and for those whom an assignment is not for."""


class NoColumn(CourseError):
    """The table has no column for the unit."""


class PointsDiffer(CourseError):
    """The platform counts another number of points than the unit has."""


@dataclass
class Filled:
    """What came of filling a table."""

    written: int = 0
    problems: list[str] = field(default_factory=list)
    """A line for each student whose mark is not final, or could not be written."""


def fill_marks(
    course: Course,
    unit: str,
    table_path: Path,
    target: Path,
    *,
    column: str | None = None,
    roster_path: Path | None = None,
    scale: bool = False,
) -> Filled:
    """Write ``table_path`` with the unit's marks to ``target``, which may be the same file.

    Canvas: an exported gradebook, whose column ``Title (id)`` is filled; the one titled like the unit, or ``column``.
    Moodle: a grading worksheet, whose column ``Grade`` is filled. All other bytes stay. Rows of students who handed
    in nothing stay as they are. With ``scale`` marks are scaled to the platform's points.
    Source: ``lib/gradebook_exporter.rb`` and ``gradebook_importer.rb`` in canvas-lms;
    ``mod/assign/feedback/offline/importgradeslib.php`` in moodle.
    Raises NoColumn, PointsDiffer, UnreadableTable, AmbiguousRoster, and GradebookUnusable.
    """
    table = Table(table_path)
    platform = platform_of(table)
    if platform == "own":
        raise UnreadableTable(f"{table.name} is a roster; give it as --roster, and the platform's table as --into")
    column = "Grade" if platform == "moodle" else _canvas_column(table, column or unit)
    factor = 1.0
    points = _points(table, platform, column)
    roster = read_roster(roster_path or table_path)
    marks, most = marks_of(course, unit)
    if points != most:
        if not (scale and most):
            raise PointsDiffer(
                f"{table.name}: {column} counts {points:g} points, and {unit} has {most:g}; "
                "change the points on the platform, or give --scale"
            )
        factor = points / most
    filled = _fill(table, platform, column, roster, marks, factor)
    _write(target, table.to_bytes())
    return filled


def _fill(table: Table, platform: str, column: str, roster: Roster, marks: dict[str, Mark], factor: float) -> Filled:
    filled = Filled()
    left = dict(marks)
    for row in range(len(table)):
        student = roster.student(known) if (known := lms_id(table, row, platform)) else None
        mark = left.pop(student, None) if student else None
        if mark is None:
            continue
        if table.get(row, column) in KEPT or table.get(row, "Grade can be changed").lower() == "no":
            kept = table.get(row, column) or "nothing"
            filled.problems.append(f"{student}: {kept} was kept, as the platform locked it; the mark is {mark.score:g}")
            continue
        table.set(row, column, format(round(mark.score * factor, 5), ".10g"))
        filled.written += 1
        if mark.needs_person:
            filled.problems.append(f"{student}: an answer is still to be marked by a person")
    filled.problems += [f"{student}: has a mark, and no row in {table.name}" for student in sorted(left)]
    return filled


def _canvas_column(table: Table, wanted: str) -> str:
    """The column that is named so, with Canvas's id or without it."""
    titles = {name: match["title"] for name in table.header if (match := _TITLE.fullmatch(name))}
    found = [name for name, title in titles.items() if wanted in (name, title)]
    if len(found) != 1:
        raise NoColumn(
            f"{table.name}: expected one column {wanted} (id), got {', '.join(found or titles) or 'no assignment'}; "
            "name the right one with --column"
        )
    return found[0]


def _points(table: Table, platform: str, column: str) -> float:
    """The most points that the platform gives; UnreadableTable if it does not say, or not the same in all rows."""
    if platform == "moodle":
        said = {table.get(row, "Maximum Grade") for row in range(len(table)) if lms_id(table, row, platform)}
    else:
        name = table.header[0]
        said = {table.get(row, column) for row in range(len(table)) if "Points Possible" in table.get(row, name)}
    try:
        (points,) = {float(text.replace(",", ".")) for text in said}
    except ValueError:
        raise UnreadableTable(
            f"{table.name}: expected one number of points for {column}, got {', '.join(sorted(said)) or 'none'}; "
            "download the table again, without hiding or locking that column"
        ) from None
    return points


def _write(target: Path, content: bytes) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)
