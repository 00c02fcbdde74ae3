"""Runs a unit's own cells in this process, to grade what the instructor wrote: reference, release, variants.

Only for code of the course itself. What students submit runs in the engine.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import runpy
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from proctor.course.notebooks import grade_id, is_check, kind, points
from proctor.course.regions import as_released, label
from proctor.grading.globals import globals_of
from proctor.variants import Variant


class PartialCredit(Exception):
    """A grade cell that did not fail, and ended in a number below its points."""

    def __init__(self, earned: float, of: float):
        super().__init__(f"{earned:g} of {of:g} points")
        self.earned = earned


def run_cells(
    cells: Iterable[NotebookNode], replacements: Mapping[str, str] | None = None, *, folder: Path
) -> dict[str, BaseException | None]:
    """Run code cells in order in a fresh namespace, and tell what each raised, by grade_id or id; None if nothing.

    ``replacements`` maps the grade_id of a solution cell to the code that stands in for it. ``folder`` holds the
    unit's data files and is the working folder meanwhile. Each grade cell sees what the other cells define, and
    nothing that another grade cell defines. PartialCredit stands for a grade cell that ended in fewer points.
    """
    return dict(each_cell(cells, replacements, folder=folder))


def each_cell(
    cells: Iterable[NotebookNode],
    replacements: Mapping[str, str] | None = None,
    *,
    folder: Path,
    given: Mapping[str, object] | None = None,
) -> Iterator[tuple[str, BaseException | None]]:
    """As :func:`run_cells`, one cell at a time; ``given`` are names that are there from the start."""
    replacements = replacements or {}
    names: dict = {"__name__": "__main__", **(given or {})}
    with quiet(folder):
        for cell in cells:
            if cell.cell_type != "code":
                continue
            if kind(cell) == "test":
                error = _mark(cell, dict(names))
            else:
                error, _ = _run(replacements.get(grade_id(cell), cell.source), label(cell), names)
            if "matplotlib.pyplot" in sys.modules:
                sys.modules["matplotlib.pyplot"].close("all")
            yield label(cell), error


@dataclass(frozen=True)
class Bench:
    """One unit, ready to grade right and wrong solutions of its exercises through its own grade cells."""

    notebook: Path

    @cached_property
    def cells(self) -> tuple[NotebookNode, ...]:
        """The notebook's code cells."""
        return tuple(cell for cell in nbformat.read(self.notebook, 4).cells if cell.cell_type == "code")

    @cached_property
    def needed(self) -> tuple[NotebookNode, ...]:
        """What grading needs: all but the free cells, which a student may delete, and the visible checks."""
        return tuple(cell for cell in self.cells if kind(cell) != "free" and not is_check(kind(cell), label(cell)))

    @cached_property
    def reference(self) -> dict[str, BaseException | None]:
        """What the reference solutions earn, by grade cell."""
        return self._marks(self.needed, {})

    def untouched(self) -> dict[str, BaseException | None]:
        """What the release earns as it is handed out, by grade cell."""
        return self.filled(as_released)

    def filled(self, fill: Callable[[NotebookNode], str]) -> dict[str, BaseException | None]:
        """What the notebook earns, by grade cell, where ``fill`` tells the code of each solution cell."""
        solutions = {grade_id(cell): fill(cell) for cell in self.cells if kind(cell) == "solution"}
        return self._marks(self.needed, solutions)

    def grade(self, variant: Variant) -> dict[str, BaseException | None]:
        """What a variant earns, by grade cell; cells that cannot notice it keep the reference's mark."""
        return self.reference | self._marks(self.noticing(variant.exercise), {variant.exercise: variant.source})

    def noticing(self, exercise: str) -> tuple[NotebookNode, ...]:
        """What grading a variant of one exercise needs: without the grade cells that cannot notice it."""
        touched = reach(self.needed, exercise)
        return tuple(cell for cell in self.needed if kind(cell) != "test" or grade_id(cell) in touched)

    def _marks(self, cells: Iterable[NotebookNode], replacements: Mapping[str, str]):
        outcomes = run_cells(cells, replacements, folder=self.notebook.parent)
        tests = {grade_id(cell) for cell in self.cells if kind(cell) == "test"}
        return {name: error for name, error in outcomes.items() if name in tests}


def unmet(variant: Variant, marks: Mapping[str, BaseException | None]) -> tuple[list[str], list[str]]:
    """Grade cells that pass a variant but must fail it, and those that fail it but must not."""
    failed = {name for name, error in marks.items() if error is not None}
    return sorted(set(variant.fails) - failed), sorted(failed - set(variant.fails) - set(variant.also))


def load_variants(path: Path) -> tuple[Variant, ...]:
    """The variants of one unit, in the order of the file; none where there is no file."""
    if not path.exists():
        return ()
    return tuple(made.variant for made in runpy.run_path(str(path)).values() if hasattr(made, "variant"))


def reach(cells: Iterable[NotebookNode], exercise: str) -> set[str]:
    """The grade cells that read what a solution cell defines, or anything that is built on it."""
    cells = list(cells)
    reached: set[str] = set()
    spread = {exercise}
    while spread:
        reached |= spread
        built = (cell for cell in cells if label(cell) in spread and kind(cell) != "test")
        defined = set().union(*(globals_of(cell.source).defined for cell in built))
        spread = {label(cell) for cell in cells if _needs(cell) & defined} - reached
    return {grade_id(cell) for cell in cells if kind(cell) == "test" and label(cell) in reached}


def _needs(cell: NotebookNode) -> frozenset[str]:
    """Names that a cell reads from elsewhere; a grade cell's own names are its own."""
    names = globals_of(cell.source)
    return names.foreign if kind(cell) == "test" else names.read


@lru_cache(maxsize=1 << 16)
def compiled(source: str, name: str):
    """A cell's code: what it runs, and what its last line evaluates to (None where that is no expression)."""
    tree = ast.parse(source, f"<{name}>")
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = compile(ast.Expression(tree.body.pop().value), f"<{name}>", "eval")
    return compile(tree, f"<{name}>", "exec"), last


def _mark(cell: NotebookNode, names: dict) -> BaseException | None:
    error, value = _run(cell.source, label(cell), names)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if error is None and is_number and value < points(cell):
        return PartialCredit(value, points(cell))
    return error


def _run(source: str, name: str, names: dict):
    """What a cell raised, and what its last expression came to."""
    try:
        body, last = compiled(source, name)
        exec(body, names)
        return None, eval(last, names) if last else None
    except (Exception, SystemExit) as error:
        return error, None


@contextlib.contextmanager
def quiet(folder: Path):
    """No printing, no warnings, no windows, fixed seeds, and the unit's folder as the working folder."""
    import matplotlib
    import numpy as np

    matplotlib.use("Agg")
    before = os.getcwd()
    os.chdir(folder)
    state = np.random.get_state()
    np.random.seed(0)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(state)
        os.chdir(before)
