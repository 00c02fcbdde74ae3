"""A made-up class that hands in the real units: honest, half-right, broken and hostile work, in a scratch course.

The submissions are made from the units' own right and wrong variants (``grader_tests/variants/``) and from three
of the attack programs (``grader_tests/attacks/``), so the demo shows what the tests prove.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from proctor.course.bench import load_variants
from proctor.course.classroom import fill, hand_in, reference, released_notebook
from proctor.course.errors import CourseError
from proctor.course.layout import CONFIG_NAME, Course, Unit
from proctor.variants import Variant

ATTACKS = ("patches_allclose", "exits_the_interpreter", "reads_the_instructors_notebook")


@dataclass(frozen=True)
class Material:
    """What one unit offers to make submissions of."""

    reference: Mapping[str, str]
    right: Mapping[str, tuple[Variant, ...]]
    wrong: Mapping[str, tuple[Variant, ...]]
    release: Path

    def filled(self, changes: Mapping[str, str]) -> bytes:
        """The reference solution with some cells changed, handed in on the release."""
        return fill(self.release, {**self.reference, **changes})


@dataclass(frozen=True)
class Participant:
    """One member of the class: an id that says what to expect, and how the notebook comes about."""

    student: str
    does: str
    notebook: Callable[[Material], bytes | None]
    goes_on: bool = False
    """Whether they hand in the later units too; everyone hands in the first."""


def make_course(source: Course, folder: Path, units: tuple[str, ...] = ()) -> Course:
    """Copy what a course needs, without its submissions and marks, into a new folder. CourseError if it is in use."""
    if folder.exists() and any(folder.iterdir()):
        raise CourseError(f"{folder} is not empty; the demo wants a folder of its own, give another one to --into")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source.root / CONFIG_NAME, folder)
    for unit in source.units(units):
        shutil.copytree(unit.folder, folder / "source" / unit.name)
    return Course.find(folder)


def material(source: Course, unit: Unit, course: Course) -> Material:
    """What the demo makes the unit's submissions of; ``source`` is the course that holds the variants."""
    given: tuple[dict, dict] = ({}, {})
    for variant in load_variants(source.variants(unit.name)):
        given[not variant.is_right].setdefault(variant.exercise, []).append(variant)
    right, wrong = ({name: tuple(found) for name, found in kinds.items()} for kinds in given)
    return Material(reference(unit), right, wrong, released_notebook(course, unit))


def participants(source: Course) -> tuple[Participant, ...]:
    """The class, in the order in which the demo lists it."""
    patches, exits, reads = (_program(source, name) for name in ATTACKS)
    return (
        Participant("all-right", "hands in the reference solution", lambda m: m.filled({})),
        Participant(
            "another-way",
            "solves each exercise right, in other ways",
            lambda m: m.filled(_pick(m.right, 0)),
            goes_on=True,
        ),
        Participant("first-slip", "one exercise wrong", lambda m: m.filled(_pick(m.wrong, 0, exercises=1))),
        Participant(
            "half-right", "every other exercise wrong", lambda m: m.filled(_pick(m.wrong, 1, step=2)), goes_on=True
        ),
        Participant(
            "all-wrong", "a common mistake in each exercise", lambda m: m.filled(_pick(m.wrong, 2)), goes_on=True
        ),
        Participant("half-done", "leaves the second half as released", lambda m: fill(m.release, _first_half(m))),
        Participant("untouched", "hands in the release", lambda m: m.release.read_bytes()),
        Participant("patches-allclose", "makes every comparison true", lambda m: m.filled(_attack(m, patches))),
        Participant("exits-python", "ends the interpreter in one cell", lambda m: m.filled(_exit(m, exits))),
        Participant("reads-the-tests", "looks for the instructor's notebook", lambda m: m.filled(_attack(m, reads))),
        Participant(
            "not-a-notebook", "hands in a file that is no notebook", lambda m: b"my answers are in the e-mail\n"
        ),
        Participant("empty-folder", "hands in an empty folder", lambda m: None),
    )


def hand_in_all(source: Course, course: Course) -> int:
    """Make the class's submissions of all released units, and return how many there are."""
    count = 0
    for number, unit in enumerate(course.units()):
        made_of = material(source, unit, course)
        for participant in participants(source):
            if number == 0 or participant.goes_on:
                hand_in(course, unit, participant.student, participant.notebook(made_of))
                count += 1
    return count


def _pick(kinds: Mapping[str, tuple[Variant, ...]], number: int, *, exercises: int | None = None, step: int = 1):
    """One variant for each exercise, or for the first few, or for every other one."""
    chosen = list(kinds.items())[:exercises:step]
    return {exercise: found[number % len(found)].source for exercise, found in chosen}


def _first_half(made_of: Material) -> dict[str, str]:
    names = list(made_of.reference)
    return {name: made_of.reference[name] for name in names[: len(names) // 2]}


def _attack(made_of: Material, program: str) -> dict[str, str]:
    """An attack before the first exercise's code, with a common mistake in each exercise, so that it has a use."""
    wrong = _pick(made_of.wrong, 2)
    first = next(iter(wrong))
    return {**wrong, first: f"{program}\n\n{wrong[first]}"}


def _exit(made_of: Material, program: str) -> dict[str, str]:
    """A program that ends the interpreter in the place of the first exercise, and the reference in the others."""
    return {next(iter(made_of.right)): program}


def _program(source: Course, name: str) -> str:
    return (source.root / "grader_tests" / "attacks" / f"{name}.py").read_text(encoding="utf-8")
