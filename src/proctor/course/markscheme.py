"""Mark schemes of written answers: criteria of a few points, each level described.

A criterion is a line with its title and most points, then a line for each level::

    **The point 0 (0-2).**
    2: says that the line keeps the gradient at 0, and that this is one choice of several
    1: one of the two
    0: does not mention 0
"""

import re
from dataclasses import dataclass

CRITERION = re.compile(
    r"^\W*(?P<title>\w.*?)[\s*_:]*\(\s*(?:0\s*[-\u2013]\s*(?P<most>\d+)|(?P<points>\d+)\s+points?)\s*\)\W*$"
)
LEVEL = re.compile(r"^\W*(\d+)(?:\s+points?)?\W*:\s*\S")


@dataclass(frozen=True)
class Criterion:
    """One thing that a person grades in a written answer."""

    title: str
    max_points: int
    levels: frozenset[int]
    """Points for which the scheme says what earns them."""


def criterion(line: str) -> tuple[str, int] | None:
    """Title and most points, if the line opens a criterion."""
    found = CRITERION.match(line)
    return (found["title"], int(found["most"] or found["points"])) if found else None


def criteria(scheme: str) -> tuple[Criterion, ...]:
    """The criteria of a mark scheme, in its order."""
    found: list[tuple[str, int, set[int]]] = []
    for line in scheme.splitlines():
        if opened := criterion(line):
            found.append((*opened, set()))
        elif found and (level := LEVEL.match(line)):
            found[-1][2].add(int(level[1]))
    return tuple(Criterion(title, most, frozenset(levels)) for title, most, levels in found)
