"""``proctor check``."""

import sys
from collections import Counter

import click

COLOURS = {"PASS": "green", "CAUTION": "yellow", "FAIL": "red"}


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--tidy", is_flag=True, help="First rewrite the notebooks in canonical form.")
@click.option("--mutants", is_flag=True, help="Also grade the mutants of every reference solution: 10 to 90 s a unit.")
@click.option("--write", is_flag=True, help="With --mutants or --seeds: write docs/evidence.md and the unit's page.")
@click.option(
    "--seeds",
    type=click.IntRange(2),
    metavar="N",
    help="Also grade right and wrong solutions on N draws of the grade cells' inputs; 20 is usual, 200 is thorough.",
)
@click.option(
    "--python",
    "pythons",
    multiple=True,
    metavar="PATH",
    help="With --seeds: also in the environment of this Python, which may have another NumPy. Can be repeated.",
)
@click.pass_obj
def command(settings, units, tidy, mutants, write, seeds, pythons):
    """Is a UNIT (all, if none is named) fit to release?

    One line for each claim: PASS, CAUTION where a person should look, or FAIL with what to do. Exit code 1 if
    anything fails.

    A mutant is a reference solution with one place changed. Those that lose no point are shown: each is a gap in
    the hidden tests, or equivalent, which a person records in grader_tests/equivalents/.

    With other seeds a grade cell draws other inputs of the same kind: right solutions must lose nothing on any of
    them, nor may they where their results are rounded to single precision. A grade cell that says something else
    with the same seeds is flaky.
    """
    from proctor.cli import NeedsPerson
    from proctor.course.check import check
    from proctor.course.check.structure import tidy as rewrite

    if write and not (mutants or seeds):
        raise click.UsageError("--write writes what --mutants and --seeds measure; give one of them, too")
    if pythons and not seeds:
        raise click.UsageError("--python is for --seeds; give both")
    course, failed = settings.course, Counter()
    chosen = course.units(units)
    if seeds:
        _see_to_draws(course, chosen, pythons, write and not mutants)
    for unit in chosen:
        if tidy and rewrite(unit.notebook):
            click.echo(f"{unit.name}: rewrote {unit.notebook.name} in canonical form")
        click.echo(unit.name)
        failed[unit.name] += _show(check(course, unit))
        if mutants:
            failed[unit.name] += _show(_evidence(course, unit, write))
        if seeds:
            failed[unit.name] += _show(_steadiness(course, unit, seeds, pythons, write))
    if any(failed.values()):
        lines = [f"{name}: {many} to mend before it is released" for name, many in failed.items() if many]
        raise NeedsPerson("\n".join(lines))


def _evidence(course, unit, write):
    """The findings about a unit's mutants; its files are written before the first is shown."""
    from proctor.course.check import naming
    from proctor.course.limits import limits_of
    from proctor.evidence.findings import findings
    from proctor.evidence.measure import measure
    from proctor.evidence.write import write_measured

    measured, named = measure(course, unit, watch=_watched("mutants")), naming.figures(course, unit)
    if write:
        write_measured(course, unit, measured, named)
    yield from findings(measured, cell_seconds=limits_of(course).cell_seconds)
    yield naming.finding(named)


def _see_to_draws(course, units, pythons, must_be_measured):
    """Raise at once what would else be raised after minutes of grading."""
    from proctor.evidence import results
    from proctor.evidence.environments import versions

    for python in pythons:
        versions(python)
    for unit in units if must_be_measured else ():
        results.read(course, unit)


def _steadiness(course, unit, runs, pythons, write):
    """The findings about a unit's marks on many draws of the inputs, here and in other environments."""
    from proctor.evidence.luck import luck_findings
    from proctor.evidence.steady import steadiness
    from proctor.evidence.write import write_draws

    draws = []
    for python in (sys.executable, *pythons):
        found = steadiness(course, unit, runs=runs, python=python, watch=_watched("solutions"))
        draws.append(found)
        click.echo(f"  {found.environment}")
        yield from luck_findings(found)
    if write:
        write_draws(course, unit, draws)


def _watched(what):
    """A progress bar, where someone looks."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return lambda outcomes, total: track(
        outcomes, what, total, console=console, transient=True, disable=not console.is_terminal
    )


def _show(found) -> int:
    """Print findings as they come; returns how many of them fail."""
    failing = 0
    for finding in found:
        level = click.style(f"{finding.level:8}", fg=COLOURS[finding.level])
        told = f"{finding.claim}{': ' if finding.detail else ''}{finding.detail}"
        click.echo(f"  {level}{told.replace(chr(10), chr(10) + ' ' * 10)}")
        failing += finding.level == "FAIL"
    return failing
