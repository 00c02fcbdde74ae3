"""Feedback pages for students, made by nbgrader's own converter as the course configures it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException

from proctor.course.layout import Course


def autograded_students(course: Course, unit: str) -> list[str]:
    """Who has an executed submission of the unit, sorted."""
    marked = course.folder("autograded", unit, "\0").relative_to(course.root)
    position = marked.parts.index("\0")
    found = course.root.glob(str(marked).replace("\0", "*"))
    return sorted(path.relative_to(course.root).parts[position] for path in found if path.is_dir())


def write_feedback(course: Course, unit: str, student: str) -> str | None:
    """Write one student's feedback, replacing an older one; a line that says why where it cannot be done."""
    course.nbgrader.assignment_id, course.nbgrader.student_id = unit, student
    converter = GenerateFeedback(coursedir=course.nbgrader, config=course.config)
    converter.force = True
    with _last_error(converter.log) as heard:
        try:
            converter.start()
        except NbGraderException as error:
            return f"{unit} {student}: {heard[0] if heard else error}"
    return None


@contextmanager
def _last_error(log: logging.Logger) -> Iterator[list[str]]:
    """Collects the first line of each error that nbgrader logs, and keeps its log off the terminal."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines = record.getMessage().strip().splitlines()
            if record.levelno >= logging.ERROR and lines:
                heard.insert(0, lines[-1])

    listener, handlers, propagates = Listener(), log.handlers, log.propagate
    log.handlers, log.propagate = [listener], False
    try:
        yield heard
    finally:
        log.handlers, log.propagate = handlers, propagates
