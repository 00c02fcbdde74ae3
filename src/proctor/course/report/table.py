"""The report's numbers as a table of one number a line: about, name, measure, value."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict

from proctor.course.report.analysis import Report
from proctor.course.review.agreement import Interval

HEAD = ("about", "name", "measure", "value")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a text that begins with one of these."""


def table(report: Report) -> str:
    """CSV text; an empty value stands where a number has no meaning."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([_safe(field) for field in row] for row in _rows(report))
    return stream.getvalue()


def _rows(report: Report) -> Iterator[tuple]:
    def about(kind: str, name: str, measures: dict) -> Iterator[tuple]:
        return ((kind, name, measure, value) for measure, value in measures.items())

    scores = {"max_points": report.max_points, **asdict(report.spread), "could_not_be_graded": report.ungraded}
    alpha = report.reliability
    reliability = {"alpha": alpha.alpha, "alpha_low": alpha.low, "alpha_high": alpha.high}
    yield from about("unit", report.unit, {**scores, **reliability})
    for student, score in report.scores.items():
        yield "submission", student, "machine_points", float(score)
    for row in report.cells:
        measures = {
            "exercise": row.item.exercise,
            "graded_by": "person" if row.item.by_person else "machine",
            "max_points": row.item.max_points,
            "submissions": row.count,
            "facility": row.facility,
            "discrimination": row.discrimination,
            "without_full_points": row.failed,
            "message": row.message,
            "message_count": row.message_count,
            **{f"told_{number}": f"{count}: {said}" for number, (said, count) in enumerate(row.told, start=1)},
            "remark": row.remark,
        }
        yield from about("cell", row.item.key, measures)
    for row in report.exercises:
        incidents = {f"incidents_{kind}": count for kind, count in row.incidents.items()}
        seconds = {"median_seconds": row.median_seconds, "longest_seconds": row.longest_seconds}
        yield from about("exercise", row.name, {**incidents, **seconds})
    for entry in report.waiting:
        measures = {"needs_person": "; ".join(entry.reasons), "cells_to_mark": entry.to_mark}
        yield from about("submission", entry.student, measures)
    yield from about(
        "twice", "all cells", {"pairs": len(report.twice.pairs), **_interval("kappa", report.twice.agreement)}
    )
    for cell, kappa in report.twice.by_cell.items():
        yield from about("twice", cell, _interval("kappa", kappa))
    for reader, (answers, severity) in report.twice.by_reader.items():
        yield from about("reader", reader, {"answers": answers, **_interval("severity", severity)})
    for pair in report.similar:
        measures = {"fingerprints": pair.fingerprints, "share": pair.share}
        yield from about("similar", f"{pair.one}; {pair.other}", measures)


def _interval(name: str, found: Interval) -> dict:
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def _safe(field):
    return f"'{field}" if isinstance(field, str) and field.startswith(_FORMULA) else field
