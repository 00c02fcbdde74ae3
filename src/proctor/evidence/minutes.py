"""How long an exercise takes a student, as its text says."""

import re
from pathlib import Path

import nbformat

from proctor.course.notebooks import grade_id, kind

STATED = re.compile(r"\bAbout (\d+) minutes")


def minutes(notebook: Path) -> dict[str, int]:
    """Exercise → minutes, for those whose section says ``About N minutes``."""
    found, stated = {}, None
    for cell in nbformat.read(notebook, 4).cells:
        if cell.cell_type == "markdown":
            if re.search(r"^## ", cell.source, re.MULTILINE):
                stated = None
            if told := STATED.search(cell.source):
                stated = int(told[1])
        elif kind(cell) == "solution" and stated is not None:
            found[grade_id(cell)] = stated
    return found
