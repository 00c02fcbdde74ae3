"""The report as one HTML page: no script, nothing loaded from anywhere, and a policy that forbids both."""

import base64
import hashlib

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from proctor.course.report.analysis import Report
from proctor.course.report.figure import INK, cell_chart, histogram
from proctor.course.report.numbers import FEWEST
from proctor.course.review.agreement import Interval

_PACKAGE = "proctor.course.report"


def page(report: Report) -> str:
    """The page's HTML; all text in it is escaped."""
    environment = Environment(
        loader=PackageLoader(_PACKAGE, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = number
    environment.filters["points"] = points
    environment.filters["interval"] = interval
    style = environment.loader.get_source(environment, "style.css")[0]
    figures, charts = {}, {}
    if len(report.scores):
        figures = {ground: histogram(report.scores, report.max_points, ground) for ground in INK}
        charts = {ground: cell_chart(report.cells, ground) for ground in INK}
    return environment.get_template("page.html.j2").render(
        report=report,
        figures=figures,
        charts=charts,
        style=Markup(style),  # ours, from beside this module
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        fewest=FEWEST,
        remarks=[row for row in report.cells if row.remark],
        unexpected=[entry for entry in report.waiting if entry.reasons],
        to_mark=[entry for entry in report.waiting if entry.to_mark],
    )


def number(value: float | None, digits: int = 2) -> str:
    """A number as the page shows it, with a real minus sign; a dash where there is none."""
    return "\u2013" if value is None else f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "\u2212")


def interval(found: Interval) -> str:
    """A number with its interval as the page shows it, or why there is none."""
    if found.value is None or found.low is None:
        return "; ".join([number(found.value), found.why_not])
    return f"{number(found.value)} ({number(found.low)} to {number(found.high)})"


def points(value: float) -> str:
    """Points as the page shows them: whole where they are, else with two digits."""
    return f"{round(value, 2):g}"
