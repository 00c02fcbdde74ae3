"""One grading run at a time on one course."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from proctor.course.errors import CourseError
from proctor.course.layout import Course


class CourseBusy(CourseError):
    """Another run is grading this course."""


@contextmanager
def grading_lock(course: Course) -> Iterator[None]:
    """Hold the course for one run; the operating system lets go of it when the process ends, however it ends.

    Raises CourseBusy if another process holds it.
    """
    path = course.root / ".proctor" / "grading.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="ascii") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stream.seek(0)
            other = stream.read().strip() or "unknown"
            raise CourseBusy(
                f"{course.root} is being graded by process {other}; wait until it is done, or stop it"
            ) from None
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield
        stream.truncate(0)
