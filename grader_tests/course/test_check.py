"""`check` passes a sound unit, and names each fault of an unsound one."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from proctor.course.bench import PartialCredit, reach, run_cells
from proctor.course.check import CHECKS, Finding, check
from proctor.course.check.structure import tidy
from proctor.course.check.view import UnitView
from proctor.course.markscheme import Criterion, criteria
from proctor.variants import Variant


@pytest.fixture
def faults(course, unit, edit):
    """Change cells of the unit, then run one check (by function name): (level, text) of each problem."""

    def found(name: str, how=None):
        if how:
            edit(unit.notebook, how)
        (problems,) = (problems for _, problems in CHECKS if problems.__name__ == name)
        view = UnitView(course, unit, nbformat.read(unit.notebook, as_version=4))
        return [(problem.level, problem.text) for problem in problems(view)]

    return found


def replaced(cell: str, old: str, new: str):
    """A change of one cell's source; the old text must be there."""

    def change(cells, _):
        assert old in cells[cell].source
        cells[cell].source = cells[cell].source.replace(old, new)

    return change


VARIES = "assert not any(np.array_equal(_got, np.ravel(_same)) for _same in (_table, _other)), ("
"""Where the unit asks that the answer is not its input, and another one for another input."""
VARIES_ONLY = VARIES.replace("(_table, _other)", "(_other,)")


def test_a_new_unit_passes_every_check(course, unit):
    """What `proctor new` makes is fit to release, with nothing left to a person's judgement."""
    assert [Finding("PASS", claim) for claim, _ in CHECKS] == list(check(course, unit))


def test_another_layout_of_the_file_is_no_canonical_form(course, unit, faults):
    """Outputs or spacing that JupyterLab leaves are named, and `tidy` mends them."""
    unit.notebook.write_text(unit.notebook.read_text().replace('"execution_count": null', '"execution_count": 4', 1))

    assert ["FAIL"] == [level for level, _ in faults("canonical_form")]
    assert (True, False) == (tidy(unit.notebook), tidy(unit.notebook))
    assert [] == faults("canonical_form")


@pytest.mark.parametrize(
    ("check_name", "change", "level", "says"),
    [
        (
            "names",
            lambda cells, _: cells["centre-purity"].metadata.nbgrader.update(grade_id="centre-values"),
            "FAIL",
            "2 cells have the grade_id centre-values",
        ),
        (
            "whole_points",
            lambda cells, _: cells["centre-purity"].metadata.nbgrader.update(points=0.5),
            "FAIL",
            "centre-purity is worth 0.5 points",
        ),
        ("exercises", lambda cells, nb: nb.cells.remove(cells["centre-check"]), "FAIL", "expected the locked cell"),
        ("exercises", lambda cells, nb: nb.cells.remove(cells["centre-purity"]), "CAUTION", "1 hidden grade cell(s)"),
        (
            "exercises",
            lambda cells, _: cells["centre-purity"].metadata.nbgrader.update(grade_id="other-purity"),
            "FAIL",
            "other-purity belongs to no exercise",
        ),
        (
            "exercises",
            replaced("centre", '"""The table X, (n, d), with the mean of each column taken away: (n, d)."""', ""),
            "FAIL",
            "students see no function with a docstring",
        ),
        ("texts", lambda cells, _: cells["section-1"].update(source="## 1. Short"), "CAUTION", "has 0 words"),
        ("texts", replaced("section-1", "> **Accepted conventions.**", "> **Note.**"), "CAUTION", "no box of accepted"),
        ("mark_schemes", replaced("centre-keeps", "### BEGIN MARK SCHEME", ""), "FAIL", "no mark scheme"),
        ("mark_schemes", replaced("centre-keeps", "(0-2)", "(0-3)"), "FAIL", "4 points in all, the cell has 3"),
        ("mark_schemes", replaced("centre-keeps", "- 1: names only one", "- names only one"), "FAIL", "what earns 1"),
        ("visible_part", replaced("centre-values", "# Checks: values", "#\n# values"), "FAIL", "no visible comment"),
        (
            "visible_part",
            replaced("centre-purity", "### BEGIN HIDDEN TESTS", "_n = 6\n### BEGIN HIDDEN TESTS"),
            "FAIL",
            "students would see `_n = 6`",
        ),
        ("visible_part", replaced("centre-purity", "centre(_given)", "_given"), "FAIL", "never calls"),
        (
            "messages",
            replaced("centre-purity", ', "The function changed the table it was given. Reread section 1."', ""),
            "FAIL",
            "an assert without message",
        ),
        ("messages", replaced("centre-purity", "Reread section 1", "Reread section 7"), "FAIL", "sends to section 7"),
        ("messages", replaced("centre-purity", "Reread section 1.", ""), "CAUTION", "does not say what to reread"),
        ("messages", replaced("centre-purity", '"The function', 'f"{_table} The function'), "FAIL", "shows a value"),
        (
            "warnings_cost_nothing",
            replaced("centre-values", 'warnings.simplefilter("ignore")', "pass"),
            "FAIL",
            "centre-values: begin its hidden part with `import warnings`",
        ),
        (
            "same_marks",
            replaced("centre-purity", "assert ", "assert isinstance(centre, type(lambda: 0)), 'no function'\nassert "),
            "FAIL",
            "the reference: grade cell centre-purity passes in one process, and in the engine: AssertionError: no fun",
        ),
        ("constructs", replaced("centre-purity", "np.array_equal(", "np.shares_memory("), "FAIL", "shares_memory"),
        ("constructs", replaced("centre-purity", "assert ", "assert _table is _passed and "), "FAIL", "`is` between"),
        ("constructs", replaced("centre-purity", "assert ", "import inspect\nassert "), "FAIL", "import inspect"),
        ("constructs", replaced("centre-purity", "assert ", "_r = repr(_table)\nassert "), "CAUTION", "repr"),
        (
            "no_leaks",
            lambda cells, _: cells["what-next"].update(source="`return X - X.mean(axis=0, keepdims=True)`"),
            "FAIL",
            "mean.ipynb, cell what-next: holds a line of a solution",
        ),
        (
            "no_leaks",
            replaced("centre", "keepdims=True)", "keepdims=True)  # SHOWN in section-1: the text quotes this line"),
            "CAUTION",
            "is shown on purpose in section-1: the text quotes this line",
        ),
        (
            "reference_runs",
            replaced("centre-check", "[[-2, -10], [2, 10]]", "[[0, 0], [0, 0]]"),
            "FAIL",
            "cell centre-check fails with the reference solutions: AssertionError: Compare with",
        ),
        ("untouched_earns_nothing", replaced("centre-purity", "centre(_given)", "-_given"), "FAIL", "nobody filled in"),
        (
            "nothing_is_free",
            replaced("centre-purity", VARIES, "assert _got.shape, ("),
            "FAIL",
            "centre-purity gives its points to functions without work: zero, minus-zero, one, ",
        ),
        (
            "nothing_is_free",
            replaced("centre-purity", VARIES, f"# FREE to zero: a number is as good\n{VARIES}"),
            "FAIL",
            "centre-purity: `# FREE to zero` is not needed; take it out",
        ),
        (
            "nothing_is_free",
            replaced("centre-purity", VARIES, f"# FREE to first, given: a table may stay\n{VARIES_ONLY}"),
            "CAUTION",
            "centre-purity: is content with `return _first(given)`: a table may stay",
        ),
        (
            "nothing_is_free",
            replaced("centre-purity", VARIES, f"# FREE to first, given:\n{VARIES_ONLY}"),
            "FAIL",
            "centre-purity: `# FREE to …` without a reason",
        ),
        (
            "variants",
            replaced("centre-purity", "assert np.array_equal(_passed, _table)", "assert len(_passed)"),
            "FAIL",
            "centre/in_place: passes centre-purity, which must catch that the table that was passed in is changed",
        ),
        (
            "variants",
            replaced("centre-purity", "assert np", "assert np.ndim(centre([[1, 3]])) == 3, ''\nassert np"),
            "FAIL",
            "centre/plain: fails centre-purity, which it must not (AssertionError)",
        ),
    ],
)
def test_a_fault_is_named(faults, check_name, change, level, says):
    """One fault at a time: the check that is meant for it reports it, with its level."""
    assert [] != [text for found, text in faults(check_name, change) if found == level and says in text]


def test_a_figure_needs_its_alt_text(faults):
    """A plotting exercise without an answer cell for alt text is not fit to release."""
    rename = lambda cells, _: cells["centre"].metadata.nbgrader.update(grade_id="plot-centre")  # noqa: E731

    assert [("FAIL", "plot-centre: no answer asks for alt text; add an answer cell called alt-text")] == faults(
        "alt_text", rename
    )


def test_a_grade_cell_must_not_need_what_students_may_delete(faults):
    """A helper in a free cell is gone in some submissions; the reference must pass without it."""

    def unlock(cells, _):
        cells["imports"].metadata.pop("nbgrader")

    assert [] != [
        text for _, text in faults("reference_runs", unlock) if "needs a cell that students may delete" in text
    ]


def test_a_unit_without_variants_is_not_fit(course, unit, faults):
    """Nobody knows what its hidden tests would catch."""
    course.variants(unit.name).unlink()

    assert [("FAIL", "there are none; write grader_tests/variants/01_mean.py")] == faults("enough_variants")


def test_variants_of_exercises_that_are_not_there_are_named(course, unit, faults):
    """A misspelt exercise or grade cell does not pass silently."""
    path = course.variants(unit.name)
    path.write_text(path.read_text().replace('@right("centre")', '@right("center")', 1).replace("-purity", "-pure"))

    assert {
        "centre/untouched: declares centre-pure, which are no grade cells",
        "centre/in_place: declares centre-pure, which are no grade cells",
        "center/plain: there is no exercise center; name a solution cell",
    } == {text for _, text in faults("variants")}


def test_criteria_are_read_from_a_mark_scheme():
    """Title, points and levels, in the forms that authors write."""
    scheme = "**The point 0 (0\u20132).**\n2: both\n1: one\n- 0: none\n\n- **A test** (1 point)\n  - 1: yes\n"

    assert (Criterion("The point 0", 2, frozenset({0, 1, 2})), Criterion("A test", 1, frozenset({1}))) == criteria(
        scheme
    )


def test_a_variant_changes_nothing_for_the_next(course, unit):
    """Each variant is graded in a namespace of its own."""
    bench = UnitView(course, unit, nbformat.read(unit.notebook, as_version=4)).bench
    vandal = Variant("vandal", "centre", "np is replaced", "np = None\ndef centre(X): return X", ("centre-values",))

    assert None is not bench.grade(vandal)["centre-values"]
    assert {"centre-values": None, "centre-purity": None} == bench.reference


def test_a_number_below_the_points_is_partial_credit(unit):
    """A grade cell whose last expression is a number earns that many points, as with nbgrader."""
    cells = [cell for cell in nbformat.read(unit.notebook, as_version=4).cells if cell.id == "centre-values"]
    cells[0].source = "2"

    assert isinstance(run_cells(cells, folder=unit.folder)["centre-values"], PartialCredit)


def test_only_grade_cells_that_can_notice_a_variant_are_run():
    """A cell is reached through what it reads, through helpers too, and not through names that are its own."""
    cells = {
        "a": ("solution", "def f(x):\n    return x"),
        "helper": ("locked", "def twice(x):\n    return 2 * f(x)"),
        "a-direct": ("test", "f(1)"),
        "a-helped": ("test", "twice(1)"),
        "b-own": ("test", "f = abs\ng(f(-1))"),
        "b-inner": ("test", "def check(f):\n    return f(1)\ncheck(g)"),
    }

    assert {"a-direct", "a-helped"} == reach([_cell(name, *rest) for name, rest in cells.items()], "a")


def _cell(name: str, sort: str, source: str):
    flags = {"solution": sort == "solution", "grade": sort == "test", "locked": sort != "solution", "grade_id": name}
    return new_code_cell(source, id=name, metadata={"nbgrader": flags})
