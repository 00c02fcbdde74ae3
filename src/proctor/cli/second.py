"""``proctor second``: second marks, given without sight of the first."""

from pathlib import Path

import click


@click.command()
@click.argument("unit")
@click.argument("assistant")
@click.option(
    "--enter",
    "sheet",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Store the marks of this filled table.",
)
@click.pass_obj
def command(settings, unit, assistant, sheet):
    """Write what ASSISTANT marks a second time in UNIT: a page to read, and a table to fill in.

    Neither shows a name or a mark. `proctor queue --assistants` chooses the submissions, and `proctor report`
    compares the marks once both are there. The mark in the gradebook stays the first reader's.
    """
    from proctor.course.review.second import enter
    from proctor.course.review.sheet import write_sheet

    course = settings.course
    found = course.unit(unit)
    if sheet:
        click.echo(f"second marks of {assistant} entered: {enter(course, found, assistant, sheet)}")
        return
    written = write_sheet(course, found, assistant)
    if not written.answers:
        click.echo(f"nothing of {unit} is to be marked a second time by {assistant}")
        return
    for path in (written.page, written.table):
        click.echo(path.relative_to(course.root))
    click.echo(f"  {written.answers} answers; fill in the table, then give it with --enter")
