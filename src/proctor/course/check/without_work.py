"""Check that nothing is earned without work: by functions that answer the same, or hand back what they were given.

An untouched release raises in every function, so each cell that calls one fails. A function that returns *something*
gets further: it changes no input, so a cell on purity is content; it agrees with itself, so a law may hold.

A cell that has to be content with such an answer says which, and why, in its hidden part::

    # FREE to zeros-like: at 0 the conventions accept a slope of 0, and the cell looks at nothing else
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial

from nbformat import NotebookNode

from proctor.course.bench import PartialCredit
from proctor.course.check.view import Problem, UnitView, caution, fail, functions_of
from proctor.course.notebooks import grade_id
from proctor.course.regions import as_released

GIVEN = '''
import numpy as np


def _first(given):
    """The first argument with something in it, or the first one."""
    return next((value for value in given if isinstance(value, np.ndarray | list | dict)), given[0] if given else None)


def _each(given, value):
    """Write one value over every array, and empty lists and dicts; give the first back."""
    for entry in given:
        if isinstance(entry, np.ndarray) and entry.flags.writeable:
            entry[...] = value
        elif isinstance(entry, list | dict):
            entry.clear()
        elif isinstance(entry, tuple):
            _each(entry, value)
    return _first(given)


def _like(given, make):
    """Every argument's shape, filled anew."""
    return tuple(make(np.shape(value)) for value in given)


def _noise(shape):
    return np.random.default_rng(7).normal(size=shape)
'''
"""What bodies use; stands before each function."""
BODIES: Mapping[str, str] = {
    "none": "return None",
    "zero": "return 0.0",
    "minus-zero": "return -0.0",
    "one": "return 1.0",
    "true": "return True",
    "nan": "return np.nan",
    "infinity": "return np.inf",
    "text": "return ''",
    "raising": "raise ValueError",
    "empty": "return np.array([])",
    "empty-pair": "return np.array([]), np.array([])",
    "empty-triple": "return (np.array([]),) * 3",
    "empty-and-zero": "return np.array([]), 0.0",
    "empty-list": "return []",
    "empty-dict": "return {}",
    "empty-iterator": "return iter(())",
    "no-columns": "return np.zeros((1, 0))",
    "one-by-one": "return np.zeros((1, 1))",
    "nan-pair": "return np.nan, np.nan",
    "four-zeros": "return (0.0,) * 4",
    "first": "return _first(given)",
    "given": "return given",
    "zeros-like": "return np.zeros_like(_first(given))",
    "ones-like": "return np.ones_like(_first(given))",
    "nan-like": "return np.full(np.shape(_first(given)), np.nan)",
    "noise-like": "return _noise(np.shape(_first(given)))",
    "noise": "return float(_noise(()))",
    "zeros-like-each": "return _like(given, np.zeros)",
    "noise-like-each": "return _like(given, _noise)",
    "without-rows": "return np.zeros((0, *np.shape(_first(given))[1:]))",
    "without-columns": "return np.zeros((*np.shape(_first(given))[:-1], 0))",
    "zeroing-first": "return _each(given, 0)",
    "zeroing-zero": "_each(given, 0); return 0.0",
    "zeroing-empty": "_each(given, 0); return np.array([])",
    "spoiling-first": "return _each(given, np.nan)",
    "one-everywhere": "_each(given, 1); return 1.0",
}
"""What a function does in place of its work: a name, and its body; ``given`` is the tuple of its arguments."""
FREE = re.compile(r"#\s*FREE to ([\w, -]+):[ \t]*(\S?.*)")


def nothing_is_free(view: UnitView) -> Iterator[Problem]:
    """No grade cell gives a point where every function does the same thing in place of its work."""
    earned = _earned(view)
    for cell in view.of_kind("test"):
        name, allowed = grade_id(cell), {}
        for bodies, reason in FREE.findall(cell.source):
            allowed |= dict.fromkeys(re.split(r", *", bodies), reason)
        if not all(allowed.values()):
            yield fail(f"{name}: `# FREE to …` without a reason; write `# FREE to zero: why it cannot be otherwise`")
        passed = earned.get(name, [])
        if given_away := [body for body in passed if body not in allowed]:
            yield fail(
                f"grade cell {name} gives its points to functions without work: {', '.join(given_away)}; "
                "ask first that the answer is finite, of its shape, varies with the input and lies where it must"
            )
        if stale := [body for body in allowed if body not in passed]:
            yield fail(f"{name}: `# FREE to {', '.join(stale)}` is not needed; take it out")
        for body in sorted(set(allowed) & set(passed)):
            yield caution(f"{name}: is content with `{BODIES[body]}`: {allowed[body]}")


def _earned(view: UnitView) -> dict[str, list[str]]:
    """By grade cell, the bodies that earn any of its points."""
    earned: dict[str, list[str]] = {}
    for body, source in BODIES.items():
        for name, error in view.bench.filled(partial(_hollow, body=source)).items():
            if error is None or (isinstance(error, PartialCredit) and error.earned > 0):
                earned.setdefault(name, []).append(body)
    return earned


def _hollow(cell: NotebookNode, body: str) -> str:
    """A solution cell with one body for each of its functions; as released if it defines none."""
    made = [
        f"def {name}(*given, **named):\n    given += tuple(named.values())\n    {body}\n" for name in functions_of(cell)
    ]
    return "\n".join([GIVEN, *made]) if made else as_released(cell)
