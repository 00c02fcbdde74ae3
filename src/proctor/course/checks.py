"""Visible checks: locked cells that call a student's function for the student to see, and that no test builds on."""

import ast
from collections.abc import Iterable

from proctor.course.notebooks import is_check
from proctor.grading.code import parsed
from proctor.grading.globals import globals_of
from proctor.grading.skeleton import SkeletonCell


def checks_apart(cells: Iterable[SkeletonCell]) -> tuple[str, ...]:
    """Visible checks that define nothing which a later locked or grade cell reads."""
    apart: list[str] = []
    read: set[str] = set()
    for cell in reversed([cell for cell in cells if cell.cell_type == "code" and not cell.is_students]):
        names = globals_of(ast.unparse(parsed(cell.source, f"<{cell.name}>")))
        if is_check(cell.kind, cell.name) and not names.defined & read:
            apart.append(cell.name)
        else:
            # a grade cell binds what it calls its own, before it reads it
            read |= names.foreign if cell.kind == "test" else names.read
    return tuple(reversed(apart))
