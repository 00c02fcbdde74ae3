"""What the checks of a unit look at."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode

from proctor.course.bench import Bench, load_variants
from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind
from proctor.variants import Variant

FAIL, CAUTION = "FAIL", "CAUTION"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and what to do."""

    level: str
    """FAIL: not fit to release. CAUTION: a person should look."""
    text: str


def fail(text: str) -> Problem:
    return Problem(FAIL, text)


def caution(text: str) -> Problem:
    return Problem(CAUTION, text)


def functions_of(cell: NotebookNode) -> list[str]:
    """Names of the functions that a cell defines."""
    return [node.name for node in ast.parse(cell.source).body if isinstance(node, ast.FunctionDef)]


@dataclass(frozen=True)
class UnitView:
    """A unit, its notebook as the instructor wrote it, and its right and wrong solutions."""

    course: Course
    unit: Unit
    notebook: NotebookNode

    @property
    def exemptions(self) -> Path:
        """The file with what a person judged to be as it must be."""
        return self.course.exemptions(self.unit.name)

    def of_kind(self, name: str) -> list[NotebookNode]:
        """The cells of one kind (see ``proctor.course.notebooks``)."""
        return [cell for cell in self.notebook.cells if kind(cell) == name]

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """grade_ids of the solution cells."""
        return tuple(grade_id(cell) for cell in self.of_kind("solution"))

    def exercise_of(self, test: str) -> str | None:
        """The exercise a grade cell belongs to: the longest ``<exercise>`` in its name ``<exercise>-<mode>``."""
        fitting = [name for name in self.exercises if test.startswith(f"{name}-")]
        return max(fitting, key=len, default=None)

    @cached_property
    def bench(self) -> Bench:
        return Bench(self.unit.notebook)

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        return load_variants(self.course.variants(self.unit.name))
