"""What the pipeline's tests share: a released course with a class, and a picture of all that grading wrote."""

import hashlib
from pathlib import Path

from nbgrader.api import Gradebook

from proctor.course.classroom import fill, hand_in, reference, released_notebook
from proctor.course.grade import Outcome
from proctor.course.grading_run import GradingRun
from proctor.course.layout import Course

WRONG = "def centre(X):\n    return np.asarray(X, dtype=float) - np.mean(X)\n"


def submit(course: Course, student: str, notebook: bytes | None = None, **changes: str) -> Path:
    """Hand in the reference solution with some cells changed, or the bytes given; returns the folder."""
    (unit,) = course.units()
    answers = {**reference(unit), **{name.replace("_", "-"): source for name, source in changes.items()}}
    return hand_in(course, unit, student, notebook or fill(released_notebook(course, unit), answers))


def grade(course: Course, *, force: bool = False, **options) -> dict[str, Outcome]:
    """One run of grading; outcomes by student."""
    return {outcome.student: outcome for outcome in GradingRun(course, **options).outcomes(force=force)}


def marks(course: Course) -> dict[str, dict[str, tuple]]:
    """Every grade in the gradebook: student → cell → (auto score, manual score, needs a person)."""
    found: dict[str, dict[str, tuple]] = {}
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        for submission in (row for assignment in gradebook.assignments for row in assignment.submissions):
            for notebook in submission.notebooks:
                cells = found.setdefault(submission.student_id, {})
                cells["flagged"] = notebook.flagged
                for row in notebook.grades:
                    cells[row.name] = (row.auto_score, row.manual_score, row.needs_manual_grade)
    return found


def files(folder: Path) -> dict[str, str]:
    """Relative path → digest, for every file and link under a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(folder))] = f"link to {path.readlink()}"
        elif path.is_file():
            found[str(path.relative_to(folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def state(course: Course) -> tuple:
    """All that students and staff get from grading: executed notebooks and marks."""
    return files(course.root / "autograded"), marks(course)
