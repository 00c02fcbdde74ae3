"""``proctor export``: the grades as a table, nbgrader's or a learning platform's."""

from pathlib import Path

import click

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option(
    "--to", "target", type=FILE, help="The file to write.  [default: grades.csv in the course, or the --into file]"
)
@click.option(
    "--into",
    "table",
    type=FILE,
    help="Fill one UNIT's marks into this table: a gradebook that Canvas exported, or a grading worksheet of Moodle's.",
)
@click.option("--column", help="The assignment's column in Canvas's gradebook.  [default: the one titled UNIT]")
@click.option("--roster", type=FILE, help="The roster that the submissions were collected with, if it was another.")
@click.option("--scale", is_flag=True, help="Scale marks to the points that the platform counts.")
@click.pass_obj
def command(settings, units, target, table, column, roster, scale):
    """Write the grades of the UNITs as CSV; without any, of all units.

    With --into, one UNIT's marks go into the table of a learning platform, ready to be imported there; everything
    else in it stays as it is.
    """
    course = settings.course
    names = tuple(unit.name for unit in course.units(units)) if units else ()
    if table:
        if len(names) != 1:
            raise click.UsageError("--into takes one UNIT")
        _fill(course, names[0], table, target or table, {"column": column, "roster_path": roster, "scale": scale})
        return
    if column or roster or scale:
        raise click.UsageError("--column, --roster and --scale go with --into")

    from proctor.course.export import export_grades

    target = target or course.root / "grades.csv"
    lines = export_grades(course, target, names)
    click.echo(f"wrote {lines} grades to {target}")


def _fill(course, unit: str, table: Path, target: Path, options: dict) -> None:
    from proctor.cli import NeedsPerson
    from proctor.course.lms.marks import fill_marks

    filled = fill_marks(course, unit, table, target, **options)
    click.echo(f"wrote {filled.written} marks to {target}")
    if filled.problems:
        lines = (f"  {line}" for line in filled.problems)
        raise NeedsPerson("\n".join([f"{len(filled.problems)} need a person:", *lines]))
