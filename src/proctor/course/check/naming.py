"""How often feedback names the mistake that was made, measured on the wrong solutions themselves."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from proctor.course.answers import exercises_of, misconceptions
from proctor.course.bench import Bench, compiled, load_variants, quiet
from proctor.course.check import Finding
from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind
from proctor.course.regions import label
from proctor.grading.answers import Answers, Misconception
from proctor.grading.calls import Call, Calls
from proctor.grading.explain import MOST_SECONDS, only
from proctor.grading.job import Cell
from proctor.grading.misconceptions import Right, fitting, functions_of
from proctor.variants import Variant


@dataclass(frozen=True)
class Figures:
    """What naming does with the wrong solutions of one unit, one check that fails at a time."""

    checks: int
    """Pairs of a wrong solution and a check that fails by its own word, on plain values."""
    named: int
    """The mistake itself is named."""
    misnamed: int
    """Another one is named."""
    ambiguous: int
    """Several fit, so none is named."""
    silent: int
    """None fits: what came back is no number that could tell the mistake."""
    held_back: tuple[tuple[str, str, str], ...]
    """Where another one is named once the mistake itself is left out of the list, as a mistake is that nobody has
    thought of: the check, the clause of the mistake, and the clause that is named."""


def figures(course: Course, unit: Unit) -> Figures:
    """Make every known mistake in turn, and see what feedback would say. In the main thread only."""
    bench = Bench(unit.notebook)
    variants = [one for one in load_variants(course.variants(unit.name)) if not one.is_right]
    with quiet(unit.folder):
        outcomes = list(_outcomes(bench, variants))
    said = [(outcome.clause, only(outcome.fit)) for outcome in outcomes]
    held_back = [(outcome, only(outcome.fit_without_it)) for outcome in outcomes]
    others = [(one.check, one.clause, other.clause) for one, other in held_back if other is not None]
    return Figures(
        checks=len(outcomes),
        named=sum(one is not None and one.clause == clause for clause, one in said),
        misnamed=sum(one is not None and one.clause != clause for clause, one in said),
        ambiguous=sum(len({one.clause for one in outcome.fit}) > 1 for outcome in outcomes),
        silent=sum(not outcome.fit for outcome in outcomes),
        held_back=tuple(others),
    )


def finding(found: Figures) -> Finding:
    """The figures in one line; a caution where feedback would say what was not so."""
    detail = (
        f"in {found.named} of {found.checks} failed checks, another one in {found.misnamed}; none where several fit "
        f"({found.ambiguous}) or no number tells ({found.silent}); with the mistake itself left out of the list, "
        f"another one in {len(found.held_back)}"
    )
    return Finding("CAUTION" if found.misnamed > 0.02 * found.checks else "PASS", "feedback names the mistake", detail)


@dataclass(frozen=True)
class _Outcome:
    """A check that a wrong solution fails by its own word, and the mistakes that fit."""

    check: str
    clause: str
    fit: tuple[Misconception, ...]

    @property
    def fit_without_it(self) -> tuple[Misconception, ...]:
        return tuple(one for one in self.fit if one.clause != self.clause)


def _outcomes(bench: Bench, variants: list[Variant]) -> Iterator[_Outcome]:
    known = misconceptions(variants)
    cells = [Cell(label(cell), kind(cell), cell.source) for cell in bench.needed if kind(cell) != "test"]
    right = Right(cells, Answers(exercises_of(bench.notebook), known))
    for variant in variants:
        failed, calls = _failures(bench, variant, known)
        for check, fit in fitting(calls, failed, known, right, MOST_SECONDS).items():
            yield _Outcome(check, variant.clause, fit)


def _failures(bench: Bench, variant: Variant, known: Iterable[Misconception]) -> tuple[set[str], dict[str, list[Call]]]:
    """The checks that a wrong solution fails; and, for those that fail by their own word, what they asked of it."""
    names: dict = {"__name__": "__main__"}
    failed, asked = set(), {}
    for cell in bench.noticing(variant.exercise):
        body, _ = compiled(variant.source if label(cell) == variant.exercise else cell.source, label(cell))
        if kind(cell) != "test":
            with contextlib.suppress(Exception, SystemExit):
                exec(body, names)
            continue
        calls, own = Calls(), dict(names)
        for function in functions_of(one for one in known if grade_id(cell) in one.cells):
            if function in own:
                own[function] = calls.recording(function, own[function])
        try:
            exec(body, own)
        except (Exception, SystemExit) as error:
            failed.add(grade_id(cell))
            if isinstance(error, AssertionError) and calls.are_plain and calls.made:
                asked[grade_id(cell)] = calls.made
    return failed, asked
