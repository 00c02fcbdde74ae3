"""Which lines of an instructor's cell students may see, by nbgrader's markers.

Nothing here reads nbgrader's configuration: the leak guard must hold whatever it says.
"""

import re
from dataclasses import dataclass

from nbformat import NotebookNode

from proctor.course.notebooks import grade_id, kind

MARKERS = {"SOLUTION": "solution", "HIDDEN TESTS": "hidden test", "MARK SCHEME": "mark scheme"}
"""What stands after BEGIN and END, and what lies between."""
MARKER = re.compile(rf"\b(BEGIN|END)\s+({'|'.join(MARKERS)})\b")


@dataclass(frozen=True)
class Line:
    """One line of a cell's source."""

    number: int
    """Counts from 1."""
    text: str
    hidden: str | None
    """``solution``, ``hidden test``, ``mark scheme`` or ``model answer``; None where students see the line."""


def lines(cell: NotebookNode) -> list[Line]:
    """The lines of a cell without the markers themselves; an unclosed region hides all that follows it.

    A solution or answer cell without a region is hidden whole, as nbgrader replaces it whole.
    """
    whole = {"solution": "solution", "answer": "model answer"}.get(kind(cell))
    if whole and re.search(r"\bBEGIN\s+SOLUTION\b", cell.source):
        whole = None
    found, region = [], None
    for number, text in enumerate(cell.source.split("\n"), start=1):
        marker = MARKER.search(text)
        if marker:
            region = MARKERS[marker[2]] if marker[1] == "BEGIN" else None
        else:
            found.append(Line(number, text, region or whole))
    return found


def region(cell: NotebookNode, name: str) -> str | None:
    """The text between the markers of one kind (a key of ``MARKERS``); None where there is no such region."""
    found = re.search(
        rf"^[^\n]*\bBEGIN\s+{name}\b[^\n]*\n(.*?)^[^\n]*\bEND\s+{name}\b", cell.source, re.MULTILINE | re.DOTALL
    )
    return found[1] if found else None


def as_released(cell: NotebookNode) -> str:
    """A solution cell's code as an untouched submission has it: what was hidden raises NotImplementedError."""
    stub = r"\1raise NotImplementedError()"
    code, stubs = re.subn(
        r"^([ \t]*)[^\n]*\bBEGIN\s+SOLUTION\b.*?\bEND\s+SOLUTION\b[^\n]*",
        stub,
        cell.source,
        flags=re.MULTILINE | re.DOTALL,
    )
    return code if stubs else "raise NotImplementedError()"


def label(cell: NotebookNode) -> str:
    """What messages call a cell: its grade_id, or its id."""
    return grade_id(cell) or cell.get("id", "?")
