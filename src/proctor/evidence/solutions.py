"""The solutions whose marks must not be a matter of luck."""

from collections.abc import Iterator
from dataclasses import dataclass

from proctor.course.bench import Bench, load_variants
from proctor.course.layout import Course, Unit
from proctor.course.notebooks import grade_id, kind
from proctor.evidence.precision import in_single
from proctor.evidence.trials import Trial

REFERENCE = "the reference"


@dataclass(frozen=True)
class Solution:
    """A solution of one exercise among the reference's others, or the reference throughout."""

    name: str
    """``the reference``, or ``exercise/variant``; what answers in single precision says so."""
    exercise: str | None = None
    source: str = ""
    fails: tuple[str, ...] = ()
    """Grade cells that it must lose; none for a right one."""
    is_single: bool = False

    def trial(self, runs: int) -> Trial:
        """Grade it ``runs`` times; a wrong one in the cells that it must lose alone."""
        return Trial(self.name, self.exercise, self.source, runs, self.fails)


def solutions(course: Course, unit: Unit) -> Iterator[Solution]:
    """The reference, each variant, and what is right of both once more in single precision."""
    yield Solution(REFERENCE)
    right = [
        Solution(f"{grade_id(cell)}/{REFERENCE}", grade_id(cell), cell.source)
        for cell in Bench(unit.notebook).cells
        if kind(cell) == "solution"
    ]
    for variant in load_variants(course.variants(unit.name)):
        made = Solution(f"{variant.exercise}/{variant.name}", variant.exercise, variant.source, variant.fails)
        yield made
        if variant.is_right:
            right.append(made)
    for made in right:
        yield Solution(f"{made.name} in single precision", made.exercise, in_single(made.source), is_single=True)
