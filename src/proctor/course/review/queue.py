"""What needs a person, oldest submission first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload, selectinload

from proctor.course import records
from proctor.course.gradebook import GradebookUnusable
from proctor.course.layout import Course, Unit
from proctor.course.report.messages import one_line
from proctor.course.review.answers import Place, same_answers


@dataclass(frozen=True)
class Entry:
    """One submission that a person has to look at."""

    unit: str
    student: str
    handed_in: datetime | None
    """UTC; None where the submission does not say."""
    to_mark: tuple[str, ...] = ()
    """Cells that wait for a mark."""
    same_as: dict[str, str] = field(default_factory=dict)
    """Cell → student whose answer is the same words, and is marked in its place."""
    reasons: tuple[str, ...] = ()
    """What else happened: a problem, incidents that nobody has looked at."""
    page: str | None = None
    """The formgrader's page of it, below the server's address."""


def queue(course: Course, unit: Unit) -> list[Entry]:
    """The submissions of a unit that need a person; GradebookUnusable if the gradebook cannot be read.

    An answer that somebody else gave in the same words is left to theirs; a submission of which nothing else waits
    is not in the queue.
    """
    waiting, flagged, pages, times = _gradebook(course, unit.name)
    stands_for = _stands_for(course, unit, waiting)
    found: dict[str, Entry] = {}
    for record in records.load_all(course, unit.name):
        if record.problem or record.student in flagged:
            kinds = sorted({incident.kind for incident in record.incidents})
            said = [one_line(record.problem)] if record.problem else []
            reasons = (*said, *((f"incidents: {', '.join(kinds)}",) if kinds else ()))
            found[record.student] = Entry(unit.name, record.student, times.get(record.student), reasons=reasons)
    for student in {*waiting, *found}:
        places = waiting.get(student, [])
        same = {
            cell: stands_for[student, (name, cell)] for name, cell in places if (student, (name, cell)) in stands_for
        }
        own = tuple(cell for _, cell in places if cell not in same)
        reasons = found[student].reasons if student in found else ()
        found.pop(student, None)
        if own or reasons:
            page = pages.get(student)
            found[student] = Entry(unit.name, student, times.get(student), own, same, reasons, page)
    latest = datetime.max
    return sorted(found.values(), key=lambda entry: (entry.handed_in or latest, entry.student))


def _gradebook(course: Course, unit: str):
    """By student: places that wait for a mark, who is flagged, pages, times of handing in."""
    waiting: dict[str, list[Place]] = {}
    flagged: set[str] = set()
    pages: dict[str, str] = {}
    times: dict[str, datetime] = {}
    try:
        with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
            for row in _submissions(gradebook, unit):
                if row.timestamp:
                    times[row.student_id] = row.timestamp
                for notebook in row.notebooks:
                    if notebook.flagged:
                        flagged.add(row.student_id)
                    cells = sorted(grade.name for grade in notebook.grades if grade.needs_manual_grade)
                    waiting.setdefault(row.student_id, []).extend((notebook.name, cell) for cell in cells)
                    if cells or row.student_id not in pages:
                        pages[row.student_id] = f"formgrader/submissions/{notebook.id}"
    except MissingEntry:
        return {}, set(), {}, {}
    except SQLAlchemyError as error:
        raise GradebookUnusable(f"cannot read the gradebook {course.db_url}: {str(error).splitlines()[0]}") from error
    return {student: places for student, places in waiting.items() if places}, flagged, pages, times


def _submissions(gradebook: Gradebook, unit: str):
    return (
        gradebook.db.query(SubmittedAssignment)
        .filter_by(assignment_id=gradebook.find_assignment(unit).id)
        .options(
            selectinload(SubmittedAssignment.notebooks).options(
                joinedload(SubmittedNotebook.notebook), selectinload(SubmittedNotebook.grades)
            )
        )
    )


def _stands_for(course: Course, unit: Unit, waiting: dict[str, list[Place]]) -> dict[tuple[str, Place], str]:
    """Student and place → whose answer in the same words is marked for it: the first of those that wait."""
    found = {}
    for group in same_answers(course, unit, list(waiting)):
        first, *others = [student for student in group.students if group.place in waiting[student]] or [""]
        found.update({(student, group.place): first for student in others})
    return found
