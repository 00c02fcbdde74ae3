"""What a submission may use follows from the configuration, and what bounds nothing is refused."""

import pytest

from proctor.course.errors import ConfigurationError
from proctor.course.layout import Course
from proctor.course.limits import limits_of
from proctor.grading.job import Limits


@pytest.fixture
def configured(course):
    """The course with one more line in its configuration."""

    def add(line: str) -> Course:
        with (course.root / "nbgrader_config.py").open("a") as config:
            config.write(f"\n{line}\n")
        return Course.find(course.root)

    return add


def test_what_is_not_set_is_the_default(course):
    """And nbgrader's own time limit is taken over."""
    timeout = course.config.get("Execute", {}).get("timeout") or Limits().cell_seconds
    assert Limits(cell_seconds=timeout) == limits_of(course)


def test_what_is_set_counts(configured):
    """Before nbgrader's own time limit, too."""
    course = configured("c.Proctor.cell_seconds = 5\nc.Proctor.one_at_a_time = True\nc.Execute.timeout = 70")
    assert (5, True) == (limits_of(course).cell_seconds, limits_of(course).one_at_a_time)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("c.Proctor.memory_mib = '1 GiB'", "memory_mib: expected a positive whole number, got '1 GiB'"),
        ("c.Proctor.memory_mib = 0.5", "memory_mib: expected a positive whole number, got 0.5"),
        ("c.Proctor.cell_seconds = 0", "cell_seconds: expected a positive number, got 0"),
        ("c.Proctor.one_at_a_time = 1", "one_at_a_time: expected True or False, got 1"),
        ("c.Proctor.memory = 512", "memory: expected one of cell_seconds, follow_through, memory_mib"),
    ],
)
def test_a_line_that_bounds_nothing_is_refused(configured, line, expected):
    """One line says what was expected, and where to mend it."""
    with pytest.raises(ConfigurationError, match=rf"^c\.Proctor\.{expected}") as refused:
        limits_of(configured(line))
    assert "nbgrader_config.py" in str(refused.value)
