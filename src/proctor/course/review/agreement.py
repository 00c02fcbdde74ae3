"""How well two readers agree: quadratically weighted kappa, and how severe each is against the others.

Pure functions of paired marks, each a share of its cell's points from 0 to 1. None stands where a number has no
meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from proctor.course.report.numbers import FEWEST, RESAMPLES, SEED

_TINY = 1e-12


@dataclass(frozen=True)
class Interval:
    """A number with the ends of its 95 % bootstrap interval, or why there is none."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why_not: str = ""


def weighted_kappa(first: np.ndarray, second: np.ndarray) -> float | None:
    """Cohen's kappa of paired marks (n,) with weights that grow with the square of the difference.

    1 - mean (a_i - b_i)^2 / mean over all i, j of (a_i - b_j)^2: for marks on equal steps this is the kappa of their
    table. None where all marks are the same, so that no disagreement could be expected.
    Source: Cohen 1968, Psychological Bulletin 70, equation 10; Fleiss & Cohen 1973.
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    # the mean over all pairs is the two variances and the squared distance of the means
    expected = first.var() + second.var() + (first.mean() - second.mean()) ** 2
    return None if expected < _TINY else float(1 - np.mean((first - second) ** 2) / expected)


def kappa(first: np.ndarray, second: np.ndarray) -> Interval:
    """Weighted kappa with a percentile interval from resampling the pairs."""
    return _bootstrapped(weighted_kappa, np.asarray(first, dtype=float), np.asarray(second, dtype=float))


def severity(own: np.ndarray, other: np.ndarray) -> Interval:
    """Mean of own marks less the co-reader's of the same answers: below 0 is the more severe reader."""
    return _bootstrapped(lambda a, b: float(np.mean(a - b)), np.asarray(own, float), np.asarray(other, float))


def _bootstrapped(statistic, first: np.ndarray, second: np.ndarray) -> Interval:
    if len(first) < FEWEST:
        return Interval(why_not=f"it needs at least {FEWEST} answers with two marks, and there are {len(first)}")
    value = statistic(first, second)
    if value is None:
        return Interval(why_not="all marks are the same")
    rng = np.random.default_rng(SEED)
    drawn = (rng.integers(len(first), size=len(first)) for _ in range(RESAMPLES))
    kept = [found for rows in drawn if (found := statistic(first[rows], second[rows])) is not None]
    if len(kept) < 0.95 * RESAMPLES:
        return Interval(value, why_not="too few marks differ for an interval")
    low, high = np.quantile(kept, [0.025, 0.975])
    return Interval(value, float(low), float(high))
