"""``proctor demo``: the whole way from source to grades, on a made-up class, in a folder of its own."""

import tempfile
import time
from pathlib import Path

import click


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option(
    "--into",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the scratch course.  [default: a new one among the system's temporary files]",
)
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="As in `proctor grade`.")
@click.pass_obj
def command(settings, units, folder, workers):
    """Grade a made-up class with the real units: release, hand in, grade, feedback, export, report.

    The course in this folder is only read; all that is made lies in a scratch course, which stays there to be
    looked at. Without UNITs, all units of the course take part.
    """
    import os

    from proctor.cli.demo_table import show
    from proctor.course.demo import hand_in_all, make_course, participants
    from proctor.course.export import export_grades
    from proctor.course.feedback import autograded_students, write_feedback
    from proctor.course.grading_run import GradingRun
    from proctor.course.release import release
    from proctor.course.report.write import write_report

    source = settings.course
    folder = folder or Path(tempfile.mkdtemp(prefix="proctor-demo-"))
    course = make_course(source, folder.resolve(), units)
    for unit in course.units():
        release(course, unit)
    names = [unit.name for unit in course.units()]
    click.echo(f"released {', '.join(names)}")
    everyone = participants(source)
    click.echo(f"{len(everyone)} students handed in {hand_in_all(source, course)} submissions")
    started = time.monotonic()
    run = GradingRun(course, workers=workers or os.cpu_count() or 1)
    outcomes = list(run.outcomes())
    wall_seconds = time.monotonic() - started
    click.echo(f"graded {run.total} submissions, isolated, in {wall_seconds:.1f} s")
    pages = [write_feedback(course, name, student) for name in names for student in autograded_students(course, name)]
    click.echo(f"wrote {pages.count(None)} pages of feedback")
    export_grades(course, course.root / "grades.csv")
    for unit in course.units():
        write_report(course, unit)
    show(course, names, everyone, outcomes)
