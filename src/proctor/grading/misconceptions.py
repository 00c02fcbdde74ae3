"""Which known mistakes do what a student's function did in the checks that failed.

The student's function is known by the calls that the check made: plain values that went in and came out. Nothing of
the student's runs or is compared here but those. What runs is the instructor's own code, on copies of the same inputs.
"""

import contextlib
import io
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from proctor.grading.answers import Answers, Misconception
from proctor.grading.calls import Call, NotPlain, copied
from proctor.grading.clock import time_limit
from proctor.grading.globals import globals_of
from proctor.grading.job import Cell
from proctor.grading.sameness import same, tells_numbers
from proctor.wire.errors import Broken


@dataclass(frozen=True)
class _Did:
    """What a function did in one call."""

    raised: str
    result: object
    after: tuple


class Right:
    """The notebook as the instructor solved it: what solutions find around them."""

    def __init__(self, cells: Iterable[Cell], answers: Answers) -> None:
        """Run the locked cells and the right solutions, in their order; cells that define nothing are left out."""
        references = {one.name: one.reference for one in answers.exercises}
        self._names: dict = {"__name__": "__main__"}
        with _quiet():
            for cell in cells:
                source = references.get(cell.name) or (cell.source if cell.role == "locked" else "")
                # by custom, what begins with an underscore is meant for its own cell: a visible check's values
                if any(not name.startswith("_") for name in globals_of(source).defined):
                    with contextlib.suppress(Exception, SystemExit):
                        exec(compile(source, f"<right {cell.name}>", "exec"), self._names)

    def function(self, name: str) -> Callable | None:
        """The right solution's function of this name."""
        return self._names.get(name)

    def with_mistake(self, known: Misconception, name: str) -> Callable | None:
        """The function of this name as the mistake makes it."""
        names = dict(self._names)
        with contextlib.suppress(Exception):
            exec(compile(known.source, "<mistake>", "exec"), names)
        return names.get(name)


def functions_of(known: Iterable[Misconception]) -> tuple[str, ...]:
    """The names of the functions that the mistakes are made in."""
    return tuple(dict.fromkeys(name for one in known for name in sorted(globals_of(one.source).defined)))


def fitting(
    calls: Mapping[str, Sequence[Call]], failed: Set[str], known: Iterable[Misconception], right: Right, seconds: float
) -> dict[str, tuple[Misconception, ...]]:
    """The mistakes that fit, by check: they do in every call of every failed check what the student's function did.

    ``calls`` are those of failed checks; ``failed`` names all failed ones, since a mistake that fails a check which
    held was not made. What counts is what came back; where all of that is right, what was done to the arguments.
    None fit if to find them takes longer than ``seconds``. In the main thread only.
    """
    found: dict[str, list[Misconception]] = {check: [] for check in calls}
    try:
        with time_limit(seconds), _quiet():
            for one in known:
                checks = {check: calls[check] for check in one.cells if check in calls}
                if checks and failed >= set(one.fails) and _fits(one, checks, right):
                    for check in checks:
                        if _is_told(one, checks[check], right):
                            found[check].append(one)
    except Broken:  # out of time, or a function of the test's asked the student's process, which is gone
        return {}
    except Exception:  # values of a kind that nobody foresaw cost a sentence of feedback, not the submission
        return {}
    return {check: tuple(those) for check, those in found.items()}


def _fits(one: Misconception, checks: Mapping[str, Sequence[Call]], right: Right) -> bool:
    """Whether all that came back in these checks is what the mistake gives; small inputs first, which cost least."""
    made = {name: right.with_mistake(one, name) for name in functions_of([one])}
    mine = [call for calls in checks.values() for call in calls if made.get(call.function)]
    return bool(mine) and all(
        _gave_the_same(call, _do(made[call.function], call)) for call in sorted(mine, key=lambda call: call.size_bytes)
    )


def _is_told(one: Misconception, calls: Sequence[Call], right: Right) -> bool:
    """Whether a check's calls tell the mistake, which fits by what came back, from a right solution."""
    told = False
    for name in functions_of([one]):
        mine = [call for call in calls if call.function == name]
        reference, mistaken = right.function(name), right.with_mistake(one, name)
        if reference is None or mistaken is None or not mine:
            continue
        should = [(call, _do(reference, call)) for call in mine]
        if all(_gave_the_same(call, did) for call, did in should):
            told |= any(not same(call.after, did.after) for call, did in should) and all(
                same(call.after, _do(mistaken, call).after) for call in mine
            )
        else:
            told |= any(tells_numbers(call.result, did.result) for call, did in should)
    return told


def _gave_the_same(call: Call, did: _Did) -> bool:
    # a function that returns nothing is known by what it leaves behind
    is_told = call.raised or call.result is not None
    return call.raised == did.raised and same(call.result, did.result) and (is_told or same(call.after, did.after))


def _do(function: Callable, call: Call) -> _Did:
    arguments, keywords = copied(call.arguments)
    result, raised = None, ""
    try:
        result = copied(function(*arguments, **keywords))
    except (Exception, SystemExit) as error:
        raised = type(error).__name__
    try:
        return _Did(raised, result, copied((arguments, keywords)))
    except NotPlain:
        return _Did(raised, result, ())


@contextlib.contextmanager
def _quiet():
    """No printing, no warnings, and the same random numbers every time."""
    state = np.random.get_state()
    np.random.seed(0)
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(state)
