"""nbgrader's own commands in the course: the same engine, the same marks, and no hidden test in feedback."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from classes import WRONG, grade, state, submit
from nbgrader.validator import Validator

from proctor.course.feedback import autograded_students, write_feedback
from proctor.course.layout import Course
from proctor.course.release import release


@pytest.fixture
def released_course(course, unit, gradebook):
    release(course, unit)
    submit(course, "right")
    submit(course, "wrong", centre=WRONG)
    return course


def _nbgrader(course, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=course.root, capture_output=True, text=True, env=os.environ
    )
    assert 0 == done.returncode, done.stderr
    return done


@pytest.mark.slow
def test_nbgraders_command_ends_where_proctors_does(released_course, tmp_path_factory, one_engine):
    """`nbgrader autograde` writes the notebooks and marks that `proctor grade` writes, byte for byte."""
    twin = Course.find(shutil.copytree(released_course.root, tmp_path_factory.mktemp("twin") / "course"))
    grade(twin)
    _nbgrader(released_course, "autograde", "01-mean")
    assert state(twin) == state(released_course)


@pytest.mark.slow
def test_feedback_holds_no_hidden_test(released_course, unit, one_engine):
    """Both ways of making feedback give the same page, with names and messages and no line of the hidden test."""
    (path,) = released_course.folder("source", unit.name).glob("*.ipynb")
    assert "_rng" in path.read_text(), "the scaffold's hidden tests are expected to hold this name"
    grade(released_course)
    students = autograded_students(released_course, unit.name)
    assert ["right", "wrong"] == students
    assert [None, None] == [write_feedback(released_course, unit.name, student) for student in students]
    ours = {page: page.read_text() for page in released_course.root.glob("feedback/*/*/*.html")}
    _nbgrader(released_course, "generate_feedback", "01-mean", "--force")
    theirs = {page: page.read_text() for page in released_course.root.glob("feedback/*/*/*.html")}
    assert 2 == len(ours)
    assert ours == theirs
    for text in ours.values():
        assert "_rng" not in text and "HIDDEN TESTS" not in text
        assert "What was checked" in text
    assert any("Reread" in text for text in ours.values())


@pytest.mark.slow
@pytest.mark.parametrize("student, failed", [("right", []), ("wrong", ["centre-check"])])
def test_validate_runs_the_checks_that_students_can_see(released_course, unit, student, failed):
    """What JupyterLab's Validate button calls names the visible check that fails, and nothing that holds."""
    path = released_course.folder("submitted", unit.name, student) / unit.notebook.name
    sources = {cell.source.strip(): cell.id for cell in nbformat.read(path, as_version=4).cells}
    found = Validator(config=released_course.config).validate(str(path))
    assert failed == [sources[cell["source"]] for cell in found.get("failed", [])]
