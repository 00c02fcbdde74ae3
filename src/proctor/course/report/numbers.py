"""The statistics of the report: pure functions of tables of points, one row a submission, one column a cell.

Where a number has no meaning (too few submissions, no spread) it is None, never NaN.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

FEWEST = 3
"""Submissions below which cells are not compared: two points always lie on a line."""
RESAMPLES = 1000
SEED = 20_240_229
"""Of the bootstrap, so that the same marks give the same report."""
_TINY = 1e-9


@dataclass(frozen=True)
class Spread:
    """How a score is distributed, in points; ``deviation`` is the sample's standard deviation."""

    count: int
    mean: float | None = None
    median: float | None = None
    deviation: float | None = None
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha with the ends of its 95 % bootstrap interval, or why there is none."""

    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    why_not: str = ""


def spread(scores: pd.Series) -> Spread:
    """Summarise the scores of the submissions that have one."""
    scores = scores.dropna()
    if scores.empty:
        return Spread(0)
    deviation = float(scores.std()) if len(scores) > 1 else None
    ends = (float(scores.min()), float(scores.max()))
    return Spread(len(scores), float(scores.mean()), float(scores.median()), deviation, *ends)


def facility(points: pd.Series, max_points: float) -> float | None:
    """Mean share of the cell's points; None without submissions, or where the cell is worth nothing."""
    points = points.dropna()
    return float(points.mean() / max_points) if len(points) and max_points > 0 else None


def discrimination(points: pd.Series, rest: pd.Series) -> tuple[float | None, str]:
    """Point-biserial correlation of a cell with the rest score, or None and why there is none.

    For a cell with partial credit this is Pearson's correlation, of which the point-biserial is the case of two
    values. ``rest`` is the score on all other cells: with the cell itself in it, every cell would look good.
    """
    both = pd.DataFrame({"points": points, "rest": rest}).dropna()
    if len(both) < FEWEST:
        return None, f"fewer than {FEWEST} submissions"
    if np.ptp(both["points"]) < _TINY:
        return None, "all have the same points"
    if np.ptp(both["rest"]) < _TINY:
        return None, "all have the same points elsewhere"
    return float(stats.pearsonr(both["points"], both["rest"]).statistic), ""


def reliability(table: pd.DataFrame) -> Reliability:
    """Cronbach's alpha of the cells, with a percentile interval from resampling submissions.

    Source: Cronbach 1951, Psychometrika 16, equation 2; Efron & Tibshirani 1993, chapter 13.
    """
    points = table.dropna().to_numpy(dtype=float)
    if len(points) < FEWEST:
        return Reliability(why_not=f"it needs at least {FEWEST} graded submissions, and there are {len(points)}")
    if points.shape[1] < 2:
        return Reliability(why_not="it compares cells with each other, and fewer than two are graded by machine")
    points = points - points.mean(axis=0)
    count = len(points)
    alpha = _alpha(points, np.ones(count))
    if alpha is None:
        return Reliability(why_not="all submissions have the same score")
    rng = np.random.default_rng(SEED)
    drawn = (_alpha(points, rng.multinomial(count, np.full(count, 1 / count))) for _ in range(RESAMPLES))
    kept = [value for value in drawn if value is not None]
    if len(kept) < 0.95 * RESAMPLES:  # the rest would speak for the samples that happened to have spread
        return Reliability(alpha, why_not="too few submissions differ for an interval")
    low, high = np.quantile(kept, [0.025, 0.975])
    return Reliability(alpha, float(low), float(high))


def _alpha(points: np.ndarray, weights: np.ndarray) -> float | None:
    """Alpha of centred points (n, k), each row counted ``weights`` (n,) times; None where scores do not differ."""
    cells = points.shape[1]

    def variance(values: np.ndarray) -> np.ndarray:
        mean = np.average(values, axis=0, weights=weights)
        return np.average((values - mean) ** 2, axis=0, weights=weights)

    total = variance(points.sum(axis=1))
    return None if total < _TINY else float(cells / (cells - 1) * (1 - variance(points).sum() / total))
