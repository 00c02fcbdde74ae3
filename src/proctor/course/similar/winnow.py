"""Fingerprints of token rows, and how many of them each two submissions share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

GRAM = 12
"""Tokens in a k-gram: shorter agreements are chance, in code that answers the same question."""
WINDOW = 8
"""K-grams in a window; any agreement of ``GRAM + WINDOW - 1`` tokens shares a fingerprint."""
COMMON_SHARE = 0.03
"""Share of the class above which a k-gram is the usual way of writing it, and counts for nothing."""
COMMON_FEWEST = 3
"""Submissions that may share a k-gram in a class of any size."""
_BASE, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD)
_NEVER = np.uint64(2**64 - 1)


@dataclass(frozen=True)
class Shared:
    """Two submissions, by their place in the class, and their shared fingerprints."""

    one: int
    other: int
    count: int
    share: float
    """Of the fingerprints of the one that has fewer."""


def grams(codes: np.ndarray) -> np.ndarray:
    """Hashes of the k-grams of a row of tokens: (n,) uint64 → (n - GRAM + 1,) uint64, in their order."""
    if len(codes) < GRAM:
        return np.zeros(0, dtype=np.uint64)
    powers = _BASE ** np.arange(GRAM, dtype=np.uint64)
    with np.errstate(over="ignore"):  # arithmetic modulo 2^64 is what a rolling hash is
        hashes = (np.lib.stride_tricks.sliding_window_view(codes, GRAM) * powers).sum(axis=1, dtype=np.uint64)
        hashes = (hashes ^ (hashes >> np.uint64(33))) * _MIX
    return np.minimum(hashes ^ (hashes >> np.uint64(33)), _NEVER - np.uint64(1))


def winnowed(hashes: np.ndarray, ignored: np.ndarray) -> np.ndarray:
    """The fingerprints: in each window the least hash that is not ``ignored``; without repetition."""
    hashes = np.where(np.isin(hashes, ignored), _NEVER, hashes)
    if len(hashes) > WINDOW:
        hashes = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW).min(axis=1)
    elif len(hashes):
        hashes = hashes.min(keepdims=True)
    found = np.unique(hashes)
    return found[found != _NEVER]


def common(everyone: list[np.ndarray]) -> np.ndarray:
    """K-grams that more than a few per cent of the class have; one array of hashes a submission."""
    if not everyone:
        return np.zeros(0, dtype=np.uint64)
    found, counts = np.unique(np.concatenate([np.unique(hashes) for hashes in everyone]), return_counts=True)
    return found[counts > max(COMMON_FEWEST, COMMON_SHARE * len(everyone))]


def shared(prints: list[np.ndarray], fewest: int) -> list[Shared]:
    """The pairs with at least ``fewest`` shared fingerprints, most first, through an inverted index."""
    sizes = np.array([len(found) for found in prints], dtype=np.intp)
    if sizes.sum() == 0:
        return []
    _, columns = np.unique(np.concatenate(prints), return_inverse=True)
    rows = np.repeat(np.arange(len(prints)), sizes)
    index = sparse.csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)))
    counts = sparse.triu(index @ index.T, k=1).tocoo()
    chosen = counts.data >= fewest
    pairs = zip(counts.row[chosen].tolist(), counts.col[chosen].tolist(), counts.data[chosen].tolist(), strict=True)
    found = [Shared(one, other, count, count / min(sizes[one], sizes[other])) for one, other, count in pairs]
    return sorted(found, key=lambda pair: (-pair.count, -pair.share, pair.one, pair.other))
