"""`proctor test`: pytest on the course's tests, with its own summary line and exit code."""

import subprocess
import sys

import pytest

from proctor.cli import test as cli_test


@pytest.fixture
def course(tmp_path):
    """A course with one test that passes and one that fails."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    (tmp_path / "test_it.py").write_text("def test_good():\n    pass\n\ndef test_bad():\n    assert 1 == 2\n")
    return tmp_path


def run(course, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "proctor", "test", *arguments]
    return subprocess.run(command, cwd=course, capture_output=True, text=True)


def test_last_line_is_pytests_summary(course):
    """The output ends in pytest's own summary line, and a failed test gives pytest's exit code 1."""
    done = run(course, "-p", "no:cacheprovider")

    assert 1 == done.returncode
    assert "1 failed, 1 passed in" in done.stdout.splitlines()[-1]


def test_arguments_go_to_pytest(course):
    """What follows `test` is pytest's: here a selection and a number of workers."""
    done = run(course, "-n", "0", "-k", "good", "-q")

    assert 0 == done.returncode
    assert "1 passed, 1 deselected in" in done.stdout.splitlines()[-1]


def test_workers_follow_the_cores_that_may_be_used(monkeypatch):
    """A process that may use two of many cores starts two workers, and never more than is of use."""
    monkeypatch.setattr(cli_test.os, "sched_getaffinity", lambda _: {0, 5})
    assert "2" == cli_test._workers(())[1]

    monkeypatch.setattr(cli_test.os, "sched_getaffinity", lambda _: set(range(96)))
    assert str(cli_test.MOST_WORKERS) == cli_test._workers(())[1]


@pytest.mark.parametrize("argument", ["-n0", "--numprocesses=3", "--pdb"])
def test_own_choice_of_workers_is_kept(argument):
    """Who chooses the workers, or asks for the debugger, gets what was asked for."""
    assert [] == cli_test._workers((argument,))
