"""``proctor same``: answers in the same words get the same mark."""

import click


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.pass_obj
def command(settings, units):
    """Copy marks and comments to answers in the same words, in the UNITs or in all units that were graded.

    White space and case do not count. A mark that a person entered is never changed; where people marked the same
    words differently, nothing is copied, and the last lines say where.
    """
    from proctor.cli import NeedsPerson
    from proctor.course.report.write import is_graded
    from proctor.course.review.same import copy_marks

    course, unlike = settings.course, []
    for unit in (unit for unit in course.units(units) if units or is_graded(course, unit.name)):
        done = copy_marks(course, unit)
        click.echo(f"{unit.name}: answers that got the mark of the same words: {done.marks}")
        unlike += done.unlike
    if unlike:
        raise NeedsPerson("\n".join(unlike))
