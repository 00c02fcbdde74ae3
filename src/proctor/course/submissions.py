"""What students handed in, read so that no file can do harm: bounded, regular files only, never modified."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from proctor.course.errors import CourseError
from proctor.course.layout import Course

MAX_NOTEBOOK_MIB = 100
MAX_FILES = 200
MAX_FILES_MIB = 32
"""All files beside the notebook together."""
MAX_PATH_BYTES = 500
"""Of a file's path inside the folder: a longer one may not fit behind another folder's."""
MAX_ENTRIES = 10_000
"""Files and folders that are looked at: more than anyone hands in on purpose."""

TIMESTAMP = "timestamp.txt"

_STUDENT_ID = re.compile(r"[^\W_][\w.@+-]*", re.UNICODE)


def is_student_id(name: str) -> bool:
    """Whether a name can be a student's id: letters, digits and . @ + - _ (those not first), at most 128."""
    return len(name) <= 128 and _STUDENT_ID.fullmatch(name) is not None


class UnreadableSubmission(CourseError):
    """A submitted file that is not read, and why: one line."""


@dataclass(frozen=True)
class Handed:
    """One student's folder for one unit."""

    student: str
    unit: str
    folder: Path

    def read_notebook(self, name: str) -> bytes | None:
        """The bytes of ``name.ipynb``, None if it was not handed in; UnreadableSubmission if it cannot be graded."""
        path = self.folder / f"{name}.ipynb"
        if not os.path.lexists(path):
            return None
        return _read(path, MAX_NOTEBOOK_MIB << 20)

    def read_files(self, units: Collection[str] = ()) -> tuple[dict[str, bytes], list[str]]:
        """The other regular files, relative path to content, and notes on what was left out.

        ``units`` are the paths of the unit's own files, whose places stay theirs.
        """
        files: dict[str, bytes] = {}
        notes: list[str] = []
        left, beyond = MAX_FILES_MIB << 20, 0
        for relative, path in self._entries():
            if relative.endswith(".ipynb") or relative == TIMESTAMP:
                continue
            if len(files) + len(notes) == MAX_FILES:
                beyond += 1
                continue
            try:
                _check_place(relative, units)
                files[relative] = _read(path, left)
                left -= len(files[relative])
            except UnreadableSubmission as error:
                notes.append(f"{relative[:80]!r} was left out: {error}")
        if beyond:
            notes.append(f"{beyond} more files were left out: expected at most {MAX_FILES}")
        if os.path.lexists(self.folder / TIMESTAMP) and self.timestamp() is None:
            notes.append(f"{TIMESTAMP} holds no time: it was graded as handed in on time")
        return files, notes

    def timestamp(self) -> str | None:
        """When it was handed in, as nbgrader's ``timestamp.txt`` says; None where there is none that can be read."""
        from nbgrader.utils import parse_utc

        try:
            text = _read(self.folder / TIMESTAMP, 200).decode().strip()
            parse_utc(text)
        except (UnreadableSubmission, ValueError, OverflowError):  # ValueError: no text, or no time
            return None
        return text

    def fingerprint(self) -> str:
        """A digest of names, kinds, sizes and content of everything handed in that grading looks at."""
        digest = hashlib.sha256()
        for relative, path in self._entries():
            try:
                status = path.lstat()
                entry = f"{relative}\0{stat.S_IFMT(status.st_mode)}\0{status.st_size}\0"
                digest.update(entry.encode(errors="surrogateescape"))
                if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_NOTEBOOK_MIB << 20:
                    digest.update(hashlib.sha256(_read(path, MAX_NOTEBOOK_MIB << 20)).digest())
            except (UnreadableSubmission, OSError) as error:
                digest.update(str(error).encode(errors="replace"))
        return digest.hexdigest()

    def _entries(self) -> Iterator[tuple[str, Path]]:
        """Relative path and path of files, links and the like, in order; what is hidden is passed over."""
        looked_at = 0
        for folder, folders, names in os.walk(self.folder):
            linked = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in linked)
            looked_at += 1
            for name in sorted(linked + names):
                looked_at += 1
                if looked_at > MAX_ENTRIES:
                    return
                if not name.startswith("."):
                    path = Path(folder, name)
                    yield path.relative_to(self.folder).as_posix(), path


def _check_place(relative: str, units: Collection[str]) -> None:
    """Raise UnreadableSubmission for a path that cannot be written again beside the unit's files."""
    if len(os.fsencode(relative)) > MAX_PATH_BYTES:
        raise UnreadableSubmission(f"its path has more than {MAX_PATH_BYTES} bytes")
    for other in units:
        if other.startswith(f"{relative}/") or relative.startswith(f"{other}/"):
            raise UnreadableSubmission(f"the unit has its own {other}")


def handed_in(course: Course, unit: str, student: str | None = None) -> tuple[list[Handed], list[str]]:
    """All submissions of a unit, sorted by student, and a line for each folder that cannot be one."""
    found: list[Handed] = []
    problems: list[str] = []
    pattern = course.folder("submitted", unit, "*").relative_to(course.root).as_posix()
    for folder in sorted(course.root.glob(pattern)):
        name = _student_of(course, unit, folder)
        if student is not None and name != student:
            continue
        if not is_student_id(name):
            problems.append(
                f"{name[:80]!r} cannot be a student id: expected letters, digits and . @ + - _ (those not first); "
                "rename the folder"
            )
        elif folder.is_symlink() or folder.parent.is_symlink():
            problems.append(f"{name}: {unit} is a link, expected a folder; hand it in again as files")
        elif not folder.is_dir():
            problems.append(f"{name}: {unit} is a file, expected a folder with the notebook in it")
        else:
            found.append(Handed(name, unit, folder))
    return found, problems


def _student_of(course: Course, unit: str, folder: Path) -> str:
    """The student's part of a submitted folder's path."""
    marked = course.folder("submitted", unit, "\0").relative_to(course.root).parts
    return folder.relative_to(course.root).parts[marked.index("\0")]


def _read(path: Path, max_bytes: int) -> bytes:
    """The content of a regular file of at most ``max_bytes``; never follows a link, never waits for a pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        what = "a link" if os.path.islink(path) else f"unreadable ({error.strerror})"
        raise UnreadableSubmission(f"{path.name[:80]} is {what}, expected a file; hand it in again") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableSubmission(f"{path.name[:80]} is not a file; hand it in again as one")
        with open(handle, "rb", closefd=False) as stream:
            data = stream.read(max_bytes + 1)
    finally:
        os.close(handle)
    if len(data) > max_bytes:
        raise UnreadableSubmission(
            f"{path.name[:80]} has {status.st_size / 2**20:.0f} MiB, expected at most {max_bytes / 2**20:.0f}; "
            "clear its outputs and hand it in again"
        )
    return data
