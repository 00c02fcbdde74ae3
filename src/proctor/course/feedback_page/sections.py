"""What the page is made of: sections, and in each what was checked, what the student made, and what to reread."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from proctor.course.feedback_page.marks import Mark
from proctor.course.feedback_page.outputs import Shown


@dataclass(frozen=True)
class Check:
    """One grade cell, or a locked cell that failed in the student's own notebook too."""

    name: Markup
    state: str
    """``holds``, ``partly``, ``fails`` or ``waits``."""
    mark: Mark | None
    """None for a check without points."""
    message: Markup | None
    notes: tuple[Markup, ...] = ()
    """What grading meant for the student beyond the message."""


@dataclass(frozen=True)
class Work:
    """One cell of the student's."""

    name: str
    code: Markup | None
    shown: tuple[Shown, ...]
    is_exercise: bool
    """Whether it is a cell to fill in, not one of the cells around."""
    is_added: bool = False
    """Whether the student added the cell."""
    unanswered: bool = False
    comment: Markup | None = None

    @property
    def is_students(self) -> bool:
        return self.is_exercise or self.is_added


@dataclass(frozen=True)
class Answer:
    """What a person grades."""

    name: str
    text: Markup | None
    """A written answer."""
    work: Work | None
    """Or code, with what it shows."""
    criteria: Markup | None
    mark: Mark
    unanswered: bool
    comment: Markup | None


@dataclass
class Section:
    """One section of the notebook, in the order of the page."""

    title: Markup
    anchor: str
    checks: list[Check] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    prose: list[Markup] = field(default_factory=list)
    """What the course says in it."""
    alt_text: str = ""
    """What the student says that the section's pictures show."""

    @property
    def marks(self) -> list[Mark]:
        return [each.mark for each in (*self.checks, *self.answers) if each.mark]

    @property
    def score(self) -> float:
        return sum(mark.score for mark in self.marks)

    @property
    def max_points(self) -> float:
        return sum(mark.max_points for mark in self.marks)

    @property
    def waiting_points(self) -> float:
        """Points that a person has yet to give or not."""
        return sum(mark.max_points for mark in self.marks if mark.waits)

    @property
    def to_look_at(self) -> int:
        """Checks that carry points and do not hold."""
        return sum(check.mark is not None and check.state in ("partly", "fails") for check in self.checks)

    @property
    def is_students(self) -> bool:
        """Whether the student was asked for something here, or added something."""
        return bool(self.checks or self.answers or any(each.is_students for each in self.work))

    def alt(self, work: Work) -> str:
        """What a picture shows, in the student's words where there are any."""
        if self.alt_text:
            return f"Your figure. Your alt text says: {self.alt_text}"
        return f"A figure that the cell {work.name} drew; it has no alt text of its own."
