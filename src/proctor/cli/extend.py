"""``proctor extend``: more time for one student."""

from datetime import timedelta

import click


@click.command()
@click.argument("unit")
@click.argument("student")
@click.option("--days", type=click.FloatRange(min=0), default=0.0, help="Days after the due date.")
@click.option("--hours", type=click.FloatRange(min=0), default=0.0, help="Hours, on top of the days.")
@click.pass_obj
def command(settings, unit, student, days, hours):
    """Give STUDENT more time for UNIT; without --days or --hours take it back.

    It replaces an earlier extension, also before anything was handed in. Late penalties follow at once, and marks
    stay. Feedback that was written before still tells the old penalty.
    """
    from proctor.course.gradebook import GradebookWriter

    course = settings.course
    name = course.unit(unit).name
    with GradebookWriter(course, name) as gradebook:
        penalty = gradebook.extend(student, timedelta(days=days, hours=hours))
    given = f"{days:g} days and {hours:g} hours more" if days or hours else "no extension"
    click.echo(f"{student} has {given} for {name}; the late penalty is {penalty:g} points")
