"""Who is who: the ids of a learning platform, and the students' ids in the course.

A roster is one of three tables: the gradebook that Canvas exports, the grading worksheet of Moodle, or a table of your
own with the columns ``lms_id`` and ``student_id``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from proctor.course.errors import CourseError
from proctor.course.lms.table import Table, UnreadableTable
from proctor.course.submissions import is_student_id

OWN = ("lms_id", "student_id")
CANVAS = ("ID", "Section")
"""Columns by which a gradebook of Canvas is known: source ``lib/gradebook_exporter.rb`` in canvas-lms."""
MOODLE = ("Identifier", "Grade")
"""The same of a worksheet of Moodle: source ``mod/assign/feedback/offline/importgradeslib.php`` in moodle."""

_STUDENT_COLUMNS = {
    "canvas": ("SIS Login ID", "SIS User ID", "ID"),
    "moodle": ("Username", "ID number", "Email address", "Identifier"),
    "own": ("student_id",),
}
"""Where the student's id is taken from: the first of these that holds one, row by row."""
_NUMBER = re.compile(r"\d+$")


class AmbiguousRoster(CourseError):
    """A roster that gives one student two ids, or one id to two students."""


@dataclass(frozen=True)
class Roster:
    """Student ids and times of submission by the platform's ids; without entries each id is the student's own."""

    name: str = ""
    students: dict[str, str] = field(default_factory=dict)
    submitted: dict[str, str] = field(default_factory=dict)
    """When it was handed in, as Moodle's worksheet writes it."""

    def student(self, lms_id: str) -> str | None:
        """The student's id in the course; None where the roster does not know the platform's id."""
        return self.students.get(lms_id) if self.name else lms_id


def platform_of(table: Table) -> str:
    """Which kind of table it is: ``canvas``, ``moodle`` or ``own``; UnreadableTable if none."""
    for platform, columns in (("own", OWN), ("moodle", MOODLE), ("canvas", CANVAS)):
        if set(columns) <= set(table.header):
            return platform
    raise UnreadableTable(
        f"{table.name}: expected a gradebook of Canvas (columns {', '.join(CANVAS)}), a grading worksheet of Moodle in "
        f"English ({', '.join(MOODLE)}) or a roster ({', '.join(OWN)}); got {', '.join(table.header)[:100]}"
    )


def lms_id(table: Table, row: int, platform: str) -> str:
    """The platform's id in a row; empty in rows that are no student's."""
    if platform == "moodle":
        number = _NUMBER.search(table.get(row, "Identifier"))
        return number[0] if number else ""
    return table.get(row, "ID" if platform == "canvas" else "lms_id")


def read_roster(path: Path) -> Roster:
    """The roster in a table; UnreadableTable if it is none, AmbiguousRoster if two rows are of one student."""
    table = Table(path)
    platform = platform_of(table)
    students: dict[str, str] = {}
    submitted: dict[str, str] = {}
    rows_of: dict[str, int] = {}
    for row in range(len(table)):
        if not (known := lms_id(table, row, platform)):
            continue
        student = _student(table, row, platform) or known
        if known in students or student.casefold() in rows_of:
            raise AmbiguousRoster(
                f"{table.name}: row {row + 2} is of {student[:80]!r} ({known[:80]}), whom another row names too; "
                "expected one row a student"
            )
        if not is_student_id(student):
            raise AmbiguousRoster(
                f"{table.name}: row {row + 2} has {student[:80]!r} as a student id; "
                "expected letters, digits and . @ + - _ (those not first)"
            )
        students[known] = student
        rows_of[student.casefold()] = row
        submitted[known] = table.get(row, "Last modified (submission)")
    return Roster(table.name, students, submitted)


def _student(table: Table, row: int, platform: str) -> str | None:
    for column in _STUDENT_COLUMNS[platform]:
        value = table.get(row, column)
        if column == "Identifier":
            return lms_id(table, row, platform)
        if is_student_id(value) or (value and platform == "own"):
            return value
    return None
