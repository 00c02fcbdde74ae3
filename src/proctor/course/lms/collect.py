"""Puts a platform's zip of submissions into ``submitted/<student>/<unit>/``, each student whole or not at all."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

from dateutil import parser, tz
from nbgrader.utils import parse_utc

from proctor.course import executed
from proctor.course.errors import CourseError
from proctor.course.layout import Course, Unit
from proctor.course.lms.archive import Archive, Member, RefusedMember, shown
from proctor.course.lms.arrange import arrange
from proctor.course.lms.names import READERS, NotASubmission, Sent
from proctor.course.lms.roster import Roster
from proctor.course.lock import grading_lock
from proctor.course.submissions import MAX_FILES_MIB, MAX_NOTEBOOK_MIB, TIMESTAMP, Handed

WRITABLE = 0o644


class CannotCollect(CourseError):
    """One student's submission that is not imported, and why: one line."""


@dataclass
class Collected:
    """What came of an archive."""

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """A line for each member, and each student, that a person should look at."""


def collect(course: Course, unit: Unit, archive: Path, platform: str, roster: Roster) -> Collected:
    """Import all submissions of ``archive`` that can be; ``platform`` is a key of ``READERS``.

    An import that is repeated changes nothing. Raises UnreadableArchive, and CourseBusy while the course is graded.
    """
    done = Collected()
    with grading_lock(course), Archive(archive) as opened:
        executed.clear_leftovers(course)
        done.problems += opened.refused
        for student, sent in sorted(_by_student(opened, platform, roster, done.problems).items()):
            try:
                _collect_one(course, unit, student, sent, opened, roster, done)
            except CannotCollect as error:
                done.problems.append(f"{student}: {error}")
    return done


def _by_student(
    opened: Archive, platform: str, roster: Roster, problems: list[str]
) -> dict[str, list[tuple[Sent, Member]]]:
    """What each student sent; adds a line for each name, and each platform's id, that is nobody's."""
    found: dict[str, list[tuple[Sent, Member]]] = {}
    unknown: set[str] = set()
    for member in opened.members:
        try:
            sent = READERS[platform](member.path, roster.students)
        except NotASubmission as error:
            problems.append(f"{shown(member.path)} was left out: {error}")
            continue
        student = roster.student(sent.lms_id)
        if student is not None:
            found.setdefault(student, []).append((sent, member))
        elif sent.lms_id not in unknown:
            unknown.add(sent.lms_id)
            problems.append(
                f"{shown(member.path)} was left out: {roster.name} does not know {sent.lms_id}; "
                "download that table again, or add a row"
            )
    return found


def _collect_one(
    course: Course,
    unit: Unit,
    student: str,
    sent: list[tuple[Sent, Member]],
    opened: Archive,
    roster: Roster,
    done: Collected,
) -> None:
    notebook = unit.notebook.name
    arranged = arrange(sent, notebook)
    done.problems += [f"{student}: {line}" for line in arranged.left_out]
    if notebook not in arranged.files:
        raise CannotCollect(f"no {notebook} among {len(arranged.files)} files, so nothing was imported; ask for it")
    files = _read(opened, arranged.files, notebook, student, done.problems)
    newest = arranged.files[notebook][0]
    target = course.folder("submitted", unit.name, student)
    place = target.relative_to(course.root)
    if target.is_symlink() or target.parent.is_symlink() or (target.exists() and not target.is_dir()):
        raise CannotCollect(f"{place} is a link or a file, expected a folder; remove it")
    there = Handed(student, unit.name, target).timestamp()
    time = _time(course, roster.submitted.get(newest.lms_id, ""))
    if time and there and parse_utc(there) > parse_utc(time):
        raise CannotCollect(f"what is there was handed in later ({there}), so nothing was imported")
    if time:
        files[TIMESTAMP] = time.encode()
    elif there and _holds(target, {**files, TIMESTAMP: (target / TIMESTAMP).read_bytes()}):
        files[TIMESTAMP] = (target / TIMESTAMP).read_bytes()  # of the same work, and better than none
    elif newest.is_late:
        done.problems.append(
            f"{student}: late, says the platform, and not when; write it into {place}/{TIMESTAMP} "
            "before you grade, as in 2026-03-06 22:15:00 UTC"
        )
    if _holds(target, files):
        done.unchanged.append(student)
        return
    is_new = not target.exists()
    try:
        executed.replace(course, target, files, mode=WRITABLE)
    except OSError as error:
        raise CannotCollect(f"{place} cannot be written: {error.strerror}") from None
    (done.new if is_new else done.replaced).append(student)


def _read(
    opened: Archive, chosen: dict[str, tuple[Sent, Member]], notebook: str, student: str, problems: list[str]
) -> dict[str, bytes]:
    """The content of one student's files; CannotCollect if the notebook or too much is refused."""
    try:
        files = {notebook: opened.read(chosen[notebook][1], MAX_NOTEBOOK_MIB << 20)}
    except RefusedMember as error:
        raise CannotCollect(f"{notebook} cannot be read, so nothing was imported: {error}") from None
    bytes_left = MAX_FILES_MIB << 20
    for path, (_, member) in chosen.items():
        if path == notebook:
            continue
        try:
            files[path] = opened.read(member, bytes_left)
            bytes_left -= len(files[path])
        except RefusedMember as error:
            problems.append(f"{student}: {shown(path)} was left out: {error}")
    return files


def _time(course: Course, text: str) -> str | None:
    """A time of Moodle's as nbgrader's ``timestamp.txt`` has it, in UTC; None where it is none.

    Moodle writes the zone of the person who downloads; the course's is nbgrader's ``Exchange.timezone``.
    """
    if not text.strip(" -"):  # "-" stands where nothing was handed in
        return None
    name = course.config.Exchange.get("timezone", "UTC")
    zone = tz.gettz(name)
    if zone is None:
        raise CourseError(f"c.Exchange.timezone is {name!r}, expected a time zone such as Europe/Berlin; correct it")
    try:
        read = parser.parse(text).replace(tzinfo=zone)
    except (parser.ParserError, OverflowError):
        raise CannotCollect(
            f"the roster's time {shown(text)} is not understood, so nothing was imported; "
            "download the worksheet with Moodle in English"
        ) from None
    return f"{parse_utc(read).isoformat(' ')} UTC"


def _holds(folder: Path, files: dict[str, bytes]) -> bool:
    """Whether a folder holds these files and nothing else."""
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    here = {path.relative_to(folder).as_posix(): path for path in paths}
    return here.keys() == files.keys() and all(_is(path, files[name]) for name, path in here.items())


def _is(path: Path, content: bytes) -> bool:
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_size == len(content) and path.read_bytes() == content
