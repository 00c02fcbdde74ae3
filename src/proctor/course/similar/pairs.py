"""The pairs of submissions to look at, with the places that match side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from proctor.course.layout import Course, Unit
from proctor.course.report.messages import MAX_NOTEBOOK_BYTES
from proctor.course.similar.tokens import MAX_CHARACTERS, tokens
from proctor.course.similar.winnow import GRAM, common, grams, shared, winnowed
from proctor.course.skeletons import notebook_paths, skeletons

FEWEST = 4
"""Shared fingerprints below which a pair is not listed."""
LEAST_SHARE = 0.3
"""Of the fingerprints of the one that has fewer, below which a pair is not listed."""
MOST_PAIRS = 20
MOST_LINES = 80
"""Of one cell on the page."""
MAX_LINE_CHARACTERS = 160

Sources = dict[str, str]
"""Name of a solution cell → its code."""


@dataclass(frozen=True)
class Line:
    """One line of code on the page."""

    text: str
    matches: bool


@dataclass(frozen=True)
class Match:
    """One exercise of a pair: both solutions, each line marked where it matches."""

    cell: str
    one: tuple[Line, ...]
    other: tuple[Line, ...]


@dataclass(frozen=True)
class Pair:
    """Two submissions with much rare code in common."""

    one: str
    other: str
    fingerprints: int
    """That they share and few others have."""
    share: float
    """Of the fingerprints of the one that has fewer."""
    matches: tuple[Match, ...]


def similar_pairs(course: Course, unit: Unit, students: list[str]) -> list[Pair]:
    """The pairs of a class with the most rare code in common, at most ``MOST_PAIRS``, most first.

    What students were given is left out, and what more than a few per cent of the class wrote.
    """
    released = _released(course, unit)
    return pairs_of({student: _solutions(course, unit, student, released) for student in students}, released)


def pairs_of(everyone: dict[str, Sources], released: Sources) -> list[Pair]:
    """The same, from solutions by student and cell, and the code that students were given."""
    students = sorted(everyone)
    hashed = [{name: grams(tokens(source).codes) for name, source in everyone[who].items()} for who in students]
    given = [grams(tokens(source).codes) for source in released.values()]
    whole = [np.concatenate([*found.values(), np.zeros(0, dtype=np.uint64)]) for found in hashed]
    ignored = np.concatenate([*given, common(whole)])
    empty = np.zeros(0, dtype=np.uint64)
    prints = [np.unique(np.concatenate([*(winnowed(h, ignored) for h in found.values()), empty])) for found in hashed]
    listed = [pair for pair in shared(prints, FEWEST) if pair.share >= LEAST_SHARE][:MOST_PAIRS]
    return [
        Pair(
            students[pair.one],
            students[pair.other],
            pair.count,
            pair.share,
            tuple(_matches(everyone[students[pair.one]], everyone[students[pair.other]], ignored)),
        )
        for pair in listed
    ]


def _matches(one: Sources, other: Sources, ignored: np.ndarray) -> Iterator[Match]:
    """Cells that share k-grams beside those ``ignored``."""
    for name in [name for name in one if name in other]:
        both = np.setdiff1d(np.intersect1d(_grams(one[name]), _grams(other[name])), ignored)
        if len(both):
            yield Match(name, _lines(one[name], both), _lines(other[name], both))


def _grams(source: str) -> np.ndarray:
    return grams(tokens(source).codes)


def _lines(source: str, wanted: np.ndarray) -> tuple[Line, ...]:
    """The code's lines, marked where a wanted k-gram touches them."""
    found = tokens(source)
    matching: set[int] = set()
    for start in np.flatnonzero(np.isin(grams(found.codes), wanted)):
        matching.update(found.lines[start : start + GRAM].tolist())
    lines = source[:MAX_CHARACTERS].split("\n")[:MOST_LINES]
    return tuple(Line(_printable(text), number in matching) for number, text in enumerate(lines))


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text.expandtabs(4)[:MAX_LINE_CHARACTERS])


def _released(course: Course, unit: Unit) -> Sources:
    return {
        f"{skeleton.name}/{cell.name}": cell.released
        for skeleton in skeletons(course, unit)
        for cell in skeleton.cells
        if cell.kind in ("solution", "answer") and cell.cell_type == "code"
    }


def _solutions(course: Course, unit: Unit, student: str, wanted: Sources) -> Sources:
    """A student's code cells, out of the executed notebooks; what is not as expected is left out."""
    found: Sources = {}
    for path in notebook_paths(unit):
        for cell in _cells(course.folder("autograded", unit.name, student) / path.name):
            name, source = f"{path.stem}/{cell.get('id')}", cell.get("source")
            if name in wanted and isinstance(source, str | list):
                found[name] = source if isinstance(source, str) else "".join(map(str, source))
    return found


def _cells(path: Path) -> list[dict]:
    try:
        if path.is_symlink() or path.stat().st_size > MAX_NOTEBOOK_BYTES:
            return []
        cells = json.loads(path.read_bytes())["cells"]
        return [cell for cell in cells if isinstance(cell, dict)]
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return []
