"""Solutions that a program made are graded in children that cannot harm the run."""

import pytest

from proctor.evidence.trials import Trial, TrialsFailed, run_trials

RIGHT = "def centre(X):\n    X = np.asarray(X) * 1.0\n    return X - X.mean(axis=0)"


def outcomes(unit, **sources):
    trials = [Trial(name, "centre", source) for name, source in sources.items()]
    return {one.key: one for one in run_trials(unit.notebook, trials)}


def test_a_solution_fails_where_its_grade_cells_fail(unit):
    """A right solution fails nothing, a wrong one the cells that notice, with what they say."""
    found = outcomes(unit, right=RIGHT, wrong=RIGHT.replace("axis=0", "axis=1, keepdims=True"))

    assert (frozenset(), None) == (found["right"].failed, found["right"].stopped_in)
    assert {"centre-values"} == found["wrong"].failed
    assert found["wrong"].raised["centre-values"].startswith("AssertionError: The entries are not those")


def test_a_solution_without_end_is_stopped_and_counts_as_caught(unit):
    """The cell in which it was stopped has failed, and the other solutions are graded all the same."""
    found = outcomes(unit, endless="def centre(X):\n    while True:\n        pass", right=RIGHT)

    assert ("centre-values", {"centre-values"}) == (found["endless"].stopped_in, set(found["endless"].failed))
    assert frozenset() == found["right"].failed


def test_a_solution_that_takes_all_memory_or_exits_is_caught(unit):
    """Memory has a limit, and ending the process costs the cell."""
    found = outcomes(
        unit,
        greedy="def centre(X):\n    return bytearray(2**33)",
        leaving="def centre(X):\n    import os\n    os._exit(0)",
    )

    assert "centre-values" in found["greedy"].failed
    assert "centre-values" == found["leaving"].stopped_in


def test_the_reference_runs_through_every_grade_cell(unit):
    """Without an exercise the reference solutions are graded, and pass."""
    (found,) = run_trials(unit.notebook, [Trial("reference")])

    assert (frozenset(), None) == (found.failed, found.stopped_in)


def test_an_environment_that_grades_nothing_is_one_clear_line(unit):
    """A Python that ends at once is told with what it said, however much was still to be handed to it."""
    trials = [Trial(str(number), "centre", RIGHT * 100) for number in range(100)]

    with pytest.raises(TrialsFailed, match=r"^graded 0 of 100 solutions of mean\.ipynb: nothing was said$"):
        list(run_trials(unit.notebook, trials, python="/bin/false"))
