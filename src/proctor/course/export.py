"""The grades as a table, through nbgrader's own export plugin."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from proctor.course.layout import Course


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
