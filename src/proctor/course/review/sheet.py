"""The page that a second reader marks from: answers without names and without anybody's marks."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from proctor.course.feedback_page.prose import to_html
from proctor.course.layout import Course, Unit
from proctor.course.records import write_atomically
from proctor.course.review.exhibits import mark_schemes
from proctor.course.review.second import Asked, asked_of, empty_table


@dataclass(frozen=True)
class Sheet:
    """Where a second reader's page and table lie, and how many answers are on them."""

    page: Path
    table: Path
    answers: int


def write_sheet(course: Course, unit: Unit, assistant: str) -> Sheet:
    """Write ``reports/<unit>-second-<assistant>.html`` to read, and ``.csv`` to fill in.

    A table that is there already is left alone, since somebody may have begun to fill it in.
    """
    asked = asked_of(course, unit, assistant)
    beside = course.root / "reports" / f"{unit.name}-second-{assistant}"
    sheet = Sheet(beside.with_name(f"{beside.name}.html"), beside.with_name(f"{beside.name}.csv"), len(asked))
    if asked:
        write_atomically(sheet.page, _page(unit, assistant, asked))
        if not sheet.table.exists():
            write_atomically(sheet.table, empty_table(asked))
    return sheet


def _page(unit: Unit, assistant: str, asked: list[Asked]) -> str:
    loader = ChoiceLoader([PackageLoader("proctor.course.review"), PackageLoader("proctor.course.report")])
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["prose"] = to_html
    style = loader.get_source(environment, "style.css")[0]
    cells: dict = {}
    for one in asked:
        cells.setdefault(one.place, []).append(one)
    return environment.get_template("sheet.html.j2").render(
        unit=unit.name,
        assistant=assistant,
        cells=cells,
        schemes=mark_schemes(unit),
        style=Markup(style),  # ours, from beside the report
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
