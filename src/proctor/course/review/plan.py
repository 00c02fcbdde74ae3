"""Who reads which submission: split evenly by hash, a share of them twice, and remembered once it is said."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from proctor.course.errors import CourseError
from proctor.course.layout import Course
from proctor.course.records import write_atomically


class PlanUnreadable(CourseError):
    """The file that says who reads what cannot be read."""


@dataclass(frozen=True)
class Readers:
    """The assistants of one submission."""

    first: str
    """Marks in the formgrader."""
    second: str | None = None
    """Marks again without seeing the first marks; None for most submissions."""


Plan = dict[str, Readers]
"""Student → who reads the submission."""


def readers(unit: str, student: str, assistants: tuple[str, ...], twice: float) -> Readers:
    """Split by the highest hash, so that one more assistant takes a fair share and moves nothing between the others.

    ``twice`` is the share of submissions that a second assistant reads. Source: Thaler & Ravishankar 1998.
    """
    ranked = sorted(set(assistants), key=lambda name: _hash(name, unit, student), reverse=True)
    is_twice = len(ranked) > 1 and _hash("twice", unit, student) < twice
    return Readers(ranked[0], ranked[1] if is_twice else None)


def assign(course: Course, unit: str, students: list[str], assistants: tuple[str, ...], twice: float) -> Plan:
    """Give every student without readers theirs, remember it, and return the whole plan of the unit."""
    plan = load_plan(course, unit)
    new = {student: readers(unit, student, assistants, twice) for student in students if student not in plan}
    if new:
        plan = dict(sorted({**plan, **new}.items()))
        text = json.dumps({student: asdict(found) for student, found in plan.items()}, indent=1, ensure_ascii=False)
        write_atomically(_path(course, unit), text + "\n")
    return plan


def load_plan(course: Course, unit: str) -> Plan:
    """The plan as far as it was made; PlanUnreadable if its file is damaged."""
    path = _path(course, unit)
    if not path.exists():
        return {}
    try:
        return {student: Readers(**found) for student, found in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise PlanUnreadable(
            f"cannot read {path.relative_to(course.root)}: {error}; mend it, or remove it and run `proctor queue` again"
        ) from error


def _path(course: Course, unit: str):
    return course.root / ".proctor" / "review" / unit / "plan.json"


def _hash(*parts: str) -> float:
    """A number from 0 to 1 that depends on nothing but the parts."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
