"""The command line: each command is a thin layer over a function of ``proctor.course``.

A command lives in a module of its own name here, under the name ``command``, and is imported when it is used.
"""

import os
import sys
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

COMMANDS = {
    "check": "Is a unit fit to release?",
    "collect": "Import submissions from a zip of Canvas or Moodle.",
    "demo": "Grade a made-up class with the real units, from release to report.",
    "doctor": "What can this machine do, and what can it not?",
    "export": "Write the grades for the registrar, Canvas or Moodle.",
    "extend": "Give a student more time.",
    "feedback": "Write the students' feedback from what was graded.",
    "grade": "Grade what was submitted.",
    "new": "Make a new unit that already passes `check`.",
    "queue": "List what needs a person, split among assistants.",
    "release": "Make the students' version of a unit; refuse if anything leaks.",
    "report": "Write the staff's page about a unit: distributions, items, who needs a person.",
    "same": "Give answers in the same words the same mark.",
    "second": "Mark a share of the answers a second time, blind.",
    "test": "Run the test suite.",
}
"""Name of each command, which is its module too, and what `--help` says of it."""


class NeedsPerson(Exception):
    """All is done, but something needs a person: the command exits with 1, and these are its last lines."""


@dataclass(frozen=True)
class Settings:
    """The options that every command shares; click hands them over with ``@click.pass_obj``."""

    folder: Path
    debug: bool

    @property
    def course(self):
        """The course that the command works on; CourseNotFound if there is none."""
        from proctor.course.layout import Course

        return Course.find(self.folder)


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports a command's module when it is called."""

    def list_commands(self, ctx):
        return sorted(COMMANDS)

    def get_command(self, ctx, name):
        if name not in COMMANDS:
            return None
        command = import_module(f"proctor.cli.{name}").command
        command.short_help = COMMANDS[name]
        return command

    def format_commands(self, ctx, formatter):
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--course",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=".",
    help="The course's folder: the one with nbgrader_config.py.  [default: the current folder]",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="proctor", message="%(prog)s %(version)s")
@click.pass_context
def group(ctx, folder, debug):
    """A course in the mathematics of machine learning, graded by machine.

    Exit codes: 0 all done; 1 done, but something needs a person; 2 wrong usage, or a course that cannot be
    read.
    """
    ctx.obj = Settings(folder, debug)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code, as `--help` explains them."""
    arguments = sys.argv[1:] if arguments is None else arguments
    # nbgrader calls alembic by name, also where this environment was not activated
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    sys.exit(_run(arguments))


def _run(arguments: list[str]) -> int:
    try:
        return group.main(arguments, prog_name="proctor", standalone_mode=False) or 0
    except NeedsPerson as outcome:
        click.echo(str(outcome))
        return 1
    except click.Abort:
        click.echo("stopped", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except Exception as error:
        from proctor.course.errors import CourseError

        if not isinstance(error, CourseError):
            raise
        if "--debug" in arguments:
            traceback.print_exc()
        click.echo(f"error: {error}", err=True)
        return 2
