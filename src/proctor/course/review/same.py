"""Gives answers in the same words the same mark and comment."""

from __future__ import annotations

from dataclasses import dataclass

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from proctor.course.feedback import autograded_students
from proctor.course.gradebook import GradebookUnusable
from proctor.course.layout import Course, Unit
from proctor.course.lock import grading_lock
from proctor.course.review.answers import Group, same_answers


@dataclass(frozen=True)
class Copied:
    """What came of copying within a unit."""

    marks: int
    """Answers that got a mark."""
    unlike: tuple[str, ...]
    """Where people marked the same words differently, in one line each; nothing was copied there."""


def copy_marks(course: Course, unit: Unit) -> Copied:
    """Copy the mark that a person gave an answer to those in the same words that still wait for one.

    A mark or comment that a person entered is never changed. Raises CourseBusy while somebody grades, and
    GradebookUnusable, with nothing written, if the gradebook refuses.
    """
    groups = same_answers(course, unit, autograded_students(course, unit.name))
    copied, unlike = 0, []
    try:
        with grading_lock(course), Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
            for group in groups:
                done, problem = _copy_within(gradebook, unit.name, group)
                copied += done
                unlike += [problem] if problem else []
            gradebook.db.commit()
    except SQLAlchemyError as error:
        raise GradebookUnusable(f"cannot use the gradebook {course.db_url}: {str(error).splitlines()[0]}") from error
    return Copied(copied, tuple(unlike))


def _copy_within(gradebook: Gradebook, unit: str, group: Group) -> tuple[int, str | None]:
    notebook, cell = group.place
    rows = [
        (student, *(find(cell, notebook, unit, student) for find in (gradebook.find_grade, gradebook.find_comment)))
        for student in group.students
    ]
    marked = [(student, grade, comment) for student, grade, comment in rows if grade.manual_score is not None]
    marks = {grade.manual_score for _, grade, _ in marked}
    if len(marks) > 1:
        said = ", ".join(f"{student} {grade.manual_score:g}" for student, grade, _ in marked)
        return 0, f"{unit} {cell}: the same words have different marks: {said}"
    copied = 0
    said = [comment.manual_comment for _, _, comment in marked if comment.manual_comment]
    for _, grade, comment in rows:
        if marks and grade.manual_score is None and grade.needs_manual_grade:
            grade.manual_score, grade.needs_manual_grade = marks.copy().pop(), False
            if said and not comment.manual_comment:
                comment.manual_comment = said[0]
            copied += 1
    return copied, None
