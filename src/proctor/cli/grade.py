"""``proctor grade``: submitted work in, marks and executed notebooks out."""

import os
from contextlib import nullcontext

import click


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--student", metavar="ID", help="Grade this student only.")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Submissions tested at the same time.  [default: one for each core]",
)
@click.option("--scheduler", metavar="ADDRESS", help="Grade on the Dask cluster at this address, as tcp://host:8786.")
@click.option("--force", is_flag=True, help="Grade again what has not changed since the last run, too.")
@click.option(
    "--unsafe-no-sandbox",
    "unsafe",
    is_flag=True,
    help="Grade even where this machine cannot isolate student code. Only for work that you trust.",
)
@click.pass_obj
def command(settings, units, student, workers, scheduler, force, unsafe):
    """Grade what was submitted for the UNITs; without any, for all units.

    Grading can be stopped and started again at any time: what is done stays done, and what has not changed is
    not graded again. Marks and comments that a person entered are kept.
    """
    from proctor.grading.engine import open_engine

    workers = workers or os.cpu_count() or 1
    # opened first: it warms up while what follows is imported
    local = nullcontext() if scheduler else open_engine(workers=workers, unsafe=unsafe)
    with local as engine:
        from proctor.cli.progress import report_grading
        from proctor.course.grading_run import GradingRun

        run = GradingRun(settings.course, units, student=student, scheduler=scheduler, engine=engine)
        report_grading(run, force=force)
