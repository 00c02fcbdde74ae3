"""What the formgrader's page of a submission shows beyond the notebook: made when the page is opened, never stored.

The formgrader makes its pages with nbconvert's HTMLExporter, which runs the preprocessors that ``nbgrader_config.py``
names. So mark schemes, incidents and findings stand on that page and in no file: nothing can carry them to a student.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape
from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.coursedir import CourseDirectory

from proctor.course import records
from proctor.course.errors import CourseError
from proctor.course.layout import Course
from proctor.course.notebooks import kind
from proctor.course.records import Record
from proctor.course.report.messages import one_line
from proctor.course.review.exhibits import Exhibit, Finding, exhibits, failed_check, mark_schemes

MOST_LINES = 30
"""Of incidents, and of findings: what one program cannot fill the page with."""
_BOX = "border-left:4px solid #31708f;background:#f2f7fa;padding:8px 14px;line-height:1.4"
_BESIDE = f"float:right;width:46%;min-width:300px;{_BOX}"
_CODE = "color:#333;background:#fff;white-space:normal"


class ReviewView(Preprocessor):
    """Puts what the machine found at the head of the page, and mark scheme, figure and findings beside each answer.

    Called by the formgrader's exporter for each page; every other use of that exporter passes through unchanged.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook as assistants see it; ``resources`` name the submission."""
        if "submission_id" not in resources:
            return nb, resources
        unit, notebook, student = (resources[name] for name in ("assignment_id", "notebook_id", "student"))
        try:
            course = Course.find(CourseDirectory(parent=self).root)
            schemes, record = mark_schemes(course.unit(unit)), records.load(course, unit, student)
        except CourseError as error:
            self.log.warning("the mark scheme cannot be shown: %s", error)
            return nb, resources
        beside = {exhibit.cell: exhibit for exhibit in exhibits(nb.cells)}
        failed = [found for cell in nb.cells if kind(cell) == "test" and (found := failed_check(cell))]
        cells = [_cell("found", _summary(record, failed))]
        for cell in nb.cells:
            if kind(cell) in ("answer", "task"):
                exhibit = beside[cell.metadata.nbgrader.grade_id]
                shown = _beside(exhibit, schemes.get((notebook, exhibit.cell)))
                if cell.cell_type == "code":
                    cells.append(_cell(f"beside-{exhibit.cell}", _box(_BOX, shown)))
                else:  # first, where nothing that the answer opens can hold it
                    cell.source = f"{_box(_BESIDE, shown)}\n\n{cell.source}"
            cells.append(cell)
        nb.cells = cells
        return nb, resources


def _cell(name: str, source: str) -> NotebookNode:
    return new_markdown_cell(source, id=f"review-{name}"[:64])


def _box(style: str, lines: Iterable[str]) -> str:
    return "\n".join([f'<div class="review" style="{style}">', *lines, "</div>"])


def _summary(record: Record | None, failed: list[Finding]) -> str:
    """The head of the page."""
    lines = ["<p><strong>What the machine found</strong> (for staff only)</p>"]
    if record is None:
        lines.append("<p>There is no record of how this was graded.</p>")
    else:
        lines.append(f"<p>{record.score:g} of {record.auto_max:g} points from {len(record.max_scores)} checks.</p>")
        said = [f"{one.kind}{f' in {one.cell}' if one.cell else ''}: {one.detail}" for one in record.incidents]
        lines += _list("Incidents", [_quoted(line) for line in dict.fromkeys(said)])
    return _box(_BOX, lines + _findings("Checks that failed", failed))


def _beside(exhibit: Exhibit, scheme: str | None) -> list[str]:
    """What stands beside an answer; the scheme is the instructor's Markdown, all else is escaped."""
    lines = []
    if exhibit.figure:
        image = f"data:image/png;base64,{exhibit.figure}"
        lines.append(f'<p><img src="{image}" style="max-width:100%" alt="the figure of this section"></p>')
    lines += _findings("Checks of this section that failed", exhibit.findings)
    if scheme is None:
        return [*lines, "<p>The instructor gave no mark scheme.</p>"]
    return [*lines, f"<p><strong>Mark scheme</strong>, {exhibit.max_points:g} points</p>\n\n{scheme}\n"]


def _findings(title: str, found: Iterable[Finding]) -> list[str]:
    """Checks that say the same share a line."""
    cells: dict[str, list[str]] = {}
    for finding in found:
        cells.setdefault(finding.message, []).append(finding.cell)
    return _list(title, [f"{', '.join(names)}: {_quoted(message)}" for message, names in cells.items()])


def _list(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    shown = "".join(f"<li>{line}</li>" for line in lines[:MOST_LINES])
    more = f"<li>and {len(lines) - MOST_LINES} more</li>" if len(lines) > MOST_LINES else ""
    return [f"<p>{title}</p>", f"<ul>{shown}{more}</ul>"]


def _quoted(text: str) -> str:
    """The text so that a page acts on nothing in it: not as HTML, not as Markdown, not as TeX."""
    safe = str(escape(one_line(text)))
    for sign in "\\$`*_[]":
        safe = safe.replace(sign, f"&#{ord(sign)};")
    return f'<code style="{_CODE}">{safe}</code>'
