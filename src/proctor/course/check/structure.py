"""Checks of a unit's frame: form, names, points, and what belongs to an exercise."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import nbformat

from proctor.course.check.view import Problem, UnitView, caution, fail
from proctor.course.notebooks import canonical, dumps, grade_id, is_check, kind
from proctor.course.regions import label, lines


def canonical_form(view: UnitView) -> Iterator[Problem]:
    """The file is what ``dumps(canonical(...))`` writes, under the unit's name."""
    path = view.unit.notebook
    name = view.unit.name.partition("-")[2] or view.unit.name
    if path.stem != name:
        yield fail(f"the notebook is called {path.name}; expected {name}.ipynb, rename it")
    if dumps(canonical(view.notebook)) != path.read_text(encoding="utf-8"):
        yield fail("outputs, metadata or layout differ from the canonical form; run `proctor check --tidy`")


def tidy(path: Path) -> bool:
    """Rewrite a notebook in canonical form; whether that changed it."""
    before = path.read_text(encoding="utf-8")
    after = dumps(canonical(nbformat.read(path, as_version=4)))
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


def names(view: UnitView) -> Iterator[Problem]:
    """No grade_id twice: nbgrader would keep one of the cells and drop the rest."""
    for name, times in Counter(filter(None, map(grade_id, view.notebook.cells))).items():
        if times > 1:
            yield fail(f"{times} cells have the grade_id {name}; give each its own")


def whole_points(view: UnitView) -> Iterator[Problem]:
    """Graded cells carry 1, 2, 3… points."""
    for cell in view.notebook.cells:
        worth = cell.metadata.get("nbgrader", {}).get("points")
        if kind(cell) in ("test", "answer", "task") and not (isinstance(worth, int) and worth > 0):
            yield fail(f"cell {label(cell)} is worth {worth} points; expected a whole number from 1")


def exercises(view: UnitView) -> Iterator[Problem]:
    """After a solution: its visible check (a drawing will do for a figure), and grade cells of its name."""
    tests = Counter(view.exercise_of(grade_id(cell)) for cell in view.of_kind("test"))
    code = [cell for cell in view.notebook.cells if cell.cell_type == "code"]
    for cell, after in zip(code, [*code[1:], None], strict=True):
        if kind(cell) != "solution":
            continue
        name = grade_id(cell)
        if not _has_documented_function(cell):
            yield fail(f"{name}: students see no function with a docstring; put both above BEGIN SOLUTION")
        is_drawn = name.startswith("plot-") and after is not None and kind(after) in ("free", "locked")
        is_checked = after is not None and grade_id(after) == f"{name}-check" and is_check(kind(after), grade_id(after))
        if not (is_drawn or is_checked):
            yield fail(f"{name}: expected the locked cell {name}-check after it, got {after and label(after)}")
        if not tests[name]:
            yield fail(f"{name}: no hidden grade cell is called {name}-…; add one for each failure mode")
        elif not 2 <= tests[name] <= 5:
            yield caution(f"{name}: {tests[name]} hidden grade cell(s); two to five, one failure mode each, is usual")
    for cell in view.of_kind("test"):
        if view.exercise_of(grade_id(cell)) is None:
            yield fail(f"grade cell {grade_id(cell)} belongs to no exercise; call it <exercise>-<failure mode>")


def _has_documented_function(cell) -> bool:
    hidden = {line.number for line in lines(cell) if line.hidden}
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return False
    made = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return any(ast.get_docstring(node) and node.body[0].lineno not in hidden for node in made)
