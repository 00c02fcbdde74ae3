"""Makes submissions: a release filled in with given solutions. For the demo, the benchmarks and the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import nbformat

from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind
from proctor.course.regions import MARKER, region


def reference(unit: Unit) -> dict[str, str]:
    """What the instructor would hand in: source of each solution and answer cell, by ``grade_id``.

    Markers are left out, and so are mark schemes.
    """
    cells = nbformat.read(unit.notebook, 4).cells
    return {grade_id(cell): _without_markers(cell) for cell in cells if kind(cell) in ("solution", "answer")}


def fill(release: Path, solutions: Mapping[str, str]) -> bytes:
    """The bytes of a released notebook with the sources of the named cells replaced."""
    notebook = json.loads(release.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in solutions:
            cell["source"] = solutions[name]
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def hand_in(course: Course, unit: Unit, student: str, notebook: bytes | None) -> Path:
    """Put a notebook into the submitted folder, or with None an empty folder; returns the folder."""
    folder = course.folder("submitted", unit.name, student)
    folder.mkdir(parents=True, exist_ok=True)
    if notebook is not None:
        (folder / unit.notebook.name).write_bytes(notebook)
    return folder


def released_notebook(course: Course, unit: Unit) -> Path:
    """The unit's notebook as students got it."""
    return course.folder("release", unit.name) / unit.notebook.name


def _without_markers(cell) -> str:
    scheme = region(cell, "MARK SCHEME")
    source = cell.source.replace(scheme, "") if scheme else cell.source
    return "\n".join(line for line in source.split("\n") if not MARKER.search(line)).rstrip()
