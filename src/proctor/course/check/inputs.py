"""What the grade cells really pass into the functions of an exercise, recorded while the reference answers."""

import copy
import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from nbformat import NotebookNode

from proctor.course.bench import each_cell
from proctor.course.check.view import UnitView, functions_of
from proctor.course.notebooks import grade_id, kind

WATCH = "_proctor_watch"


@dataclass(frozen=True)
class Call:
    """One call of a function from a grade cell."""

    exercise: str
    cell: str
    function: str
    given: Mapping[str, np.ndarray | str]
    """Parameter → its numbers, or a generator's state; what is neither is left out."""
    result: np.ndarray | None
    """The numbers that came back."""


def calls(view: UnitView) -> list[Call]:
    """Every call from a grade cell to a function that its own exercise defines, in order."""
    found: list[Call] = []

    def watch(exercise: str, cell: str, function: Callable) -> Callable:
        parameters = inspect.signature(function)

        @functools.wraps(function)
        def watched(*args, **named):
            bound = parameters.bind_partial(*args, **named).arguments
            given = {name: kept for name, value in bound.items() if (kept := _kept(value)) is not None}
            result = function(*args, **named)
            numbers = _kept(result) if isinstance(result, np.ndarray | list) else None
            found.append(Call(exercise, cell, function.__name__, given, numbers))
            return result

        return watched

    cells = [_watched(view, cell) for cell in view.bench.needed]
    for _ in each_cell(cells, folder=view.unit.folder, given={WATCH: watch}):
        pass
    return found


def _watched(view: UnitView, cell: NotebookNode) -> NotebookNode:
    """A grade cell that first takes watched functions for those of its exercise; any other cell as it is."""
    if kind(cell) != "test" or not (exercise := view.exercise_of(grade_id(cell))):
        return cell
    (solution,) = (known for known in view.of_kind("solution") if grade_id(known) == exercise)
    head = [f"{name} = {WATCH}({exercise!r}, {grade_id(cell)!r}, {name})" for name in functions_of(solution)]
    again = copy.deepcopy(cell)
    again.source = "\n".join([*head, cell.source])
    return again


def _kept(value: object) -> np.ndarray | str | None:
    """A copy of what is numeric, a generator's state; None for anything else."""
    if isinstance(value, np.random.Generator):
        return str(value.bit_generator.state)
    if not isinstance(value, np.ndarray | list | tuple):
        return None
    try:
        numbers = np.array(value)
    except ValueError:  # a ragged list
        return None
    return numbers if numbers.dtype.kind in "iuf" else None
