"""Check that nobody can make a grade cell's inputs at home: its seeds stand in no cell that students get."""

import re
from collections.abc import Iterator
from unittest.mock import patch

import numpy as np

from proctor.course.bench import each_cell
from proctor.course.check.view import Problem, UnitView, fail
from proctor.course.notebooks import kind
from proctor.course.regions import as_released, label

LEAST_DIGITS = 4
"""Shorter numbers stand in any code."""


def seeds_are_hidden(view: UnitView) -> Iterator[Problem]:
    """No grade cell draws from a seed that a released cell draws from, or has in its code."""
    hidden, shown = _drawn(view)
    for seed, tests in hidden.items():
        where = shown.get(seed) or [
            label(cell)
            for cell in view.bench.cells
            if len(str(seed)) >= LEAST_DIGITS and re.search(rf"(?<![\w.]){seed}(?![\w.])", _released(cell))
        ]
        if where:
            yield fail(f"{tests[0]} draws from seed {seed}, which students find in {where[0]}; take another seed")


def _drawn(view: UnitView) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Whole numbers that generators were made of, while grade cells ran and while others did: seed → cells."""
    hidden: dict[int, list[str]] = {}
    shown: dict[int, list[str]] = {}
    real, made = np.random.default_rng, []

    def default_rng(seed=None):
        made.append(seed)
        return real(seed)

    with patch.object(np.random, "default_rng", default_rng):
        kinds = {label(cell): kind(cell) for cell in view.bench.cells}
        for name, _ in each_cell(view.bench.cells, folder=view.unit.folder):
            for seed in made:
                if isinstance(seed, int | np.integer):
                    (hidden if kinds[name] == "test" else shown).setdefault(int(seed), []).append(name)
            made.clear()
    return hidden, shown


def _released(cell) -> str:
    """The code of a cell that students get."""
    return "" if kind(cell) == "test" else as_released(cell) if kind(cell) == "solution" else cell.source
