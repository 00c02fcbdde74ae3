"""Check of what students would get."""

from collections.abc import Iterator

from proctor.course.check.view import Problem, UnitView, caution, fail
from proctor.course.errors import CourseError
from proctor.course.release import ReleaseLeaks, made, shown_on_purpose


def no_leaks(view: UnitView) -> Iterator[Problem]:
    """A release is made, searched and thrown away; what is shown on purpose is named for a person to judge."""
    try:
        with made(view.course, view.unit):
            for shown in shown_on_purpose(view.unit):
                places = ", ".join(shown.places)
                yield caution(f"cell {shown.cell}, line {shown.line} is shown on purpose in {places}: {shown.reason}")
    except ReleaseLeaks as refused:
        yield from (fail(str(leak)) for leak in refused.leaks)
    except CourseError as refused:
        yield fail(str(refused))
