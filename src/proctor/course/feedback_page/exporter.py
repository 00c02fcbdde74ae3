"""The exporter that ``nbgrader_config.py`` names for feedback: nbgrader hands it each executed notebook."""

from __future__ import annotations

import base64
import functools
import hashlib

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from proctor.course import records
from proctor.course.feedback_page.marks import read_marks
from proctor.course.feedback_page.outputs import Picture
from proctor.course.feedback_page.reading import sections_of, title_of
from proctor.course.feedback_page.room import Room
from proctor.course.layout import Course

_PACKAGE = "proctor.course.feedback_page"


class FeedbackPage(Exporter):
    """Makes the page of one notebook; called by nbgrader's GenerateFeedback, whoever started it."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(self, nb: NotebookNode, resources=None, **kwargs) -> tuple[str, ResourcesDict]:
        """Return the page's HTML; ``resources["nbgrader"]`` says whose notebook it is, and where the marks are."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        asked = resources["nbgrader"]
        unit, notebook, student = asked["assignment"], asked["notebook"], asked["student"]
        with Gradebook(asked["db_url"]) as gradebook:
            marks = read_marks(gradebook, unit, notebook, student)
        record = records.load(Course.find(self.parent.coursedir.root), unit, student)
        sections = sections_of(nb, marks, record.notes if record else {}, Room())
        page = _template().render(
            unit=unit,
            student=student,
            title=title_of(nb, notebook),
            marks=marks,
            sections=[section for section in sections if section.is_students],
            other_texts=[section for section in sections if section.prose and not section.is_students],
            waiting_points=sum(mark.max_points for mark in marks.cells.values() if mark.waits),
        )
        return page, resources


def points(value: float) -> str:
    """Points as the page shows them: whole where they are, else with two digits."""
    return f"{round(value, 2):g}".replace("-", "\u2212")


@functools.cache
def _template():
    environment = Environment(
        loader=PackageLoader(_PACKAGE, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["points"] = points
    environment.tests["picture"] = lambda shown: isinstance(shown, Picture)
    style = environment.loader.get_source(environment, "style.css")[0]
    environment.globals["style"] = Markup(style)  # ours, from beside this module
    environment.globals["style_hash"] = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("page.html.j2")
