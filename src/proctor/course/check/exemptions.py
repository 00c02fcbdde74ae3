"""What a person has judged to be as it must be, with the reason.

A course keeps it in ``grader_tests/exemptions/NN_name.toml``::

    [[input]]
    exercises = ["entropy"]
    parameters = ["p"]
    properties = ["one-signed"]
    because = "Probabilities have no sign."

    [[message]]
    cell = "entropy-values"
    because = "The message quotes the student's own number."

    [[double]]
    exercises = ["step"]
    because = "The text asks for float64 where float64 comes in."
"""

from collections.abc import Collection
from itertools import product
from pathlib import Path

from proctor.course.errors import CourseError
from proctor.course.reasons import records

INPUT = {"exercises": list, "parameters": list, "properties": list, "because": str}
MESSAGE = {"cell": str, "because": str}
DOUBLE = {"exercises": list, "because": str}


class BadExemptions(CourseError):
    """A file of exemptions that cannot be read, or gives no reason."""


def inputs(path: Path, known: Collection[str]) -> dict[tuple[str, str, str], str]:
    """(exercise, parameter, property) → why it must be so; BadExemptions for properties that are not ``known``."""
    found: dict[tuple[str, str, str], str] = {}
    for record in records(path, "input", INPUT, BadExemptions):
        if unknown := set(record["properties"]) - set(known):
            raise BadExemptions(
                f"{path.name}: expected properties among {', '.join(sorted(known))}, "
                f"got {', '.join(sorted(unknown))}; mend the exemption of {', '.join(record['exercises'])}"
            )
        keys = product(record["exercises"], record["parameters"], record["properties"])
        found |= dict.fromkeys(keys, record["because"])
    return found


def telling(path: Path) -> dict[str, str]:
    """Grade cell → why its messages may show a value."""
    return {one["cell"]: one["because"] for one in records(path, "message", MESSAGE, BadExemptions)}


def doubles(path: Path) -> dict[str, str]:
    """Exercise → why its results may not be in single precision."""
    found = records(path, "double", DOUBLE, BadExemptions)
    return {exercise: one["because"] for one in found for exercise in one["exercises"]}
