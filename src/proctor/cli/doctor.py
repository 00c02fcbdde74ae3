"""``proctor doctor``: PASS, CAUTION or FAIL a line."""

import click

from proctor.cli import NeedsPerson

COLOURS = {"PASS": "green", "CAUTION": "yellow", "FAIL": "red"}


@click.command
@click.pass_obj
def command(settings):
    """Say what this machine and this course can and cannot do.

    PASS: fit. CAUTION: works, and somebody should know. FAIL: grading here would fail or would not be safe.
    What is not fit comes with the command that mends it. Exit code 1 where anything is FAIL.
    """
    from proctor.course.doctor import diagnose

    failed = []
    for finding in diagnose(settings.folder):
        status = click.style(f"{finding.status:<7}", fg=COLOURS[finding.status], bold=True)
        click.echo(f"{status}  {finding.layer}: {finding.says}")
        if finding.remedy:
            click.echo(f"         do: {finding.remedy}")
        if finding.status == "FAIL":
            failed.append(finding.layer)
    if failed:
        raise NeedsPerson(f"not fit for grading yet: {', '.join(failed)}")
