"""Check that the grade cells' inputs can tell right from wrong: ones, zeros, symmetric tables and the like cannot.

An input that has such a property by its nature is exempted, with the reason, in ``grader_tests/exemptions/``.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from proctor.course.check.exemptions import inputs
from proctor.course.check.inputs import Call, calls
from proctor.course.check.view import Problem, UnitView, fail

EDGES = ("purity", "shapes", "shape", "inputs", "labels")
"""Last words of the names of grade cells that compare no values, so that rich inputs there help nobody."""
LEAST = 3
"""Numbers that an array needs for a property to say anything."""


def _is_constant(value: float) -> Callable[[np.ndarray], bool]:
    return lambda numbers: bool(np.all(numbers == value))


def _is_square(numbers: np.ndarray) -> bool:
    return numbers.ndim >= 2 and len(set(numbers.shape)) < numbers.ndim


def _is_symmetric(numbers: np.ndarray) -> bool:
    swapped = np.swapaxes(numbers, -1, -2) if numbers.ndim >= 2 else None
    return swapped is not None and swapped.shape == numbers.shape and np.allclose(numbers, swapped)


def _is_sorted(numbers: np.ndarray) -> bool:
    steps = np.diff(numbers) if numbers.ndim == 1 else np.array([])
    return steps.size > 0 and bool(np.all(steps >= 0) or np.all(steps <= 0))


def _is_centred(numbers: np.ndarray) -> bool:
    middle, width = numbers.mean(axis=0), np.abs(numbers).max()
    return bool(numbers.dtype.kind == "f" and np.all(np.abs(middle) <= 1e-6 * width))


def _is_one_signed(numbers: np.ndarray) -> bool:
    """Whole numbers count or name something, and are no values with a sign."""
    return numbers.dtype.kind == "f" and bool(np.all(numbers >= 0) or np.all(numbers <= 0))


PROPERTIES: Mapping[str, Callable[[np.ndarray], bool]] = {
    "ones": _is_constant(1),
    "zeros": _is_constant(0),
    "symmetric": _is_symmetric,
    "equal axes": _is_square,
    "sorted": _is_sorted,
    "centred": _is_centred,
    "one-signed": _is_one_signed,
}
"""What an array can be that hides mistakes; of several that hold, the first is told of ones and zeros."""
OTHERS = ("one seed", "unchanged")
"""Properties of calls: a generator in the same state each time, a result that equals an argument each time."""


def inputs_are_rich(view: UnitView) -> Iterator[Problem]:
    """No argument has the same degenerate property in every call that compares values, unless a reason is given."""
    exempt = inputs(view.exemptions, {*PROPERTIES, *OTHERS})
    arising: set[tuple[str, str, str]] = set()
    for exercise, function, given in _comparing(calls(view)):
        for parameter, property_ in _degenerate(given):
            arising.add((exercise, parameter, property_))
            if (exercise, parameter, property_) not in exempt:
                yield fail(
                    f"{exercise}: {parameter} is {property_} in all {len(given)} calls of {function} that compare "
                    "values; pass other inputs too, or say why not in grader_tests/exemptions/"
                )
    for exercise, parameter, property_ in exempt:
        if (exercise, parameter, property_) not in arising:
            yield fail(f"{exercise}: the exemption of {parameter}, {property_}, is not needed; take it out")


def _comparing(all_calls: list[Call]) -> Iterator[tuple[str, str, list[Call]]]:
    """Exercise, function and the calls that compare values: from its cells on values, or else from all but edges."""
    for exercise, function in dict.fromkeys((call.exercise, call.function) for call in all_calls):
        mine = [call for call in all_calls if (call.exercise, call.function) == (exercise, function)]
        values = [call for call in mine if call.cell.endswith("values")]
        rest = [call for call in mine if not call.cell.endswith(EDGES)]
        yield exercise, function, values or rest or mine


def _degenerate(given: list[Call]) -> Iterator[tuple[str, str]]:
    """Parameter and property of what is degenerate in every call."""
    for parameter in dict.fromkeys(name for call in given for name in call.given):
        values = [call.given[parameter] for call in given if parameter in call.given]
        arrays = [value for value in values if isinstance(value, np.ndarray) and value.size >= LEAST]
        states = [value for value in values if isinstance(value, str)]
        if arrays:
            held = [name for name, holds in PROPERTIES.items() if all(map(holds, arrays))]
            yield from ((parameter, name) for name in (held[:1] if held[:1] in (["ones"], ["zeros"]) else held))
        if len(states) > 1 and len(set(states)) == 1:
            yield parameter, "one seed"
        results = [(call.given[parameter], call.result) for call in given if parameter in call.given]
        if arrays and all(_is_same(value, result) for value, result in results):
            yield parameter, "unchanged"


def _is_same(value: np.ndarray | str, result: np.ndarray | None) -> bool:
    if not isinstance(value, np.ndarray) or result is None or value.shape != result.shape:
        return False
    return np.allclose(value, result, rtol=1e-9, atol=1e-12)
