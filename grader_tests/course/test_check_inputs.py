"""`check` points out inputs that hide mistakes, and seeds and values that are given away."""

import ast

import nbformat
import pytest
from reasons import write_reason

from proctor.course.check.degenerate import inputs_are_rich
from proctor.course.check.exemptions import BadExemptions
from proctor.course.check.secret_seeds import seeds_are_hidden
from proctor.course.check.view import UnitView
from proctor.course.check.wording import is_written

DRAWN = "_table = _rng.normal(3.0, 2.0, size=_shape) * np.arange(1, _shape[1] + 1)"


@pytest.fixture
def view(course, unit, edit):
    """Replace text in a cell of the unit, and look at it."""

    def changed(cell: str | None = None, old: str = "", new: str = "") -> UnitView:
        def change(cells, _):
            assert old in cells[cell].source
            cells[cell].source = cells[cell].source.replace(old, new)

        if cell:
            edit(unit.notebook, change)
        return UnitView(course, unit, nbformat.read(unit.notebook, as_version=4))

    return changed


def exempt(course, **changed):
    """Write one exemption of the unit's table X."""
    entry = {
        "exercises": '["centre"]',
        "parameters": '["X"]',
        "properties": '["ones"]',
        "because": '"Ones are all there is."',
    } | changed
    write_reason(course.exemptions("01-mean"), "input", entry)


def told(problems) -> list[str]:
    return [problem.text.partition(" in all")[0] for problem in problems]


@pytest.mark.parametrize(
    ("table", "property_"),
    [
        ("np.ones(_shape)", "ones"),
        ("np.zeros(_shape)", "zeros"),
        ("np.add.outer(np.arange(4.0), np.arange(4.0)) - 2", "symmetric"),
        ("_rng.normal(size=(4, 4))", "equal axes"),
        ("_rng.uniform(1, 2, size=_shape)", "one-signed"),
        ("(lambda t: t - t.mean(axis=0))(_rng.normal(size=_shape))", "centred"),
        ("(lambda t: t - t.mean(axis=0))(_rng.normal(size=_shape))", "unchanged"),
    ],
)
def test_a_planted_degenerate_input_is_pointed_out(view, table, property_):
    """Where every table that is compared has the property, the exercise and its argument are named."""
    problems = told(inputs_are_rich(view("centre-values", DRAWN, f"_table = {table}")))

    assert f"centre: X is {property_}" in problems


def test_one_degenerate_case_beside_rich_ones_is_fine(view):
    """An edge case of ones among other tables hides nothing."""
    seen = view("centre-values", "    _got = np.asarray", "    centre(np.ones((3, 3)))\n    _got = np.asarray")

    assert [] == told(inputs_are_rich(seen))


def test_an_exempted_property_is_no_fault_and_a_stale_one_is(course, view):
    """A reason on record settles it, and is asked to go when it is not needed any more."""
    exempt(course)

    assert ["centre: the exemption of X, ones, is not needed; take it out"] == told(inputs_are_rich(view()))
    assert [] == told(inputs_are_rich(view("centre-values", DRAWN, "_table = np.ones(_shape)")))


@pytest.mark.parametrize(("key", "value"), [("because", '""'), ("because", "7"), ("properties", '["dull"]')])
def test_an_exemption_without_reason_is_refused(course, view, key, value):
    """Nobody waves an input through without saying why, or for a property that there is not."""
    exempt(course, **{key: value})

    with pytest.raises(BadExemptions, match=r"mend"):
        list(inputs_are_rich(view()))


def test_a_seed_that_students_see_is_no_seed_for_a_grade_cell(view):
    """A visible check that draws what a grade cell draws gives its inputs away."""
    assert [] == told(seeds_are_hidden(view()))

    view("centre-purity", "default_rng(21)", "default_rng(8)")
    seen = view("centre-check", "print(", "np.random.default_rng(8).normal()\nprint(")

    assert ["centre-purity draws from seed 8, which students find in centre-check; take another seed"] == told(
        seeds_are_hidden(seen)
    )


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("assert x, 'No.'", True),
        ("assert x, 'No ' + 'way.'", True),
        ("for n in ('pi', 'A'):\n    assert x, 'The ' + n + ' is off.'", True),
        ("for n, g in zip(('pi', 'A'), got):\n    assert x, f'The {n} is off.'", True),
        ("told = {'a': 'This.', 'b': 'That.'}\nassert x, told[key]", True),
        ("assert x, f'It is {want}.'", False),
        ("assert x, 'It is %s.' % want", False),
        ("assert x, 'It is {}.'.format(want)", False),
        ("assert x, str(want)", False),
        ("told = 'No.'\ntold += str(want)\nassert x, told", False),
        ("for n, g in zip(('pi', 'A'), got):\n    assert x, 'It is ' + g", False),
        ("assert x, want", False),
    ],
)
def test_a_message_is_text_that_stands_in_the_cell(code, written):
    """Pieces of text may be chosen and put together; nothing that is computed may be among them."""
    tree = ast.parse(code)
    (message,) = [node.msg for node in ast.walk(tree) if isinstance(node, ast.Assert)]

    assert written == is_written(message, tree)
