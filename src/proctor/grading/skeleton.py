"""The instructor's notebook as grading needs it: plain data, one entry a cell.

The skeleton is the frame that a submission's answers are put into. It carries the text that a student was
given (to tell an answer from no answer) and the text that grading runs (with the hidden tests in it).
"""

import json
from dataclasses import asdict, dataclass, field
from functools import cached_property

from proctor.grading.code import Instructors
from proctor.grading.job import Cell

ROLES = {"solution": "student", "answer": "student", "free": "student", "locked": "locked", "test": "test"}
"""Of the kinds of cells that are run."""


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
    imports: dict[str, str] = field(default_factory=dict)
    """What the cells that students may edit import, by name: :func:`proctor.grading.imports.imports_of`."""
    checks_apart: tuple[str, ...] = ()
    """Visible checks that nothing builds on: :func:`proctor.course.checks.checks_apart`."""

    @cached_property
    def packed(self) -> bytes:
        """As JSON, for the wire; made once for a whole class."""
        return json.dumps(asdict(self)).encode()

    @cached_property
    def prepared(self) -> bytes:
        """:class:`~proctor.grading.code.Instructors` of its cells, packed; made once for a whole class."""
        code = (cell for cell in self.cells if cell.cell_type == "code" and cell.kind in ("test", "locked"))
        return Instructors.of(Cell(cell.name, self.role(cell), cell.source) for cell in code).pack()

    def role(self, cell) -> str:
        """What grading does with a cell, one of the skeleton's kinds: see :class:`~proctor.grading.job.Cell`."""
        # what only the student is to see need not run a second time, in the examiner
        return "student" if cell.name in self.checks_apart else ROLES[cell.kind]

    @classmethod
    def unpack(cls, packed: bytes) -> "Skeleton":
        """The inverse of :attr:`packed`."""
        data = json.loads(packed)
        cells = tuple(SkeletonCell(**cell) for cell in data["cells"])
        return cls(**{**data, "cells": cells, "checks_apart": tuple(data["checks_apart"])})
