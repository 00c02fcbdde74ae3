"""Checks of the marks: the unit's own cells grade the reference, the release, and the right and wrong solutions."""

from collections.abc import Iterator

from proctor.course.bench import run_cells, unmet
from proctor.course.check.view import Problem, UnitView, caution, fail

ENOUGH_RIGHT, ENOUGH_WRONG = 4, 10


def reference_runs(view: UnitView) -> Iterator[Problem]:
    """Every cell runs, visible checks and drawings too; grade cells pass without the cells a student may delete."""
    everything = run_cells(view.bench.cells, folder=view.unit.folder)
    for name, error in everything.items():
        if error is not None:
            yield fail(f"cell {name} fails with the reference solutions: {_told(error)}")
    for name, error in view.bench.reference.items():
        if error is not None and everything[name] is None:
            yield fail(f"grade cell {name} needs a cell that students may delete: {_told(error)}; lock that cell")


def untouched_earns_nothing(view: UnitView) -> Iterator[Problem]:
    """No grade cell passes where nothing was filled in."""
    for name, error in view.bench.untouched().items():
        if error is None:
            yield fail(f"grade cell {name} gives its points to a notebook that nobody filled in; call the function")


def variants(view: UnitView) -> Iterator[Problem]:
    """Right solutions keep every point, wrong ones lose the cells they declare and no others."""
    tests = set(view.bench.reference)
    for variant in view.variants:
        name = f"{variant.exercise}/{variant.name}"
        if variant.exercise not in view.exercises:
            yield fail(f"{name}: there is no exercise {variant.exercise}; name a solution cell")
            continue
        if unknown := set(variant.fails + variant.also) - tests:
            yield fail(f"{name}: declares {', '.join(sorted(unknown))}, which are no grade cells")
            continue
        marks = view.bench.grade(variant)
        kept, lost = unmet(variant, marks)
        if kept:
            yield fail(f"{name}: passes {', '.join(kept)}, which must catch that {variant.clause}; strengthen the test")
        for cell in lost:
            yield fail(
                f"{name}: fails {cell}, which it must not ({_told(marks[cell])}); relax the test or pin the convention"
            )


def enough_variants(view: UnitView) -> Iterator[Problem]:
    """At least 4 right and 10 wrong solutions an exercise; fewer where there are no more to be thought of."""
    if not view.variants:
        yield fail(f"there are none; write {view.course.variants(view.unit.name).relative_to(view.course.root)}")
        return
    for exercise in view.exercises:
        right = sum(v.exercise == exercise and v.is_right for v in view.variants)
        wrong = sum(v.exercise == exercise and not v.is_right for v in view.variants)
        if right < ENOUGH_RIGHT or wrong < ENOUGH_WRONG:
            yield caution(
                f"{exercise}: {right} right and {wrong} wrong; "
                f"{ENOUGH_RIGHT} and {ENOUGH_WRONG} unless there are no more"
            )


def _told(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:160]}" if text else type(error).__name__
