"""Checks of what people read and write: texts, mark schemes, alt text."""

import re
from collections.abc import Iterator

from proctor.course.check.view import Problem, UnitView, caution, fail
from proctor.course.markscheme import criteria
from proctor.course.notebooks import grade_id, kind, points
from proctor.course.regions import region

WORDS = range(70, 201)
MAX_CRITERION_POINTS = 3


def texts(view: UnitView) -> Iterator[Problem]:
    """Before each exercise: what and why in 70 to 200 words, and a box that names the accepted conventions."""
    text: list[str] = []
    for cell in view.notebook.cells:
        if cell.cell_type == "markdown" and kind(cell) in ("free", "locked"):
            text = [cell.source] if cell.source.startswith("## ") else [*text, cell.source]
        elif kind(cell) == "solution":
            told = "\n".join(text)
            words = len(_explanation(told).split())
            if words not in WORDS:
                yield caution(f"{grade_id(cell)}: the text before it has {words} words; 70 to 200 is right for most")
            if not re.search(r"^>.*convention", told, re.IGNORECASE | re.MULTILINE):
                yield caution(f"{grade_id(cell)}: no box of accepted conventions (a line that starts with `>`)")
        elif kind(cell) == "test":
            text = []


def mark_schemes(view: UnitView) -> Iterator[Problem]:
    """Criteria of at most 3 points that add up to the cell's points, every level described."""
    for cell in view.of_kind("answer") + view.of_kind("task"):
        name, scheme = grade_id(cell), region(cell, "MARK SCHEME")
        if scheme is None:
            yield fail(f"{name}: no mark scheme; put it between ### BEGIN MARK SCHEME and ### END MARK SCHEME")
            continue
        found = criteria(scheme)
        total = sum(criterion.max_points for criterion in found)
        if total != points(cell):
            yield fail(
                f"{name}: its criteria have {total} points in all, the cell has {points(cell):g}; "
                "write each as `**Title (0-2)**`, and make them agree"
            )
        for criterion in found:
            if criterion.max_points > MAX_CRITERION_POINTS:
                yield caution(
                    f"{name}: “{criterion.title}” has {criterion.max_points} points; three at most, or split it"
                )
            if missing := sorted(set(range(criterion.max_points + 1)) - criterion.levels):
                yield fail(f"{name}: “{criterion.title}” does not say what earns {', '.join(map(str, missing))}")


def alt_text(view: UnitView) -> Iterator[Problem]:
    """Where there is a ``plot-…`` exercise, there is an answer cell whose name has ``alt`` in it."""
    figures = [name for name in view.exercises if name.startswith("plot-")]
    answers = [grade_id(cell) for cell in view.of_kind("answer")]
    if figures and not any("alt" in name.split("-") for name in answers):
        yield fail(f"{', '.join(figures)}: no answer asks for alt text; add an answer cell called alt-text")


def _explanation(text: str) -> str:
    """The running text: without boxes, tables, formulas, code and headings."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$", " ", text, flags=re.DOTALL)
    text = re.sub(r"^\s*(?:>|\||#).*$", " ", text, flags=re.MULTILINE)
    return re.sub(r"\$[^$\n]*\$|`[^`\n]*`", " x ", text)
