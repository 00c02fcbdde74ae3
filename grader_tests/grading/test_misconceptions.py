"""Feedback names a known mistake where exactly one does what the student's function did, and never shows more."""

import numpy as np
import pytest

from proctor.grading.answers import Answers, Exercise, Misconception
from proctor.grading.calls import Calls, NotPlain, copied
from proctor.grading.misconceptions import Right, fitting
from proctor.grading.sameness import same, tells_numbers

SETUP = ("locked", "import numpy as np")
REFERENCE = "def back(grad, x):\n    return grad * (x > 0)"
VALUES = (
    "test",
    "x = np.array([3.5, -1.25, 0.5]); grad = np.array([-7.125, 2.5, 4.0])\n"
    "assert np.allclose(back(grad.copy(), x), [-7.125, 0, 4.0]), 'Off. Reread section 2.'",
)
PURITY = (
    "test",
    "x = np.array([3.5, -1.25]); kept = x.copy()\nback(np.array([1.5, 2.0]), x)\n"
    "assert np.array_equal(x, kept), 'x is changed. Reread section 2.'",
)
FORGOT = Misconception(
    "student-1", "the upstream gradient is left out", "def back(grad, x):\n    return (x > 0) * 1.0", ("test-1",)
)
IGNORED = Misconception("student-1", "the slope is ignored", "def back(grad, x):\n    return grad", ("test-1",))
IN_PLACE = Misconception(
    "student-1",
    "the result is written into x",
    "def back(grad, x):\n    x[...] = grad * (x > 0)\n    return x.copy()",
    ("test-2",),
)
SAID = "This is what one gets when the upstream gradient is left out: section 2."


def packed(*known):
    return Answers((Exercise("student-1", "section 2", REFERENCE),), known).pack()


@pytest.fixture
def notes(grade):
    """What is said of the tests that failed, by name, for a student's cell and the mistakes that are known."""

    def run(source, *known, tests=(VALUES,)):
        result = grade(("student", source), SETUP, *tests, answers=packed(*known))
        assert () == result.incidents
        return {run.name: run.notes for run in result.cells if run.failed}

    return run


def test_the_mistake_that_was_made_is_named(notes):
    """Written in another way than the author's, the same mistake gets the author's words."""
    made = "def back(grad, x):\n    return [1.0 if one > 0 else 0.0 for one in x.tolist()]"

    assert {"test-1": (SAID,)} == notes(made, FORGOT, IGNORED)


def test_another_mistake_is_not_named(notes):
    """Nothing is said of a mistake that nobody has described."""
    assert {"test-1": ()} == notes("def back(grad, x):\n    return grad * x", FORGOT, IGNORED)


def test_two_names_for_one_result_are_none(notes):
    """Where mistakes with different words fit, none is named; with the same words, they are one."""
    twin = Misconception("student-1", "relu is differentiated", FORGOT.source, ("test-1",))
    again = Misconception("student-1", FORGOT.clause, "def back(grad, x):\n    return np.heaviside(x, 0)", ("test-1",))

    assert {"test-1": ()} == notes(FORGOT.source, FORGOT, twin)
    assert {"test-1": (SAID,)} == notes(FORGOT.source, FORGOT, again)


def test_right_work_costs_nothing(grade, monkeypatch):
    """Where every check holds, the known mistakes are not even read."""
    monkeypatch.setattr("proctor.grading.explain.Answers", None)

    result = grade(("student", REFERENCE), SETUP, VALUES, answers=packed(FORGOT))

    assert [False] == [run.failed for run in result.cells if run.name == "test-1"]


def test_what_is_done_to_the_arguments_counts_where_the_results_are_right(notes):
    """A function that returns the right values and spoils its input is known by what it leaves behind."""
    made = "def back(grad, x):\n    for i in range(len(x)):\n        x[i] = grad[i] if x[i] > 0 else 0\n    return x"
    other = made.replace("grad[i] if x[i] > 0", "2 * grad[i] if x[i] > 0").replace("return x", "return x / 2")

    said = notes(made, FORGOT, IN_PLACE, tests=(VALUES, PURITY))

    assert {"test-2": ("This is what one gets when the result is written into x: section 2.",)} == said
    assert {"test-2": ()} == notes(other, FORGOT, IN_PLACE, tests=(VALUES, PURITY))


def test_a_mistake_that_would_fail_a_check_which_held_was_not_made(notes):
    """The right values in one check rule out a mistake that gives wrong ones there."""
    elsewhere = Misconception(FORGOT.exercise, FORGOT.clause, FORGOT.source, ("test-1", "test-2"))

    assert {"test-1": ()} == notes(FORGOT.source, elsewhere, tests=(VALUES, PURITY))


def test_an_exception_in_the_students_code_is_not_named(notes):
    """Naming is for results; where the student's code stopped is said as it is."""
    assert {"test-1": ()} == notes("def back(grad, x):\n    raise ValueError('x')", FORGOT)


def test_words_truth_values_and_nan_name_nothing(notes):
    """What comes out of very many mistakes does not say which it was."""
    for value in ("'no'", "True", "np.nan * x", "None"):
        known = Misconception("student-1", "it is so", f"def back(grad, x):\n    return {value}", ("test-1",))
        assert {"test-1": ()} == notes("import numpy as np\n" + known.source, known)


def test_objects_are_never_compared_with(notes):
    """A result that stays in the student's process names nothing, whatever it claims to equal."""
    source = (
        "class Any:\n    def __eq__(self, other): return True\n    def __array__(self, *a): return [0, 0, 0]\n"
        "def back(grad, x):\n    return Any()"
    )
    known = Misconception("student-1", "anything goes", source, ("test-1",))
    test = ("test", "back(np.ones(3), np.ones(3))\nassert False, 'Off. Reread section 2.'")

    assert {"test-1": ()} == notes(source, known, tests=(test,))


def test_marks_do_not_depend_on_being_asked_again(grade):
    """A function that counts its calls, or ends its process when it is asked again, keeps its marks."""
    source = (
        "import os\nasked = 0\ndef back(grad, x):\n    global asked\n    asked += 1\n"
        "    if asked > 2: os._exit(1)\n    return (x > 0) * 1.0\ndef count():\n    return asked"
    )
    counts = ("test", "back(np.ones(1), np.ones(1)); assert count() == 2, 'called twice'")

    result = grade(("student", source), SETUP, VALUES, counts, answers=packed(FORGOT))

    assert [("test-1", True), ("test-2", False)] == [(r.name, r.failed) for r in result.cells if "test" in r.name]
    assert () == result.incidents
    assert () == next(run.notes for run in result.cells if run.name == "test-1")


def test_nothing_of_the_second_time_is_kept(grade):
    """What a function prints while it is asked again reaches neither students nor staff."""
    source = (
        "asked = 0\ndef back(grad, x):\n    global asked\n    asked += 1\n"
        "    print('time', asked)\n    return grad * 0 + (x > 0)"
    )

    result = grade(("student", source), SETUP, VALUES, answers=packed(FORGOT))

    (run,) = (run for run in result.cells if run.name == "test-1")
    assert (SAID,) == run.notes
    assert "time 1" in run.staff
    assert "time 2" not in repr(result)


def test_a_mistake_without_end_is_given_up():
    """Known mistakes are compared for a limited time."""
    calls = Calls()
    with pytest.raises(ZeroDivisionError):
        calls.recording("back", lambda grad, x: 1 / 0)(2.0, 1.0)
    endless = Misconception("student-1", "it never ends", "def back(grad, x):\n    while True: pass", ("test-1",))

    assert {} == fitting({"test-1": calls.made}, {"test-1"}, [endless], Right([], Answers()), 0.2)


def test_copies_share_nothing():
    """What is kept of a call is not changed by what happens afterwards; objects are refused, and too much is."""
    given = [np.zeros(2), {"a": [1.5]}]
    kept = copied(given)
    given[0][0], given[1]["a"][0] = 7, 8

    assert [0.0, 1.5] == [kept[0][0], kept[1]["a"][0]]
    with pytest.raises(NotPlain):
        copied(np.array([object()]))
    calls = Calls(left_bytes=1000)
    calls.recording("f", lambda x: x)(np.zeros(1000))
    assert (False, []) == (calls.are_plain, calls.made)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1.0, np.float64(1 + 1e-7), True),
        (1.0, 1 + 1e-5, False),
        (np.float32(1), 1 + 1e-4, True),
        (3, 3.0, True),
        (True, 1.0, False),
        ([1, 2], np.array([1.0, 2.0]), True),
        (np.ones((2, 1)), np.ones(2), False),
        ((np.ones(2), 3.0), [np.ones(2), 3], True),
        ((np.ones(2), 3.0), (np.ones(2), 4.0), False),
        (np.array([np.nan, 1.0]), np.array([np.nan, 1.0]), True),
        (1e-9, 0.0, False),
        ("a", "a", True),
        (np.array(["a", "b"]), np.array(["a", "b"]), True),
        (np.array(["a", "b"]), np.array([1.0, 2.0]), False),
        (10**400, 10.0, False),
        (None, 0.0, False),
        ({"a": 1.0}, {"a": 1.0, "b": 2.0}, False),
        ({"a": [1.0, 2.0]}, {"a": np.array([1.0, 2.0])}, True),
    ],
)
def test_values_are_the_same_by_class_shape_and_entries(one, other, expected):
    """As the checks tell values apart: six digits in double precision, three in single."""
    assert expected is same(one, other)
    assert expected is same(other, one)


def test_numbers_tell_and_the_rest_does_not():
    """A finite number where another one belongs says something about the cause."""
    right = np.array([1.0, 2.0])

    assert tells_numbers(np.array([1.0, 3.0]), right)
    assert tells_numbers((right, 5.0), (right, 4.0))
    assert tells_numbers(np.ones(3), right)
    assert not tells_numbers(np.array([1.0, np.nan]), right)
    assert not tells_numbers(np.array([True, False]), right)
    assert not tells_numbers("left", "right")
    assert not tells_numbers(np.array(["a", "b"]), right)
    assert tells_numbers(np.array([1.0, 3.0]), np.array(["a", "b"]))
