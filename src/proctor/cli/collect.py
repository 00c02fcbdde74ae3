"""``proctor collect``: submissions out of a learning platform's zip."""

from pathlib import Path

import click


@click.command()
@click.argument("unit")
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path), metavar="ARCHIVE.zip")
@click.option(
    "--from", "platform", type=click.Choice(["canvas", "moodle"]), required=True, help="The platform that made the zip."
)
@click.option(
    "--roster",
    "table",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Who is who: Canvas's exported gradebook, Moodle's grading worksheet, or a CSV of lms_id and student_id. "
    "Without it the platform's id is the student's.",
)
@click.pass_obj
def command(settings, unit, archive, platform, table):
    """Import the submissions of UNIT from a zip that Canvas or Moodle made.

    They land in submitted/, the newest of each student, and can be graded at once. What in the archive is broken,
    hostile or nobody's is left out and named; the rest is imported. Repeating it changes nothing.
    """
    from proctor.cli import NeedsPerson
    from proctor.course.lms.collect import collect
    from proctor.course.lms.roster import Roster, read_roster

    course = settings.course
    done = collect(course, course.unit(unit), archive, platform, read_roster(table) if table else Roster())
    click.echo(f"{unit}: {len(done.new)} new, {len(done.replaced)} replaced, {len(done.unchanged)} as before")
    if platform == "moodle" and not table:
        click.echo("Moodle numbers participants anew in each assignment; --roster with its worksheet tells who is who")
    if done.problems:
        raise NeedsPerson("\n".join([f"{len(done.problems)} need a person:", *(f"  {one}" for one in done.problems)]))
