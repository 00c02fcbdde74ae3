"""From a wrong answer to the page that the student reads: which mistake it is, or that it is an earlier one's."""

from dataclasses import replace
from html import unescape

import nbformat
import pytest
from classes import WRONG, grade, marks, submit

from proctor.course import records
from proctor.course.answers import VariantsUnreadable, answers_of
from proctor.course.check.naming import figures, finding
from proctor.course.errors import ConfigurationError
from proctor.course.feedback import write_feedback
from proctor.course.layout import Course
from proctor.course.release import release

pytestmark = pytest.mark.usefixtures("one_engine")

NAMED = "This is what one gets when one mean of all entries is taken away, not one for each column: section 1."
FOLLOWS = "Right, given your section 1: this check holds once a right solution stands there."
SPREAD = "def spread(X):\n    return np.sqrt(np.mean(centre(X) ** 2, axis=0))\n"
SPREAD_VALUES = """# Checks: the spread of two columns.
### BEGIN HIDDEN TESTS
_got = np.asarray(spread(np.array([[10.0, 3.0], [14.0, 9.0]])), float)
assert np.allclose(_got, [2.0, 3.0]), "The spread is off. Reread section 1."
### END HIDDEN TESTS
"""


@pytest.fixture
def two_exercises(course, unit, edit, gradebook) -> Course:
    """A released unit whose second exercise calls the first."""

    def add(cells, notebook):
        flags = {"schema_version": 3, "task": False, "locked": False}
        solution = nbformat.v4.new_code_cell(
            SPREAD.replace("    return", "    ### BEGIN SOLUTION\n    return") + "    ### END SOLUTION",
            metadata={"nbgrader": {**flags, "grade": False, "solution": True, "grade_id": "spread"}},
        )
        test = nbformat.v4.new_code_cell(
            SPREAD_VALUES,
            metadata={
                "nbgrader": {**flags, "grade": True, "solution": False, "locked": True, "points": 4}
                | {"grade_id": "spread-values"}
            },
        )
        place = notebook.cells.index(cells["centre-purity"]) + 1
        notebook.cells[place:place] = [solution, test]

    edit(unit.notebook, add)
    release(course, unit)
    return course


def page_of(course: Course, student: str) -> str:
    """The text of a student's feedback page."""
    assert write_feedback(course, "01-mean", student) is None
    return unescape((course.folder("feedback", "01-mean", student) / "mean.html").read_text(encoding="utf-8"))


def test_the_page_says_what_the_mistake_was(two_exercises):
    """The record keeps the sentence by grade cell, and the page shows it with a link to the section."""
    submit(two_exercises, "ada", centre=WRONG)
    grade(two_exercises)

    record = records.load(two_exercises, "01-mean", "ada")
    assert [NAMED] == record.notes["centre-values"]
    assert NAMED.replace("section 1", '<a href="#section-1">section 1</a>') in page_of(two_exercises, "ada")


def test_the_page_says_that_a_later_exercise_is_right(two_exercises):
    """By default the sentence is all: the marks are those of plain nbgrader."""
    submit(two_exercises, "ada", centre=WRONG)
    done = grade(two_exercises)

    assert [FOLLOWS] == done["ada"].record.notes["spread-values"]
    assert (0.0, None, False) == marks(two_exercises)["ada"]["spread-values"]
    assert FOLLOWS.replace("section 1", '<a href="#section-1">section 1</a>') in page_of(two_exercises, "ada")


@pytest.mark.parametrize("setting", ["0.5", "{'01-mean': 0.5}"])
def test_a_course_may_give_points_for_what_follows(two_exercises, setting):
    """The share that the configuration grants, for all units or for this one, is the automatic mark."""
    path = two_exercises.root / "nbgrader_config.py"
    path.write_text(path.read_text() + f"\nc.Proctor.follow_through = {setting}\n")
    course = Course.find(two_exercises.root)
    submit(course, "ada", centre=WRONG)
    submit(course, "ben", centre=WRONG, spread="def spread(X):\n    return centre(X)")

    done = grade(course)

    assert 2.0 == marks(course)["ada"]["spread-values"][0]
    assert 2.0 == done["ada"].record.scores["spread-values"]
    assert 0.0 == marks(course)["ben"]["spread-values"][0]


def test_nothing_is_said_of_work_that_is_right(two_exercises):
    """Full marks bring no notes."""
    submit(two_exercises, "ada")

    assert {} == grade(two_exercises)["ada"].record.notes


@pytest.mark.parametrize("share", ["2", "'all'", "True"])
def test_a_share_that_is_none_is_refused(course, unit, share):
    """One line says what was expected."""
    path = course.root / "nbgrader_config.py"
    path.write_text(path.read_text() + f"\nc.Proctor.follow_through = {share}\n")

    with pytest.raises(ConfigurationError, match="expected a number from 0 to 1"):
        answers_of(Course.find(course.root), unit, unit.notebook)


def test_variants_that_do_not_run_are_named(course, unit):
    """A mistake in the file of variants is one line, before anything is graded."""
    course.variants("01-mean").write_text("def (")

    with pytest.raises(VariantsUnreadable, match=r"variants/01_mean\.py: SyntaxError"):
        answers_of(course, unit, unit.notebook)


def test_known_mistakes_are_named_as_themselves(course, unit):
    """Every mistake that the scaffold lists and that tells itself by numbers is named, and none is called another."""
    found = figures(course, unit)

    assert 0 == found.misnamed
    assert found.named + found.ambiguous + found.silent == found.checks
    assert found.named >= 0.8 * found.checks
    assert "PASS" == finding(found).level
    assert "CAUTION" == finding(replace(found, misnamed=found.checks)).level
