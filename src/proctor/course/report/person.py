"""What people decided, and what waits for them: from the gradebook, read only."""

from __future__ import annotations

from nbgrader.api import Grade, Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload, selectinload

from proctor.course.gradebook import GradebookUnusable
from proctor.course.layout import Course
from proctor.course.report.outline import Outline

Marks = dict[str, dict[str, float | None]]
"""Student → cell's key → points, None while a person has yet to decide."""


def gradebook_marks(course: Course, unit: str, outline: Outline) -> Marks:
    """The marks of every graded cell as they count now; GradebookUnusable if the gradebook cannot be read."""
    try:
        with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
            rows = (
                gradebook.db.query(SubmittedAssignment)
                .filter_by(assignment_id=gradebook.find_assignment(unit).id)
                .options(
                    selectinload(SubmittedAssignment.notebooks).options(
                        joinedload(SubmittedNotebook.notebook),
                        selectinload(SubmittedNotebook.grades).joinedload(Grade.cell),
                    )
                )
            )
            return {
                row.student_id: {
                    outline.key(notebook.name, grade.name): None if grade.needs_manual_grade else grade.score
                    for notebook in row.notebooks
                    for grade in notebook.grades
                }
                for row in rows
            }
    except MissingEntry:
        return {}
    except SQLAlchemyError as error:
        raise GradebookUnusable(f"cannot read the gradebook {course.db_url}: {str(error).splitlines()[0]}") from error
