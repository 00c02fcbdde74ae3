"""What is graded in a unit, in the order of its notebooks: the rows of the report."""

from __future__ import annotations

from dataclasses import dataclass

import nbformat

from proctor.course.layout import Unit
from proctor.course.notebooks import grade_id, kind, points
from proctor.course.skeletons import notebook_paths

OWN_CELLS = "cells of the students' own"
"""Stands for the exercise where a cell is none of the instructor's."""
_START = "start of the notebook"


@dataclass(frozen=True)
class Item:
    """One graded cell."""

    key: str
    """The cell as records name it: its ``grade_id``, after the notebook's name where a unit has several."""
    notebook: str
    cell: str
    exercise: str
    by_person: bool
    """Whether a person grades it."""
    max_points: float


@dataclass(frozen=True)
class Outline:
    """A unit's graded cells and exercises."""

    items: tuple[Item, ...]
    exercises: dict[str, str]
    """Exercise of every cell of the instructor's, by the cell's key."""
    several: bool
    """Whether the unit has more than one notebook."""

    def exercise_of(self, key: str) -> str:
        """The exercise that a cell belongs to, :data:`OWN_CELLS` if it is a student's own."""
        return self.exercises.get(key, OWN_CELLS)

    def key(self, notebook: str, cell: str) -> str:
        """The cell's name in records."""
        return f"{notebook}/{cell}" if self.several else cell


def outline(unit: Unit) -> Outline:
    """Read the instructor's notebooks: an exercise is a cell to fill in, with all that follows up to the next one."""
    paths = notebook_paths(unit)
    found = Outline((), {}, len(paths) > 1)
    items: list[Item] = []
    for path in paths:
        exercise = found.key(path.stem, _START)
        for cell in nbformat.read(path, as_version=4).cells:
            name = grade_id(cell) or cell.get("id", "")
            key = found.key(path.stem, name)
            if kind(cell) in ("solution", "answer", "task"):
                exercise = key
            found.exercises[key] = exercise
            found.exercises.setdefault(name, exercise)  # as incidents name it
            if kind(cell) in ("test", "answer", "task"):
                items.append(Item(key, path.stem, name, exercise, kind(cell) != "test", points(cell)))
    return Outline(tuple(items), found.exercises, found.several)
