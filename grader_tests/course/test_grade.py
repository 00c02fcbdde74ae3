"""Grading a class: right marks, nothing lost, nothing done twice, and one bad file costs nobody else anything."""

import json
import os
import shutil

import pytest
from classes import WRONG, files, grade, marks, state, submit
from nbgrader.api import Gradebook

from proctor.course import executed, records
from proctor.course.errors import CourseError
from proctor.course.grading_run import Changes, GradingRun, NothingSubmitted, changed_cells
from proctor.course.lock import CourseBusy, grading_lock
from proctor.course.release import release


@pytest.fixture
def released_course(course, unit, gradebook, one_engine):
    release(course, unit)
    return course


def test_the_reference_earns_all_and_the_release_nothing(released_course, unit):
    """What the instructor would hand in gets every point; what students were given gets none."""
    submit(released_course, "right")
    submit(
        released_course, "untouched", released_course.folder("release", unit.name).joinpath("mean.ipynb").read_bytes()
    )
    done = grade(released_course)
    right, untouched = done["right"].record, done["untouched"].record
    assert right.auto_max == right.score > 0
    assert 0 == untouched.score
    assert all(score == 0 for score in untouched.scores.values())


def test_a_wrong_solution_loses_its_cell_and_no_other(released_course):
    """Marks are cell by cell, in the gradebook as in the record."""
    submit(released_course, "wrong", centre=WRONG)
    record = grade(released_course)["wrong"].record
    lost = {name for name, most in record.max_scores.items() if record.scores[name] < most}
    assert {"centre-values"} == lost
    assert 0 == marks(released_course)["wrong"]["centre-values"][0]


BAD = {
    "empty-folder": (lambda folder: (folder / "mean.ipynb").unlink(), "no notebook: expected mean.ipynb"),
    "not-json": (lambda folder: (folder / "mean.ipynb").write_text("I did it, honest"), "not a notebook"),
    "not-an-object": (lambda folder: (folder / "mean.ipynb").write_text("[1, 2]"), "expected a JSON object"),
    "no-cells": (lambda folder: (folder / "mean.ipynb").write_text("{}"), "expected a list of cells"),
    "other-name": (lambda folder: (folder / "mean.ipynb").rename(folder / "mean (1).ipynb"), "expected mean.ipynb"),
    "a-folder": (lambda folder: ((folder / "mean.ipynb").unlink(), (folder / "mean.ipynb").mkdir()), "is not a file"),
    "a-pipe": (lambda folder: ((folder / "mean.ipynb").unlink(), os.mkfifo(folder / "mean.ipynb")), "is not a file"),
    "link": (
        lambda folder: ((folder / "mean.ipynb").unlink(), (folder / "mean.ipynb").symlink_to("/etc/hostname")),
        "is a link",
    ),
    "too-large": (lambda folder: os.truncate(folder / "mean.ipynb", 101 << 20), "101 MiB, expected at most 100"),
    "deep": (lambda folder: (folder / "mean.ipynb").write_text("[" * 200_000), "not a notebook"),
}


def test_bad_files_get_one_line_each_and_cost_nobody_else_anything(released_course):
    """Every unreadable submission is named with its reason; the honest ones around them keep their marks."""
    submit(released_course, "aaa-honest")
    for student, (spoil, _) in BAD.items():
        spoil(submit(released_course, student))
    submit(released_course, "zzz-honest")
    done = grade(released_course, workers=2)
    for student, (_, reason) in BAD.items():
        assert reason in done[student].needs_person, student
        assert "\n" not in done[student].needs_person
    for student in ("aaa-honest", "zzz-honest"):
        assert done[student].record.auto_max == done[student].record.score
        assert done[student].needs_person is None


def test_odd_folders_are_named_and_left_out(released_course, unit):
    """A student id that breaks pages, a link for a folder, a file for a folder: a line each, and the class goes on."""
    submit(released_course, "honest")
    submit(released_course, "<b>bold")
    submitted = released_course.root / "submitted"
    (submitted / "linked").mkdir()
    (submitted / "linked" / unit.name).symlink_to(submitted / "honest" / unit.name)
    (submitted / "flat").mkdir()
    (submitted / "flat" / unit.name).write_text("hello")
    run = GradingRun(released_course)
    assert ["honest"] == [outcome.student for outcome in run.outcomes()]
    assert 3 == len(run.problems)
    for word in ("cannot be a student id", "is a link", "is a file"):
        assert any(word in problem for problem in run.problems)


def test_what_can_be_read_is_graded(released_course):
    """nbformat 3, a doubled grade_id, a 50 MB notebook, a read-only file and foreign line ends cost nothing."""
    notebook = json.loads(submit(released_course, "old").joinpath("mean.ipynb").read_bytes())
    cells = [
        {
            **{k: v for k, v in cell.items() if k != "source"},
            "input" if cell["cell_type"] == "code" else "source": cell["source"],
        }
        for cell in notebook["cells"]
    ]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells, "metadata": {}}]}
    submit(released_course, "old", json.dumps(old).encode())
    twice = dict(notebook)
    first = next(cell for cell in twice["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "centre")
    twice["cells"] = [{**first, "source": "raise ValueError"}, *twice["cells"]]
    submit(released_course, "twice", json.dumps(twice).encode())
    huge = {**notebook, "metadata": {"widgets": "x" * (50 << 20)}}
    submit(released_course, "huge", json.dumps(huge).encode())
    folder = submit(released_course, "read-only")
    (folder / "mean.ipynb").chmod(0o400)
    windows = json.dumps(
        {**notebook, "cells": [{**c, "source": "".join(c["source"]).replace("\n", "\r\n")} for c in notebook["cells"]]}
    )
    submit(released_course, "windows", windows.encode())
    for student, outcome in grade(released_course, workers=2).items():
        assert outcome.record.auto_max == outcome.record.score, (student, outcome.record)
    assert marks(released_course)["twice"]["flagged"]


def test_nothing_that_was_handed_in_is_changed(released_course):
    """Files, links and modes under submitted/ are the same after grading."""
    folder = submit(released_course, "one")
    (folder / "data.csv").write_text("1,2")
    (folder / "mean.html").write_text("in the place of feedback")
    (folder / "secret").symlink_to("/etc/hostname")
    before = files(released_course.root / "submitted")
    done = grade(released_course)
    assert before == files(released_course.root / "submitted")
    stored = files(released_course.root / "autograded" / "one")
    assert "01-mean/data.csv" in stored
    assert not {"01-mean/secret", "01-mean/mean.html"} & set(stored)
    assert "secret" in done["one"].record.incidents[0].detail


def test_a_second_run_grades_only_what_changed(released_course):
    """Unchanged work is skipped, changed work is not, and --force grades all."""
    submit(released_course, "same")
    submit(released_course, "better", centre=WRONG)
    grade(released_course)
    submit(released_course, "better")
    done = grade(released_course)
    assert {"same": False, "better": True} == {name: outcome.was_graded for name, outcome in done.items()}
    changes = Changes.of(done.values())
    assert (["better"], (), 1) == ([outcome.student for outcome in changes.up], changes.down, changes.same)
    assert {"centre-values"} == set(changed_cells(changes.up[0]))
    assert all(outcome.was_graded for outcome in grade(released_course, force=True).values())


def test_an_edited_test_cell_grades_everyone_again(released_course, unit, edit):
    """A change of the unit is a change for every submission."""
    submit(released_course, "one")
    grade(released_course)

    def stricter(cells, _):
        cells["centre-values"].source += "\nassert False, 'Everything is wrong. Reread section 1.'"

    edit(unit.notebook, stricter)
    outcome = grade(released_course)["one"]
    assert outcome.was_graded
    assert 0 == outcome.record.scores["centre-values"]


def test_what_a_person_entered_survives(released_course):
    """Manual scores, extra credit and comments are as they were after a forced run."""
    submit(released_course, "one")
    grade(released_course)
    with Gradebook(released_course.db_url, released_course.nbgrader.course_id) as gradebook:
        row = gradebook.find_grade("centre-values", "mean", "01-mean", "one")
        row.manual_score, row.extra_credit = 1.5, 0.25
        gradebook.find_comment("centre", "mean", "01-mean", "one").manual_comment = "well argued"
        gradebook.db.commit()
    grade(released_course, force=True)
    with Gradebook(released_course.db_url, released_course.nbgrader.course_id) as gradebook:
        row = gradebook.find_grade("centre-values", "mean", "01-mean", "one")
        assert (1.5, 0.25, True) == (row.manual_score, row.extra_credit, row.needs_manual_grade)
        assert "well argued" == gradebook.find_comment("centre", "mean", "01-mean", "one").manual_comment


@pytest.mark.parametrize("step", ["executed.store", "GradebookWriter.store", "records.save"])
@pytest.mark.parametrize("before", [True, False])
def test_a_run_cut_off_at_any_step_ends_as_one_that_was_not(
    released_course, monkeypatch, tmp_path_factory, step, before
):
    """Whichever write was the last one, the next run ends in the same notebooks and marks."""
    for student in ("one", "three", "two"):
        submit(released_course, student, **({"centre": WRONG} if student == "two" else {}))
    whole = shutil.copytree(released_course.root, tmp_path_factory.mktemp("whole") / "course")
    with monkeypatch.context() as patch, pytest.raises(PowerLoss):
        _cut(patch, step, before)
        grade(released_course)
    grade(released_course)
    expected = type(released_course).find(whole)
    grade(expected)
    assert state(expected) == state(released_course)
    assert [] == list((released_course.root / ".proctor" / "writing").iterdir())


class PowerLoss(BaseException):
    """The machine stops here."""


def _cut(monkeypatch, step: str, before: bool) -> None:
    """Let the second use of a step be the last thing that happens."""
    from proctor.course import grade as module

    owner = {"executed": executed, "records": records, "GradebookWriter": module.GradebookWriter}[
        step.partition(".")[0]
    ]
    name = step.partition(".")[2]
    really, uses = getattr(owner, name), []

    def cut(*arguments):
        uses.append(1)
        if len(uses) == 2 and before:
            raise PowerLoss
        result = really(*arguments)
        if len(uses) == 2:
            raise PowerLoss
        return result

    monkeypatch.setattr(owner, name, cut)


def test_two_runs_at_once_are_one(released_course):
    """The second run says so and stops; nothing is written."""
    submit(released_course, "one")
    with grading_lock(released_course), pytest.raises(CourseBusy, match="is being graded by process"):
        grade(released_course)
    assert {} == marks(released_course)


def test_nothing_submitted_is_one_line(released_course):
    """Asking for what is not there names what was expected."""
    with pytest.raises(NothingSubmitted, match="nothing was submitted for any unit"):
        GradingRun(released_course)
    submit(released_course, "one")
    with pytest.raises(NothingSubmitted, match="by nobody"):
        GradingRun(released_course, student="nobody")
    with pytest.raises(CourseError, match="no unit 99-none"):
        GradingRun(released_course, ("99-none",))


def test_workers_do_not_change_the_result(released_course, tmp_path_factory):
    """One worker or three: the same notebooks and the same marks."""
    for number in range(4):
        submit(released_course, f"student-{number}", **({"centre": WRONG} if number % 2 else {}))
    twin = type(released_course).find(shutil.copytree(released_course.root, tmp_path_factory.mktemp("twin") / "course"))
    grade(released_course, workers=1)
    grade(twin, workers=3)
    assert state(released_course) == state(twin)
