"""Takes an executed notebook apart into the sections of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup
from nbformat import NotebookNode

from proctor.course.feedback_page.marks import Mark, Marks
from proctor.course.feedback_page.outputs import error_line, shown_outputs
from proctor.course.feedback_page.prose import line_to_html, to_html
from proctor.course.feedback_page.room import MAX_CODE_CHARACTERS, Room
from proctor.course.feedback_page.sections import Answer, Check, Section, Work
from proctor.course.notebooks import grade_id, kind
from proctor.course.regions import lines

MAX_ALT_CHARACTERS = 1000
_HEADING = re.compile(r"\s*(#{1,2})\s+(\S.*)")
_NUMBER = re.compile(r"(\d+)\b")
_REFERENCE = re.compile(r"\b([Ss]ection (\d+))\b")
_CRITERION = re.compile(r"^\s*[-*] .*\((0\s*[-\u2013]\s*\d+|\d+ points?)\)", re.MULTILINE)
_OWN_CELL = re.compile(r"added-\d+")
"""Id that grading gives to the cells that a student added."""
_RAISED = re.compile(r"raised in your code: (?P<where>cell (?P<cell>[^\s,]+), .*)", re.DOTALL)
"""What grading says of an exception in the student's code."""


def title_of(notebook: NotebookNode, otherwise: str) -> Markup:
    """The notebook's own title."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := _HEADING.match(cell.source)) and found[1] == "#":
            return line_to_html(found[2])
    return line_to_html(otherwise)


def sections_of(notebook: NotebookNode, marks: Marks, notes: Mapping[str, list[str]], room: Room) -> list[Section]:
    """The sections of an executed notebook; ``notes`` are what grading meant for the student, by cell."""
    anchors = {f"section-{number}" for number in _numbers(notebook)}
    reader = _Reader(marks, notes, room, anchors)
    for cell in notebook.cells:
        reader.read(cell)
    return reader.sections


def _numbers(notebook: NotebookNode) -> list[str]:
    headings = [found[2] for cell in notebook.cells if (found := _heading(cell))]
    return [found[1] for heading in headings if (found := _NUMBER.match(heading))]


def _heading(cell: NotebookNode) -> re.Match | None:
    """The heading that opens a section: the course's, not one of an answer."""
    is_course = cell.cell_type == "markdown" and kind(cell) in ("free", "locked") and not _is_own(cell)
    return _HEADING.match(cell.source) if is_course else None


def _is_own(cell: NotebookNode) -> bool:
    return bool(_OWN_CELL.fullmatch(cell.get("id", "")))


class _Reader:
    """Goes through the cells in order, and remembers where it is."""

    def __init__(self, marks: Marks, notes: Mapping[str, list[str]], room: Room, anchors: set[str]) -> None:
        self.marks, self.notes, self.room, self.anchors = marks, notes, room, anchors
        self.sections = [Section(Markup("Before the first section"), "start")]
        self._taken = {"start"}
        self._prompt = ""

    def read(self, cell: NotebookNode) -> None:
        """Take one cell into the section that it belongs to."""
        found = _heading(cell)
        if found:
            self._open(found)
        section = self.sections[-1]
        match kind(cell), cell.cell_type:
            case "test", _:
                section.checks.append(self._grade_cell(cell))
            case "locked", "code":
                raised = [output.ename for output in cell.outputs if output.output_type == "error"]
                if raised and raised != ["NotImplementedError"]:  # which says that nothing is written yet
                    section.checks.append(self._visible_check(cell))
            case "solution" | "free", "code":
                work = self._work(cell)
                if work.is_students or work.shown:
                    section.work.append(work)
            case "answer" | "task", _:
                section.answers.append(self._answer(cell))
                if "alt" in grade_id(cell) and cell.cell_type == "markdown":
                    section.alt_text = " ".join(cell.source.split())[:MAX_ALT_CHARACTERS]
            case _ if _is_own(cell) or kind(cell) == "solution":
                shown = (self.room.take(to_html(cell.source)),)
                section.work.append(Work(cell.get("id", ""), None, shown, is_exercise=False, is_added=True))
            case _:
                self._prompt = _seen(cell)
                text = self._prompt.lstrip().partition("\n")[2] if found else self._prompt
                section.prose.append(self.room.take(to_html(text)))

    def _open(self, found: re.Match) -> None:
        number = _NUMBER.match(found[2])
        anchor = f"section-{number[1]}" if number else f"part-{len(self.sections)}"
        while anchor in self._taken:
            anchor += "-again"
        self._taken.add(anchor)
        self.sections.append(Section(line_to_html(found[2]), anchor))

    def _grade_cell(self, cell: NotebookNode) -> Check:
        name = grade_id(cell)
        mark = self.marks.cells[name]
        told = [self._linked(note) for note in self.notes.get(name, ())]
        message = None if mark.score >= mark.max_points else self._message(cell)
        return Check(self._name(cell), _state(mark), mark, message, tuple(told))

    def _name(self, cell: NotebookNode) -> Markup:
        """The first comment line, which says what is checked, if students were given it."""
        first = _seen(cell).strip().partition("\n")[0]
        return self.room.words(first.lstrip("# ") if first.startswith("#") else grade_id(cell))

    def _visible_check(self, cell: NotebookNode) -> Check:
        """A locked cell that failed, so that students learn that they could have seen it before they handed in."""
        name = Markup(f"The cell {grade_id(cell)}, which you can see and run in your notebook.")
        return Check(name, "fails", None, self._message(cell))

    def _message(self, cell: NotebookNode) -> Markup | None:
        """The author's message, or where the student's code stopped; never more of an exception than that."""
        for output in cell.get("outputs", ()):
            if output.output_type != "error":
                continue
            if found := _RAISED.match(output.evalue):
                if output.ename == "NotImplementedError" and found["cell"] in self.marks.unanswered:
                    return self._linked(f"Nothing is written here yet: the cell {found['cell']} is as it was released.")
                return self._linked(f"Your code stopped with {output.ename}, in {found['where']}")
            if output.ename == "AssertionError":
                return self._linked(output.evalue)
            if kind(cell) == "locked":
                return self._linked(error_line(output))
            return self._linked(output.evalue[:1].upper() + output.evalue[1:])
        return None

    def _linked(self, text: str) -> Markup:
        """Text in which the sections of this page are links."""

        def link(found: re.Match) -> str:
            anchor = f"section-{found[2]}"
            return f'<a href="#{anchor}">{found[1]}</a>' if anchor in self.anchors else found[1]

        return Markup(_REFERENCE.sub(link, str(self.room.words(text))))

    def _work(self, cell: NotebookNode) -> Work:
        name = grade_id(cell) or cell.get("id", "")
        shown = tuple(shown_outputs(cell.outputs, self.room))
        code = self.room.text(cell.source, MAX_CODE_CHARACTERS)
        is_exercise = kind(cell) in ("solution", "answer", "task")
        unanswered = name in self.marks.unanswered
        return Work(name, code, shown, is_exercise, _is_own(cell), unanswered, self._comment(name))

    def _comment(self, name: str) -> Markup | None:
        return self.room.words(self.marks.comments[name]) if name in self.marks.comments else None

    def _answer(self, cell: NotebookNode) -> Answer:
        name = grade_id(cell)
        is_code = cell.cell_type == "code"
        text = _seen(cell) if kind(cell) == "task" else cell.source
        criteria = "\n".join(_criteria(self._prompt))
        return Answer(
            name=name,
            text=None if is_code else self.room.take(to_html(text)),
            work=self._work(cell) if is_code else None,
            criteria=self.room.take(to_html(criteria)) if criteria else None,
            mark=self.marks.cells[name],
            unanswered=name in self.marks.unanswered,
            comment=self._comment(name),
        )


def _seen(cell: NotebookNode) -> str:
    """The lines of an instructor's cell that students were given."""
    return "\n".join(line.text for line in lines(cell) if line.hidden is None)


def _criteria(prompt: str) -> list[str]:
    return [line.strip() for line in prompt.splitlines() if _CRITERION.match(line)]


def _state(mark: Mark) -> str:
    if mark.waits:
        return "waits"
    if mark.score >= mark.max_points:
        return "holds"
    return "partly" if mark.score > 0 else "fails"
