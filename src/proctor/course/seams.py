"""Where nbgrader calls proctor: the preprocessors that ``nbgrader_config.py`` names.

``nbgrader autograde`` and the formgrader's button make an ``Autograde`` converter. It copies a submission into the
autograded folder, then runs ``Autograde.autograde_preprocessors`` on the copy. :class:`IsolatedGrading` does there
what ``proctor grade`` does, with the same functions, so both end in the same notebook, marks and record.
"""

from __future__ import annotations

import atexit
import functools

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from proctor.course.errors import CourseError
from proctor.course.grade import UnitGrading
from proctor.course.layout import Course
from proctor.course.lock import grading_lock
from proctor.grading.engine import Engine, open_engine

WRITABLE = 0o644
"""So that nbgrader's writer can write over what lies there; nbgrader makes all of it read-only in the end."""


class CannotGrade(CourseError):
    """The submission could not be graded; nbgrader reports it, and goes on with the next student."""


class IsolatedGrading(NbGraderPreprocessor):
    """Grades a submission in proctor's engine; called by nbgrader for each submitted notebook.

    The notebook that nbgrader hands over is not looked at: the submitted file is read again, bounded and without
    following links, and what nbgrader had copied into the autograded folder is replaced by what may lie there.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Return the executed notebook. Raises CannotGrade with one line that says why not."""
        asked = resources["nbgrader"]
        unit, student = asked["assignment"], asked["student"]
        course = Course.find(self.parent.parent.coursedir.root)
        grading = UnitGrading(course, course.unit(unit), student=student)
        if not grading.handed:
            raise CannotGrade("; ".join(grading.problems) or f"{student} handed in nothing for {unit}")
        with grading_lock(course):
            (outcome,) = grading.run(_engine(), force=True)
        if outcome.needs_person:
            self.log.warning("%s: %s", student, outcome.needs_person)
        folder = course.folder("autograded", unit, student)
        executed = folder / f"{asked['notebook']}.ipynb"
        if not outcome.record.fingerprint or not executed.is_file():
            raise CannotGrade(f"{student}: {outcome.record.problem}")
        for path in folder.rglob("*"):
            if path.is_file():
                path.chmod(WRITABLE)
        return nbformat.read(executed, as_version=4), resources


@functools.cache
def _engine() -> Engine:
    """One engine for all that this process grades; it ends with the process."""
    context = open_engine(workers=1)
    engine = context.__enter__()
    atexit.register(context.__exit__, None, None, None)
    return engine
