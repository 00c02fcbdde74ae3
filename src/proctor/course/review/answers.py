"""The written answers of a class, read from the executed notebooks, and which of them are the same words."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind
from proctor.course.report.messages import MAX_NOTEBOOK_BYTES
from proctor.course.review.exhibits import exhibits
from proctor.course.skeletons import notebook_paths

Place = tuple[str, str]
"""A notebook's name and a cell's ``grade_id``."""


@dataclass(frozen=True)
class Group:
    """Students whose answers to one cell are the same words, sorted."""

    place: Place
    students: tuple[str, ...]


def executed_notebook(course: Course, unit: str, student: str, notebook: str) -> NotebookNode | None:
    """The notebook that grading wrote, each source one text; None if it is not there or cannot be read."""
    path = course.folder("autograded", unit, student) / f"{notebook}.ipynb"
    try:
        if path.is_symlink() or path.stat().st_size > MAX_NOTEBOOK_BYTES:
            return None
        found = nbformat.from_dict(json.loads(path.read_bytes()))
        for cell in found.cells:
            cell.source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
            cell.setdefault("metadata", nbformat.from_dict({}))
        return found
    except (OSError, ValueError, RecursionError, AttributeError, TypeError):
        return None


def written_places(unit: Unit) -> frozenset[Place]:
    """The answers in words of a unit; answers in code are not compared."""
    cells = ((path.stem, cell) for path in notebook_paths(unit) for cell in nbformat.read(path, as_version=4).cells)
    return frozenset((name, grade_id(cell)) for name, cell in cells if _is_written(cell))


def same_answers(course: Course, unit: Unit, students: list[str]) -> list[Group]:
    """Groups of two or more students whose answers differ in nothing but white space and case.

    The words about a figure are the same only where the figure is.
    """
    found: dict[tuple[Place, str, str | None], list[str]] = {}
    places = written_places(unit)
    for student in sorted(students):
        for notebook in sorted({name for name, _ in places}):
            executed = executed_notebook(course, unit.name, student, notebook)
            for exhibit in exhibits(executed.cells) if executed else ():
                place = (notebook, exhibit.cell)
                if place in places and (words := normal(exhibit.source)):
                    found.setdefault((place, words, exhibit.figure), []).append(student)
    return [Group(place, tuple(group)) for (place, _, _), group in found.items() if len(group) > 1]


def normal(text: str) -> str:
    """The text as comparisons see it: one form of each letter, small letters, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_written(cell: NotebookNode) -> bool:
    return kind(cell) == "answer" and cell.cell_type == "markdown"
