"""A small course of one unit, whose grade cells a test can weaken."""

import shutil
from pathlib import Path

import nbformat
import pytest

from proctor.course.layout import Course, Unit
from proctor.course.new import new
from proctor.course.notebooks import canonical, dumps
from proctor.evidence.measure import Measured, measure

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path) -> Course:
    """A course with the unit 01-mean in a folder of its own; its only exercise is ``centre``."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    course = Course.find(tmp_path)
    new(course, "01-mean")
    return course


@pytest.fixture
def unit(course) -> Unit:
    return course.unit("01-mean")


@pytest.fixture
def measured(course, unit):
    """Change cells of the unit through a function of its cells by id, and measure it."""

    def after(how=None) -> Measured:
        notebook = nbformat.read(unit.notebook, as_version=4)
        if how:
            how({cell.id: cell for cell in notebook.cells}, notebook)
        unit.notebook.write_text(dumps(canonical(notebook)), encoding="utf-8")
        return measure(course, unit)

    return after
