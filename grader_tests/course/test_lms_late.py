"""Late penalties follow the due date and the extension as they stand, and never touch what a person entered."""

from datetime import timedelta

import pytest
from classes import grade, marks, submit
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI

from proctor.cli import main
from proctor.course.export import marks_of
from proctor.course.gradebook import GradebookUnusable, GradebookWriter
from proctor.course.release import release

UNIT = "01-mean"
DUE = "2026-03-06 12:00:00"
HANDED_IN = "2026-03-07 12:00:00 UTC"
"""A day late."""


@pytest.fixture
def late(course, unit, gradebook, one_engine):
    """A course that takes all points of late work, with one late submission, graded, and a mark that a person set."""
    course.config.LateSubmissionPlugin.penalty_method = "zero"
    release(course, unit)
    move_due_date(course, DUE)
    (submit(course, "ada") / "timestamp.txt").write_text(HANDED_IN)
    grade(course)
    with Gradebook(course.db_url, course.nbgrader.course_id) as opened:
        (notebook,) = opened.find_submission(UNIT, "ada").notebooks
        written = next(one for one in notebook.grades if one.needs_manual_grade)
        written.manual_score, written.extra_credit = 1.0, 0.5
        written.needs_manual_grade = False
        opened.find_comment(written.name, notebook.name, UNIT, "ada").manual_comment = "well put"
        opened.db.commit()
    grade(course, force=True)
    return course


def move_due_date(course, date: str | None) -> None:
    with Gradebook(course.db_url, course.nbgrader.course_id) as opened:
        opened.update_or_create_assignment(UNIT, duedate=date)


def penalty(course) -> float:
    with Gradebook(course.db_url, course.nbgrader.course_id) as opened:
        return opened.find_submission(UNIT, "ada").late_submission_penalty


def score(course) -> float:
    with Gradebook(course.db_url, course.nbgrader.course_id) as opened:
        return opened.find_submission(UNIT, "ada").score


def entered(course) -> list[tuple]:
    """All that a person entered."""
    with Gradebook(course.db_url, course.nbgrader.course_id) as opened:
        (notebook,) = opened.find_submission(UNIT, "ada").notebooks
        grades = [(one.name, one.manual_score, one.extra_credit) for one in notebook.grades]
        return sorted(grades) + sorted((one.name, one.manual_comment) for one in notebook.comments)


def test_late_work_gets_the_penalty_and_the_exported_mark_shows_it(late):
    """The configured penalty takes all points; the exported mark is 0."""
    assert score(late) == penalty(late) > 0
    assert 0.0 == marks_of(late, UNIT)[0]["ada"].score


def test_an_extension_takes_the_penalty_away_on_a_regrade_and_its_end_brings_it_back(late):
    """nbgrader's own grant_extension, then a regrade; removed, then a regrade. What a person entered stays."""
    before, full = entered(late), penalty(late)
    for days, expected in ((2, 0.0), (0, full), (1, 0.0), (0.5, full)):
        with Gradebook(late.db_url, late.nbgrader.course_id) as opened:
            opened.grant_extension(UNIT, "ada", days=days)
        grade(late, force=True)
        assert expected == penalty(late), days
        assert before == entered(late)
    assert 0.0 == marks_of(late, UNIT)[0]["ada"].score


def test_a_due_date_that_moves_is_followed_on_a_regrade(late):
    """Later, earlier, and none at all."""
    full = penalty(late)
    for date, expected in (("2026-03-08 12:00:00", 0.0), (DUE, full), (None, 0.0), (DUE, full)):
        move_due_date(late, date)
        grade(late, force=True)
        assert expected == penalty(late), date


def test_a_submission_that_says_no_time_any_more_is_not_late(late):
    """Where a newer submission, or a person, took timestamp.txt away, the old time does not count."""
    (late.root / "submitted" / "ada" / UNIT / "timestamp.txt").unlink()
    grade(late)
    assert 0.0 == penalty(late)


def test_an_extension_without_a_due_date_does_not_stop_grading(late):
    """nbgrader fails to add an extension to no date; here there is nothing to be late for."""
    with Gradebook(late.db_url, late.nbgrader.course_id) as opened:
        opened.grant_extension(UNIT, "ada", days=2)
    move_due_date(late, None)
    assert grade(late, force=True)["ada"].record.problem is None
    assert 0.0 == penalty(late)


def test_proctor_extend_takes_effect_at_once(late, capsys):
    """Without a regrade the penalty is what it would be after one; marks stay, and 0 takes the extension back."""
    before, scores, full = entered(late), marks(late), penalty(late)

    def extend(*arguments) -> str:
        with pytest.raises(SystemExit) as left:
            main(["--course", str(late.root), "extend", UNIT, "ada", *arguments])
        return f"{left.value.code} {capsys.readouterr().out}"

    late.root.joinpath("nbgrader_config.py").open("a").write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    assert "0 ada has 2 days and 0 hours more for 01-mean; the late penalty is 0 points\n" == extend("--days", "2")
    assert (0.0, before, scores) == (penalty(late), entered(late), marks(late))
    assert f"0 ada has no extension for 01-mean; the late penalty is {full:g} points\n" == extend()
    assert (full, before, scores) == (penalty(late), entered(late), marks(late))


def test_an_extension_may_come_before_the_submission(late):
    """It waits in the gradebook, shows in none of nbgrader's lists, and counts when the work comes."""
    with GradebookWriter(late, UNIT) as gradebook:
        assert 0.0 == gradebook.extend("emmy", timedelta(days=2))
    listed = NbGraderAPI(late.nbgrader, config=late.config).get_submissions(UNIT)
    assert ["ada"] == [submission["student"] for submission in listed]
    (submit(late, "emmy") / "timestamp.txt").write_text(HANDED_IN)
    grade(late)
    given = marks_of(late, UNIT)[0]
    assert (0.0, True) == (given["ada"].score, given["emmy"].score > 0)


def test_what_cannot_be_extended_is_one_line_and_changes_nothing(late):
    """No due date, or an id that is none."""
    with GradebookWriter(late, UNIT) as gradebook, pytest.raises(GradebookUnusable, match="cannot be a student id"):
        gradebook.extend("../ada", timedelta(days=1))
    move_due_date(late, None)
    with GradebookWriter(late, UNIT) as gradebook, pytest.raises(GradebookUnusable, match="has no due date"):
        gradebook.extend("emmy", timedelta(days=1))
    with Gradebook(late.db_url, late.nbgrader.course_id) as opened:
        assert ["ada"] == [student.id for student in opened.students]
