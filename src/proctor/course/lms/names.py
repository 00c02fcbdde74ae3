"""Whose file it is: how Canvas and Moodle name what they put into a zip of submissions.

The platform writes a name's beginning and a student its end, so each name is taken apart where no student can move
the seam; what can be read in two ways is refused, because it may be somebody's attempt to hand in for another.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from proctor.course.errors import CourseError

_CANVAS = re.compile(r"(?=_(?P<id>\d{1,20})_(?P<upload>\d{1,20})_(?P<name>.+))")
_MOODLE = re.compile(r"[^_/]*_(?P<id>\d{1,20})_assignsubmission_(?P<plugin>[a-z]+)(?:_?/|_)(?P<name>.+)")


class NotASubmission(CourseError):
    """A member of the archive that cannot be told to be one student's file: one line."""


@dataclass(frozen=True)
class Sent:
    """One file of one student, as the platform's name for it tells."""

    lms_id: str
    """Canvas: the user's id, the same in the whole course. Moodle: the participant's, another in each assignment."""
    path: str
    """Of the file, as the student named it."""
    upload: int = 0
    """Grows with each upload on Canvas; Moodle does not tell."""
    is_late: bool = False
    """Whether the platform says that it came late; Moodle does not tell here."""


def canvas(path: str, known: Collection[str]) -> Sent:
    """``lastfirst_LATE_12345_67890_relu-1.ipynb``: name, perhaps LATE, user, upload, and the file's name.

    Canvas takes ``_digits_`` out of names, but not out of what students call their files, so a name may be readable
    in several ways: then that one holds whose user is in ``known`` (the roster's ids), if there is exactly one.
    Source: ``get_filename`` and ``add_upload_submission`` in canvas-lms, ``lib/content_zipper.rb``.
    Raises NotASubmission for any other name.
    """
    readings = [] if "/" in path else list(_CANVAS.finditer(path))
    fitting = [match for match in readings if match["id"] in known] if known else readings
    if not readings:
        raise NotASubmission("expected a name such as lastfirst_12345_67890_relu.ipynb, as Canvas makes it")
    if len(fitting) > 1:
        users = " or ".join(match["id"] for match in fitting)
        raise NotASubmission(
            f"it may be of user {users}; hand it in under another name"
            if known
            else f"it may be of user {users}; give --roster with Canvas's gradebook, which tells"
        )
    match = (fitting or readings)[0]
    return Sent(match["id"], match["name"], int(match["upload"]), path[: match.start()].endswith("_LATE"))


def moodle(path: str, known: Collection[str]) -> Sent:
    """``Full Name_123456_assignsubmission_file_/relu.ipynb``, or the same with ``relu.ipynb`` behind ``file_``.

    Moodle replaces ``_`` in full names, so the first one ends the name; recent versions write no ``_`` before ``/``.
    Source: ``get_student_prefix`` and ``load_submissionplugin_filelist`` in moodle,
    ``mod/assign/classes/downloader.php``.
    Raises NotASubmission for any other name.
    """
    match = _MOODLE.fullmatch(path)
    if not match:
        raise NotASubmission("expected a name such as Full Name_123456_assignsubmission_file_/relu.ipynb")
    if match["plugin"] != "file":
        raise NotASubmission(f"it was handed in as {match['plugin']}, expected a file")
    return Sent(match["id"], match["name"])


READERS = {"canvas": canvas, "moodle": moodle}
"""What reads a member's name, by platform."""
