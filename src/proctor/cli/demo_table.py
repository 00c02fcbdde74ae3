"""The table that the demo ends in, and the paths to open."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from proctor.course.demo import Participant
from proctor.course.grade import Outcome
from proctor.course.layout import Course

WIDTH = 118
"""Of the table where the output is no terminal, so that it reads the same in a file."""


def show(course: Course, units: list[str], everyone: Iterable[Participant], outcomes: Iterable[Outcome]) -> None:
    """Print one line a student: marks by unit, and why a person should look."""
    found = {(outcome.student, outcome.unit): outcome for outcome in outcomes}
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("student", no_wrap=True)
    table.add_column("what was handed in")
    for unit in units:
        table.add_column(unit.partition("-")[0], justify="right", no_wrap=True)
    table.add_column("for a person")
    for participant in everyone:
        mine = [found.get((participant.student, unit)) for unit in units]
        reasons = dict.fromkeys(outcome.needs_person for outcome in mine if outcome and outcome.needs_person)
        table.add_row(participant.student, participant.does, *map(_marks, mine), "; ".join(reasons))
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    console.print()
    console.print(table)
    console.print()
    first = units[0]
    notebook = course.unit(first).notebook
    feedback = course.folder("feedback", first, "half-right") / f"{notebook.stem}.html"
    for what, path in (
        ("what a student sees", feedback),
        ("the executed notebook", course.folder("autograded", first, "half-right") / notebook.name),
        ("the staff's report", course.root / "reports" / f"{first}.html"),
        ("the grades", course.root / "grades.csv"),
        ("the formgrader", f"cd {course.root} && jupyter lab, then Nbgrader → Formgrader"),
    ):
        console.print(f"{what:22} {path}", soft_wrap=True, highlight=False)


def _marks(outcome: Outcome | None) -> str:
    if outcome is None or outcome.record.problem:
        return "-"
    return f"{outcome.record.score:g}/{outcome.record.auto_max:g}"
