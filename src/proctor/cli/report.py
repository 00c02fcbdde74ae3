"""``proctor report``: what the class's marks say about a unit, for staff."""

import click


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.pass_obj
def command(settings, units):
    """Write the staff's page about the UNITs; without any, about all units that were graded.

    Of each unit: how scores are distributed, how each graded cell does its work, which cells to look at, and which
    submissions need a person. The page is reports/UNIT.html, and reports/UNIT.csv holds the same numbers.
    """
    from proctor.course.errors import CourseError
    from proctor.course.report.write import is_graded, write_report

    course = settings.course
    todo = [unit for unit in course.units(units) if units or is_graded(course, unit.name)]
    if not todo:
        raise CourseError("nothing to report on: expected graded submissions; run `proctor grade` first")
    for unit in todo:
        written = write_report(course, unit)
        for path in (written.page, written.table):
            click.echo(path.relative_to(course.root))
        if written.waiting:
            click.echo(f"  need a person: {written.waiting} of its submissions; the page says why")
