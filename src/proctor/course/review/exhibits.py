"""What an assistant wants beside an answer: the mark scheme, the figure, and what failed in the same exercise."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from proctor.course.layout import Unit
from proctor.course.notebooks import grade_id, kind, points
from proctor.course.regions import region
from proctor.course.report.messages import one_line
from proctor.course.skeletons import notebook_paths

MAX_FIGURE_CHARACTERS = 4_000_000
"""Of a picture as base64; what grading draws is far smaller."""
_HEADING = re.compile(r"\s*#{1,2}\s+\S")
_LEVEL = re.compile(r"\n(?=\d+(?: points?)?:)")


@dataclass(frozen=True)
class Finding:
    """A check that did not give all its points."""

    cell: str
    message: str
    """What the check said, on one line; empty where it said nothing."""


@dataclass(frozen=True)
class Exhibit:
    """One answer that a person marks, with what belongs beside it."""

    cell: str
    source: str
    """The answer, as grading left it in the executed notebook."""
    is_code: bool
    max_points: float
    figure: str | None
    """Base64 of the last picture of the section; None where there is none, or the answer is not about it."""
    findings: tuple[Finding, ...]
    """Of the checks in the same section."""


def mark_schemes(unit: Unit) -> dict[tuple[str, str], str]:
    """The mark scheme of each answer, by notebook and cell: the instructor's Markdown, each level on its line."""
    found: dict[tuple[str, str], str] = {}
    for path in notebook_paths(unit):
        for cell in nbformat.read(path, as_version=4).cells:
            scheme = region(cell, "MARK SCHEME") if kind(cell) in ("answer", "task") else None
            if scheme:
                found[path.stem, grade_id(cell)] = _LEVEL.sub("  \n", scheme.strip())
    return found


def exhibits(cells: Iterable[NotebookNode]) -> list[Exhibit]:
    """The answers of an executed notebook; a section begins at a heading of the instructor's."""
    found: list[Exhibit] = []
    figure, findings = None, []
    for cell in cells:
        name = grade_id(cell) or ""
        if cell.cell_type == "markdown" and kind(cell) in ("free", "locked") and _HEADING.match(cell.source):
            figure, findings = None, []
        if cell.cell_type == "code":
            figure = _last_picture(cell) or figure
        if kind(cell) == "test" and (finding := failed_check(cell)):
            findings.append(finding)
        if kind(cell) in ("answer", "task"):
            is_code = cell.cell_type == "code"
            shown = figure if is_code or "alt" in name else None
            found.append(Exhibit(name, cell.source, is_code, points(cell), shown, tuple(findings)))
    return found


def failed_check(cell: NotebookNode) -> Finding | None:
    """What a grade cell found wrong; None where it gave all its points."""
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            said = output.evalue if output.ename == "AssertionError" and output.evalue else ""
            return Finding(grade_id(cell), one_line(said or f"{output.ename}: {output.evalue}"))
        if output.output_type == "execute_result" and _number(output) < points(cell):
            return Finding(grade_id(cell), f"{_number(output):g} of {points(cell):g} points")
    return None


def _number(output: NotebookNode) -> float:
    try:
        return float(output.data.get("text/plain", ""))
    except (AttributeError, ValueError):
        return float("inf")


def _last_picture(cell: NotebookNode) -> str | None:
    """Base64 of the cell's last PNG, encoded anew, so that it can stand in a page."""
    for output in reversed(cell.get("outputs", ())):
        data = output.get("data", {}).get("image/png")
        if isinstance(data, str) and len(data) <= MAX_FIGURE_CHARACTERS:
            try:
                return base64.b64encode(base64.b64decode("".join(data.split()), validate=True)).decode()
            except ValueError:
                continue
    return None
