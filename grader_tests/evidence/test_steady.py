"""A mark that is a matter of luck is found: right solutions that lose, wrong ones that keep, cells that waver."""

import nbformat
import pytest

from proctor.course.notebooks import canonical, dumps
from proctor.evidence.seeds import STEP, reseeded
from proctor.evidence.steady import REFERENCE, steadiness, steady_findings

ASSERT = 'assert np.array_equal(_passed, _table), "The'


@pytest.fixture
def steady(course, unit):
    """Put a line before the last assert of centre-purity, and grade the unit on six draws."""

    def after(line: str = ""):
        notebook = nbformat.read(unit.notebook, as_version=4)
        (cell,) = [cell for cell in notebook.cells if cell.id == "centre-purity"]
        assert ASSERT in cell.source
        cell.source = cell.source.replace(ASSERT, f"{line}\n{ASSERT}")
        unit.notebook.write_text(dumps(canonical(notebook)), encoding="utf-8")
        return steadiness(course, unit, runs=6)

    return after


@pytest.mark.parametrize(
    ("code", "moved"),
    [
        ("np.random.default_rng(7)", f"np.random.default_rng(7 + {2 * STEP})"),
        ("np.random.seed(7)", f"np.random.seed(7 + {2 * STEP})"),
        ("default_rng(80 + _n)", f"default_rng(80 + _n + {2 * STEP})"),
        ("default_rng([1, 2])", f"default_rng([1, 2, {2 * STEP}])"),
        ("default_rng()", "default_rng()"),
        ("f(7)", "f(7)"),
    ],
)
def test_a_run_moves_seeds_and_nothing_else(code, moved):
    """Every kind of seed becomes another; run 0 is the cell as it stands."""
    assert (code, moved) == (reseeded(code, 0), reseeded(code, 2))


def test_a_sound_unit_leaves_nothing_to_luck(steady):
    """A new unit's variants fare alike on every draw."""
    found = steady()

    assert ((), (), ()) == (found.rejected, found.missed, found.undecided)
    assert {"PASS"} == {finding.level for finding in steady_findings(found)}


def test_a_planted_false_rejection_is_found_and_named(steady):
    """A tolerance that holds for the seed as it stands, and not for others, fails the unit and names cell and seed."""
    found = steady('assert np.random.default_rng(3).random() < 0.3, "Unlucky. Reread section 1."')

    (luck,) = found.rejected
    assert ("centre-purity", REFERENCE) == (luck.cell, luck.solution)
    assert luck.runs and 0 not in luck.runs
    details = [finding.detail for finding in steady_findings(found) if finding.level == "FAIL"]
    assert 1 == len(details)
    assert f"centre-purity fails the reference in {len(luck.runs)} of 6 runs, first with every seed + " in details[0]


def test_a_planted_flaky_cell_is_found_and_named(steady):
    """A cell that draws without a seed does not say the same again, and fails the unit."""
    found = steady('assert np.random.default_rng().random() < 0.5, "Unlucky. Reread section 1."')

    failing = [finding.detail for finding in steady_findings(found) if finding.level == "FAIL"]
    assert failing
    assert all(detail.startswith("centre-purity ") for detail in failing)


def test_a_wrong_solution_that_a_draw_lets_pass_is_found(steady):
    """A wrong solution that keeps its mark where the draw hides its mistake is named with the first such draw."""
    found = steady("if np.random.default_rng(3).random() > 0.3:\n    _passed = _table")

    assert {("centre-purity", (2, 3, 4))} == {(luck.cell, luck.runs) for luck in found.missed}
    cautions = [finding.detail for finding in steady_findings(found) if finding.level == "CAUTION"]
    assert ["centre-purity lets pass"] == [detail.partition(" centre/")[0] for detail in cautions]
    assert f"in 3 of 6 runs, first with every seed + {2 * STEP}" in cautions[0]
