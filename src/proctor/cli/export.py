"""``proctor export``: the grades as a table."""

from pathlib import Path

import click


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.  [default: grades.csv in the course]",
)
@click.pass_obj
def command(settings, units, target):
    """Write the grades of the UNITs as CSV; without any, of all units."""
    from proctor.course.export import export_grades

    course = settings.course
    names = tuple(unit.name for unit in course.units(units)) if units else ()
    target = target or course.root / "grades.csv"
    lines = export_grades(course, target, names)
    click.echo(f"wrote {lines} grades to {target}")
