"""A small course of one unit, as `proctor new` makes it."""

import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

from proctor.course.layout import Course, Unit
from proctor.course.new import new
from proctor.course.notebooks import canonical, dumps
from proctor.course.release import made

ROOT = Path(__file__).parents[2]
TOOLS = str(Path(sys.executable).parent) + os.pathsep


@pytest.fixture(autouse=True)
def environment_on_path(monkeypatch):
    """nbgrader calls its database tool by name; the wrapper's environment has it on PATH."""
    monkeypatch.setenv("PATH", TOOLS + os.environ["PATH"])


@pytest.fixture
def course(tmp_path) -> Course:
    """A course with the unit 01-mean in a folder of its own."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    course = Course.find(tmp_path)
    new(course, "01-mean")
    return course


@pytest.fixture
def unit(course) -> Unit:
    return course.unit("01-mean")


@pytest.fixture(scope="session")
def clean_release(tmp_path_factory) -> Path:
    """The folder of a release of 01-mean as nbgrader and proctor make it; tests copy it."""
    root = tmp_path_factory.mktemp("clean")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = Course.find(root)
    new(course, "01-mean")
    with made(course, course.unit("01-mean")) as folder:
        return Path(shutil.copytree(folder, root / "kept"))


@pytest.fixture
def gradebook(course, empty_gradebook) -> None:
    """Gives the small course an empty gradebook."""
    shutil.copy(empty_gradebook, course.root / "gradebook.db")


@pytest.fixture
def released(clean_release, tmp_path) -> Path:
    """A clean release of 01-mean, to plant leaks in."""
    return Path(shutil.copytree(clean_release, tmp_path / "planted"))


@pytest.fixture
def edit():
    """Change a notebook on disk through a function of its cells by id; the file stays in canonical form."""

    def change(path: Path, how, *, keep_form: bool = True) -> None:
        notebook = nbformat.read(path, as_version=4)
        how({cell.id: cell for cell in notebook.cells}, notebook)
        path.write_text(dumps(canonical(notebook) if keep_form else notebook), encoding="utf-8")

    return change
