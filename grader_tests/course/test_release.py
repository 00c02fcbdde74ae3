"""A release is made whole or not at all, and the same source gives the same bytes."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from proctor.course.layout import Course
from proctor.course.release import ReleaseFailed, ReleaseLeaks, contents, made, release

pytestmark = pytest.mark.usefixtures("gradebook")
COURSE = Course.find(Path(__file__).parents[2])


def test_the_release_has_no_solution_and_keeps_what_students_see(course, unit):
    """Signature and docstring stay, the stub stands in for the solution, hidden tests and answers are gone."""
    folder = release(course, unit).folder

    cells = {cell.id: cell.source for cell in nbformat.read(folder / "mean.ipynb", as_version=4).cells}
    assert cells["centre"].startswith('def centre(X):\n    """The table X')
    assert cells["centre"].endswith("    # YOUR CODE HERE\n    raise NotImplementedError()")
    assert "# Checks: the table that is passed in stays as it is." == cells["centre-purity"].strip()
    assert "YOUR ANSWER HERE" == cells["centre-keeps"]


def test_released_cells_are_protected_in_jupyter(course, unit):
    """nbgrader's locks survive the canonical form: students cannot delete a grade cell by accident."""
    notebook = json.loads((release(course, unit).folder / "mean.ipynb").read_text())

    (cell,) = (cell for cell in notebook["cells"] if cell["id"] == "centre-values")
    assert (False, False) == (cell["metadata"]["deletable"], cell["metadata"]["editable"])


def test_the_same_source_gives_the_same_bytes(course, unit):
    """Releasing again changes nothing, and says so."""
    first = release(course, unit)
    before = contents(first.folder)
    second = release(course, unit)

    assert (True, False) == (first.changed, second.changed)
    assert before == contents(second.folder)


def test_data_files_are_released_and_old_ones_removed(course, unit):
    """The release folder is replaced whole: what the source no longer has is gone."""
    (unit.folder / "users.csv").write_text("a,b\n1,2\n")
    folder = course.folder("release", unit.name)
    folder.mkdir(parents=True)
    (folder / "old.csv").write_text("1")

    release(course, unit)

    assert {"mean.ipynb", "users.csv"} == set(contents(folder))


def test_the_gradebook_knows_what_was_released(course, unit):
    """After a release the gradebook has the assignment, its grade cells and their points."""
    release(course, unit)

    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        cells = gradebook.find_notebook("mean", unit.name).grade_cells
        assert {"centre-values": 3, "centre-purity": 1, "centre-keeps": 3} == {c.name: c.max_score for c in cells}


def test_a_leak_leaves_everything_as_it_was(course, unit, edit):
    """Nothing lands in release/, nothing in the gradebook, and the scratch folder is gone."""
    release(course, unit)
    before = contents(course.folder("release", unit.name))
    edit(unit.notebook, lambda cells, _: cells["what-next"].update(source="`return X - X.mean(axis=0, keepdims=True)`"))

    with pytest.raises(
        ReleaseLeaks, match=r"01-mean is not released: 1 leak\n  mean.ipynb, cell what-next: holds a line"
    ):
        release(course, unit)

    assert before == contents(course.folder("release", unit.name))
    assert [] == list((course.root / ".proctor").iterdir())


def test_a_file_for_staff_is_refused_before_nbgrader_copies_it(course, unit):
    """A twin of the notebook never gets into release/."""
    (unit.folder / "mean.py").write_text("x")

    with pytest.raises(ReleaseLeaks, match="is a copy of the notebook in another form"):
        release(course, unit)

    assert not course.folder("release", unit.name).exists()


def test_configuration_cannot_switch_the_guard_off(course, unit):
    """Even if nbgrader is told to keep solutions and hidden tests, they do not get out."""
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('c.GenerateAssignment.preprocessors = ["nbgrader.preprocessors.LockCells"]\n')

    with pytest.raises(ReleaseLeaks) as refused, made(Course.find(course.root), unit):
        pass

    kinds = {leak.what.partition(":")[0] for leak in refused.value.leaks}
    assert {f"holds a line of a {what}" for what in ("solution", "hidden test", "model answer", "mark scheme")} <= kinds


def test_what_nbgrader_refuses_is_told_in_one_line(course, unit, edit):
    """An unclosed region is the author's mistake; the message says what nbgrader said."""

    def unclose(cells, _):
        cells["centre"].source = cells["centre"].source.replace("### END SOLUTION", "")

    edit(unit.notebook, unclose)

    with pytest.raises(ReleaseFailed, match=r"01-mean: nbgrader cannot make a release of it: .*no end solution"):
        release(course, unit)


@pytest.mark.slow
def test_nbgraders_own_command_works_in_the_course(course, unit):
    """`nbgrader generate_assignment` makes the same cells as `proctor release`."""
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", unit.name]
    subprocess.run(command, cwd=course.root, check=True, capture_output=True)
    theirs = nbformat.read(course.folder("release", unit.name) / "mean.ipynb", as_version=4)

    ours = nbformat.read(release(course, unit).folder / "mean.ipynb", as_version=4)

    assert theirs.cells == ours.cells


@pytest.mark.parametrize("name", [unit.name for unit in COURSE.units()])
def test_the_committed_release_is_what_release_makes(name):
    """release/ is what students get: byte for byte what comes of source/."""
    with made(COURSE, COURSE.unit(name)) as fresh:
        expected = contents(fresh)

    assert expected == contents(COURSE.folder("release", name)), f"run `proctor release {name}` and commit release/"
