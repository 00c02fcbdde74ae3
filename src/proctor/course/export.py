"""The marks as the gradebook has them: one unit's for other programs, and all as nbgrader's own table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import CsvExportPlugin

from proctor.course.gradebook import GradebookUnusable
from proctor.course.layout import Course


@dataclass(frozen=True)
class Mark:
    """What one student has for one unit."""

    score: float
    """All points, with extra credit, less the late penalty; never below 0."""
    needs_person: bool
    """Whether an answer is still to be marked by a person."""


def marks_of(course: Course, unit: str) -> tuple[dict[str, Mark], float]:
    """Marks of all who handed in, by student, and the most points; GradebookUnusable for a unit not graded.

    A mark is what nbgrader's own table says: ``max(0, score - late_submission_penalty)`` of its SubmittedAssignment.
    """
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        try:
            assignment = gradebook.find_assignment(unit)
        except MissingEntry:
            raise GradebookUnusable(f"the gradebook does not know {unit}; run `proctor grade {unit}` first") from None
        graded = [row for row in assignment.submissions if row.notebooks]  # none: an extension, and nothing graded yet
        marks = {
            row.student_id: Mark(max(0.0, row.score - row.late_submission_penalty), bool(row.needs_manual_grade))
            for row in graded
        }
        return marks, float(assignment.max_score)


def export_grades(course: Course, target: Path, units: tuple[str, ...] = ()) -> int:
    """Write ``target`` as CSV, one line for each student and unit, and return the number of lines.

    The columns are nbgrader's: assignment, duedate, timestamp, student_id, names, email, raw_score,
    late_submission_penalty, score, max_score.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        CsvExportPlugin(to=str(beside), assignment=list(units), config=course.config).export(gradebook)
    lines = beside.read_text(encoding="utf-8").count("\n") - 1
    beside.replace(target)
    return lines
