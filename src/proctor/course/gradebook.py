"""Writes marks into nbgrader's gradebook: one transaction a submission, the rows that nbgrader would write.

Only automatic scores, automatic comments, flags and late penalties are written. What a person entered (manual
scores, extra credit, comments, extensions) is never touched by grading.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SQLAlchemyError

from proctor.course.errors import CourseError
from proctor.course.layout import Course
from proctor.course.submission_rows import (
    COMMENT,
    GRADE,
    cells_of,
    find_or_add,
    notebooks_of,
    write_cells,
    write_notebook,
    write_timestamp,
)
from proctor.course.submissions import is_student_id

_UNGRADED = {"auto_score": None, "needs_manual_grade": True}


class GradebookUnusable(CourseError):
    """The gradebook cannot be read or written, or does not know what is being graded."""


@dataclass(frozen=True)
class NotebookMarks:
    """What grading made of one notebook, as the gradebook keeps it."""

    scores: dict[str, float | None]
    """Automatic score by ``grade_id``; None where a person decides."""
    unanswered: frozenset[str] = frozenset()
    flagged: bool = False
    """Whether a person should look at it."""


@dataclass(frozen=True)
class Previous:
    """The marks that stood in the gradebook before."""

    scores: dict[str, float | None] = field(default_factory=dict)


class GradebookWriter:
    """An open gradebook for one unit; keeps what all submissions of the unit share in memory."""

    def __init__(self, course: Course, unit: str) -> None:
        """Raises GradebookUnusable if the gradebook cannot be opened or does not know the unit."""
        self._unit = unit
        try:
            self._gradebook = Gradebook(course.db_url, course.nbgrader.course_id)
            self._db = self._gradebook.db
            self._assignment = self._gradebook.find_assignment(unit)
        except MissingEntry:
            raise GradebookUnusable(f"the gradebook does not know {unit}; run `proctor release {unit}` first") from None
        except SQLAlchemyError as error:
            raise GradebookUnusable(f"cannot use the gradebook {course.db_url}: {_brief(error)}") from error
        self._assignment_id = self._assignment.id
        self._notebooks = {notebook.name: _Notebook(notebook) for notebook in self._assignment.notebooks}
        self._late = AssignLatePenalties(config=course.config)
        self._late.init_plugin()

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *_) -> None:
        self._gradebook.close()

    def store(self, student: str, marks: dict[str, NotebookMarks], timestamp: str | None) -> Previous:
        """Write one submission's marks, by notebook name, and return those that stood there before.

        A notebook that is not in ``marks`` was not handed in: it scores 0, as with nbgrader.
        Raises GradebookUnusable, with nothing written, if a cell is unknown or the database refuses.
        """
        with self._transaction(student):
            return self._store(student, marks, timestamp)

    def extend(self, student: str, extension: timedelta) -> float:
        """Give a student this much time after the due date, in place of any before, and return the late penalty.

        The penalty is computed anew from the marks that stand; a zero extension is none. Where nothing was handed in
        yet, the extension waits in a row of its own, without notebooks, which nbgrader's lists pass over.
        Raises GradebookUnusable, with nothing written, if the unit has no due date or the student's id cannot be one.
        """
        if not is_student_id(student):
            raise GradebookUnusable(
                f"{student[:80]!r} cannot be a student id: expected letters, digits and . @ + - _ (those not first)"
            )
        with self._transaction(student):
            found = find_or_add(self._db.connection(), self._assignment_id, student)
            if not found.has_due_date:
                raise GradebookUnusable(
                    f"{self._unit} has no due date, so there is nothing to extend; set it in the formgrader"
                )
            submission = self._db.get(SubmittedAssignment, found.id)
            submission.extension = extension or None
            self._set_late_penalties(submission, student)
            return sum(notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks)

    @contextmanager
    def _transaction(self, student: str) -> Iterator[None]:
        """All that is done within is written when it ends, or nothing is; then memory is freed."""
        try:
            yield
            self._db.commit()
        except SQLAlchemyError as error:
            self._db.rollback()
            raise GradebookUnusable(f"{student}: the gradebook refused the change: {_brief(error)}") from error
        except BaseException:
            self._db.rollback()
            raise
        finally:
            self._db.expunge_all()

    def _store(self, student: str, marks: dict[str, NotebookMarks], timestamp: str | None) -> Previous:
        db = self._db.connection()
        found = find_or_add(db, self._assignment_id, student)
        # none, where an earlier submission had one: not late any more
        if found.timestamp != (handed_in := parse_utc(timestamp)):
            write_timestamp(db, found.id, handed_in)
        have = notebooks_of(db, found.id)
        previous: dict[str, float | None] = {}
        for known in self._notebooks.values():
            given = marks.get(known.name)
            row = write_notebook(db, found.id, known.id, have.get(known.id), bool(given and given.flagged))
            had = cells_of(db, GRADE, row) if known.id in have else {}
            previous |= {known.cells[cell]: had[cell]["auto_score"] if cell in had else None for cell in known.graded}
            write_cells(db, GRADE, row, had, {cell: _score(had.get(cell), given, cell, known) for cell in known.graded})
            had = cells_of(db, COMMENT, row) if known.id in have else {}
            unanswered = given.unanswered if given else frozenset()
            told = {cell: "No response." if known.cells[cell] in unanswered else None for cell in known.commented}
            write_cells(db, COMMENT, row, had, {cell: {"auto_comment": text} for cell, text in told.items()})
        if found.has_due_date:
            self._set_late_penalties(self._db.get(SubmittedAssignment, found.id), student)
        return Previous(previous)

    def _set_late_penalties(self, submission: SubmittedAssignment, student: str) -> None:
        """What nbgrader's late-submission plugin says, anew on every grading, so that an extension takes effect.

        Only where there is a due date: nbgrader cannot add an extension to none.
        """
        seconds_late = submission.total_seconds_late
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = None
            if seconds_late > 0:
                self._db.flush()
                self._db.refresh(notebook, ["score"])
                penalty = self._late.plugin_inst.late_submission_penalty(student, notebook.score, seconds_late)
                if penalty is not None:
                    notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)


class _Notebook:
    """The rows of a released notebook that every submission points to."""

    def __init__(self, row) -> None:
        self.id, self.name = row.id, row.name
        graded, tasks, solutions = row.grade_cells, row.task_cells, row.solution_cells
        self.graded = [cell.id for cell in (*graded, *tasks)]
        self.commented = [cell.id for cell in (*solutions, *tasks)]
        self.tasks = {cell.name for cell in tasks}
        self.cells = {cell.id: cell.name for cell in (*graded, *tasks, *solutions)}


def _score(had: dict | None, given: NotebookMarks | None, cell: str, known: _Notebook) -> dict:
    """What changes in a cell's row, or what a new one says."""
    name = known.cells[cell]
    if given is None:
        return {"auto_score": 0, "needs_manual_grade": False}
    if name in known.tasks:
        return {} if had else _UNGRADED  # a person grades it
    if name not in given.scores:
        raise GradebookUnusable(
            f"grade cell {name} of {known.name} is in the gradebook and not in the notebook in source/; "
            "grade with the notebook that was released, or release this one"
        )
    score = given.scores[name]
    # as nbgrader does: a mark that a person set is shown to a person again when the machine's may have changed
    was_marked = had is not None and had["manual_score"] is not None
    return {"auto_score": score, "needs_manual_grade": was_marked or score is None}


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
