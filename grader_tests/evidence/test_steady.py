"""A mark that is a matter of luck is found: right solutions that lose, wrong ones that keep, cells that waver."""

import venv
from pathlib import Path

import nbformat
import numpy as np
import pytest
from reasons import write_reason

from proctor.course.layout import Course
from proctor.course.notebooks import canonical, dumps
from proctor.evidence.environments import BadEnvironment
from proctor.evidence.luck import luck_findings
from proctor.evidence.precision import in_single
from proctor.evidence.seeds import STEP, reseeded
from proctor.evidence.solutions import REFERENCE
from proctor.evidence.steady import steadiness

COURSE = Course.find(Path(__file__).parents[2])
UNITS = [unit.name for unit in COURSE.units()]
REFUSES_SINGLE = 'assert np.asarray(centre(_table)).dtype == np.float64, "Not in double precision. Reread section 1."'
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
    assert {"PASS"} == {finding.level for finding in luck_findings(found)}


def test_a_planted_false_rejection_is_found_and_named(steady):
    """A tolerance that holds for the seed as it stands, and not for others, fails the unit and names cell and seed."""
    found = steady('assert np.random.default_rng(3).random() < 0.3, "Unlucky. Reread section 1."')

    (luck,) = found.rejected
    assert ("centre-purity", REFERENCE) == (luck.cell, luck.solution)
    assert luck.runs and 0 not in luck.runs
    details = [finding.detail for finding in luck_findings(found) if finding.level == "FAIL"]
    assert 1 == len(details)
    assert f"centre-purity fails the reference in {len(luck.runs)} of 6 runs, first with every seed + " in details[0]


def test_a_planted_flaky_cell_is_found_and_named(steady):
    """A cell that draws without a seed does not say the same again, and fails the unit."""
    found = steady('assert np.random.default_rng().random() < 0.5, "Unlucky. Reread section 1."')

    failing = [finding.detail for finding in luck_findings(found) if finding.level == "FAIL"]
    assert failing
    assert all(detail.startswith("centre-purity ") for detail in failing)


def test_a_wrong_solution_that_a_draw_lets_pass_is_found(steady):
    """A wrong solution that keeps its mark where the draw hides its mistake is named with the first such draw."""
    found = steady("if np.random.default_rng(3).random() > 0.3:\n    _passed = _table")

    assert {("centre-purity", (2, 3, 4))} == {(luck.cell, luck.runs) for luck in found.missed}
    cautions = [finding.detail for finding in luck_findings(found) if finding.level == "CAUTION"]
    assert ["centre-purity lets pass"] == [detail.partition(" centre/")[0] for detail in cautions]
    assert f"in 3 of 6 runs, first with every seed + {2 * STEP}" in cautions[0]


def test_a_cell_that_only_double_precision_satisfies_is_found_and_named(steady):
    """Right solutions may compute in single precision; a cell that refuses it fails the unit."""
    found = steady(REFUSES_SINGLE)

    assert () == found.rejected
    assert {"centre-purity"} == {luck.cell for luck in found.rejected_in_single}
    assert "centre/the reference in single precision" in {luck.solution for luck in found.rejected_in_single}
    details = [finding.detail for finding in luck_findings(found) if finding.level == "FAIL"]
    assert [True] == ["centre-purity fails centre/" in detail for detail in details]


@pytest.mark.parametrize(("line", "failing"), [(REFUSES_SINGLE, []), ("", ["centre: its record [[double]] is needed"])])
def test_a_text_may_ask_for_double_precision(course, steady, line, failing):
    """A person says so once, with the reason; a record that nothing needs fails."""
    path = course.exemptions("01-mean")
    write_reason(path, "double", {"exercises": '["centre"]', "because": '"The text asks for float64."'})
    found = steady(line)

    assert ((), ("centre",)) == (found.rejected_in_single, found.doubles)
    assert failing == [finding.claim for finding in luck_findings(found) if finding.level == "FAIL"]


def test_functions_answer_in_single_precision_and_nothing_else_changes():
    """NumPy's float64 is rounded, however deep it lies; what is no float64 stays as it is."""
    source = "import numpy as np\n\ndef f(x):\n    return [(x, {'a': np.float64(0.1)}), 0.1, 7, 'text', np.arange(3)]\n"
    names: dict = {}
    exec(in_single(source), names)
    [(x, inner), *rest, whole] = names["f"](np.array([0.1]))

    assert np.float32 == x.dtype == inner["a"].dtype
    assert [0.1, 7, "text"] == rest and whole.dtype == np.arange(3).dtype


@pytest.mark.parametrize("unit_name", UNITS)
def test_a_unit_fares_alike_in_an_older_numpy(old_python, unit_name):
    """Nothing right loses a mark, nothing wrong keeps one, in the last NumPy before the one that is installed."""
    unit = COURSE.unit(unit_name)
    found = steadiness(COURSE, unit, runs=2, python=old_python)

    assert f"NumPy {np.__version__}" not in found.environment
    assert ((), (), (), ()) == (found.rejected, found.rejected_in_single, found.missed, found.undecided)


def test_a_python_that_cannot_run_a_unit_is_one_clear_line(course, unit, tmp_path):
    """It is told before anything is graded."""
    empty = tmp_path / "empty"
    venv.create(empty, symlinks=True)

    with pytest.raises(BadEnvironment, match=r"empty/bin/python cannot run the units: .*; run: .* -m pip install"):
        steadiness(course, unit, runs=2, python=str(empty / "bin" / "python"))
    with pytest.raises(BadEnvironment, match=r"cannot run .*/nowhere: No such file or directory; give the path"):
        steadiness(course, unit, runs=2, python=str(tmp_path / "nowhere"))
