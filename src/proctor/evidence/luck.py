"""What many draws mean for a person: PASS, CAUTION or FAIL a line, and the table on a unit's page."""

from collections.abc import Iterable, Iterator

from proctor.course.check import Finding
from proctor.evidence.seeds import STEP
from proctor.evidence.steady import Luck, Steadiness

TOLD_SOLUTIONS = 4
"""Solutions that a finding names; the others are counted."""


def luck_findings(found: Steadiness) -> Iterator[Finding]:
    """PASS, CAUTION or FAIL for each claim, and each grade cell of which it does not hold."""
    told = f"{found.runs} draws of the inputs"
    single = "they lose nothing in single precision" + (", where the text allows it" if found.doubles else "")
    for claim, level, lucks, verb in (
        (f"the reference and {found.right} right solutions lose nothing on {told}", "FAIL", found.rejected, "fails"),
        (single, "FAIL", found.rejected_in_single, "fails"),
        (f"{found.wrong} wrong solutions lose what they must on {told}", "CAUTION", found.missed, "lets pass"),
        ("every grade cell says the same again", "FAIL", found.undecided, "is flaky: it changes its mind about"),
    ):
        if not lucks:
            yield Finding("PASS", claim)
        for cell in dict.fromkeys(luck.cell for luck in lucks):
            mine = [luck for luck in lucks if luck.cell == cell]
            yield Finding(level, claim, f"{cell} {verb} " + "; ".join(_solutions(mine, found.runs)))
    for exercise in found.needless:
        yield Finding("FAIL", f"{exercise}: its record [[double]] is needed", "nothing loses without it; take it out")


def luck_table(measured: Iterable[Steadiness]) -> Iterator[str]:
    """The lines of a table: what was graded in each environment, and how many solutions it went wrong for."""
    yield "| environment | draws | right | lose a mark | in single precision | wrong | keep a mark | flaky |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for one in measured:
        lucks = (one.rejected, one.rejected_in_single, one.missed, one.undecided)
        lost, single, kept, flaky = (len({luck.solution for luck in each}) for each in lucks)
        yield f"| {one.environment} | {one.runs} | {one.right} | {lost} | {single} | {one.wrong} | {kept} | {flaky} |"


def _solutions(lucks: list[Luck], runs: int) -> Iterator[str]:
    for luck in lucks[:TOLD_SOLUTIONS]:
        first = f"first with every seed + {luck.runs[0] * STEP}" if luck.runs[0] else "with the seeds as they stand"
        yield f"{luck.solution} in {len(luck.runs)} of {runs} runs, {first}" + (luck.told and f" ({luck.told})")
    if len(lucks) > TOLD_SOLUTIONS:
        yield f"and {len(lucks) - TOLD_SOLUTIONS} more"
