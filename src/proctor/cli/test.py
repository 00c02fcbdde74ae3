"""``proctor test``: the whole test suite, on as many processes as the machine has cores."""

import os
import subprocess
import sys

import click

MOST_WORKERS = 8
"""More gain little: each starts its own browser and database server."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST ARGS]...")
@click.pass_obj
def command(settings, arguments):
    """Run the course's tests: of the engine, of the pipeline, and of every unit's grading.

    All arguments go to pytest, as in `proctor test -k relu`. Tests run on all cores unless -n says otherwise.
    The exit code is pytest's own.
    """
    process = subprocess.run(
        [sys.executable, "-m", "pytest", *_workers(arguments), *arguments], cwd=settings.course.root
    )
    sys.exit(process.returncode)


def _workers(arguments: tuple[str, ...]) -> list[str]:
    """pytest-xdist's options, none where the arguments choose for themselves or need the terminal."""
    if any(argument.startswith(("-n", "--numprocesses", "--pdb", "--trace")) for argument in arguments):
        return []
    # what the process may use, which in a container is less than what the machine has
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # loadgroup: tests that share an expensive fixture can ask to stay together
    return ["-n", str(min(cores, MOST_WORKERS)), "--dist", "loadgroup"]
