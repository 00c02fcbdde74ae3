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
"""

from collections.abc import Collection
from itertools import product
from pathlib import Path

from proctor.course.check.view import UnitView
from proctor.course.errors import CourseError
from proctor.course.reasons import records

INPUT = {"exercises": list, "parameters": list, "properties": list, "because": str}
MESSAGE = {"cell": str, "because": str}


class BadExemptions(CourseError):
    """A file of exemptions that cannot be read, or gives no reason."""


def exemptions(view: UnitView, known: Collection[str]) -> dict[tuple[str, str, str], str]:
    """(exercise, parameter, property) → why it must be so; BadExemptions for properties that are not ``known``."""
    found: dict[tuple[str, str, str], str] = {}
    for record in records(_path(view), "input", INPUT, BadExemptions):
        if unknown := set(record["properties"]) - set(known):
            raise BadExemptions(
                f"{_path(view).name}: expected properties among {', '.join(sorted(known))}, "
                f"got {', '.join(sorted(unknown))}; mend the exemption of {', '.join(record['exercises'])}"
            )
        keys = product(record["exercises"], record["parameters"], record["properties"])
        found |= dict.fromkeys(keys, record["because"])
    return found


def telling(view: UnitView) -> dict[str, str]:
    """Grade cell → why its messages may show a value."""
    return {one["cell"]: one["because"] for one in records(_path(view), "message", MESSAGE, BadExemptions)}


def _path(view: UnitView) -> Path:
    return view.course.root / "grader_tests" / "exemptions" / f"{view.unit.name.replace('-', '_')}.toml"
