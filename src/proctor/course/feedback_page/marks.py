"""The marks of one submitted notebook as they count now, from the gradebook."""

from __future__ import annotations

from dataclasses import dataclass, field

from nbgrader.api import Comment, Grade, Gradebook
from sqlalchemy.orm import joinedload

UNANSWERED = "No response."
"""nbgrader's own comment on a cell that was left as it was released."""


@dataclass(frozen=True)
class Mark:
    """One graded cell."""

    score: float
    max_points: float
    waits: bool = False
    """Whether a person has yet to decide."""
    by_person: bool = False
    """Whether the points are a person's."""
    extra: float = 0.0
    """Points that a person gave on top."""


@dataclass(frozen=True)
class Marks:
    """All marks of one notebook."""

    score: float
    """With extra credit, before the penalty for lateness."""
    max_points: float
    late_penalty: float = 0.0
    cells: dict[str, Mark] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    """What people wrote, by cell."""
    unanswered: frozenset[str] = frozenset()
    """Cells that were left as they were released."""


def read_marks(gradebook: Gradebook, unit: str, notebook: str, student: str) -> Marks:
    """The marks of a notebook; nbgrader's MissingEntry if the gradebook does not know the submission."""
    found = gradebook.find_submission_notebook(notebook, unit, student)
    grades = gradebook.db.query(Grade).filter_by(notebook_id=found.id).options(joinedload(Grade.cell)).all()
    said = gradebook.db.query(Comment).filter_by(notebook_id=found.id).options(joinedload(Comment.cell)).all()
    return Marks(
        score=found.score,
        max_points=found.max_score,
        late_penalty=found.late_submission_penalty or 0.0,
        cells={grade.name: _mark(grade) for grade in grades},
        comments={comment.name: comment.comment for comment in said if _is_a_persons(comment)},
        unanswered=frozenset(comment.name for comment in said if comment.auto_comment == UNANSWERED),
    )


def _mark(grade: Grade) -> Mark:
    return Mark(
        score=grade.score,
        max_points=grade.cell.max_score,
        waits=bool(grade.needs_manual_grade and grade.manual_score is None),
        by_person=grade.manual_score is not None,
        extra=grade.extra_credit or 0.0,
    )


def _is_a_persons(comment: Comment) -> bool:
    return bool(comment.comment) and comment.comment != UNANSWERED
