"""What students handed in, read so that no file can do harm: bounded, regular files only, never modified."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from proctor.course.errors import CourseError
from proctor.course.layout import Course

MAX_NOTEBOOK_MIB = 100
MAX_FILES = 200
MAX_FILES_MIB = 32
"""All files beside the notebook together."""

_STUDENT_ID = re.compile(r"[^\W_][\w.@+-]*", re.UNICODE)


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

    def read_files(self) -> tuple[dict[str, bytes], list[str]]:
        """The other regular files, relative path to content, and a note for each one that was left out."""
        files: dict[str, bytes] = {}
        notes: list[str] = []
        left = MAX_FILES_MIB << 20
        for folder, folders, names in os.walk(self.folder, followlinks=False):
            linked = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in linked)
            for name in sorted(linked + names):
                path = Path(folder, name)
                relative = path.relative_to(self.folder).as_posix()
                if name.endswith(".ipynb") or name.startswith(".") or relative == "timestamp.txt":
                    continue
                try:
                    if len(files) == MAX_FILES:
                        raise UnreadableSubmission(f"more than {MAX_FILES} files")
                    files[relative] = _read(path, left)
                    left -= len(files[relative])
                except UnreadableSubmission as error:
                    notes.append(f"{relative[:80]!r} was left out: {error}")
        return files, notes

    def timestamp(self) -> str | None:
        """When it was handed in, as nbgrader's ``timestamp.txt`` says; None where there is none."""
        try:
            return _read(self.folder / "timestamp.txt", 200).decode().strip() or None
        except (UnreadableSubmission, UnicodeDecodeError):
            return None

    def fingerprint(self) -> str:
        """A digest of names, kinds, sizes and content of everything handed in."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            status = path.lstat()
            entry = f"{path.relative_to(self.folder)}\0{stat.S_IFMT(status.st_mode)}\0{status.st_size}\0"
            digest.update(entry.encode(errors="surrogateescape"))
            if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_NOTEBOOK_MIB << 20:
                try:
                    digest.update(hashlib.sha256(_read(path, MAX_NOTEBOOK_MIB << 20)).digest())
                except UnreadableSubmission as error:
                    digest.update(str(error).encode())
        return digest.hexdigest()


def handed_in(course: Course, unit: str, student: str | None = None) -> tuple[list[Handed], list[str]]:
    """All submissions of a unit, sorted by student, and a line for each folder that cannot be one."""
    found: list[Handed] = []
    problems: list[str] = []
    pattern = course.folder("submitted", unit, "*").relative_to(course.root).as_posix()
    for folder in sorted(course.root.glob(pattern)):
        name = _student_of(course, unit, folder)
        if student is not None and name != student:
            continue
        if folder.is_symlink() or folder.parent.is_symlink():
            problems.append(f"{name}: {unit} is a link, expected a folder; hand it in again as files")
        elif not folder.is_dir():
            problems.append(f"{name}: {unit} is a file, expected a folder with the notebook in it")
        elif not _STUDENT_ID.fullmatch(name) or len(name) > 128:
            problems.append(
                f"{name!r} cannot be a student id: expected letters, digits and . @ + - _ (those not first); "
                "rename the folder"
            )
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
        what = "a link" if path.is_symlink() else f"unreadable ({error.strerror})"
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
