"""Similar submissions: a copy in other clothes is found, what everybody was given or writes is not."""

import numpy as np
import pytest

from proctor.course.similar.pairs import pairs_of
from proctor.course.similar.tokens import tokens
from proctor.course.similar.winnow import GRAM, WINDOW, common, grams, shared, winnowed

ORIGINAL = """def spread(values, weights):
    total = 0.0
    for value, weight in zip(values, weights):
        if weight < 0:
            raise ValueError("negative")
        total += weight * (value - 0.5) ** 2
    scaled = np.sqrt(total / max(len(values) - 1, 1))
    return scaled if np.isfinite(scaled) else None
"""
COPY = """# my own work
def dispersion(  xs, ws ):
    s = 1.25   # the sum

    for x, w in zip(xs, ws):
        if w < 3:
            raise ValueError('no')
        s += w * (x - 7) ** 4
    r = np.sqrt(s / max(len(xs) - 2, 9))
    return r if np.isfinite(r) else None
"""
OTHER = """def spread(values, weights):
    values, weights = map(np.asarray, (values, weights))
    assert (weights >= 0).all()
    with np.errstate(divide="ignore"):
        return float(np.average((values - values.mean()) ** 2, weights=weights) ** 0.5)
"""
STUB = '''def spread(values, weights):
    """Spread of weighted values around their centre, for any number of values that is not zero."""
    values = np.asarray(values, dtype=float)
    weights = np.asarray(weights, dtype=float)
    raise NotImplementedError()
'''


def sources(**students: str) -> dict:
    return {student: {"n/spread": source} for student, source in students.items()}


def test_a_copy_with_other_names_numbers_and_comments_is_found():
    """The planted pair is the only one listed, and every line of it but the comments is marked."""
    (pair,) = pairs_of(sources(ann=ORIGINAL, ben=OTHER, cho=COPY), {"n/spread": STUB})
    assert ("ann", "cho", 1.0) == (pair.one, pair.other, pair.share)
    (match,) = pair.matches
    assert all(line.matches for line in match.one if line.text)
    assert ["# my own work"] == [line.text for line in match.other if line.text and not line.matches]


def test_released_text_alone_is_no_likeness():
    """Students who leave the release as it is, or write something else below it, share nothing."""
    more = STUB.replace("raise NotImplementedError()", "return values.std()")
    assert [] == pairs_of(sources(ann=STUB, ben=STUB, cho=more), {"n/spread": STUB})


def test_without_the_release_the_same_text_would_count():
    """What keeps the release out of the list is that it is known, not that it is short."""
    assert 1 == len(pairs_of(sources(ann=STUB, ben=STUB), {}))


def test_what_more_than_a_few_write_is_no_likeness():
    """The usual solution, in a class where a tenth writes it, makes no pair; two who write another one do."""
    usual = {f"usual-{n}": ORIGINAL for n in range(10)}
    varied = {f"own-{n}": f"def spread(values, weights):\n    return values.f{n}(weights)\n" for n in range(88)}
    pairs = pairs_of(sources(**usual, **varied, ann=OTHER, ben=OTHER), {})
    assert [("ann", "ben")] == [(pair.one, pair.other) for pair in pairs]


def test_tokens_forget_what_copiers_change():
    """Names, literals, comments and blanks are made alike; keywords, builtins, attributes and signs are not."""
    assert tokens(ORIGINAL).codes.tolist() == tokens(COPY).codes.tolist()
    different = ["x.sum()", "x.max()", "len(x)", "x + 1", "x - 1", "not x"]
    assert len(different) == len({tuple(tokens(source).codes.tolist()) for source in different})


@pytest.mark.parametrize("source", ["", "'", '"""', "def f(:", "\\", "0x", "é = '\n", "(" * 60_000, "'\\" * 30_000])
def test_any_text_has_tokens(source):
    """Code that does not compile has tokens too, with a line each."""
    found = tokens(source)
    assert len(found.codes) == len(found.lines)


def test_winnowing_finds_every_long_agreement():
    """Two rows of chance tokens that share GRAM + WINDOW - 1 in a row share a fingerprint, wherever these stand."""
    rng = np.random.default_rng(11)
    planted = rng.integers(2**32, size=GRAM + WINDOW - 1, dtype=np.uint64)
    nothing = np.zeros(0, dtype=np.uint64)
    for _ in range(50):
        rows = [rng.integers(2**32, size=rng.integers(0, 60), dtype=np.uint64) for _ in range(4)]
        one, other = np.concatenate([rows[0], planted, rows[1]]), np.concatenate([rows[2], planted, rows[3]])
        assert len(np.intersect1d(winnowed(grams(one), nothing), winnowed(grams(other), nothing)))
        assert 0 == len(np.intersect1d(winnowed(grams(rows[0]), nothing), winnowed(grams(other), nothing)))


def test_shared_fingerprints_are_counted_as_by_hand():
    """The inverted index counts what intersecting every two sets counts."""
    prints = [np.array(found, dtype=np.uint64) for found in ([1, 2, 3, 4], [3, 4, 5], [], [9], [2, 3, 4])]
    found = [(pair.one, pair.other, pair.count, pair.share) for pair in shared(prints, fewest=2)]
    assert [(0, 4, 3, 1.0), (0, 1, 2, 2 / 3), (1, 4, 2, 2 / 3)] == found


def test_common_k_grams_are_those_of_more_than_a_few():
    """In a small class a k-gram may be in three submissions; how often it stands in one does not count."""
    everyone = [np.array(found, dtype=np.uint64) for found in ([1, 2, 2, 2, 2], [1, 2], [1, 2], [1])]
    assert [1] == common(everyone).tolist()
