"""What a person sees while a class is graded: a bar on a terminal, plain lines elsewhere, and what needs them."""

from __future__ import annotations

import time

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from proctor.cli import NeedsPerson
from proctor.course.grade import Outcome
from proctor.course.grading_run import Changes, GradingRun, changed_cells, score_before

MAX_LINES = 20
"""Submissions named one by one in a summary; the report names them all."""


def report_grading(run: GradingRun, *, force: bool) -> list[Outcome]:
    """Grade with a progress bar and end in a summary; NeedsPerson if something needs one."""
    outcomes: list[Outcome] = []
    started = time.monotonic()
    try:
        for outcome in _shown(run, force):
            outcomes.append(outcome)
    except KeyboardInterrupt:
        click.echo(f"stopped: {len(outcomes)} of {run.total} are done; run it again to grade the rest", err=True)
        raise SystemExit(130) from None
    _summarise(run, outcomes, time.monotonic() - started)
    return outcomes


def _shown(run: GradingRun, force: bool):
    console = Console()
    if not console.is_terminal:
        for number, outcome in enumerate(run.outcomes(force=force), start=1):
            click.echo(f"[{number}/{run.total}] {outcome.unit} {outcome.student}: {_brief(outcome)}")
            yield outcome
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("grading", total=run.total, rate="")
        for outcome in run.outcomes(force=force):
            speed = progress.tasks[task].speed
            progress.update(task, advance=1, description=outcome.unit, rate=f"{speed:.1f}/s" if speed else "")
            yield outcome


def _brief(outcome: Outcome) -> str:
    if outcome.record.problem:
        return outcome.record.problem
    if not outcome.was_graded:
        return "as before"
    text = f"{outcome.record.score:g} of {outcome.record.auto_max:g}"
    return f"{text} ({outcome.needs_person})" if outcome.needs_person else text


def _summarise(run: GradingRun, outcomes: list[Outcome], wall_seconds: float) -> None:
    graded = [outcome for outcome in outcomes if outcome.was_graded and not outcome.record.problem]
    unchanged = sum(not outcome.was_graded for outcome in outcomes)
    rate = f", {len(graded) / wall_seconds:.1f} a second" if graded and wall_seconds else ""
    click.echo(f"graded {len(graded)} submissions in {wall_seconds:.1f} s{rate}; {unchanged} had not changed")
    changes = Changes.of(outcomes)
    if changes.up or changes.down:
        click.echo(f"marks: {len(changes.up)} up, {len(changes.down)} down, {changes.same} as before")
        for outcome in (*changes.up, *changes.down)[:MAX_LINES]:
            marks = f"{score_before(outcome):g} → {outcome.record.score:g}"
            click.echo(f"  {outcome.unit} {outcome.student}: {marks} ({', '.join(changed_cells(outcome))})")
    waiting = [
        f"{outcome.unit} {outcome.student}: {outcome.needs_person}" for outcome in outcomes if outcome.needs_person
    ]
    lines = run.problems + sorted(waiting)
    if lines:
        more = [f"  … and {len(lines) - MAX_LINES} more"] if len(lines) > MAX_LINES else []
        listed = [f"  {line}" for line in lines[:MAX_LINES]]
        raise NeedsPerson("\n".join([f"{len(lines)} need a person:", *listed, *more]))
