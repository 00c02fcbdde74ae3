"""Check that the engine gives the marks that one process gives, as with plain nbgrader."""

import copy
from collections.abc import Iterator

from proctor.course.bench import run_cells
from proctor.course.check.view import Problem, UnitView, caution, fail
from proctor.course.errors import CourseError
from proctor.course.limits import limits_of
from proctor.course.notebooks import dumps, grade_id, kind
from proctor.course.regions import as_released
from proctor.course.skeletons import skeletons
from proctor.grading.engine import EngineFault, open_engine
from proctor.grading.skeleton import Skeleton
from proctor.grading.submission import Graded, Submission
from proctor.isolation import SandboxUnavailable


def same_marks(view: UnitView) -> Iterator[Problem]:
    """The reference, the release and the right solutions earn in the engine what they earn in this process."""
    try:
        (skeleton,) = skeletons(view.course, view.unit)
    except CourseError as error:
        yield fail(str(error))
        return
    chosen = dict(_notebooks(view))
    points = {cell.name: cell.max_points for cell in skeleton.cells if cell.kind == "test"}
    try:
        with open_engine(workers=2) as engine:
            submissions = (_submission(view, skeleton, name, sources) for name, sources in chosen.items())
            for name, graded in engine.grade_all(submissions):
                yield from _differences(view, name, chosen[name], graded, points)
    except SandboxUnavailable as error:
        yield caution(f"not compared, as this machine cannot isolate code: {error}")


def _notebooks(view: UnitView) -> Iterator[tuple[str, dict[str, str]]]:
    """Name → source of each solution cell; as few notebooks as hold every right solution."""
    yield "the reference", {}
    yield "the release", {grade_id(cell): as_released(cell) for cell in view.of_kind("solution")}
    right = {name: [v for v in view.variants if v.is_right and v.exercise == name] for name in view.exercises}
    for number in range(max(map(len, right.values()), default=0)):
        taken = [variants[number % len(variants)] for variants in right.values() if variants]
        yield f"{taken[0].exercise}/{taken[0].name} and others", {v.exercise: v.source for v in taken}


def _submission(view: UnitView, skeleton: Skeleton, name: str, sources: dict[str, str]) -> Submission:
    notebook = copy.deepcopy(view.notebook)
    for cell in notebook.cells:
        if kind(cell) == "solution":
            cell.source = sources.get(grade_id(cell), cell.source)
    files = {p.relative_to(view.unit.folder).as_posix(): p.read_bytes() for p in view.unit.files if p.is_file()}
    return Submission(name, skeleton, dumps(notebook).encode(), files, limits=limits_of(view.course))


def _differences(
    view: UnitView, name: str, sources: dict[str, str], graded: Graded | EngineFault, points: dict[str, float]
) -> Iterator[Problem]:
    if isinstance(graded, EngineFault):
        yield fail(f"{name}: {graded}")
        return
    here = run_cells(view.bench.cells, sources, folder=view.unit.folder)
    for cell, most in points.items():
        if (graded.scores[cell] == most) != (here[cell] is None):
            told = _told(graded.staff.get(cell, "")) or f"{graded.scores[cell]:g} of {most:g} points"
            other = "passes" if here[cell] is None else f"raises {type(here[cell]).__name__}"
            yield fail(f"{name}: grade cell {cell} {other} in one process, and in the engine: {told}")


def _told(staff: str) -> str:
    """The exception in a staff's record of a test cell: its last line that is no line of code, and no print."""
    story, _, _ = staff.partition("the student's code printed:")
    return next((line[:300] for line in reversed(story.splitlines()) if line and not line[0].isspace()), "")
