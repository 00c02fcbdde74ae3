"""The command line: fast help, one-line errors, exit codes that scripts can rely on."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from proctor import cli


def run(capsys, *arguments) -> tuple[int, str, str]:
    """Exit code, output and errors of a call."""
    with pytest.raises(SystemExit) as left:
        cli.main(list(arguments))
    return left.value.code, *capsys.readouterr()


def test_help_imports_nothing_heavy():
    """`--help` loads neither nbgrader nor NumPy nor any command, so it answers at once."""
    code = (
        "import sys; from proctor.cli import main\ntry: main(['--help'])\n"
        "except SystemExit: print([m for m in sys.modules if m.split('.')[0] in"
        " ('nbgrader', 'nbformat', 'numpy', 'matplotlib', 'traitlets', 'rich') or m.startswith('proctor.cli.')])"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "[]" == output.splitlines()[-1]


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_command_is_there_and_explains_itself(name):
    """Each name in `--help` is a module with a click command and a docstring."""
    command = import_module(f"proctor.cli.{name}").command

    assert isinstance(command, click.Command)
    assert command.help


def test_a_folder_that_is_no_course_is_one_line_and_exit_code_2(capsys, tmp_path):
    """An error of the course names what was expected, without a traceback."""
    code, output, errors = run(capsys, "--course", str(tmp_path), "check")

    assert (2, "", 1) == (code, output, errors.count("\n"))
    assert errors.startswith(f"error: no course in {tmp_path}: expected a file nbgrader_config.py")


def test_debug_shows_the_traceback(capsys, tmp_path):
    """With --debug the same error comes with the lines it came from."""
    assert "Traceback" in run(capsys, "--debug", "--course", str(tmp_path), "check")[2]


def test_wrong_usage_is_exit_code_2(capsys):
    """An unknown command or option is wrong usage."""
    assert [2, 2] == [run(capsys, "nonsense")[0], run(capsys, "check", "--nonsense")[0]]


def test_what_needs_a_person_is_exit_code_1_and_on_the_last_lines(capsys, monkeypatch):
    """The outcome ends with what the person has to look at."""

    @click.command()
    def command():
        click.echo("done")
        raise cli.NeedsPerson("ann: look at cell relu")

    monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: command)

    assert (1, "done\nann: look at cell relu\n", "") == run(capsys, "check")


def test_programs_of_the_environment_are_on_path(monkeypatch):
    """What nbgrader calls by name, as its database tool, is found where the environment was not activated."""
    monkeypatch.setenv("PATH", "/usr/bin")
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert str(Path(sys.executable).parent) == os.environ["PATH"].partition(os.pathsep)[0]
