"""A submission in the instructor's frame: answers come from the student, everything else does not."""

import json

import pytest

from proctor.grading.rebuild import MAX_EXTRA_CELLS, UnreadableNotebook, rebuild
from proctor.grading.skeleton import Skeleton, SkeletonCell


def frame(name, kind, source, cell_type="code", released=None, points=0.0) -> SkeletonCell:
    return SkeletonCell(name, kind, cell_type, source if released is None else released, source, {"of": name}, points)


SKELETON = Skeleton(
    "unit",
    (
        frame("title", "free", "# Title", "markdown"),
        frame("setup", "locked", "import numpy as np"),
        frame("mean", "solution", "# answer", released="raise NotImplementedError"),
        frame("mean-values", "test", "assert mean([1]) == 1", released="# Checks: values", points=3.0),
        frame("demo", "free", "mean([1, 2])"),
        frame("why", "answer", "Because.", "markdown", released="YOUR ANSWER HERE", points=2.0),
    ),
    {},
)
NAMED = {cell.name for cell in SKELETON.cells if cell.is_named}


def cell(source, name=None, cell_type="code", **more) -> dict:
    """A cell of a submission, with a ``grade_id`` if it has a name."""
    metadata = {"nbgrader": {"grade_id": name}} if name else {}
    return {"cell_type": cell_type, "source": source, "metadata": metadata, **more}


def released() -> list[dict]:
    """The cells that students get."""
    return [
        cell(given.released, given.name if given.name in NAMED else None, given.cell_type, id=given.name)
        for given in SKELETON.cells
    ]


def put_together(cells):
    """The rebuilt cells and the notes."""
    return rebuild(SKELETON, json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode())


def texts(placed) -> dict[str, str]:
    return {cell.name: cell.source for cell in placed}


ANSWERED = {"mean": "def mean(x): return sum(x) / len(x)", "why": "It **says** why."}


def answered(**answers) -> list[dict]:
    """The released cells with answers in them."""
    cells = released()
    for given in cells:
        given["source"] = {**ANSWERED, **answers}.get(given["id"], given["source"])
    return cells


RIGHT = {
    "title": "# Title",
    "setup": "import numpy as np",
    "mean": ANSWERED["mean"],
    "mean-values": "assert mean([1]) == 1",
    "demo": "mean([1, 2])",
    "why": ANSWERED["why"],
}


def test_an_honest_submission_is_the_frame_with_the_answers():
    """Answers are the student's, tests and locked cells the instructor's, and nothing is noted."""
    placed, notes = put_together(answered())

    assert RIGHT == texts(placed)
    assert list(RIGHT) == [cell.name for cell in placed]
    assert () == notes
    assert {"mean", "why"} == {cell.name for cell in placed if cell.answered}
    assert {name: {"of": name} for name in RIGHT} == {cell.name: cell.metadata for cell in placed}
    assert {"mean-values": 3.0, "why": 2.0} == {cell.name: cell.max_points for cell in placed if cell.max_points}


def test_a_released_notebook_answers_nothing():
    """What was left as it was given is no answer, whatever an editor did to line ends and blanks."""
    cells = released()
    cells[2]["source"] = "\n" + cells[2]["source"] + "  \r\n\r\n"
    placed, _ = put_together(cells)

    assert not any(cell.answered for cell in placed)


def _without_names(cells):
    return [{**given, "metadata": {}} for given in cells]


def _without_ids(cells):
    return [{key: value for key, value in given.items() if key != "id"} for given in cells]


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: cells[::-1],
        lambda cells: [given for given in cells if given["id"] not in ("setup", "mean-values")],
        lambda cells: [{**given, "metadata": given["metadata"] | {"points": 1000}} for given in cells],
        lambda cells: [{**given, "id": "x' onclick='alert(1)"} for given in cells],
        lambda cells: [{**given, "outputs": [{"output_type": "x"}], "execution_count": 9} for given in cells],
        lambda cells: [{**given, "attachments": {"x.svg": {"image/svg+xml": "<svg>"}}} for given in cells],
        lambda cells: [{**given, "source": "1.0"} if given["id"] == "mean-values" else given for given in cells],
        lambda cells: [{**given, "cell_type": "raw"} for given in cells],
        lambda cells: [{**given, "cell_type": "<script>"} for given in cells],
        lambda cells: [{**given, "source": given["source"].splitlines(keepends=True)} for given in cells],
        lambda cells: [*cells, None, 1, "x", [], {}, {"cell_type": []}],
        _without_names,
        _without_ids,
    ],
)
def test_what_is_done_to_the_frame_changes_nothing(change):
    """Order, lost cells, metadata, ids, outputs, kinds and texts of tests are the instructor's whatever comes in."""
    placed, _ = put_together(change(answered()))

    assert RIGHT == texts(placed)
    assert [
        (given.name, given.kind, given.cell_type, given.metadata, given.max_points) for given in SKELETON.cells
    ] == [(given.name, given.kind, given.cell_type, given.metadata, given.max_points) for given in placed]


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (lambda cells: cells[1:2] + cells[3:], "cell mean is missing; it was put back"),
        (
            lambda cells: [{**cells[1], "source": "x"}, *cells[2:]],
            "locked cell setup was changed; the instructor's text was used",
        ),
        (lambda cells: [*cells, cells[2]], "cell mean occurs more than once; the last one was graded"),
        (
            lambda cells: [*cells, cell("x", "other")],
            "cell 'other' is not one of this notebook's; it was run as the student's own",
        ),
        (
            lambda cells: [*cells[:5], {**cells[5], "cell_type": "code"}],
            "cell why was code, expected markdown; its text was kept",
        ),
    ],
)
def test_what_was_done_to_the_frame_is_noted(change, note):
    """Staff read in one line each what was missing, changed, repeated, unknown or of another kind."""
    _, notes = put_together(change(answered()))

    assert (note,) == notes


def test_the_last_of_repeated_cells_is_the_answer():
    """As with nbgrader, a copy further down replaces the answer; the first copy becomes a cell of the student's."""
    placed, _ = put_together([*answered(mean="first = 1"), cell("last = 1", "mean")])

    assert "last = 1" == texts(placed)["mean"]
    assert "first = 1" == texts(placed)["added-1"]


def test_a_test_cannot_be_answered():
    """A student's text under the name of a test, a locked cell or no cell never stands in a graded place."""
    names = ["mean-values", "setup", "nobody", "added-1"]
    placed, _ = put_together([*answered(), *(cell(f"{name} = 1", name) for name in names)])

    assert RIGHT == {name: text for name, text in texts(placed).items() if name in RIGHT}
    assert {"free"} == {given.kind for given in placed if given.name not in RIGHT}


def test_cells_of_the_students_own_stay_where_they_stood():
    """Each stands behind the cell it stood behind, under a name made here; blank ones are left out."""
    cells = answered()
    own = [cell(f"own = {number}", id="mean-values", attachments={"x": {}}) for number in range(3)]
    cells[3:3] = [own[1], cell("  \n")]
    placed, notes = put_together([own[0], *cells, {**own[2], "metadata": {"tags": ["<script>"]}}])

    assert ["added-1", "title", "setup", "mean", "added-2", *list(RIGHT)[3:], "added-3"] == [one.name for one in placed]
    assert [f"own = {number}" for number in range(3)] == [one.source for one in placed if one.name.startswith("added")]
    assert [{}] * 3 == [one.metadata for one in placed if one.name.startswith("added")]
    assert () == notes


def test_too_many_cells_are_cut_and_noted():
    """Beyond the bound the student's own cells are left out, and staff read how many there were."""
    count = MAX_EXTRA_CELLS + 5
    placed, notes = put_together([*answered(), *(cell(f"x = {number}") for number in range(count))])

    assert len(SKELETON.cells) + MAX_EXTRA_CELLS == len(placed)
    assert (f"{count} added cells, expected at most {MAX_EXTRA_CELLS}; the rest was left out",) == notes


def test_a_demonstration_that_was_deleted_stays_deleted():
    """A free code cell that nothing depends on is not run if the student took it out; free text is put back."""
    placed, notes = put_together([given for given in answered() if given["id"] not in ("demo", "title")])

    assert [name for name in RIGHT if name != "demo"] == [one.name for one in placed]
    assert () == notes


def test_an_old_notebook_is_read():
    """Worksheets of nbformat 3, with texts under ``input``, hold answers too."""
    cells = [{"input": given.pop("source"), **given} for given in answered()]
    placed, _ = rebuild(SKELETON, json.dumps({"worksheets": [{"cells": cells}, None, {"cells": "x"}]}).encode())

    assert RIGHT == texts(placed)


def test_half_characters_do_not_lose_the_notebook():
    """Text that UTF-8 has no bytes for is replaced, so that the notebook can be written."""
    placed, _ = put_together(answered(why="half \ud800"))

    assert "half ?" == texts(placed)["why"]


@pytest.mark.parametrize(
    ("submission", "why"),
    [
        (b"", "expected JSON"),
        (b"{", "expected JSON"),
        (bytes(range(256)), "expected JSON"),
        (b"[" * 100_000, "expected JSON"),
        (b"[]", "expected a JSON object, got list"),
        (b"null", "expected a JSON object, got NoneType"),
        (b"{}", "expected a list of cells"),
        (b'{"cells": "x"}', "expected a list of cells"),
        (b'{"cells": null, "worksheets": 3}', "expected a list of cells"),
        (b'{"x": ' + b"4" * 5000 + b"}", "expected JSON"),
    ],
)
def test_what_is_no_notebook_is_said_in_one_line(submission, why):
    """The message names what was expected, in one printable line."""
    with pytest.raises(UnreadableNotebook, match=why) as caught:
        rebuild(SKELETON, submission)

    assert str(caught.value).startswith("not a notebook: ")
    assert str(caught.value).isprintable()
