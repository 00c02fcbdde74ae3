"""What the pages say was measured on the units as they are."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from reasons import write_reason

from proctor.cli import group
from proctor.course.layout import Course
from proctor.evidence import results
from proctor.evidence.findings import REACH
from proctor.evidence.write import pages

COURSE = Course.find(Path(__file__).parents[2])
UNITS = [unit.name for unit in COURSE.units()]


def run(course: Course, *options: str):
    """What `proctor check` with these options comes to."""
    return CliRunner().invoke(group, ["--course", str(course.root), "check", *options])


@pytest.mark.parametrize("name", UNITS)
def test_the_evidence_holds_for_the_unit_as_it_is(name):
    """Code, variants and records have not changed since the unit was measured."""
    assert results.is_fresh(COURSE, COURSE.unit(name)), (
        f"{name} changed since its tests were measured; run `proctor check {name} --mutants --write`"
    )


@pytest.mark.parametrize("name", UNITS)
def test_nearly_all_mutants_of_a_unit_are_caught(name):
    """At least 98 % of the mistakes fail a grade cell, no grade cell is dead, and every record holds."""
    found = results.read(COURSE, COURSE.unit(name))

    assert found.score >= REACH
    assert ((), (), (), ()) == (found.dead, found.stale, found.contradicted, found.misjudged)


def test_the_pages_say_what_was_measured():
    """docs/evidence.md and each unit's page are made of the results, to the letter."""
    assert {} == {path.name: text for path, text in pages(COURSE).items() if path.read_text() != text}


def test_the_command_measures_and_writes(course, unit):
    """`proctor check --mutants --write` shows the score, and leaves results, page and picture."""
    done = run(course, "--mutants", "--write", "01-mean")

    assert "centre: " in done.output and " mutants fail" in done.output
    assert results.is_fresh(course, unit)
    folder = course.root / "docs"
    assert "# How good are the hidden tests?" in (folder / "evidence.md").read_text()
    assert "| centre | 10 |" in (folder / "evidence" / "01-mean.md").read_text()
    assert (folder / "evidence" / "01-mean.png").read_bytes().startswith(b"\x89PNG")


def test_the_command_writes_how_many_draws_there_were(course, unit):
    """`proctor check --seeds --write` adds a table to the page, which holds until code or exemptions change."""
    for options in (["--mutants"], ["--seeds", "2"]):
        run(course, *options, "--write", "01-mean")
    (draws,) = results.read_draws(course, unit)
    page = (course.root / "docs" / "evidence" / "01-mean.md").read_text()

    assert (2, (), ()) == (draws.runs, draws.rejected, draws.missed)
    assert f"| {draws.environment} | 2 | {draws.right} | 0 | 0 | {draws.wrong} | 0 | 0 |" in page
    assert results.is_fresh(course, unit)
    write_reason(course.exemptions("01-mean"), "double", {"exercises": '["centre"]', "because": '"It is asked for."'})
    assert () == results.read_draws(course, unit)


def test_another_test_makes_the_evidence_stale_and_another_sentence_does_not(course, unit):
    """The fingerprint is of code, points, minutes and records, not of prose."""
    before = results.fingerprint(course, unit)
    text = unit.notebook.read_text()
    unit.notebook.write_text(text.replace("Two colleagues plot", "Three colleagues plot"))
    assert before == results.fingerprint(course, unit)
    unit.notebook.write_text(text.replace("atol=1e-6", "atol=1e-5"))
    assert before != results.fingerprint(course, unit)


def test_writing_needs_measuring(course):
    """`--write` alone is a wrong use."""
    done = run(course, "--write")

    assert (2, True) == (done.exit_code, "--write writes what --mutants and --seeds measure" in done.output)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--python", "nowhere"], "cannot run nowhere: No such file or directory"),
        (
            ["--write"],
            "01-mean: no evidence in docs/evidence/01-mean.json; run `proctor check 01-mean --mutants --write`",
        ),
    ],
)
def test_what_draws_lack_is_told_before_anything_is_graded(course, unit, options, told):
    """A Python that is not there, and a page that cannot be written yet, cost nobody minutes."""
    done = run(course, "--seeds", "2", *options, "01-mean")

    assert str(done.exception).startswith(told)
    assert "" == done.output
