"""Another nbgrader course, as `nbgrader quickstart` makes it: the engine gives the marks that nbgrader gives."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from stock import by_nbgrader, marks

from proctor.course.classroom import fill
from proctor.course.layout import CONFIG_NAME, Course
from proctor.course.regions import MARKER

OUR_LINES = "\n".join(
    line
    for line in (Path(__file__).parents[2] / CONFIG_NAME).read_text().splitlines()
    if line.startswith("c.Autograde.")
)
"""What turns `nbgrader autograde` into grading in the engine."""
PARTIAL = """# one point for each number that is right
sum(sum_of_squares(n) == wanted for n, wanted in [(3, 14), (10, 385)])
"""
TYPO = "def squares(n):\n    if n < 1:\n        raise ValueError(n)\n    return [i ** 2 for i in range(n)]\n"
OWN_WAY = "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6 if n > 3 else 0\n"


def nbgrader(folder: Path, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "nbgrader", *arguments], cwd=folder, capture_output=True, text=True)
    assert 0 == done.returncode, done.stderr


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory) -> Course:
    """The released example course, with a cell of partial credit more, and a class of five."""
    nbgrader(tmp_path_factory.getbasetemp(), "quickstart", "quickstart")
    root = tmp_path_factory.getbasetemp() / "quickstart"
    _add_partial_credit(root / "source" / "ps1" / "problem1.ipynb")
    nbgrader(root, "generate_assignment", "ps1")
    course = Course.find(root)
    answers = {name: _answers(course, name) for name in ("problem1", "problem2")}
    for student, changes in {
        "reference": {},
        "mistaken": {"squares": TYPO, "part-a": ""},
        "own-way": {"sum_of_squares": OWN_WAY, "sum_of_squares_application": "# to do"},
    }.items():
        _hand_in(course, student, {name: fill(_released(course, name), a | changes) for name, a in answers.items()})
    untouched = {name: _released(course, name).read_bytes() for name in answers}
    _hand_in(course, "untouched", untouched)
    _hand_in(course, "half", {"problem1": fill(_released(course, "problem1"), answers["problem1"])})
    return course


@pytest.fixture(scope="module")
def expected(quickstart) -> dict:
    """The marks that nbgrader as it comes gives to that class."""
    return by_nbgrader(quickstart, "ps1", quickstart.root.joinpath(CONFIG_NAME).read_text())


@pytest.mark.slow
def test_the_class_tells_marks_apart(expected):
    """Right, wrong, partial, no answer, not handed in and left to a person all occur."""
    assert (1.0, False) == expected["reference/problem1/correct_squares"]
    assert (0.5, False) == expected["reference/problem1/sum_of_squares_uses_squares"]
    assert (0.0, False) == expected["own-way/problem1/sum_of_squares_uses_squares"]
    assert (1.0, False) == expected["own-way/problem1/partial"]
    assert (None, True) == expected["reference/problem2/part-a"]
    assert (0.0, False) == expected["untouched/problem2/part-a"]


@pytest.mark.slow
def test_proctor_grades_another_course(quickstart, expected, tmp_path):
    """`proctor --course DIR grade`, from another folder, on an assignment of two notebooks that nbgrader released."""
    course = Course.find(shutil.copytree(quickstart.root, tmp_path / "course"))
    command = [sys.executable, "-m", "proctor", "--course", str(course.root), "grade", "--workers", "2"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert 1 == done.returncode, done.stdout + done.stderr  # half is one notebook short
    assert "half" in done.stdout + done.stderr
    assert expected == marks(course, "ps1")


@pytest.mark.slow
def test_nbgrader_grades_it_in_the_engine(quickstart, expected):
    """`nbgrader autograde` with our lines in that course's own configuration."""
    config = quickstart.root.joinpath(CONFIG_NAME).read_text() + OUR_LINES

    assert expected == by_nbgrader(quickstart, "ps1", config)


def _add_partial_credit(path: Path) -> None:
    notebook = json.loads(path.read_text())
    flags = {"grade": True, "grade_id": "partial", "locked": True, "points": 2, "schema_version": 3, "solution": False}
    cell = {"cell_type": "code", "execution_count": None, "metadata": {"nbgrader": flags}, "outputs": []}
    notebook["cells"].append({**cell, "source": PARTIAL})
    path.write_text(json.dumps(notebook))


def _answers(course: Course, name: str) -> dict[str, str]:
    """The sources of the instructor's solutions and answers, by grade_id."""
    cells = nbformat.read(course.unit("ps1").folder / f"{name}.ipynb", 4).cells
    theirs = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return {
        cell.metadata.nbgrader.grade_id: "\n".join(line for line in cell.source.split("\n") if not MARKER.search(line))
        for cell in theirs
    }


def _released(course: Course, name: str) -> Path:
    return course.folder("release", "ps1") / f"{name}.ipynb"


def _hand_in(course: Course, student: str, notebooks: dict[str, bytes]) -> None:
    folder = course.folder("submitted", "ps1", student)
    folder.mkdir(parents=True)
    for name, content in notebooks.items():
        (folder / f"{name}.ipynb").write_bytes(content)
