"""Is a unit fit to release?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import nbformat

from proctor.course.check import (
    degenerate,
    engine,
    grading,
    hidden_tests,
    released,
    secret_seeds,
    structure,
    without_work,
    written,
)
from proctor.course.check.view import Problem, UnitView
from proctor.course.layout import Course, Unit

CHECKS: tuple[tuple[str, Callable[[UnitView], Iterator[Problem]]], ...] = (
    ("the notebook is in canonical form", structure.canonical_form),
    ("every cell has a name of its own", structure.names),
    ("points are positive whole numbers", structure.whole_points),
    ("every exercise has a signature, a visible check and hidden grade cells", structure.exercises),
    ("every exercise has a text of 70 to 200 words and its conventions", written.texts),
    ("every written answer has a mark scheme that adds up", written.mark_schemes),
    ("every figure has its alt text graded", written.alt_text),
    ("every grade cell tells students what it checks, and hides how", hidden_tests.visible_part),
    ("every assert says which property failed, and what to reread", hidden_tests.messages),
    ("grade cells hold in another process than the answers", hidden_tests.constructs),
    ("grade cells' inputs hide no mistake", degenerate.inputs_are_rich),
    ("grade cells' seeds are not given away", secret_seeds.seeds_are_hidden),
    ("a warning costs nothing with plain nbgrader either", hidden_tests.warnings_cost_nothing),
    ("nothing leaks into the release", released.no_leaks),
    ("every cell runs with the reference solutions", grading.reference_runs),
    ("an untouched release earns nothing", grading.untouched_earns_nothing),
    ("nothing is earned without work", without_work.nothing_is_free),
    ("right solutions lose nothing, wrong ones what they must", grading.variants),
    ("the engine gives the marks that one process gives", engine.same_marks),
    ("there are enough right and wrong solutions", grading.enough_variants),
)
"""What each check holds, and the function that yields what is wrong."""


@dataclass(frozen=True)
class Finding:
    """One line of the check's answer."""

    level: str
    """``PASS``, ``CAUTION`` or ``FAIL``."""
    claim: str
    """What the check holds."""
    detail: str = ""
    """Where it does not hold, and what to do."""


def check(course: Course, unit: Unit) -> Iterator[Finding]:
    """Everything that is right and wrong with a unit, in the order of CHECKS; CourseError if it cannot be read."""
    view = UnitView(course, unit, nbformat.read(unit.notebook, as_version=4))
    for claim, problems in CHECKS:
        found = list(problems(view))
        if not found:
            yield Finding("PASS", claim)
        for problem in found:
            yield Finding(problem.level, claim, problem.text)
