"""Marks go into the tables of Canvas and Moodle: the gradebook's numbers, in the right rows, and no other byte."""

import csv
import io

import pytest
from classes import WRONG, grade, submit
from lms_zips import GRADEBOOK, WORKSHEET, zipped
from nbgrader.api import Gradebook

from proctor.cli import main
from proctor.course.classroom import fill, reference, released_notebook
from proctor.course.export import marks_of
from proctor.course.gradebook import GradebookUnusable
from proctor.course.lms.collect import collect
from proctor.course.lms.marks import NoColumn, PointsDiffer, fill_marks
from proctor.course.lms.roster import read_roster
from proctor.course.lms.table import UnreadableTable
from proctor.course.release import release

UNIT = "01-mean"


@pytest.fixture
def graded(course, unit, gradebook, one_engine):
    """Ada is right, Emmy and Alan are half right; Alan's answer has been read, and he has extra credit."""
    release(course, unit)
    submit(course, "ada")
    submit(course, "emmy", centre=WRONG)
    submit(course, "alan", centre=WRONG)
    grade(course)
    with Gradebook(course.db_url, course.nbgrader.course_id) as opened:
        (notebook,) = opened.find_submission(UNIT, "alan").notebooks
        for one in notebook.grades:
            if one.needs_manual_grade:
                one.manual_score, one.needs_manual_grade = 0.5, False
        notebook.grades[0].extra_credit = 0.25
        opened.db.commit()
    return course


@pytest.fixture
def table(tmp_path):
    """A function that writes a table with these points and returns its path."""

    def write(text, points):
        path = tmp_path / "table.csv"
        path.write_bytes(text.format(points=points).encode())
        return path

    return write


def rows(path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def nbgraders(course) -> dict[str, float]:
    """Each student's score as nbgrader's own export computes it."""
    with Gradebook(course.db_url, course.nbgrader.course_id) as opened:
        submissions = opened.find_assignment(UNIT).submissions
        return {row.student_id: max(0.0, row.score - row.late_submission_penalty) for row in submissions}


def test_canvas_gets_its_own_gradebook_back_with_one_column_filled(graded, table):
    """Marks stand in the unit's column; excused students, other columns, quotes, and line ends are as they were."""
    marks, most = marks_of(graded, UNIT)
    path = table(GRADEBOOK, f"{most:.2f}")
    before = path.read_bytes()
    filled = fill_marks(graded, UNIT, path, path)
    after = path.read_bytes()
    assert 2 == filled.written
    expected = before.replace(b'""first""",,2.00', f'""first""",{marks["ada"].score:.10g},2.00'.encode())
    expected = expected.replace(b"alan,A,1.00,", f"alan,A,{marks['alan'].score:.10g},".encode())
    assert expected == after
    assert any("emmy: EX was kept" in line for line in filled.problems)


def test_the_mark_is_what_nbgraders_gradebook_says(graded, table):
    """Manual marks and extra credit count; Alan has both."""
    marks, most = marks_of(graded, UNIT)
    path = table(GRADEBOOK, most)
    fill_marks(graded, UNIT, path, path)
    by_login = {row["SIS Login ID"]: row["01-mean (4711)"] for row in rows(path)}
    assert nbgraders(graded) == {student: mark.score for student, mark in marks.items()}
    assert nbgraders(graded)["alan"] == float(by_login["alan"])
    with Gradebook(graded.db_url, graded.nbgrader.course_id) as opened:
        grades = opened.find_submission(UNIT, "alan").notebooks[0].grades
        parts = [one.auto_score if one.manual_score is None else one.manual_score for one in grades]
    assert sum(parts) + 0.25 == float(by_login["alan"])


def test_a_mark_that_is_not_final_is_named(graded, table):
    """Ada's written answer waits for a person; her mark is written, and the command ends in 1."""
    path = table(GRADEBOOK, marks_of(graded, UNIT)[1])
    filled = fill_marks(graded, UNIT, path, path)
    assert "ada: an answer is still to be marked by a person" in filled.problems
    assert not any(line.startswith("alan") for line in filled.problems)


def test_filling_twice_is_filling_once(graded, table):
    """The second time writes the same bytes."""
    path = table(GRADEBOOK, marks_of(graded, UNIT)[1])
    fill_marks(graded, UNIT, path, path)
    first = path.read_bytes()
    fill_marks(graded, UNIT, path, path)
    assert first == path.read_bytes()


def test_a_unit_goes_to_moodle_and_back(course, unit, gradebook, one_engine, table, tmp_path):
    """From the zip of all submissions through grading to the worksheet, with participants' numbers as the only link."""
    release(course, unit)
    right = fill(released_notebook(course, unit), reference(unit))
    path = table(WORKSHEET, "10.00")
    archive = zipped(
        tmp_path / "all.zip",
        {
            "Ada Lovelace_901_assignsubmission_file_/mean.ipynb": right,
            "Emmy Noether_902_assignsubmission_file_/mean.ipynb": right,
        },
    )
    collect(course, unit, archive, "moodle", read_roster(path))
    grade(course)
    marks, most = marks_of(course, UNIT)
    before = path.read_text()
    filled = fill_marks(course, UNIT, path, path, scale=True)
    score = format(round(marks["ada@example.org"].score * 10 / most, 5), ".10g")
    assert before.replace('grading",,10.00,Yes', f'grading",{score},10.00,Yes') == path.read_text()
    assert 1 == filled.written
    assert any("emmy@example.org: nothing was kept, as the platform locked it" in line for line in filled.problems)


def test_marks_of_students_without_a_row_are_named(graded, table):
    """Nobody's mark gets lost in silence."""
    submit(graded, "grace")
    grade(graded)
    path = table(GRADEBOOK, marks_of(graded, UNIT)[1])
    assert "grace: has a mark, and no row in table.csv" in fill_marks(graded, UNIT, path, path).problems


def test_another_number_of_points_is_refused_unless_scaled(graded, table):
    """A mark of 4 must not arrive as 4 of 100 by mistake."""
    marks, most = marks_of(graded, UNIT)
    path = table(GRADEBOOK, "100")
    before = path.read_bytes()
    with pytest.raises(PointsDiffer, match="counts 100 points"):
        fill_marks(graded, UNIT, path, path)
    assert before == path.read_bytes()
    fill_marks(graded, UNIT, path, path, scale=True)
    by_login = {row["SIS Login ID"]: row["01-mean (4711)"] for row in rows(path)}
    assert round(100 * marks["ada"].score / most, 5) == float(by_login["ada"])


def test_a_column_of_another_name_is_given(graded, table):
    """With --column any assignment can be filled, by title or with Canvas's id; a wrong one is told the right ones."""
    path = table(GRADEBOOK.replace("01-mean (4711)", "Averages (4711)"), marks_of(graded, UNIT)[1])
    with pytest.raises(NoColumn, match=r"expected one column 01-mean \(id\), got Averages \(4711\), Other \(4712\)"):
        fill_marks(graded, UNIT, path, path)
    assert 2 == fill_marks(graded, UNIT, path, path, column="Averages").written
    assert 2 == fill_marks(graded, UNIT, path, path, column="Averages (4711)").written


def test_an_early_extension_is_no_mark(graded, table):
    """Who was given more time and has not handed in keeps an empty field."""
    with Gradebook(graded.db_url, graded.nbgrader.course_id) as opened:
        opened.update_or_create_assignment(UNIT, duedate="2026-03-06 12:00:00")
    with pytest.raises(SystemExit):
        main(["--course", str(graded.root), "extend", UNIT, "grace", "--days", "2"])
    assert "grace" not in marks_of(graded, UNIT)[0]


@pytest.mark.parametrize(
    ("text", "error", "reason"),
    [
        (b"Student,ID,SIS Login ID,Section,01-mean (1)\nAda,101,ada,A,\n", UnreadableTable, "got none"),
        (b"lms_id,student_id\n1,ada\n", UnreadableTable, "is a roster"),
        (b"Student,Mark\nAda,1\n", UnreadableTable, "expected a gradebook of Canvas"),
        (b"Identifier,Grade,Maximum Grade\nParticipant 9,,Scale\n", UnreadableTable, "got Scale"),
        ("Student,ID,Section\nZo\u00eb,1,\n".encode("latin-1"), UnreadableTable, "is not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_filled_is_refused_and_left_alone(course, tmp_path, text, error, reason):
    """One line that says what is missing; the file stays as it was."""
    path = tmp_path / "table.csv"
    path.write_bytes(text)
    with pytest.raises(error, match=reason):
        fill_marks(course, UNIT, path, path)
    assert text == path.read_bytes()


def test_a_unit_that_was_not_graded_has_no_marks(course, unit, gradebook, table):
    """The message says what to run."""
    with pytest.raises(GradebookUnusable, match="run `proctor grade 01-mean` first"):
        fill_marks(course, UNIT, table(GRADEBOOK, 4), table(GRADEBOOK, 4))


def test_the_command_fills_a_table_and_says_where(graded, table, tmp_path, capsys):
    """--to leaves the given table alone; without --into the options of tables are wrong usage."""
    path, target = table(GRADEBOOK, marks_of(graded, UNIT)[1]), tmp_path / "filled.csv"
    before = path.read_bytes()

    def run(*arguments) -> int:
        with pytest.raises(SystemExit) as left:
            main(["--course", str(graded.root), "export", *map(str, arguments)])
        return left.value.code

    assert 1 == run(UNIT, "--into", path, "--to", target)
    assert f"wrote 2 marks to {target}" == capsys.readouterr().out.splitlines()[0]
    assert before == path.read_bytes() != target.read_bytes()
    assert [2, 2] == [run("--into", path), run(UNIT, "--scale")]
