"""The page over all units: every exercise's score, and how often feedback names the mistake."""

from collections.abc import Iterable, Mapping

from proctor.course.check.naming import Figures
from proctor.evidence.findings import REACH
from proctor.evidence.measure import Measured
from proctor.evidence.page import exercise_row, total_of

SUMMARY_HEAD = "\n".join(
    (
        "# How good are the hidden tests?",
        "",
        "Made by `proctor check --mutants --write`; a test fails where a unit changed since.",
        "",
        "A *mutant* is a reference solution with one place changed, as a student might have written it: "
        "a sign, a transpose, an axis, a missing factor 1/n, an off-by-one, a wrong boundary, a missing max-shift, "
        "single precision, a changed argument, an early return.",
        "A mutant is *caught* if at least one hidden grade cell fails; the visible checks do not count.",
        "*Equivalent* mutants are no mistakes: no input that the text allows tells them from the reference, "
        "or the text leaves the choice to the student; a person recorded each, with the reason, "
        "in `grader_tests/equivalents/`.",
        f"The *score* is the share of the other mutants that is caught; the aim is {100 * REACH:g} % in every unit.",
        "",
    )
)

NAMING_HEAD = "\n".join(
    (
        "",
        "## How often feedback names the mistake",
        "",
        "Each wrong solution in `grader_tests/variants/` is handed in, and each check that it fails is counted.",
        "Feedback names a mistake where all that fit say the same; words, truth values, NaN and figures tell none.",
        "*Held back* leaves the mistake itself out of the list, as if a student had found one that nobody thought of; "
        "the sentence then names a mistake with the same results.",
        "",
        "| unit | failed checks | named | another named | several fit | no number tells | held back: another named |",
        "|---|--:|--:|--:|--:|--:|--:|",
    )
)


def summary_page(measured: Mapping[str, Measured], named: Mapping[str, Figures]) -> str:
    """docs/evidence.md: the score of every exercise of every unit, and how often feedback names the mistake."""
    lines = ["| unit | exercise | minutes | mutants | equivalent | caught | score |", "|---|---|--:|--:|--:|--:|--:|"]
    for name, unit in measured.items():
        for one in unit.exercises:
            lines.append(f"| [{name}](evidence/{name}.md) | {exercise_row(one)} |")
        lines.append(f"| **{name}** | {exercise_row(total_of(unit), bold=True)} |")
    return "\n".join([SUMMARY_HEAD, *lines, NAMING_HEAD, *_named(named), ""])


def _named(named: Mapping[str, Figures]) -> Iterable[str]:
    rows = {
        name: (one.checks, one.named, one.misnamed, one.ambiguous, one.silent, len(one.held_back))
        for name, one in named.items()
    }
    for name, row in rows.items():
        yield f"| {name} | {' | '.join(map(str, row))} |"
    yield f"| **all** | {' | '.join(f'**{sum(column)}**' for column in zip(*rows.values(), strict=True))} |"
