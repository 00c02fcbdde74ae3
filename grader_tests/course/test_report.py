"""The staff's report: right numbers, words where numbers mean nothing, and no trust in what students wrote."""

import csv
import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from proctor.cli import main
from proctor.course import records
from proctor.course.gradebook import GradebookWriter, NotebookMarks
from proctor.course.records import Record
from proctor.course.report import numbers
from proctor.course.report.analysis import MOST_INCIDENTS, analyse
from proctor.course.report.messages import MAX_CHARACTERS, failure_messages, one_line
from proctor.course.report.outline import OWN_CELLS, outline
from proctor.course.report.page import number, page
from proctor.course.report.write import write_report
from proctor.course.skeletons import register
from proctor.grading.job import Incident

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def remember(course, unit, gradebook):
    """Leave behind what grading leaves of a submission: earned shares by cell, the rest of its cells full."""
    register(course, unit)
    frame = outline(unit)

    def save(student: str, *, message: str = "", incidents=(), problem: str | None = None, **shares: float) -> Record:
        shares = {name.replace("_", "-"): share for name, share in shares.items()}
        most = {item.key: item.max_points for item in frame.items if not item.by_person}
        scores = {key: points * shares.get(key, 1.0) for key, points in most.items()}
        scores.update({item.key: None for item in frame.items if item.by_person})
        seconds = {"centre": 0.25, "centre-values": 0.5, "my-own-cell": 1.0}
        record = Record(
            student,
            unit.name,
            problem=problem,
            scores={} if problem else scores,
            max_scores=most,
            incidents=tuple(incidents),
            cell_seconds={} if problem else seconds,
        )
        records.save(course, record)
        if not problem:
            with GradebookWriter(course, unit.name) as writer:
                writer.store(student, {"mean": NotebookMarks(scores)}, None)
            error = {"output_type": "error", "ename": "AssertionError", "evalue": message, "traceback": []}
            cells = [{"id": key, "outputs": [error]} for key in shares if message and shares[key] < 1]
            folder = course.folder("autograded", unit.name, student)
            folder.mkdir(parents=True)
            (folder / "mean.ipynb").write_text(json.dumps({"cells": cells}))
        return record

    return save


def cells_of(report) -> dict:
    return {row.item.key: row for row in report.cells}


def words(html: str) -> str:
    """What a reader of the page reads, without its style."""
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.S)
    return " ".join(text.split())


def test_facility_failures_and_messages_are_counted_cell_by_cell(course, unit, remember):
    """A cell's facility is the mean share of its points, and its message the one that most students got."""
    remember("ann", centre_values=0.0, message="The mean is not 0.")
    remember("ben", centre_values=0.5, message="The mean is not 0.")
    remember("cho", centre_values=0.0, message="Other.")
    remember("dot")
    row = cells_of(analyse(course, unit))["centre-values"]
    assert (4, 0.375, 3) == (row.count, row.facility, row.failed)
    assert ("The mean is not 0.", 2) == (row.message, row.message_count)


def test_discrimination_is_the_point_biserial_with_the_other_cells():
    """The textbook's formula for a cell of two values gives the same number."""
    passed = pd.Series([1.0, 1, 0, 1, 0, 0, 1])
    rest = pd.Series([9.0, 7, 3, 8, 6, 1, 4])
    share = passed.mean()
    means = rest[passed == 1].mean() - rest[passed == 0].mean()
    expected = means / rest.std(ddof=0) * np.sqrt(share * (1 - share))
    assert (pytest.approx(expected), "") == numbers.discrimination(passed, rest)


def test_the_cell_itself_is_not_in_the_rest_score(course, unit, remember):
    """Where all other cells are equal, one cell that differs correlates with nothing."""
    for student, share in {"ann": 0.0, "ben": 1.0, "cho": 1.0}.items():
        remember(student, centre_values=share)
    row = cells_of(analyse(course, unit))["centre-values"]
    assert (None, "all have the same points elsewhere") == (row.discrimination, row.why_no_discrimination)


def test_a_cell_that_punishes_the_best_is_pointed_out(course, unit, remember):
    """Negative discrimination is said in words, with the cell's name."""
    others = [item.cell.replace("-", "_") for item in outline(unit).items if not item.by_person]
    others.remove("centre_values")
    for student, good in {"ann": True, "ben": True, "cho": False, "dot": False}.items():
        remember(student, centre_values=float(not good), **dict.fromkeys(others, float(good)))
    report = analyse(course, unit)
    assert cells_of(report)["centre-values"].discrimination == pytest.approx(-1)
    assert "centre-values : Those who do better elsewhere do worse here." in words(page(report))


def test_cells_that_never_and_always_fail_are_pointed_out(course, unit, remember):
    """A cell that everybody passes may catch nothing, and one that nobody passes may be wrong."""
    for student in ("ann", "ben", "cho"):
        remember(student, centre_values=0.0)
    rows = cells_of(analyse(course, unit))
    assert "Nobody earns a point here." in rows.pop("centre-values").remark
    by_machine = [row for row in rows.values() if not row.item.by_person]
    assert by_machine
    assert all("Nobody loses a point here." in row.remark for row in by_machine)


def test_alpha_is_that_of_the_definition():
    """Cronbach's alpha from sample variances, as in the textbook, inside its interval; the same on every run."""
    rng = np.random.default_rng(7)
    able = rng.normal(size=(60, 1))
    table = pd.DataFrame((able + rng.normal(size=(60, 5)) > 0).astype(float))
    expected = 5 / 4 * (1 - table.var().sum() / table.sum(axis=1).var())
    found = numbers.reliability(table)
    assert pytest.approx(expected) == found.alpha
    assert 0.3 < found.low < found.alpha < found.high < 1
    assert found == numbers.reliability(table)


def test_cells_that_agree_completely_have_alpha_one():
    """Every cell the same for every submission: complete agreement, whatever is resampled."""
    found = numbers.reliability(pd.DataFrame({name: [0.0, 1, 1, 0, 1, 0, 0, 1] for name in "abc"}))
    assert pytest.approx((1, 1, 1)) == (found.alpha, found.low, found.high)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("class_size", [0, 1, 2, 3])
def test_small_and_equal_classes_get_words_instead_of_nan(course, unit, remember, class_size):
    """With 0, 1, 2 submissions, or 3 that are equal, the page and the table hold no nan and say what is missing."""
    for position in range(class_size):
        remember(f"student-{position}")
    report = analyse(course, unit)
    written = write_report(course, unit)
    text = words(page(report))
    assert "nan" not in re.findall(r"\w+", text.lower() + written.table.read_text().lower())
    assert {
        0: "No submission of this unit has been graded yet.",
        1: "1 submission graded.",
        2: "it needs at least 3 graded submissions, and there are 2",
        3: "all submissions have the same score",
    }[class_size] in text


def test_text_of_students_is_escaped(course, unit, remember):
    """Names of folders, messages and incidents can hold anything; none of it becomes a part of the page."""
    hidden = "\u202etxet\x1b[2J\x00"
    remember("<b>bob", centre_values=0.0, message=HOSTILE + hidden)
    remember("cho", incidents=[Incident("centre", "blocked", HOSTILE)])
    remember("dot", problem=HOSTILE)
    html = write_report(course, unit).page.read_text()
    assert [] == re.findall(r"<script|<img src=x|<b>|[\x00\x1b\u202e]", html)
    assert 3 == html.count("&lt;script&gt;alert(1)&lt;/script&gt;")
    assert "&lt;b&gt;bob" in html


def test_the_page_obeys_its_own_policy_in_a_browser(course, unit, remember, browser):
    """The browser applies the style, shows the figure, and has nothing to complain about."""
    for student, share in {"ann": 0.0, "ben": 0.5, "cho": 1.0}.items():
        remember(student, centre_values=share, message=HOSTILE)
    path = write_report(course, unit).page
    browser.get(path.as_uri())
    policy = browser.find_element("css selector", "meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert 0 == len(browser.find_elements("tag name", "script"))
    assert "collapse" == browser.find_element("tag name", "table").value_of_css_property("border-collapse")
    assert [True, True] == browser.execute_script(
        "return [...document.images].map(i => i.naturalWidth > 0 && i.alt.length > 40)"
    )
    assert [] == browser.get_log("browser")


def test_numbers_that_round_to_nothing_have_no_sign():
    """The page never says minus nothing."""
    assert ["0.00", "\u22120.01", "\u2013"] == [number(value) for value in (-0.001, -0.01, None)]


def test_what_students_were_told_is_counted_cell_by_cell(course, unit, remember):
    """A misconception that feedback named stands under its cell, with how many were told it."""
    for student in ("ann", "ben", "cho"):
        record = remember(student, centre_values=0.0, message="Wrong.")
        if student != "cho":
            records.save(course, replace(record, notes={"centre-values": ["As without the mean: section 1."]}))
    report = analyse(course, unit)
    assert (("As without the mean: section 1.", 2),) == cells_of(report)["centre-values"].told
    assert "As without the mean: section 1. (2\u00d7)" in words(page(report))


def test_submissions_that_need_a_person_come_with_their_reasons(course, unit, remember):
    """Problems and incidents first, then what waits to be marked; settled submissions are not listed."""
    remember("ann")
    remember("ben", incidents=[Incident("centre", "timeout", "stopped after 30 s")])
    remember("cho", problem="mean.ipynb: not a notebook")
    written = sum(item.by_person for item in outline(unit).items)
    waiting = {entry.student: entry for entry in analyse(course, unit).waiting}
    assert ("timeout in centre: stopped after 30 s",) == waiting["ben"].reasons
    assert ("mean.ipynb: not a notebook",) == waiting["cho"].reasons
    assert (["ann"] if written else []) == [name for name, entry in waiting.items() if not entry.reasons]
    assert [written] * 2 == [waiting[name].to_mark if name in waiting else 0 for name in ("ann", "ben")]


def test_a_submission_cannot_fill_the_page_with_incidents(course, unit, remember):
    """Of very many incidents the first few are named, and the rest counted."""
    remember("ann", incidents=[Incident("centre", "blocked", f"attempt {n}") for n in range(500)])
    (entry,) = analyse(course, unit).waiting
    assert (MOST_INCIDENTS + 1, f"and {500 - MOST_INCIDENTS} more incidents") == (
        len(entry.reasons),
        entry.reasons[-1],
    )


def test_incidents_and_seconds_are_told_by_exercise(course, unit, remember):
    """An exercise takes what its own cells and its checks take; a student's own cells are a row of their own."""
    remember("ann", incidents=[Incident("centre-values", "timeout", "slow")])
    remember("ben")
    rows = {row.name: row for row in analyse(course, unit).exercises}
    assert ({"timeout": 1}, 0.75, 0.75) == (
        rows["centre"].incidents,
        rows["centre"].median_seconds,
        rows["centre"].longest_seconds,
    )
    assert 1.0 == rows[OWN_CELLS].median_seconds


def test_the_table_holds_the_same_numbers(course, unit, remember):
    """One number a line; a text that a spreadsheet would run as a formula is kept as text."""
    remember("=HYPERLINK(1)", centre_values=0.0, message="=1+1")
    remember("ben")
    with write_report(course, unit).table.open(newline="") as file:
        rows = {(row["name"], row["measure"]): row["value"] for row in csv.DictReader(file)}
    assert "0.5" == rows["centre-values", "facility"]
    assert "'=1+1" == rows["centre-values", "message"]
    assert ("'=HYPERLINK(1)", "machine_points") in rows


ODD = ["[", "[]", "null", '{"cells": 3}', '{"cells": [1, {"outputs": [2]}, {"id": [], "outputs": 5}]}', "[" * 100_000]


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_odd_notebooks_have_no_messages(tmp_path, content):
    """What cannot be read as an executed notebook costs the report nothing."""
    path = tmp_path / "mean.ipynb"
    path.write_text(content)
    assert {} == failure_messages(path)


def test_links_are_not_followed(tmp_path):
    """A link in the place of a notebook is not read."""
    error = {"output_type": "error", "ename": "E", "evalue": "secret"}
    (tmp_path / "real").write_text(json.dumps({"cells": [{"id": "a", "outputs": [error]}]}))
    (tmp_path / "mean.ipynb").symlink_to(tmp_path / "real")
    assert {"a": "E: secret"} == failure_messages(tmp_path / "real")
    assert {} == failure_messages(tmp_path / "mean.ipynb")


def test_messages_are_one_short_line():
    """A message cannot fill the page."""
    assert "a b" == one_line("a\n\n b")
    assert MAX_CHARACTERS == len(one_line("x" * 10**6))


def test_the_command_prints_the_paths(course, unit, remember, capsys):
    """`proctor report` reports on every graded unit, and says where."""
    remember("ann")
    with pytest.raises(SystemExit) as done:
        main(["--course", str(course.root), "report"])
    assert 0 == done.value.code
    printed = capsys.readouterr().out.splitlines()
    assert ["reports/01-mean.html", "reports/01-mean.csv"] == printed[:2]
    assert all((course.root / line).is_file() for line in printed[:2])


def test_a_course_without_marks_is_told_what_to_do(course, capsys):
    """Without graded submissions the command says which command comes first."""
    with pytest.raises(SystemExit) as done:
        main(["--course", str(course.root), "report"])
    assert 2 == done.value.code
    assert "run `proctor grade` first" in capsys.readouterr().err
