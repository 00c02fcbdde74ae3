"""Weak, dead and redundant grade cells are found, and what a person recorded is respected."""

import copy

import pytest
from reasons import write_reason

from proctor.evidence.findings import findings
from proctor.evidence.mutants.equivalents import BadEquivalents, load

VALUES = "assert np.allclose(_got, _by_hand(_table), atol=1e-6)"


def weakened(cells, _):
    """Plants a weak test: only the shape of the result is looked at."""
    source = cells["centre-values"].source
    assert VALUES in source
    cells["centre-values"].source = source.replace(VALUES, "assert _got.shape == _shape")


def record(course, **changed):
    """Write one record of an equivalent mutant: another keepdims gives the same differences."""
    entry = {
        "exercise": '"centre"',
        "line": '"return X - X.mean(axis=0, keepdims=True)"',
        "mutants": '["return X - X.mean(axis=0)"]',
        "because": '"A row and a table of one row are subtracted alike."',
    } | changed
    return write_reason(course.equivalents("01-mean"), "equivalent", entry)


def levels(measured) -> dict[str, str]:
    """Level of each claim about a measurement."""
    return {finding.claim: finding.level for finding in findings(measured, cell_seconds=30)}


def test_a_planted_weak_test_is_found(measured):
    """Where values are not compared, wrong values survive: shown as a diff, and the unit fails its aim."""
    found = measured(weakened)

    (sign,) = [one for one in found.survivors if one.mutant == "return X + X.mean(axis=0, keepdims=True)"]
    assert ("centre", "swapped operator") == (sign.exercise, sign.operator)
    assert "-    return X - X.mean(axis=0, keepdims=True)\n+    return X + X.mean(axis=0, keepdims=True)" in sign.diff
    assert found.score < 0.5
    assert "FAIL" == levels(found)["at least 98 % of the unit's mutants fail"]


def test_a_sound_test_catches_what_the_weak_one_misses(measured):
    """With the test as it was, only what is equivalent survives."""
    found = measured()

    assert all("X + X" not in one.mutant for one in found.survivors)
    assert found.score > 0.7
    assert ((), (), ()) == (found.dead, found.redundant, found.misjudged)


def test_a_grade_cell_that_nothing_fails_is_dead(measured):
    """A cell that calls the function and asserts nothing of it is named."""

    def unasked(cells, _):
        cells["centre-purity"].source = "# Checks: nothing.\ncallable(centre)"

    found = measured(unasked)

    assert ("centre-purity",) == found.dead
    assert "FAIL" == levels(found)["every grade cell fails for some mutant or variant"]


def test_two_grade_cells_that_always_fail_together_are_named(measured):
    """A second copy of a cell measures nothing new."""

    def doubled(cells, notebook):
        twin = copy.deepcopy(cells["centre-values"])
        twin.id = twin.metadata.nbgrader.grade_id = "centre-again"
        notebook.cells.append(twin)

    found = measured(doubled)

    assert (("centre-values", "centre-again"),) == found.redundant
    assert "CAUTION" == levels(found)["no two grade cells always fail together"]


def test_a_recorded_equivalent_counts_neither_way(course, measured):
    """With a reason on record, a mutant is no survivor, and not caught either."""
    before = measured()
    record(course)
    after = measured()

    assert (0, 1) == (before.exercises[0].equivalent, after.exercises[0].equivalent)
    assert before.exercises[0].caught == after.exercises[0].caught
    gone = {one.mutant for one in before.survivors} - {one.mutant for one in after.survivors}
    assert {"return X - X.mean(axis=0)"} == gone


def test_a_record_that_no_longer_arises_is_stale(course, measured):
    """When the solution changes, its old records are named."""
    record(course, mutants='["return X - X.median(axis=0)"]')

    found = measured()

    assert (("centre", "return X - X.mean(axis=0, keepdims=True)", "return X - X.median(axis=0)"),) == found.stale
    assert "FAIL" == levels(found)["every mutant recorded as equivalent still arises"]


def test_a_record_that_a_grade_cell_contradicts_is_named(course, measured):
    """A mutant cannot be equivalent and lose points."""
    record(course, mutants='["return X + X.mean(axis=0, keepdims=True)"]')

    found = measured()

    assert ["return X + X.mean(axis=0, keepdims=True)"] == [text for _, _, text in found.contradicted]
    assert "FAIL" == levels(found)["no mutant recorded as equivalent loses points"]


def test_a_record_without_its_reason_is_refused(course):
    """Nobody waves a mutant through without saying why."""
    path = record(course, because='""')

    with pytest.raises(BadEquivalents, match=r"record 1: expected .* mend because"):
        load(path)


def test_a_wrong_variant_comes_with_what_its_author_reads(measured):
    """Each wrong variant stands in the page with the message of the cell that it is named for."""
    wrong = measured().wrong

    assert wrong
    assert all(one.cell.startswith("centre-") and one.told for one in wrong)


def test_stated_minutes_are_read_and_missing_ones_named(measured):
    """The section's `About N minutes` is the exercise's; an exercise without one fails."""

    def silent(cells, _):
        cells["section-1"].source = cells["section-1"].source.replace("About 10 minutes.", "")

    assert 10 == measured().exercises[0].minutes
    assert "FAIL" == levels(measured(silent))["centre: its minutes are stated"]
