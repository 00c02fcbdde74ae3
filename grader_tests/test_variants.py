"""Every right solution keeps all points, every wrong one loses what its misconception must lose."""

from functools import cache
from pathlib import Path

import pytest

from proctor.course.bench import Bench, load_variants, unmet
from proctor.course.layout import Course
from proctor.course.notebooks import grade_id, kind

COURSE = Course.find(Path(__file__).parents[1])


@cache
def bench(unit: str) -> Bench:
    return Bench(COURSE.unit(unit).notebook)


def _all():
    for unit in COURSE.units():
        for variant in load_variants(COURSE.variants(unit.name)):
            yield pytest.param(unit.name, variant, id=f"{unit.name}/{variant.exercise}/{variant.name}")


@pytest.mark.parametrize(("unit", "variant"), list(_all()))
def test_a_variant_loses_exactly_what_it_declares(unit, variant):
    """A right solution loses nothing; a wrong one fails the cells it names, and no other but those it may touch."""
    kinds = {grade_id(cell): kind(cell) for cell in bench(unit).cells}
    assert "solution" == kinds.get(variant.exercise), f"there is no exercise {variant.exercise} in {unit}"
    assert set() == {name for name in variant.fails + variant.also if kinds.get(name) != "test"}

    marks = bench(unit).grade(variant)

    passed, failed = unmet(variant, marks)
    assert [] == passed, f"{', '.join(passed)} must catch that {variant.clause}, and did not: strengthen the test"
    assert [] == failed, f"{failed[0]} must not fail where {variant.clause}: {marks[failed[0]]!r}"


@pytest.mark.parametrize("unit", [unit.name for unit in COURSE.units()])
def test_the_reference_solutions_keep_every_point(unit):
    """The instructor's own solutions pass every grade cell, without the cells that students may delete."""
    assert {} == {name: error for name, error in bench(unit).reference.items() if error is not None}


@pytest.mark.parametrize("unit", [unit.name for unit in COURSE.units()])
def test_an_untouched_release_earns_nothing(unit):
    """Every grade cell fails where nothing was filled in."""
    assert [] == [name for name, error in bench(unit).untouched().items() if error is None]


def test_no_variants_are_left_without_their_unit():
    """Each file of variants belongs to a unit in source/."""
    expected = {COURSE.variants(unit.name).name for unit in COURSE.units()}
    assert set() == {path.name for path in COURSE.variants("x").parent.glob("*.py")} - expected - {"__init__.py"}
