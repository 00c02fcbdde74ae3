"""The page that is made of one unit's results."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from proctor.evidence.luck import luck_table
from proctor.evidence.measure import Exercise, Measured, Survivor, Wrong
from proctor.evidence.mutants.equivalents import Key
from proctor.evidence.steady import Steadiness

UNIT_HEAD = "\n".join(
    (
        "# {name}: how good are its hidden tests?",
        "",
        "Made by `proctor check {name} --mutants --write`; what the words mean stands in "
        "[the summary](../evidence.md).",
        "",
        "**{caught} of {mistakes} mutants are caught: {score}.**",
        "{equivalent} more are equivalent.",
        "{right} right and {wrong} wrong solutions that people wrote were graded as they must be.",
    )
)


def unit_page(name: str, unit: Measured, recorded: Mapping[Key, str], draws: Collection[Steadiness]) -> str:
    """docs/evidence/NN-name.md: everything about one unit, for a colleague; ``recorded`` are its equivalents."""
    total = total_of(unit)
    head = UNIT_HEAD.format(
        name=name,
        caught=total.caught,
        mistakes=total.mutants - total.equivalent,
        score=_percent(total),
        equivalent=total.equivalent,
        right=total.right,
        wrong=total.wrong,
    )
    parts = [head, *_exercises(unit), *_cells(name, unit), *_survivors(unit.survivors), *_equivalent(recorded)]
    parts += [*_wrong(unit.wrong), *_luck(name, draws)]
    parts.append(
        "## Time\n\n"
        f"The reference solutions need {unit.reference_seconds:.1f} s of processor time for all grade cells.\n"
        f"The slowest right solution needs {unit.slowest_right_seconds:.1f} s for those of its exercise."
    )
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _exercises(unit: Measured) -> Iterable[str]:
    lines = ["| exercise | minutes | mutants | equivalent | caught | score | right | wrong |"]
    lines.append("|---|--:|--:|--:|--:|--:|--:|--:|")
    lines += [f"| {exercise_row(one)} | {one.right} | {one.wrong} |" for one in unit.exercises]
    yield "## By exercise"
    yield "\n".join(lines)
    yield "*Right* and *wrong* count the solutions in `grader_tests/variants/`; their marks are held by a test."


def _cells(name: str, unit: Measured) -> Iterable[str]:
    yield "## By grade cell"
    yield f"![One bar for each grade cell, as long as the number of mutants it fails]({name}.png)"
    busiest = max(unit.cells, key=lambda cell: cell.alone)
    yield (
        "A long grey bar: the cell fails much, and so do others. The dark part would go unnoticed without the cell.\n"
        f"{busiest.name} is the only one to notice {busiest.alone} mutants."
    )
    yield _told("Dead grade cells, which nothing ever fails", unit.dead)
    yield _told("Pairs of grade cells that always fail together", [f"{a} and {b}" for a, b in unit.redundant])


def _survivors(survivors: Iterable[Survivor]) -> Iterable[str]:
    yield "## Survivors"
    yield "Mutants that lose nothing and that nobody has called equivalent: each is a gap in the tests."
    told = [f"**{one.exercise}**, {one.operator}:\n\n```diff\n{one.diff}\n```" for one in survivors]
    yield from told or ["There is none."]


def _equivalent(recorded: Mapping[Key, str]) -> Iterable[str]:
    if not recorded:
        return
    yield "## Equivalent mutants, and why"
    counted = Counter((exercise, because) for (exercise, _, _), because in recorded.items())
    lines = ["| exercise | mutants | because |", "|---|--:|---|"]
    lines += [f"| {exercise} | {many} | {_cell(because)} |" for (exercise, because), many in counted.items()]
    yield "\n".join(lines)


def _wrong(variants: Iterable[Wrong]) -> Iterable[str]:
    yield "## What a wrong solution is told"
    yield "Each wrong solution fails the grade cell that it is named for; this is what its author reads there."
    lines = ["| exercise | what was done | grade cell | message |", "|---|---|---|---|"]
    lines += [f"| {one.exercise} | {_cell(one.clause)} | {one.cell} | {_cell(one.told)} |" for one in variants]
    yield "\n".join(lines)


def _luck(name: str, draws: Collection[Steadiness]) -> Iterable[str]:
    yield "## Luck"
    if not draws:
        yield f"The unit as it is now was not graded on many draws: `proctor check {name} --seeds 200 --write`."
        return
    yield (
        "A draw moves every seed in the grade cells, so that they pass other inputs of the same kind.\n"
        "Right solutions must lose no mark on any, wrong ones the mark that they are named for on each, and a cell "
        "must say the same when it is asked again."
    )
    yield "\n".join(luck_table(draws))
    yield (
        "Each right solution is graded as it is and with its results rounded to single precision; "
        + _told("the text asks for double in", sorted({exercise for one in draws for exercise in one.doubles}))
    )


def exercise_row(one: Exercise, *, bold: bool = False) -> str:
    """The cells of a table's row about an exercise, joined."""
    cells = [one.name, one.minutes or "", one.mutants, one.equivalent, one.caught, _percent(one)]
    return " | ".join(f"**{cell}**" if bold and cell != "" else str(cell) for cell in cells)


def total_of(unit: Measured) -> Exercise:
    """The sum of all exercises, as an exercise."""
    counts = {
        name: sum(getattr(one, name) or 0 for one in unit.exercises)
        for name in ("minutes", "mutants", "caught", "equivalent", "stopped", "right", "wrong")
    }
    return Exercise(name="all exercises", **counts)


def _percent(one: Exercise) -> str:
    """The score, never rounded up to 100 %."""
    return f"{int(1000 * one.score) / 10:g} %"


def _told(claim: str, names: Iterable[str]) -> str:
    return f"{claim}: {'; '.join(names) or 'none'}."


def _cell(text: str) -> str:
    """A text that can stand in a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")
