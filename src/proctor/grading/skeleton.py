"""The instructor's notebook as grading needs it: plain data, one entry a cell.

The skeleton is the frame that a submission's answers are put into. It carries the text that a student was
given (to tell an answer from no answer) and the text that grading runs (with the hidden tests in it).
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class SkeletonCell:
    """One cell of the instructor's notebook."""

    name: str
    """Cell id in the executed notebook; for graded cells the ``grade_id``."""
    kind: str
    """A kind of :mod:`proctor.course.notebooks`: solution, test, answer, task, locked or free."""
    cell_type: str
    """``code``, ``markdown`` or ``raw``."""
    released: str
    """Source as students got it."""
    source: str
    """Source as the instructor wrote it, hidden tests included; used where the student may not write."""
    metadata: dict
    """Cell metadata of the release, checksum included."""
    max_points: float = 0.0

    @property
    def is_students(self) -> bool:
        """Whether the submission's text counts here, not the instructor's."""
        return self.kind in ("solution", "answer", "free")

    @property
    def is_named(self) -> bool:
        """Whether the cell has a ``grade_id``."""
        return self.kind != "free"


@dataclass(frozen=True)
class Skeleton:
    """One notebook of a unit."""

    name: str
    """Notebook name without ``.ipynb``."""
    cells: tuple[SkeletonCell, ...]
    metadata: dict
    """Notebook metadata of the release."""

    def to_data(self) -> dict:
        """Plain data, for the wire."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict) -> "Skeleton":
        """The inverse of :meth:`to_data`."""
        return cls(**{**data, "cells": tuple(SkeletonCell(**cell) for cell in data["cells"])})
