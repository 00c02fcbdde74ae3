"""Writes marks into nbgrader's gradebook: one transaction a submission, the rows that nbgrader would write.

Only automatic scores, automatic comments, flags and late penalties are written. What a person entered (manual
scores, extra credit, comments, extensions) is never touched by grading.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import selectinload

from proctor.course.errors import CourseError
from proctor.course.layout import Course
from proctor.course.submissions import is_student_id


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
            found = self._found(student)
            if found.assignment.duedate is None:
                raise GradebookUnusable(
                    f"{self._unit} has no due date, so there is nothing to extend; set it in the formgrader"
                )
            found.extension = extension or None
            self._set_late_penalties(found, student)
            return sum(notebook.late_submission_penalty or 0.0 for notebook in found.notebooks)

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
        submission = self._submission(student)
        submission.timestamp = parse_utc(timestamp)  # none, where an earlier submission had one: not late any more
        previous: dict[str, float | None] = {}
        for notebook in submission.notebooks:
            known = self._notebooks_by_id[notebook.notebook_id]
            given = marks.get(known.name)
            for grade in notebook.grades:
                name = known.cells[grade.cell_id]
                previous[name] = grade.auto_score
                _set_score(grade, given, name, known)
            for comment in notebook.comments:
                name = known.cells[comment.cell_id]
                comment.auto_comment = "No response." if given and name in given.unanswered else None
            notebook.flagged = bool(given and given.flagged)
        self._db.flush()
        self._set_late_penalties(submission, student)
        return Previous(previous)

    def _submission(self, student: str) -> SubmittedAssignment:
        """The student's submission row with all its grades and comments; made where it is not there."""
        found = self._found(student)
        have = {notebook.notebook_id: notebook for notebook in found.notebooks}
        for known in self._notebooks.values():
            notebook = have.get(known.id)
            if notebook is None:
                notebook = SubmittedNotebook(notebook_id=known.id, flagged=False)
                found.notebooks.append(notebook)
            graded = {grade.cell_id for grade in notebook.grades}
            notebook.grades.extend(Grade(cell_id=i) for i in known.graded if i not in graded)
            commented = {comment.cell_id for comment in notebook.comments}
            notebook.comments.extend(Comment(cell_id=i) for i in known.commented if i not in commented)
        return found

    def _found(self, student: str) -> SubmittedAssignment:
        """The student's submission row as it stands; a new one without notebooks where there is none."""
        found = (
            self._db.query(SubmittedAssignment)
            .filter_by(assignment_id=self._assignment_id, student_id=student)
            .options(
                selectinload(SubmittedAssignment.notebooks).selectinload(SubmittedNotebook.grades),
                selectinload(SubmittedAssignment.notebooks).selectinload(SubmittedNotebook.comments),
            )
            .one_or_none()
        )
        if found is None:
            if self._db.get(Student, student) is None:
                self._db.add(Student(id=student))
            found = SubmittedAssignment(assignment_id=self._assignment_id, student_id=student)
            self._db.add(found)
            self._db.flush()
        return found

    @property
    def _notebooks_by_id(self) -> dict[str, _Notebook]:
        return {notebook.id: notebook for notebook in self._notebooks.values()}

    def _set_late_penalties(self, submission: SubmittedAssignment, student: str) -> None:
        """What nbgrader's late-submission plugin says, anew on every grading, so that an extension takes effect."""
        has_due_date = submission.assignment.duedate is not None  # nbgrader cannot add an extension to none
        seconds_late = submission.total_seconds_late if has_due_date else 0
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


def _set_score(grade: Grade, given: NotebookMarks | None, name: str, known: _Notebook) -> None:
    if given is None:
        grade.auto_score, grade.needs_manual_grade = 0, False
        return
    if name in known.tasks:
        return  # a person grades it; the row was made to say so
    if name not in given.scores:
        raise GradebookUnusable(
            f"grade cell {name} of {known.name} is in the gradebook and not in the notebook in source/; "
            "grade with the notebook that was released, or release this one"
        )
    grade.auto_score = given.scores[name]
    # as nbgrader does: a mark that a person set is shown to a person again when the machine's may have changed
    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
