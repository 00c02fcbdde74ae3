"""Zips of Canvas and Moodle become submissions: the right student's, the newest, whole, and nothing else."""

from pathlib import Path

import pytest
from classes import files, grade
from lms_zips import GRADEBOOK, WORKSHEET, altered, zipped

from proctor.course.classroom import fill, reference, released_notebook
from proctor.course.lms.archive import UnreadableArchive
from proctor.course.lms.collect import collect
from proctor.course.lms.roster import AmbiguousRoster, Roster, read_roster
from proctor.course.lms.table import UnreadableTable
from proctor.course.release import release

NOTEBOOK = b'{"cells": []}'


@pytest.fixture
def imported(course, unit, tmp_path):
    """A function that collects these members, and returns what came of it."""

    def run(members, platform="canvas", roster=None):
        archive = zipped(tmp_path / "submissions.zip", members)
        return collect(course, unit, archive, platform, roster or Roster())

    return run


@pytest.fixture
def submitted(course):
    """A function that tells what lies under submitted/: relative path to content."""
    root = course.root / "submitted"
    return lambda: {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


@pytest.fixture
def gradebook_csv(tmp_path) -> Path:
    path = tmp_path / "gradebook.csv"
    path.write_bytes(GRADEBOOK.format(points="4.00").encode())
    return path


@pytest.fixture
def worksheet(tmp_path) -> Path:
    path = tmp_path / "worksheet.csv"
    path.write_bytes(WORKSHEET.format(points="4.00").encode())
    return path


def test_canvas_names_become_students_and_files(imported, submitted, gradebook_csv):
    """User ids are looked up in Canvas's gradebook; the suffix of a resubmission is taken off the notebook."""
    done = imported(
        {
            "lovelaceada_101_9001_mean.ipynb": NOTEBOOK,
            "lovelaceada_101_9002_data.csv": b"1,2\n",
            "noetheremmy_102_9003_mean-1.ipynb": NOTEBOOK,
        },
        roster=read_roster(gradebook_csv),
    )
    assert ([], ["ada", "emmy"]) == (done.problems, done.new)
    assert {
        "ada/01-mean/data.csv": b"1,2\n",
        "ada/01-mean/mean.ipynb": NOTEBOOK,
        "emmy/01-mean/mean.ipynb": NOTEBOOK,
    } == submitted()


@pytest.mark.parametrize(
    "pattern",
    [
        "{name}_{number}_assignsubmission_file_/mean.ipynb",
        "{name}_{number}_assignsubmission_file/mean.ipynb",
        "{name}_{number}_assignsubmission_file_mean.ipynb",
    ],
)
def test_moodles_folders_and_flat_names_become_students(imported, submitted, worksheet, pattern):
    """All three forms that versions of Moodle write; the time comes from the worksheet, in nbgrader's form."""
    done = imported(
        {pattern.format(name="Ada Lovelace", number=901): NOTEBOOK}, "moodle", roster=read_roster(worksheet)
    )
    assert [] == done.problems
    assert {
        "ada@example.org/01-mean/mean.ipynb": NOTEBOOK,
        "ada@example.org/01-mean/timestamp.txt": b"2026-03-06 22:15:00 UTC",
    } == submitted()


def test_moodles_times_are_in_the_courses_time_zone(course, imported, submitted, worksheet):
    """nbgrader's Exchange.timezone says in which zone the worksheet's times are."""
    course.config.Exchange.timezone = "Europe/Berlin"
    imported({"A_901_assignsubmission_file_/mean.ipynb": NOTEBOOK}, "moodle", roster=read_roster(worksheet))
    assert b"2026-03-06 21:15:00 UTC" == submitted()["ada@example.org/01-mean/timestamp.txt"]


def test_moodles_subfolders_are_kept(imported, submitted):
    """Data in folders stays in folders."""
    imported(
        {
            "A_1_assignsubmission_file_/mean.ipynb": NOTEBOOK,
            "A_1_assignsubmission_file_/data/x.csv": b"1",
            "A_1_assignsubmission_file_/.ipynb_checkpoints/mean-checkpoint.ipynb": b"old",
        },
        "moodle",
    )
    assert ["1/01-mean/data/x.csv", "1/01-mean/mean.ipynb"] == list(submitted())


def test_names_in_other_writings_are_read(course, unit, submitted, tmp_path):
    """Canvas does not mark its names as UTF-8; they are read all the same."""
    path = zipped(tmp_path / "x.zip", {"abcd_1_2_mean.ipynb": NOTEBOOK, "abcd_1_3_abcd.csv": b""})
    path.write_bytes(altered(path.read_bytes(), b"abcd", "\u0644\u0648".encode()))
    done = collect(course, unit, path, "canvas", Roster())
    assert ([], {"1/01-mean/mean.ipynb", "1/01-mean/\u0644\u0648.csv"}) == (done.problems, set(submitted()))


def test_without_a_roster_the_platforms_id_is_the_students(imported, submitted):
    """What Canvas calls the user is the folder's name."""
    imported({"lovelaceada_101_9001_mean.ipynb": NOTEBOOK})
    assert ["101/01-mean/mean.ipynb"] == list(submitted())


def test_a_roster_of_ones_own_is_a_roster(imported, submitted, tmp_path):
    """A table of lms_id and student_id, in any order."""
    table = tmp_path / "roster.csv"
    table.write_text("student_id;lms_id\nada.l;101\n", encoding="utf-8")
    imported({"lovelaceada_101_9001_mean.ipynb": NOTEBOOK}, roster=read_roster(table))
    assert ["ada.l/01-mean/mean.ipynb"] == list(submitted())


def test_who_is_not_in_the_roster_is_named_once(imported, submitted, gradebook_csv):
    """All files of an unknown user make one line; the others are imported."""
    done = imported(
        {
            "who_777_1_mean.ipynb": NOTEBOOK,
            "who_777_2_data.csv": b"",
            "lovelaceada_101_9001_mean.ipynb": NOTEBOOK,
        },
        roster=read_roster(gradebook_csv),
    )
    assert ["ada/01-mean/mean.ipynb"] == list(submitted())
    (line,) = done.problems
    assert "gradebook.csv does not know 777" in line


@pytest.mark.parametrize(
    "name", ["doe_12_34_101_103_mean.ipynb", "doe_101_103_12_mean.ipynb", "x_101_LATE_12_34_101_9_mean.ipynb"]
)
def test_nobody_hands_in_for_another(imported, submitted, name):
    """A name that can be read as two students' is nobody's, with a roster that knows both and without any."""
    for roster in (Roster(), Roster("roster", {"12": "mallory", "101": "ada", "103": "alan"})):
        done = imported({name: NOTEBOOK}, roster=roster)
        assert {} == submitted()
        assert 1 == len(done.problems)


def test_a_number_in_a_files_name_is_no_other_student(imported, submitted):
    """With a roster, digits that are nobody's id leave no doubt."""
    imported(
        {"doe_12_34_2026_05_x.csv": b"1", "doe_12_35_mean.ipynb": NOTEBOOK}, roster=Roster("roster", {"12": "doe"})
    )
    assert ["doe/01-mean/2026_05_x.csv", "doe/01-mean/mean.ipynb"] == list(submitted())


def test_the_newest_upload_wins(imported, submitted):
    """Of several attempts on Canvas the highest upload number stands, whatever the order in the zip."""
    done = imported(
        {
            "doe_12_300_mean-2.ipynb": b"third",
            "doe_12_100_mean.ipynb": b"first",
            "doe_12_200_mean-1.ipynb": b"second",
        }
    )
    assert ([], {"12/01-mean/mean.ipynb": b"third"}) == (done.problems, submitted())


def test_where_nothing_tells_the_newest_the_right_name_stands_and_the_other_is_named(imported, submitted):
    """Moodle numbers no uploads: mean.ipynb is graded, and a person hears of mean (1).ipynb."""
    done = imported(
        {
            "D_12_assignsubmission_file_/mean (1).ipynb": b"copy",
            "D_12_assignsubmission_file_/mean.ipynb": b"named right",
        },
        "moodle",
    )
    assert {"12/01-mean/mean.ipynb": b"named right"} == submitted()
    assert ["12: 'mean (1).ipynb' was left out: 'mean.ipynb' has its place"] == done.problems


def test_without_the_notebook_nothing_is_imported(imported, submitted):
    """A submission that cannot be graded does not replace one that can."""
    imported({"doe_12_1_mean.ipynb": NOTEBOOK})
    done = imported({"doe_12_2_homework.ipynb": b"mine"})
    assert {"12/01-mean/mean.ipynb": NOTEBOOK} == submitted()
    assert "12: no mean.ipynb among 1 files, so nothing was imported; ask for it" == done.problems[0]


def test_a_second_import_changes_nothing_and_a_newer_submission_replaces(imported, course):
    """Unchanged folders are not even written anew; a newer submission leaves nothing of the older one."""
    first = {"doe_12_1_mean.ipynb": NOTEBOOK, "doe_12_2_old.csv": b"1", "roe_13_3_mean.ipynb": NOTEBOOK}
    imported(first)
    folder = course.root / "submitted" / "13" / "01-mean"
    before = folder.stat().st_ino, folder.stat().st_mtime_ns
    assert (["12", "13"], []) == ((done := imported(first)).unchanged, done.new)
    done = imported({"doe_12_5_mean.ipynb": b"better", "roe_13_3_mean.ipynb": NOTEBOOK})
    assert (["12"], ["13"]) == (done.replaced, done.unchanged)
    assert {"mean.ipynb"} == set(files(course.root / "submitted" / "12" / "01-mean"))
    assert before == (folder.stat().st_ino, folder.stat().st_mtime_ns)


def test_an_older_submission_does_not_replace_a_newer_one(imported, submitted, worksheet):
    """Where both times are known, the later one stays, and a person hears of it."""
    roster = read_roster(worksheet)
    imported({"A_901_assignsubmission_file_/mean.ipynb": b"new"}, "moodle", roster=roster)
    older = Roster(roster.name, roster.students, {"901": "Friday, 6 March 2026, 10:14 PM"})
    done = imported({"A_901_assignsubmission_file_/mean.ipynb": b"old"}, "moodle", roster=older)
    assert b"new" == submitted()["ada@example.org/01-mean/mean.ipynb"]
    assert "what is there was handed in later" in done.problems[0]


def test_a_late_submission_without_a_time_is_named_until_a_person_writes_the_time(imported, submitted, course):
    """Canvas says late and not when; the time that a person writes stays as long as the work does."""
    late = {"doe_LATE_12_1_mean.ipynb": NOTEBOOK}
    (line,) = imported(late).problems
    assert "late, says the platform, and not when; write it into submitted/12/01-mean/timestamp.txt" in line
    (course.root / "submitted" / "12" / "01-mean" / "timestamp.txt").write_text("2026-03-06 22:15:00 UTC")
    done = imported(late)
    assert ([], ["12"]) == (done.problems, done.unchanged)
    assert "12/01-mean/timestamp.txt" in submitted()


def test_students_do_not_say_when_they_handed_in(imported, submitted):
    """An uploaded timestamp.txt, however it is written, is left out and named."""
    done = imported({"doe_12_1_mean.ipynb": NOTEBOOK, "doe_12_2_TimeStamp.txt": b"2000-01-01"})
    assert ["12/01-mean/mean.ipynb"] == list(submitted())
    assert "only the course says when it was handed in" in done.problems[0]


def test_a_time_that_cannot_be_read_is_named(imported, submitted, worksheet):
    """A worksheet in another language makes nobody punctual by mistake."""
    roster = Roster("worksheet", {"901": "ada"}, {"901": "Freitag, 6. M\u00e4rz 2026, 22:15"})
    done = imported({"A_901_assignsubmission_file_/mean.ipynb": NOTEBOOK}, "moodle", roster=roster)
    assert {} == submitted()
    assert "download the worksheet with Moodle in English" in done.problems[0]


def test_a_course_without_the_archive_says_so(course, unit, tmp_path):
    """A missing file, and one that is no zip, are one line each."""
    (tmp_path / "page.zip").write_text("<html>please log in</html>")
    for name in ("none.zip", "page.zip"):
        with pytest.raises(UnreadableArchive) as raised:
            collect(course, unit, tmp_path / name, "canvas", Roster())
        assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "error", "reason"),
    [
        ("lms_id,student_id\n1,ada\n1,emmy\n", AmbiguousRoster, "whom another row names too"),
        ("lms_id,student_id\n1,ada\n2,Ada\n", AmbiguousRoster, "whom another row names too"),
        ("lms_id,student_id\n1,../ada\n", AmbiguousRoster, "expected letters, digits"),
        ("name,mark\nada,1\n", UnreadableTable, "got name, mark"),
        ("hello\n", UnreadableTable, "is no table"),
        ('lms_id,student_id\n"1,ada\n', UnreadableTable, "row 2 is no CSV"),
    ],
)
def test_a_roster_that_cannot_be_right_is_refused(tmp_path, text, error, reason):
    """Two students in one place, an id that is a path, or another table: one line that says which."""
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=reason):
        read_roster(path)


def test_what_was_graded_and_came_unchanged_is_not_graded_again(course, unit, gradebook, one_engine, imported):
    """Importing the same zip again leaves grading nothing to do; a newer submission is graded."""
    release(course, unit)
    right = fill(released_notebook(course, unit), reference(unit))
    members = {"doe_12_1_mean.ipynb": right, "roe_13_2_mean.ipynb": right}
    imported(members)
    assert all(outcome.was_graded for outcome in grade(course).values())
    imported({**members, "roe_13_7_mean.ipynb": right + b"\n"})
    assert {"12": False, "13": True} == {student: outcome.was_graded for student, outcome in grade(course).items()}
