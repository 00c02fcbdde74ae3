"""``proctor queue``: what needs a person, oldest first, split among assistants."""

import click


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option(
    "--assistants", metavar="NAMES", default="", help="Split the submissions among these names, as ada,ben,cleo."
)
@click.option(
    "--twice",
    type=click.FloatRange(0, 1),
    default=0.1,
    show_default=True,
    metavar="SHARE",
    help="With --assistants: the share of submissions that a second assistant marks too, blind.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for a spreadsheet.")
@click.pass_obj
def command(settings, units, assistants, twice, as_csv):
    """List what needs a person in the UNITs, or in all units that were graded: oldest submission first.

    Answers in the same words are listed once; `proctor same` gives the others the same mark. Who reads what is
    remembered: the same submission stays with the same assistant, whoever joins later.
    """
    from proctor.course.report.write import is_graded
    from proctor.course.review.plan import assign, load_plan
    from proctor.course.review.queue import queue

    course = settings.course
    names = tuple(name for part in assistants.split(",") if (name := part.strip()))
    if bad := [name for name in names if not name.replace("-", "").replace("_", "").isalnum()]:
        raise click.UsageError(f"--assistants: expected names of letters, digits, - and _, got {bad[0]!r}")
    lines = []
    for unit in (unit for unit in course.units(units) if units or is_graded(course, unit.name)):
        entries = queue(course, unit)
        students = [entry.student for entry in entries]
        plan = assign(course, unit.name, students, names, twice) if names else load_plan(course, unit.name)
        lines += [(entry, plan.get(entry.student)) for entry in entries]
    lines.sort(key=lambda line: (_when(line[0]) or "~", line[0].unit, line[0].student))
    (_print_csv if as_csv else _print_lists)(lines)


def _print_lists(lines):
    if not lines:
        click.echo("nothing waits for a person")
    by_reader = {}
    for entry, given in lines:
        by_reader.setdefault(given.first if given else "", []).append((entry, given))
    for reader, mine in sorted(by_reader.items()):
        click.echo(f"{reader or 'nobody yet'}: {len(mine)}")
        for entry, given in mine:
            click.echo(f"  {_when(entry) or 'no date':16}  {entry.unit}  {entry.student}  {_what(entry)}")
            if entry.page:
                click.echo(f"    {entry.page}")
            if given and given.second:
                click.echo(f"    also marked by {given.second}: `proctor second {entry.unit} {given.second}`")


def _print_csv(lines):
    import csv
    import sys

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("unit", "student", "handed_in", "first", "second", "what", "page"))
    for entry, given in lines:
        readers = (given.first, given.second or "") if given else ("", "")
        writer.writerow((entry.unit, entry.student, _when(entry), *readers, _what(entry), entry.page or ""))


def _when(entry):
    return f"{entry.handed_in:%Y-%m-%d %H:%M}" if entry.handed_in else ""


def _what(entry):
    parts = [f"mark {', '.join(entry.to_mark)}"] if entry.to_mark else []
    parts += [f"{cell} as {student}" for cell, student in entry.same_as.items()]
    return "; ".join([*parts, *entry.reasons])
