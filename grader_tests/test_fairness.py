"""Honest work gets the same marks from the engine as from nbgrader as it comes, cell by cell."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from stock import by_engine, by_nbgrader

from proctor.course.bench import load_variants
from proctor.course.classroom import fill, hand_in, reference, released_notebook
from proctor.course.layout import CONFIG_NAME, Course
from proctor.course.release import release

COURSE = Course.find(Path(__file__).parents[1])
WHOLE = "05-relu"
"""The unit of which every variant is graded; of the others a sample."""


@pytest.fixture
def grade_twice(tmp_path, empty_gradebook, one_engine):
    """Hands in sets of solutions of a unit and grades them both ways: nbgrader's marks, and the engine's."""

    def run(unit_name: str, solutions: list[dict[str, str]], *, at_once: int = 1) -> tuple[dict, dict]:
        root = tmp_path / "course"
        shutil.copytree(COURSE.unit(unit_name).folder, root / "source" / unit_name)
        shutil.copy(COURSE.root / CONFIG_NAME, root)
        shutil.copy(empty_gradebook, root / "gradebook.db")
        course = Course.find(root)
        unit = course.unit(unit_name)
        release(course, unit)
        for number, chosen in enumerate(solutions):
            hand_in(course, unit, f"student-{number:02}", fill(released_notebook(course, unit), chosen))
        return by_nbgrader(course, unit_name, at_once=at_once), by_engine(course, unit_name)

    return run


def solutions_of(unit_name: str) -> dict[str, dict[bool, list[str]]]:
    """Sources of each exercise's solutions: the wrong ones under False, the right ones under True."""
    found: dict[str, dict[bool, list[str]]] = {}
    for variant in load_variants(COURSE.variants(unit_name)):
        found.setdefault(variant.exercise, {False: [], True: []})[variant.is_right].append(variant.source)
    return found


def all_combined(unit_name: str) -> Iterator[dict[str, str]]:
    """As few notebooks as hold every solution: one of each exercise in turn, from the first again after the last."""
    every = {exercise: [*kinds[True], *kinds[False]] for exercise, kinds in solutions_of(unit_name).items()}
    for number in range(max(map(len, every.values()))):
        yield {exercise: sources[number % len(sources)] for exercise, sources in every.items()}


@pytest.mark.slow
def test_every_right_and_wrong_solution_of_a_unit_gets_the_marks_that_nbgrader_gives(grade_twice):
    """All variants of the unit on ReLU, each in some notebook."""
    answers = reference(COURSE.unit(WHOLE))

    by_nbgrader, by_engine = grade_twice(WHOLE, [{**answers, **each} for each in all_combined(WHOLE)], at_once=2)

    assert by_nbgrader == by_engine


@pytest.mark.slow
@pytest.mark.parametrize("unit_name", [unit.name for unit in COURSE.units() if unit.name != WHOLE])
def test_a_unit_gives_the_marks_that_nbgrader_gives(grade_twice, unit_name):
    """The reference, a notebook of right solutions, and one of wrong solutions whose answers were left empty."""
    found = solutions_of(unit_name)
    answers = reference(COURSE.unit(unit_name))
    right = {**answers, **{exercise: kinds[True][-1] for exercise, kinds in found.items()}}
    wrong = {exercise: kinds[False][0] for exercise, kinds in found.items()}

    by_nbgrader, by_engine = grade_twice(unit_name, [answers, right, wrong])

    assert by_nbgrader == by_engine
