"""What the examiner is told beyond the checks, for feedback on those that fail: right solutions and known mistakes.

It travels as one block of bytes, which is read only where a check failed.
"""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Exercise:
    """One exercise of a notebook, in the instructor's words."""

    name: str
    """``grade_id`` of its solution cell."""
    place: str
    """What students call it: ``section 3``, or its name where its section has no number."""
    reference: str
    """A right solution: what stands in the cell in the instructor's notebook."""


@dataclass(frozen=True)
class Misconception:
    """A known mistake in one exercise, and code that makes it."""

    exercise: str
    clause: str
    """Completes "this is what one gets when ..."; students read it."""
    source: str
    fails: tuple[str, ...]
    """Grade cells that fail because of it."""
    also: tuple[str, ...] = ()
    """Grade cells that may fail because of it."""

    @property
    def cells(self) -> tuple[str, ...]:
        """All grade cells that it touches."""
        return self.fails + self.also


@dataclass(frozen=True)
class Answers:
    """All that belongs to one notebook."""

    exercises: tuple[Exercise, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    follow_through: float = 0.0
    """Share of its points that a check earns which holds once earlier exercises are right; 0 to 1."""

    def pack(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def unpack(cls, block: bytes) -> "Answers":
        """The inverse of :meth:`pack`; no answers for an empty block."""
        if not block:
            return cls()
        plain = json.loads(block)
        return cls(
            exercises=tuple(Exercise(**one) for one in plain["exercises"]),
            misconceptions=tuple(
                Misconception(**{**one, "fails": tuple(one["fails"]), "also": tuple(one["also"])})
                for one in plain["misconceptions"]
            ),
            follow_through=plain["follow_through"],
        )
