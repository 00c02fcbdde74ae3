"""A course is found by its nbgrader_config.py, and its paths follow from it."""

import pytest

from proctor.course.errors import ConfigurationError, CourseNotFound, UnitLayoutError, UnknownUnit
from proctor.course.layout import Course
from proctor.course.new import BadUnitName, UnitExists, new


def test_a_folder_without_configuration_is_no_course(tmp_path):
    """The message says what was expected, and what to do."""
    with pytest.raises(CourseNotFound, match=r"expected a file nbgrader_config.py; .* --course DIR"):
        Course.find(tmp_path)


def test_paths_are_those_of_nbgrader(course):
    """Folders and gradebook are where nbgrader itself looks for them."""
    for step in ("source", "release", "submitted", "autograded", "feedback"):
        expected = course.nbgrader.format_path(step, "ann", "01-mean")
        assert expected == str(course.folder(step, "01-mean", "ann"))
    assert course.nbgrader.db_url == course.db_url


def test_paths_follow_the_configuration(course):
    """Renamed folders and another gradebook are honoured, as nbgrader honours them."""
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('c.CourseDirectory.submitted_directory = "inbox"\nc.CourseDirectory.db_url = "sqlite:///g.db"\n')
    configured = Course.find(course.root)

    assert course.root / "inbox" / "ann" / "01-mean" == configured.folder("submitted", "01-mean", "ann")
    assert f"sqlite:///{course.root / 'g.db'}" == configured.db_url


def test_a_broken_configuration_is_told_in_one_line(course):
    """Whatever the file raises becomes one message."""
    (course.root / "nbgrader_config.py").write_text("1/0")

    with pytest.raises(
        ConfigurationError, match=r"cannot read nbgrader_config.py: ZeroDivisionError: division by zero"
    ):
        _ = Course.find(course.root).config


def test_units_come_in_order_and_by_name(course):
    """All units without names, the named ones with; hidden folders are none."""
    new(course, "00-before")
    (course.root / "source" / ".cache").mkdir()

    assert ["00-before", "01-mean"] == [unit.name for unit in course.units()]
    assert ["01-mean", "00-before"] == [unit.name for unit in course.units(("01-mean", "00-before"))]
    with pytest.raises(UnknownUnit, match="expected one of 00-before, 01-mean"):
        course.unit("02-none")


def test_a_unit_has_one_notebook(unit):
    """Two notebooks are an error that names both."""
    (unit.folder / "copy.ipynb").write_text("{}")

    with pytest.raises(UnitLayoutError, match=r"got copy.ipynb, mean.ipynb; keep mean.ipynb"):
        _ = unit.notebook


def test_a_new_unit_overwrites_nothing(course):
    """If any of its files is there, none is made."""
    course.variants("02-next").write_text("mine")

    with pytest.raises(UnitExists, match=r"grader_tests/variants/02_next.py is there already"):
        new(course, "02-next")

    assert not course.folder("source", "02-next").exists()
    assert "mine" == course.variants("02-next").read_text()


@pytest.mark.parametrize("name", ["mean", "1-mean", "01-Mean", "01_mean", "01-", "../01-mean", "01-a/b"])
def test_a_unit_is_called_by_number_and_name(course, name):
    """Other names are refused, with an example of a right one."""
    with pytest.raises(BadUnitName, match="like 25-new-topic"):
        new(course, name)
