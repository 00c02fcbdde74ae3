"""Writes the evidence of a unit: results, page and picture, and the table over all units."""

from collections.abc import Iterable
from pathlib import Path

from proctor.course.check import naming
from proctor.course.layout import Course, Unit
from proctor.evidence import results
from proctor.evidence.measure import Measured
from proctor.evidence.mutants import equivalents
from proctor.evidence.page import unit_page
from proctor.evidence.picture import draw
from proctor.evidence.steady import Steadiness
from proctor.evidence.summary import summary_page


def write_measured(course: Course, unit: Unit, measured: Measured, named: naming.Figures) -> None:
    """Write all files that a measurement of one unit's grade cells changes."""
    results.write_measured(course, unit, measured, named)
    draw(measured, results.folder(course) / f"{unit.name}.png")
    _write_pages(course)


def write_draws(course: Course, unit: Unit, draws: Iterable[Steadiness]) -> None:
    """Write all files that many draws of one unit's inputs change; NoEvidence if it was not measured before."""
    results.write_draws(course, unit, draws)
    _write_pages(course)


def _write_pages(course: Course) -> None:
    for path, text in pages(course).items():
        path.write_text(text, encoding="utf-8")


def pages(course: Course) -> dict[Path, str]:
    """Path → content of every page, made of the results that are there."""
    units = [unit for unit in course.units() if results.path_of(course, unit).exists()]
    measured = {unit.name: results.read(course, unit) for unit in units}
    named = {unit.name: results.read_named(course, unit) for unit in units}
    recorded = {name: equivalents.load(course.equivalents(name)) for name in measured}
    made = {
        results.folder(course) / f"{name}.md": unit_page(
            name, one, recorded[name], results.read_draws(course, course.unit(name))
        )
        for name, one in measured.items()
    }
    return made | {results.folder(course).with_suffix(".md"): summary_page(measured, named)}
