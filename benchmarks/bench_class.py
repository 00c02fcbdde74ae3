"""Courses with a class of any size, for measurements: honest work made from a unit's right and wrong variants."""

import itertools
import shutil
from pathlib import Path

from proctor.course.bench import load_variants
from proctor.course.classroom import fill, hand_in, reference, released_notebook
from proctor.course.layout import CONFIG_NAME, Course
from proctor.course.release import release

STOCK_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "benchmark"\n'
"""nbgrader as it comes: its own kernel, its own preprocessors."""


def make_class(source: Course, unit_name: str, size: int, folder: Path, *, stock: bool = False) -> Course:
    """A released course in ``folder`` with ``size`` submissions of one unit, no two neighbours alike.

    Every second submission is right throughout; the others have one exercise wrong, a different one in turn.
    """
    folder.mkdir(parents=True)
    shutil.copy(source.root / CONFIG_NAME, folder)
    shutil.copytree(source.unit(unit_name).folder, folder / "source" / unit_name)
    course = Course.find(folder)
    unit = course.unit(unit_name)
    release(course, unit)
    answers, released = reference(unit), released_notebook(course, unit)
    variants = load_variants(source.variants(unit_name))
    right = itertools.cycle([variant for variant in variants if variant.is_right])
    wrong = itertools.cycle([variant for variant in variants if not variant.is_right])
    for number in range(size):
        variant = next(wrong if number % 2 else right)
        notebook = fill(released, {**answers, variant.exercise: variant.source})
        hand_in(course, unit, f"student-{number:05}", notebook)
    if stock:
        (folder / CONFIG_NAME).write_text(STOCK_CONFIG, encoding="utf-8")
    return Course.find(folder)
