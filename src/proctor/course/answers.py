"""What the examiner is told of a unit beyond its checks: right solutions, known mistakes, and what follows earns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import nbformat

from proctor.course.bench import load_variants
from proctor.course.errors import ConfigurationError, CourseError
from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind
from proctor.grading.answers import Answers, Exercise, Misconception
from proctor.variants import Variant


class VariantsUnreadable(CourseError):
    """The file with a unit's right and wrong solutions does not run."""


_HEADING = re.compile(r"\s*#{1,2}\s+((\d+)\b)?")


def answers_of(course: Course, unit: Unit, notebook: Path) -> Answers:
    """What belongs to one notebook of a unit.

    VariantsUnreadable, or ConfigurationError where the share of points is none.
    """
    path = course.variants(unit.name)
    try:
        variants = load_variants(path)
    except Exception as error:  # the file is a program: anything can come out of it
        raise VariantsUnreadable(
            f"cannot read {path.relative_to(course.root)}: {type(error).__name__}: {error}; "
            f"`proctor check {unit.name}` reads it too"
        ) from error
    return Answers(exercises_of(notebook), misconceptions(variants), _share(course, unit))


def misconceptions(variants: Iterable[Variant]) -> tuple[Misconception, ...]:
    """The wrong ones, as grading uses them."""
    return tuple(
        Misconception(one.exercise, one.clause, one.source, one.fails, one.also) for one in variants if not one.is_right
    )


def exercises_of(notebook: Path) -> tuple[Exercise, ...]:
    found, section = [], None
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "markdown" and (heading := _HEADING.match(cell.source)):
            section = heading[2]
        elif cell.cell_type == "code" and kind(cell) == "solution":
            name = grade_id(cell)
            found.append(Exercise(name, f"section {section}" if section else name, cell.source))
    return tuple(found)


def _share(course: Course, unit: Unit) -> float:
    """``c.Proctor.follow_through``: a share for all units, or a dictionary of shares by unit; 0 where none is given."""
    given = course.config.get("Proctor", {}).get("follow_through", 0.0)
    share = given.get(unit.name, 0.0) if isinstance(given, Mapping) else given
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise ConfigurationError(
            f"c.Proctor.follow_through for {unit.name}: expected a number from 0 to 1, got {share!r}; "
            "give the share of its points that a check keeps where only an earlier exercise is wrong"
        )
    return float(share)
