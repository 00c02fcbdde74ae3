"""``proctor release``."""

import click


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.pass_obj
def command(settings, units):
    """Make the students' version of the UNITs (all, if none is named), and refuse if anything leaks.

    Solutions, hidden tests, model answers and mark schemes are cut out by nbgrader; then every released byte is
    searched for them. Nothing lands in release/ unless it is clean. The same source gives the same bytes.
    """
    from proctor.course.release import release

    course = settings.course
    for unit in course.units(units):
        made = release(course, unit)
        folder = made.folder.relative_to(course.root)
        click.echo(f"{unit.name}: {'released to' if made.changed else 'unchanged in'} {folder}/")
        for shown in made.shown:
            click.echo(f"  shown on purpose in {', '.join(shown.places)} (from cell {shown.cell}): {shown.reason}")
