"""What nbgrader's gradebook keeps of one submission, read and written row by row.

Through nbgrader's objects, which SQLAlchemy tracks one by one, the same takes five times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from nbgrader.api import Assignment, Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Connection, Table, bindparam, insert, select, update

STUDENT, ASSIGNMENT, SUBMISSION = Student.__table__, Assignment.__table__, SubmittedAssignment.__table__
NOTEBOOK, GRADE, COMMENT = SubmittedNotebook.__table__, Grade.__table__, Comment.__table__

_FIND = (
    select(SUBMISSION.c.id, SUBMISSION.c.timestamp, ASSIGNMENT.c.duedate)
    .select_from(
        ASSIGNMENT.outerjoin(
            SUBMISSION,
            (SUBMISSION.c.assignment_id == ASSIGNMENT.c.id) & (SUBMISSION.c.student_id == bindparam("student")),
        )
    )
    .where(ASSIGNMENT.c.id == bindparam("assignment"))
)
_HAS_STUDENT = select(STUDENT.c.id).where(STUDENT.c.id == bindparam("student"))
_NOTEBOOKS = select(NOTEBOOK.c.notebook_id, NOTEBOOK.c.id).where(NOTEBOOK.c.assignment_id == bindparam("submission"))


class Found(NamedTuple):
    """A submission's row."""

    id: str
    timestamp: datetime | None
    has_due_date: bool
    """Whether its assignment has one."""


def find_or_add(db: Connection, assignment: str, student: str) -> Found:
    """The student's submission of an assignment; made, like the student, if not there."""
    at = {"assignment": assignment, "student": student}
    found, timestamp, due = db.execute(_FIND, at).one()
    if found is None:
        if db.execute(_HAS_STUDENT, at).first() is None:
            db.execute(insert(STUDENT), {"id": student})
        made = {"assignment_id": assignment, "student_id": student}
        (found,) = db.execute(insert(SUBMISSION), made).inserted_primary_key
    return Found(found, timestamp, due is not None)


def write_timestamp(db: Connection, submission: str, timestamp: datetime | None) -> None:
    """When the submission was handed in."""
    db.execute(update(SUBMISSION).where(SUBMISSION.c.id == submission), {"timestamp": timestamp})


def notebooks_of(db: Connection, submission: str) -> dict[str, str]:
    """The row of each notebook that a submission has, by the released notebook's."""
    return {notebook: row for notebook, row in db.execute(_NOTEBOOKS, {"submission": submission})}


def write_notebook(db: Connection, submission: str, notebook: str, row: str | None, flagged: bool) -> str:
    """The row of a submission's notebook, with its flag and no late penalty; made where ``row`` is None."""
    values = {"flagged": flagged, "late_submission_penalty": None}
    if row is None:
        made = {"assignment_id": submission, "notebook_id": notebook, **values}
        return db.execute(insert(NOTEBOOK), made).inserted_primary_key[0]
    db.execute(update(NOTEBOOK).where(NOTEBOOK.c.id == row), values)
    return row


def cells_of(db: Connection, table: Table, notebook: str) -> dict[str, dict]:
    """The rows of GRADE or COMMENT that a submission's notebook has, by cell."""
    rows = db.execute(select(table).where(table.c.notebook_id == bindparam("notebook")), {"notebook": notebook})
    return {row["cell_id"]: dict(row) for row in rows.mappings()}


def write_cells(db: Connection, table: Table, notebook: str, had: Mapping[str, dict], rows: Mapping[str, dict]) -> None:
    """Write columns of a notebook's rows of GRADE or COMMENT, by cell; those that it ``had`` are changed, not made."""
    made = [{"notebook_id": notebook, "cell_id": cell, **values} for cell, values in rows.items() if cell not in had]
    if made:
        db.execute(insert(table), made)
    changed = [
        {"row": had[cell]["id"], **values}
        for cell, values in rows.items()
        if cell in had and any(had[cell][name] != value for name, value in values.items())
    ]
    if changed:
        db.execute(update(table).where(table.c.id == bindparam("row")), changed)
