"""The instructor's notebooks as grading needs them, made by nbgrader's own preprocessors."""

from __future__ import annotations

import contextlib
import copy
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells

from proctor.course.checks import checks_apart
from proctor.course.errors import CourseError
from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind, points
from proctor.grading.imports import imports_of
from proctor.grading.skeleton import Skeleton, SkeletonCell


class SourceUnreadable(CourseError):
    """An instructor's notebook that nbgrader cannot turn into a release."""


def skeletons(course: Course, unit: Unit) -> tuple[Skeleton, ...]:
    """One skeleton for each notebook of the unit, in the order of their names."""
    return tuple(_skeleton(course, unit, path) for path in notebook_paths(unit))


def notebook_paths(unit: Unit) -> list[Path]:
    """The unit's notebooks: one in this course, any number in an nbgrader course."""
    return sorted(path for path in unit.folder.glob("*.ipynb") if path.is_file())


def register(course: Course, unit: Unit) -> None:
    """Enter the unit and its cells into the gradebook, as ``nbgrader generate_assignment`` does.

    Grades that are there stay. CourseError if graded cells were added or removed while there are submissions.
    """
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        gradebook.update_or_create_assignment(unit.name)
    for path in notebook_paths(unit):
        graded_form, _ = _forms(course, unit, path)
        try:
            SaveCells(config=course.config).preprocess(graded_form, _resources(course, unit, path))
        except RuntimeError as error:
            raise CourseError(
                f"{unit.name}: {error}; grade it with the notebook that was released, or remove the submissions with "
                f"`nbgrader db assignment remove {unit.name}` (their grades are lost)"
            ) from error


def _skeleton(course: Course, unit: Unit, path: Path) -> Skeleton:
    graded_form, released_form = _forms(course, unit, path)
    cells, taken = [], set()
    for position, (graded, released) in enumerate(zip(graded_form.cells, released_form.cells, strict=True)):
        name = grade_id(graded) or graded.get("id") or f"cell-{position}"
        if name in taken:
            raise SourceUnreadable(f"{path}: two cells are called {name}; expected one, rename one of them")
        taken.add(name)
        cells.append(
            SkeletonCell(
                name=name,
                kind=kind(graded),
                cell_type=graded.cell_type,
                released=released.source,
                source=graded.source,
                metadata=_plain(graded.metadata),
                max_points=points(graded),
            )
        )
    return Skeleton(path.stem, tuple(cells), _plain(released_form.metadata), imports_of(cells), checks_apart(cells))


def _forms(course: Course, unit: Unit, path: Path):
    """The notebook as the gradebook keeps it (solutions cleared, hidden tests in), and as students get it."""
    try:
        notebook = nbformat.read(path, as_version=4)
        resources, graded_form = _resources(course, unit, path), None
        for made in GenerateAssignment(coursedir=course.nbgrader, config=course.config).preprocessors:
            if made is SaveCells or made == "nbgrader.preprocessors.SaveCells":
                graded_form = copy.deepcopy(notebook)
                continue
            with contextlib.chdir(course.root):  # where nbgrader runs: IncludeHeaderFooter's paths start there
                notebook, resources = made(config=course.config).preprocess(notebook, resources)
    except Exception as error:  # preprocessors report an author's mistakes with whatever is at hand
        raise SourceUnreadable(
            f"{path}: nbgrader cannot make a release of it: {error}; "
            f"`nbgrader generate_assignment {unit.name} --debug` says more"
        ) from error
    return graded_form if graded_form is not None else copy.deepcopy(notebook), notebook


def _resources(course: Course, unit: Unit, path: Path) -> dict:
    return {"nbgrader": {"notebook": path.stem, "assignment": unit.name, "student": ".", "db_url": course.db_url}}


def _plain(node) -> dict:
    """A NotebookNode as plain dicts."""
    return {key: _plain(value) if isinstance(value, dict) else value for key, value in node.items()}
