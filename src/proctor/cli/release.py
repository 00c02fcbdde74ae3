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
    from proctor.cli import NeedsPerson
    from proctor.course.release import ReleaseLeaks, release

    course, refused = settings.course, []
    for unit in course.units(units):
        try:
            made = release(course, unit)
        except ReleaseLeaks as leaks:
            refused.append(str(leaks))
            continue
        folder = made.folder.relative_to(course.root)
        click.echo(f"{unit.name}: {'released to' if made.changed else 'unchanged in'} {folder}/")
        for shown in made.shown:
            click.echo(f"  shown on purpose in {', '.join(shown.places)} (from cell {shown.cell}): {shown.reason}")
    if refused:
        raise NeedsPerson("\n".join(refused))
