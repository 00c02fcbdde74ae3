"""What a measurement means for a person: PASS, CAUTION or FAIL a line, with what to do."""

from collections.abc import Iterator

from proctor.course.check import Finding
from proctor.evidence.measure import Exercise, Measured

REACH = 0.98
"""Share of the mistaken mutants that must be caught."""
FAR_UNDER = 0.2
"""Share of a cell's time limit that a right variant may take."""


def findings(measured: Measured, *, cell_seconds: float) -> Iterator[Finding]:
    """One line an exercise, then what else there is; ``cell_seconds`` is the course's limit."""
    for one in measured.exercises:
        yield Finding("PASS" if one.score >= REACH else "CAUTION", _told(one))
        if one.minutes is None:
            yield Finding("FAIL", f"{one.name}: its minutes are stated", "write `About N minutes.` under its heading")
    for survivor in measured.survivors:
        yield Finding(
            "CAUTION",
            f"{survivor.exercise}: survives: {survivor.operator}",
            "strengthen a grade cell, or record it as equivalent\n" + survivor.diff,
        )
    yield Finding(
        "PASS" if measured.score >= REACH else "FAIL", f"at least {100 * REACH:g} % of the unit's mutants fail"
    )
    for claim, level, names in _lists(measured):
        yield Finding(level if names else "PASS", claim, "; ".join(names))
    slow = measured.slowest_right_seconds
    yield Finding(
        "PASS" if slow <= FAR_UNDER * cell_seconds else "FAIL",
        f"the reference needs {measured.reference_seconds:.1f} s, the slowest right variant {slow:.1f} s; "
        f"a single cell may take {cell_seconds:g} s",
    )


def _told(one: Exercise) -> str:
    told = f"{one.name}: {one.caught} of {one.mutants - one.equivalent} mutants fail"
    extras = [f"{one.equivalent} are equivalent"] * bool(one.equivalent)
    extras += [f"{one.stopped} had to be stopped"] * bool(one.stopped)
    return told + (f" ({', '.join(extras)})" if extras else "")


def _lists(measured: Measured) -> Iterator[tuple[str, str, list[str]]]:
    """Claim, level where it does not hold, and where that is."""
    yield "every grade cell fails for some mutant or variant", "FAIL", list(measured.dead)
    pairs = [f"{a} and {b} always fail together: make one of them test something else" for a, b in measured.redundant]
    yield "no two grade cells always fail together", "CAUTION", pairs
    yield "right and wrong variants lose what they declare", "FAIL", list(measured.misjudged)
    gone = [f"{exercise}: {text!r}: remove it" for exercise, _, text in measured.stale]
    yield "every mutant recorded as equivalent still arises", "FAIL", gone
    caught = [f"{exercise}: {text!r}: a grade cell fails it" for exercise, _, text in measured.contradicted]
    yield "no mutant recorded as equivalent loses points", "FAIL", caught
