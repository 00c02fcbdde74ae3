"""Mutants that no test can tell from the reference, or that the text allows: recorded once, by a person.

A course keeps them in ``grader_tests/equivalents/NN_name.toml``::

    [[equivalent]]
    exercise = "relu"
    line = "return np.maximum(x, 0)"
    mutants = ["return np.float32(np.maximum(x, 0))"]
    because = "The text lets float32 be returned."

``line`` and ``mutants`` are in normal form, without indentation, as ``proctor check --mutants`` prints them.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from proctor.course.errors import CourseError
from proctor.course.reasons import records
from proctor.evidence.mutants.make import Mutant

KEYS = {"exercise": str, "line": str, "mutants": list, "because": str}

Key = tuple[str, str, str]
"""Exercise, the line as it was, and the line as it is."""


class BadEquivalents(CourseError):
    """A file of equivalent mutants that cannot be read."""


def key_of(mutant: Mutant) -> Key:
    """What a mutant is recorded under; the second of two equal changes in one exercise says which it is."""
    gone, came = mutant.changed
    return mutant.exercise, gone, came if mutant.place == 1 else f"{came}\n(place {mutant.place})"


def load(path: Path) -> dict[Key, str]:
    """What is recorded → why; empty where there is no file; BadEquivalents if a record is incomplete."""
    return {
        (record["exercise"], record["line"], text): record["because"]
        for record in records(path, "equivalent", KEYS, BadEquivalents)
        for text in record["mutants"]
    }


def stale(recorded: Mapping[Key, str], mutants: Iterable[Mutant]) -> list[Key]:
    """What is recorded and no longer arises, because the solution or the operators changed."""
    arising = {key_of(mutant) for mutant in mutants}
    return [key for key in recorded if key not in arising]
