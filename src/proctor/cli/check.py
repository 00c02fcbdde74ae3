"""``proctor check``."""

import click

COLOURS = {"PASS": "green", "CAUTION": "yellow", "FAIL": "red"}


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--tidy", is_flag=True, help="First rewrite the notebooks in canonical form.")
@click.pass_obj
def command(settings, units, tidy):
    """Is a UNIT (all, if none is named) fit to release?

    One line for each claim: PASS, CAUTION where a person should look, or FAIL with what to do. Exit code 1 if
    anything fails.
    """
    from proctor.cli import NeedsPerson
    from proctor.course.check import check
    from proctor.course.check.structure import tidy as rewrite

    course, failed = settings.course, {}
    for unit in course.units(units):
        if tidy and rewrite(unit.notebook):
            click.echo(f"{unit.name}: rewrote {unit.notebook.name} in canonical form")
        click.echo(unit.name)
        for finding in check(course, unit):
            level = click.style(f"{finding.level:8}", fg=COLOURS[finding.level])
            click.echo(f"  {level}{finding.claim}{': ' if finding.detail else ''}{finding.detail}")
            failed[unit.name] = failed.get(unit.name, 0) + (finding.level == "FAIL")
    if any(failed.values()):
        lines = [f"{name}: {many} to mend before it is released" for name, many in failed.items() if many]
        raise NeedsPerson("\n".join(lines))
