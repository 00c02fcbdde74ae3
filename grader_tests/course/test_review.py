"""Review: who reads what, second marks that stay blind, the same words with the same mark, and what assistants see."""

import csv
from collections import Counter
from datetime import datetime

import nbformat
import pytest
from nbgrader.api import Gradebook

from proctor.cli import main
from proctor.course import records
from proctor.course.gradebook import GradebookWriter, NotebookMarks
from proctor.course.notebooks import grade_id
from proctor.course.records import Record
from proctor.course.report.outline import outline
from proctor.course.report.person import gradebook_marks
from proctor.course.review import answers
from proctor.course.review.exhibits import Exhibit, exhibits, mark_schemes
from proctor.course.review.formgrader import ReviewView
from proctor.course.review.plan import assign, load_plan, readers
from proctor.course.review.queue import queue
from proctor.course.review.same import copy_marks
from proctor.course.review.second import HEAD, SheetWrong, asked_of, enter
from proctor.course.review.sheet import write_sheet
from proctor.course.review.twice import marked_twice
from proctor.course.skeletons import register
from proctor.grading.job import Incident

ANSWER = "centre-keeps"
CLASS = ("ada", "ben", "cleo")
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
HOSTILE = "</code><script>x</script> $\\href{javascript:x}{y}$ ![a](b) **c**"


@pytest.fixture
def hand_over(course, unit, gradebook):
    """Leave behind what grading leaves of a submission with this answer."""
    register(course, unit)

    def leave(student: str, answer: str, *, day: int = 1, incidents=(), flagged: bool = False) -> None:
        scores = {item.key: None if item.by_person else item.max_points for item in outline(unit).items}
        records.save(course, Record(student, unit.name, scores=scores, incidents=tuple(incidents)))
        with GradebookWriter(course, unit.name) as writer:
            handed_in = f"2026-03-{day:02} 12:00:00 UTC"
            writer.store(student, {"mean": NotebookMarks(scores, flagged=flagged)}, handed_in)
        notebook = nbformat.read(unit.notebook, as_version=4)
        for cell in notebook.cells:
            if cell.id == ANSWER:
                cell.source = answer
        folder = course.folder("autograded", unit.name, student)
        folder.mkdir(parents=True)
        (folder / "mean.ipynb").write_text(nbformat.writes(notebook))

    return leave


def mark(course, unit, student: str, points: float, comment: str | None = None) -> None:
    """What the formgrader stores when an assistant marks."""
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        grade = gradebook.find_grade(ANSWER, "mean", unit.name, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment(ANSWER, "mean", unit.name, student).manual_comment = comment
        gradebook.db.commit()


def marks(course, unit) -> dict:
    """Student → points and comment of the written answer."""
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        found = {}
        for row in gradebook.find_assignment(unit.name).submissions:
            place = (ANSWER, "mean", unit.name, row.student_id)
            comment = gradebook.find_comment(*place).manual_comment
            found[row.student_id] = (gradebook.find_grade(*place).manual_score, comment)
        return found


def fill(path, points: str, comment: str = "") -> None:
    """Fill in every line of a second reader's table."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, HEAD)
        writer.writeheader()
        writer.writerows({**row, "points": points, "comment": comment} for row in rows)


def test_the_split_is_fair_and_a_newcomer_moves_nothing_between_the_others():
    """A thousand submissions split evenly; whoever joins takes from each, and second readers are others."""
    students = [f"s{n}" for n in range(1000)]
    before = {who: readers("05-relu", who, CLASS, 0.1) for who in students}
    after = {who: readers("05-relu", who, (*CLASS, "dora"), 0.1) for who in students}
    assert all(280 < count < 390 for count in Counter(found.first for found in before.values()).values())
    assert {"dora"} == {after[who].first for who in students if after[who].first != before[who].first}
    twice = [found for found in before.values() if found.second]
    assert 70 < len(twice) < 130
    assert all(found.first != found.second for found in twice)
    assert before == {who: readers("05-relu", who, CLASS[::-1], 0.1) for who in students}


def test_who_reads_what_is_remembered(course, unit):
    """A later call with other assistants keeps what was said, and splits only what is new."""
    first = assign(course, unit.name, ["ann", "bob"], ("ada",), 0.0)
    both = assign(course, unit.name, ["ann", "bob", "cho"], ("zoe",), 0.0)
    assert ("ada", "ada", "zoe") == tuple(both[who].first for who in ("ann", "bob", "cho"))
    assert (first["ann"], both) == (load_plan(course, unit.name)["ann"], load_plan(course, unit.name))


def test_the_queue_is_oldest_first_and_shows_the_same_words_once(course, unit, hand_over):
    """White space and case do not count; the one handed in by the first of them stands for all."""
    hand_over("ann", "Differences  stay.", day=3)
    hand_over("bob", "differences\nSTAY.", day=2)
    hand_over("cho", "Something else.", day=1, incidents=[Incident("centre", "timeout", "slow")], flagged=True)
    found = queue(course, unit)
    assert ["cho", "ann"] == [entry.student for entry in found]
    assert [("incidents: timeout",), ()] == [entry.reasons for entry in found]
    assert [datetime(2026, 3, 1, 12), (ANSWER,)] == [found[0].handed_in, found[0].to_mark]
    mark(course, unit, "ann", 1)
    assert ["cho", "bob"] == [entry.student for entry in queue(course, unit)]


def test_identical_answers_get_identical_marks(course, unit, hand_over):
    """The mark and its comment go to those that wait, and a different answer gets none."""
    for student, answer in {"ann": "It stays.", "bob": "it  stays.", "cho": "It goes."}.items():
        hand_over(student, answer)
    mark(course, unit, "bob", 2, "See section 1.")
    assert (1, ()) == (copy_marks(course, unit).marks, copy_marks(course, unit).unlike)
    given = (2, "See section 1.")
    assert {"ann": given, "bob": given, "cho": (None, None)} == marks(course, unit)


def test_the_same_words_about_another_figure_are_another_answer(course, unit, hand_over, monkeypatch):
    """A figure that differs may deserve another mark, so its alt text is read by a person."""
    for student in ("ann", "bob", "cho"):
        hand_over(student, "A line.")
    pictures = iter(["one", "other", "one"])
    monkeypatch.setattr(answers, "exhibits", lambda cells: [Exhibit(ANSWER, "A line.", False, 2, next(pictures), ())])
    (group,) = answers.same_answers(course, unit, ["ann", "bob", "cho"])
    assert ("ann", "cho") == group.students


def test_a_mark_that_a_person_entered_is_never_changed(course, unit, hand_over):
    """Where the same words have different marks, nothing is copied, and it is said."""
    for student in ("ann", "bob", "cho"):
        hand_over(student, "It stays.")
    mark(course, unit, "ann", 2, "Good.")
    mark(course, unit, "bob", 1)
    before = marks(course, unit)
    done = copy_marks(course, unit)
    assert (0, ("01-mean centre-keeps: the same words have different marks: ann 2, bob 1",)) == (
        done.marks,
        done.unlike,
    )
    assert before == marks(course, unit)


def test_second_marks_are_blind(course, unit, hand_over):
    """Page and table show the answer, and neither the first mark, nor its comment, nor a name."""
    hand_over("student-ann", "An answer in words.")
    plan = assign(course, unit.name, ["student-ann"], ("ada", "ben"), 1.0)
    mark(course, unit, "student-ann", 1.625, "first-comment")
    sheet = write_sheet(course, unit, plan["student-ann"].second)
    page, table = sheet.page.read_text(), sheet.table.read_text()
    assert "An answer in words." in page
    assert [] == [word for word in ("1.625", "first-comment", "student-ann") if word in page + table]
    assert 0 == write_sheet(course, unit, plan["student-ann"].first).answers


def test_second_marks_are_compared_and_stay_as_they_were_given(course, unit, hand_over):
    """Entered marks pair with the gradebook's, which they do not touch; what was given blind is not replaced."""
    for number in range(4):
        hand_over(f"s{number}", f"Answer {number}.")
    plan = assign(course, unit.name, [f"s{number}" for number in range(4)], ("ada", "ben"), 1.0)
    for number in range(4):
        mark(course, unit, f"s{number}", 0)
    for reader in ("ada", "ben"):
        sheet = write_sheet(course, unit, reader)
        if sheet.answers:
            fill(sheet.table, "2")
            assert sheet.answers == enter(course, unit, reader, sheet.table)
            fill(sheet.table, "1")
            assert 0 == enter(course, unit, reader, sheet.table)
    frame = outline(unit)
    found = marked_twice(course, unit.name, frame, gradebook_marks(course, unit.name, frame))
    assert [(f"s{n}", plan[f"s{n}"].first, 0, 2) for n in range(4)] == [
        (pair.student, pair.first_reader, pair.first, pair.second) for pair in found.pairs
    ]
    assert 4 == len(found.far_apart)
    assert {f"s{n}": (0, None) for n in range(4)} == marks(course, unit)


@pytest.mark.parametrize("points", ["99", "-1", "nan", "two"])
def test_a_wrong_line_of_a_table_is_named(course, unit, hand_over, points):
    """Points outside the cell's range enter nothing, and the line is said."""
    hand_over("ann", "An answer.")
    reader = assign(course, unit.name, ["ann"], ("ada", "ben"), 1.0)["ann"].second
    sheet = write_sheet(course, unit, reader)
    fill(sheet.table, points)
    with pytest.raises(SheetWrong, match="line 2: expected points from 0 to"):
        enter(course, unit, reader, sheet.table)
    assert not (course.root / ".proctor" / "review" / unit.name / "second.json").exists()


def test_what_was_left_as_released_is_not_marked_twice(course, unit, hand_over):
    """The machine gave 0 for it: there is nothing to compare."""
    hand_over("ann", "As released.")
    record = records.load(course, unit.name, "ann")
    records.save(course, Record("ann", unit.name, scores={**record.scores, ANSWER: 0.0}))
    reader = assign(course, unit.name, ["ann"], ("ada", "ben"), 1.0)["ann"].second
    assert [] == asked_of(course, unit, reader)


def test_the_formgrader_shows_the_scheme_beside_the_answer_and_what_was_found(course, unit, hand_over, monkeypatch):
    """Scheme first, then the answer as it was; incidents at the head, with nothing in them that a page acts on."""
    hand_over("ann", "My answer.", incidents=[Incident("centre", "blocked", HOSTILE)])
    monkeypatch.chdir(course.root)
    seen = _as_assistants_see(course, unit, "ann", submission_id="x")
    (answer,) = [cell.source for cell in seen.cells if grade_id(cell) == ANSWER]
    scheme = mark_schemes(unit)["mean", ANSWER]
    assert answer.index(scheme) < answer.index("My answer.")
    assert answer.endswith("\n\nMy answer.")
    head = seen.cells[0].source
    assert "blocked in centre: " in head
    assert [] == [sign for sign in ("<script", "$", "\\", "**", "![") if sign in head]


def test_only_the_formgraders_page_gets_it(course, unit, hand_over, monkeypatch):
    """Whatever else is exported stays as it is, and the executed notebook on disk holds no scheme of a student's."""
    hand_over("ann", "My answer.")
    monkeypatch.chdir(course.root)
    path = course.folder("autograded", unit.name, "ann") / "mean.ipynb"
    before = path.read_bytes()
    assert nbformat.read(path, as_version=4) == _as_assistants_see(course, unit, "ann")
    _as_assistants_see(course, unit, "ann", submission_id="x")
    assert before == path.read_bytes()


def test_a_figure_and_its_checks_stand_beside_its_alt_text():
    """The last picture of the section and the checks that failed in it; those of other sections do not."""
    picture = {"output_type": "display_data", "data": {"image/png": PNG}, "metadata": {}}
    error = {"output_type": "error", "ename": "AssertionError", "evalue": "No labels.", "traceback": []}
    flags = {"grade": True, "solution": False, "locked": True, "points": 1, "schema_version": 3}
    test = {**flags, "grade_id": "labels"}
    alt = {**flags, "grade_id": "alt-text", "solution": True, "locked": False}
    cells = [
        ("markdown", "# 1. Draw", {}, []),
        ("code", "draw()", {}, [picture]),
        ("code", "assert", test, [error]),
        ("markdown", "A line.", alt, []),
        ("markdown", "# 2. Say why", {}, []),
        ("markdown", "Because.", {**alt, "grade_id": "why"}, []),
    ]
    made = [
        {"cell_type": t, "id": str(i), "source": s, "metadata": {"nbgrader": f} if f else {}, "outputs": o}
        for i, (t, s, f, o) in enumerate(cells)
    ]
    drawn, said = exhibits(nbformat.from_dict(made))
    assert (PNG, [("labels", "No labels.")]) == (drawn.figure, [(one.cell, one.message) for one in drawn.findings])
    assert (None, ()) == (said.figure, said.findings)


def test_the_commands_go_together(course, unit, hand_over, capsys):
    """From the queue to a second mark by the command line alone."""
    hand_over("ann", "It stays.")
    assert 0 == _run(course, "queue", "--assistants", "ada,ben", "--twice", "1")
    assert "mark centre-keeps" in capsys.readouterr().out
    second = load_plan(course, unit.name)["ann"].second
    assert 0 == _run(course, "second", unit.name, second)
    table = course.root / capsys.readouterr().out.splitlines()[1]
    fill(table, "1")
    assert 0 == _run(course, "second", unit.name, second, "--enter", str(table))
    assert f"second marks of {second} entered: 1" in capsys.readouterr().out
    assert 0 == _run(course, "same")
    assert "01-mean: answers that got the mark of the same words: 0" in capsys.readouterr().out


def _run(course, *arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(["--course", str(course.root), *arguments])
    return done.value.code


def _as_assistants_see(course, unit, student: str, **more):
    path = course.folder("autograded", unit.name, student) / "mean.ipynb"
    asked = {"assignment_id": unit.name, "notebook_id": "mean", "student": student, **more}
    return ReviewView().preprocess(nbformat.read(path, as_version=4), asked)[0]
