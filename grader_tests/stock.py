"""`nbgrader autograde` on copies of a course, and all marks in a gradebook: what the engine is compared with."""

import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nbgrader.api import Gradebook

from proctor.course.grading_run import GradingRun
from proctor.course.layout import CONFIG_NAME, Course

AS_IT_COMES = 'c = get_config()\nc.CourseDirectory.course_id = "stock"\n'
"""A configuration that leaves nbgrader its own kernel and preprocessors."""

Marks = dict[str, tuple[float | None, bool]]
"""student/notebook/cell → automatic score, and whether a person must grade it."""


def marks(course: Course, unit: str) -> Marks:
    """Every grade of a unit in a course's gradebook."""
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        return {
            f"{submission.student_id}/{notebook.name}/{grade.name}": (grade.auto_score, grade.needs_manual_grade)
            for submission in gradebook.find_assignment(unit).submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def by_engine(course: Course, unit: str) -> Marks:
    """The marks that proctor's engine gives to all that was submitted for a unit."""
    outcomes = list(GradingRun(course, (unit,), workers=2).outcomes())
    assert [] == [outcome.record.problem for outcome in outcomes if outcome.record.problem]
    return marks(course, unit)


def by_nbgrader(course: Course, unit: str, config: str = AS_IT_COMES, *, at_once: int = 1) -> Marks:
    """The marks that `nbgrader autograde` gives with that configuration, the class in ``at_once`` parts side by side.

    Each part is graded in a copy of the course beside it; the course itself stays as it is.
    """

    def grade(part: int) -> Marks:
        copy = Path(tempfile.mkdtemp(prefix="by-nbgrader-", dir=course.root.parent)) / "course"
        shutil.copytree(course.root, copy, ignore=shutil.ignore_patterns(".proctor", "autograded", "submitted"))
        for folder in folders[part::at_once]:
            shutil.copytree(folder, copy / folder.relative_to(course.root))
        (copy / CONFIG_NAME).write_text(config, encoding="utf-8")
        command = [sys.executable, "-m", "nbgrader", "autograde", unit]
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
        if "Address already in use" in done.stderr:  # two kernels that start at once can choose the same port
            done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
        assert 0 == done.returncode, done.stderr
        return marks(Course.find(copy), unit)

    folders = sorted(path for path in course.folder("submitted", unit, "x").parents[1].glob(f"*/{unit}"))
    with ThreadPoolExecutor(at_once) as pool:
        return {name: mark for part in pool.map(grade, range(at_once)) for name, mark in part.items()}
