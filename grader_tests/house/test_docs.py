"""The documents say what the code does: commands and options exist, links lead somewhere, made parts are fresh."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import documents
import pytest
from matplotlib.image import imread

from proctor.cli import COMMANDS, group
from proctor.grading.job import Limits

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "autograded" / "README.md", *ROOT.glob("docs/*.md")]


def each_page(test):
    """Run a test for every page, under the page's name."""
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))(test)


def commands_in(text: str, program: str) -> list[list[str]]:
    """What follows ``program`` in a page's code spans and fenced lines, split as a shell would."""
    fenced = [line for part in re.findall(r"^```\n(.*?)^```$", text, re.M | re.S) for line in part.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```\n.*?^```$", "", text, flags=re.M | re.S))
    lines = [line.strip() for line in (*fenced, *spans)]
    starts = tuple(f"{prefix}{program} " for prefix in ("", "./", ".venv/bin/"))
    return [shlex.split(line)[1:] for line in lines if line.startswith(starts)]


@each_page
def test_proctor_commands_exist_with_their_options(page):
    """Every `proctor …` on a page names a command that is there, and only options that it has."""
    if page.name == "commands.md":
        return  # its usage lines are click's own; compared as a whole below
    text = page.read_text()
    demo = re.search(r"<!-- demo -->.*?<!-- end of demo -->", text, re.S)
    for name, *arguments in commands_in(text.replace(demo[0], "") if demo else text, "proctor"):
        if name == "…":
            continue
        assert name in COMMANDS, f"{page.name} names `proctor {name}`"
        command = group.get_command(None, name)
        if command.ignore_unknown_options:
            continue  # `proctor test` hands what follows to pytest
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert set() == {word for word in arguments if word.startswith("--")} - known, f"proctor {name}"


@each_page
def test_nbgrader_commands_exist(page):
    """Every `nbgrader …` on a page is a command of the nbgrader that is installed."""
    from nbgrader.apps.nbgraderapp import NbGraderApp

    for name, *_ in commands_in(page.read_text(), "nbgrader"):
        assert name in NbGraderApp.subcommands


@each_page
def test_links_lead_somewhere(page):
    """Every relative link on a page leads to a file of the course."""
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text())

    assert [] == [t for t in targets if not t.startswith("https://") and not (page.parent / t).exists()]


@each_page
def test_words_that_belittle_are_absent(page):
    """Nothing is called easy: a reader who is stuck on it would read that the fault is theirs."""
    assert [] == re.findall(r"\b(?:obviously|simply|just|trivial(?:ly)?)\b", page.read_text(), re.I)


def test_commands_page_is_made_from_the_command_line():
    """docs/commands.md holds every command's `--help` as it is now."""
    assert documents.commands_page() == (ROOT / "docs" / "commands.md").read_text()


def test_units_table_says_what_is_there():
    """README's table calls a unit ready when its notebook is in source/, and planned when it is not."""
    assert documents.units_table() == documents.block((ROOT / "README.md").read_text(), "units")


def test_every_unit_in_source_is_listed():
    """No unit is forgotten in docs/units.toml."""
    listed = {unit["name"] for unit in tomllib.loads((ROOT / "docs" / "units.toml").read_text())["unit"]}

    assert set() == {path.parent.name for path in ROOT.glob("source/*/*.ipynb")} - listed


def test_units_build_on_earlier_units():
    """A unit builds only on units that come before it, so the list can be worked through in order."""
    units = tomllib.loads((ROOT / "docs" / "units.toml").read_text())["unit"]
    numbers = [unit["name"][:2] for unit in units]

    assert sorted(numbers) == numbers
    assert [] == [unit["name"] for unit in units for need in unit["needs"] if need >= unit["name"][:2]]


def test_figure_is_what_the_unit_draws(tmp_path):
    """README's figure is drawn by the reference solution as it is now; fonts may differ by a hair."""
    documents.draw_relu(tmp_path / "relu.png")
    drawn, shown = imread(tmp_path / "relu.png"), imread(documents.FIGURE)

    assert drawn.shape == shown.shape
    assert 0.005 > abs(drawn - shown).mean()


def test_speed_is_what_was_measured():
    """README's ratios and the operators' table are those of the committed run of the benchmark."""
    sentence, table = documents.speed()

    assert sentence == documents.block((ROOT / "README.md").read_text(), "speed")
    assert table == documents.block((ROOT / "docs" / "operators.md").read_text(), "speed")


@pytest.mark.slow
def test_demo_prints_what_the_readme_shows():
    """The README shows the demo's real output; only durations and folder names may differ."""
    shown = documents.block((ROOT / "README.md").read_text(), "demo")

    assert documents.steady(documents.demo_output()) == documents.steady(shown)


def test_students_are_told_the_real_limits():
    """docs/students.md names the time and memory that grading really allows."""
    limits = Limits()

    page = (ROOT / "docs" / "students.md").read_text()
    assert f"at most {limits.cell_seconds:g} seconds a cell and {limits.memory_mib / 1024:g} GiB of memory" in page


def test_ci_runs_what_the_readme_says():
    """A bare machine runs the README's own test command, and nothing else counts as the tests."""
    assert "./proctor test" in commands_of_the_readme()
    assert "./proctor test" in (ROOT / ".ci" / "run").read_text()


def commands_of_the_readme() -> list[str]:
    """Lines of README's first fenced block."""
    return re.search(r"^```\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S)[1].splitlines()


def test_contributing_names_files_that_exist():
    """Every row of CONTRIBUTING's table is about something that is there."""
    assert [] == [name for name in table_of_files() if not (ROOT / name).exists()]


def test_contributing_names_everything_at_the_top():
    """Everything that git keeps at the top of the course has its row in CONTRIBUTING's table."""
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    rows = {name.partition("/")[0] for name in table_of_files()}

    assert set() == {name.partition("/")[0] for name in kept} - rows


def test_modules_are_short():
    """A module has fewer than 400 lines; a longer one has more than one purpose."""
    sizes = {path.name: len(path.read_text().splitlines()) for path in (ROOT / "src").rglob("*.py")}

    assert {} == {name: lines for name, lines in sizes.items() if lines >= 400}


def test_style_is_clean():
    """ruff finds nothing in the package and its tests."""
    ruff = [sys.executable, "-m", "ruff", "check", "--quiet", "src", "grader_tests"]
    done = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True)

    assert "" == done.stdout


def table_of_files() -> list[str]:
    """First column of CONTRIBUTING's table."""
    return re.findall(r"^\| `([^`]+)` \|", (ROOT / "CONTRIBUTING.md").read_text(), re.M)
