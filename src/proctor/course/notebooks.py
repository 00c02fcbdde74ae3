"""Notebooks as this course keeps them: one canonical form on disk, and names for the kinds of cells.

nbgrader's cell kinds, by the flags in ``cell.metadata.nbgrader``:

=========  =====  ========  ======  ============================================================
kind       grade  solution  locked  what it is
=========  =====  ========  ======  ============================================================
solution   no     yes       no      code that the student writes
test       yes    no        yes     instructor's checks that carry points
answer     yes    yes       no      what a person grades: prose, or a figure's code
task       no     no        yes     nbgrader's task cell; a person grades what follows it
locked     no     no        yes     instructor's imports, helpers, visible checks
free       --     --        --      everything else (no nbgrader metadata)
=========  =====  ========  ======  ============================================================
"""

import re

import nbformat
from nbformat import NotebookNode

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}


def kind(cell: NotebookNode) -> str:
    """The kind of a cell: one of the names in the table above."""
    flags = cell.metadata.get("nbgrader")
    if not flags:
        return "free"
    if flags.get("task"):
        return "task"
    if flags.get("solution"):
        return "answer" if flags.get("grade") else "solution"
    if flags.get("grade"):
        return "test"
    return "locked" if flags.get("locked") else "free"


def is_check(kind: str, name: str) -> bool:
    """Whether a cell of this kind and ``grade_id`` is a visible check."""
    return kind == "locked" and name.endswith("-check")


def grade_id(cell: NotebookNode) -> str | None:
    """The cell's nbgrader name, or None for a free cell."""
    return None if kind(cell) == "free" else cell.metadata["nbgrader"].get("grade_id")


def points(cell: NotebookNode) -> float:
    """Most points a cell can earn; 0 where it earns none."""
    flags = cell.metadata.get("nbgrader", {})
    return float(flags.get("points", 0)) if flags.get("grade") or flags.get("task") else 0.0


def canonical(notebook: NotebookNode) -> NotebookNode:
    """A copy in canonical form: no outputs, known metadata only, cell id = grade_id or a kebab-case slug.

    Cells keep every nbgrader flag, so the result means to nbgrader what the original meant.
    """
    notebook = nbformat.from_dict(notebook)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": {"name": "python"}})
    taken: set[str] = set()
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({k: cell.metadata[k] for k in ("nbgrader", "tags") if k in cell.metadata})
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        cell.id = _unique(grade_id(cell) or _slug(cell), taken)
    return notebook


def dumps(notebook: NotebookNode) -> str:
    """The text of a notebook file: nbformat's own writer, keys sorted, indent 1, one newline at the end."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def _slug(cell: NotebookNode) -> str:
    """A kebab-case name: the id if it is one already, else made of the cell's first words."""
    current = cell.get("id", "")
    if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+|[a-z]{3,}", current):
        return current
    words = re.findall(r"[a-z0-9]+", cell.source.lower())[:5]
    return "-".join(words)[:48] or cell.cell_type


def _unique(name: str, taken: set[str]) -> str:
    candidate, n = name, 2
    while candidate in taken:
        candidate, n = f"{name}-{n}", n + 1
    taken.add(candidate)
    return candidate
