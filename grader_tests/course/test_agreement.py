"""Agreement and severity: the numbers of textbooks, of the definition, and words where there is no number."""

import numpy as np
import pytest

from proctor.course.review.agreement import kappa, severity, weighted_kappa

PER_HUNDRED = np.array([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
"""Diagnoses of two raters: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, table 18.1."""


def marks(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of marks that a table of counts stands for."""
    cells = [(i, j) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]
    return np.array(cells).T / (len(table) - 1)


def test_a_textbooks_table_has_the_kappa_worked_out_by_hand():
    """Disagreement 0.01 + 4 x 0.04 + 0.05 + 0.01 = 0.23, where chance gives 0.94."""
    assert pytest.approx(1 - 0.23 / 0.94) == weighted_kappa(*marks(PER_HUNDRED))


def test_two_marks_have_cohens_unweighted_kappa():
    """With two levels all weights are alike: 20 and 15 of 50 agree, so (0.7 - 0.5) / (1 - 0.5)."""
    assert pytest.approx(0.4) == weighted_kappa(*marks(np.array([[20, 5], [10, 15]])))


def test_it_is_the_definition_by_weights_and_marginals():
    """The same as a loop over the table of observed and expected counts."""
    table = np.random.default_rng(3).integers(0, 9, size=(4, 4))
    observed = expected = 0.0
    for i in range(4):
        for j in range(4):
            observed += (i - j) ** 2 * table[i, j]
            expected += (i - j) ** 2 * table[i].sum() * table[:, j].sum() / table.sum()
    assert pytest.approx(1 - observed / expected) == weighted_kappa(*marks(table))


def test_the_interval_holds_the_number_and_is_the_same_each_time():
    """Resampling is seeded, and a hundred pairs pin kappa down to less than half its range."""
    found = kappa(*marks(PER_HUNDRED))
    assert found.low < found.value < found.high <= 1
    assert found.high - found.low < 0.5
    assert found == kappa(*marks(PER_HUNDRED))


def test_complete_agreement_is_one():
    """Readers who always agree have kappa 1, whatever is resampled."""
    own = np.array([0, 0.5, 1, 0, 1, 0.5, 0, 1.0])
    found = kappa(own, own)
    assert (1.0, 1.0, 1.0) == (found.value, found.low, found.high)


@pytest.mark.parametrize(
    "first, second, why",
    [
        ([0.5, 1], [0.5, 1], "it needs at least 3 answers with two marks, and there are 2"),
        ([1, 1, 1], [1, 1, 1], "all marks are the same"),
    ],
)
def test_where_there_is_no_kappa_words_say_why(first, second, why):
    """Too few answers, or no spread, give a reason in place of a number."""
    found = kappa(np.array(first), np.array(second))
    assert (None, why) == (found.value, found.why_not)


def test_severity_is_the_mean_difference_to_the_other_reader():
    """Below 0 is the more severe, and the other reader's severity is the same with the other sign."""
    own, other = np.array([0.2, 0.5, 0.5, 0.9]), np.array([0.4, 0.5, 0.8, 1.0])
    assert pytest.approx(-0.15) == severity(own, other).value
    assert pytest.approx(0.15) == severity(other, own).value
