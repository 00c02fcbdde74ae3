"""Source → release: nbgrader makes the students' version, the leak guard reads it, and only then it lands."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from proctor.course.errors import CourseError
from proctor.course.layout import Course, Unit
from proctor.course.leakguard import Leak, file_leaks, leaks, shown_on_purpose
from proctor.course.notebooks import canonical, dumps
from proctor.course.secrets import Exemption

LOCKS = ("deletable", "editable")
"""What nbgrader adds to a released cell's metadata so that JupyterLab protects it."""


class ReleaseLeaks(CourseError):
    """A release that would tell students what they must not know; one line a leak."""

    def __init__(self, unit: Unit, found: list[Leak]):
        self.leaks = tuple(found)
        many = f"{len(found)} leak{'s' if len(found) > 1 else ''}"
        super().__init__("\n  ".join([f"{unit.name} is not released: {many}", *map(str, found)]))


class ReleaseFailed(CourseError):
    """nbgrader could not make a release of the unit."""


@dataclass(frozen=True)
class Released:
    """What came of releasing one unit."""

    unit: str
    folder: Path
    changed: bool
    """False where the folder held the same bytes before."""
    shown: tuple[Exemption, ...]
    """Lines of solutions and tests that the instructor shows on purpose."""


def release(course: Course, unit: Unit) -> Released:
    """Make ``release/<unit>`` from ``source/<unit>`` and enter the unit into the gradebook.

    The same source gives the same bytes. ReleaseLeaks if anything leaks, ReleaseFailed if nbgrader refuses; the
    release folder and the gradebook are then as they were.
    """
    from proctor.course.skeletons import register

    folder = course.folder("release", unit.name)
    with made(course, unit) as fresh:
        register(course, unit)
        changed = contents(fresh) != contents(folder)
        if changed:
            _swap(fresh, folder)
    return Released(unit.name, folder, changed, tuple(shown_on_purpose(unit)))


@contextmanager
def made(course: Course, unit: Unit) -> Iterator[Path]:
    """A folder with the unit's release, in canonical form and free of leaks, that is gone afterwards."""
    if found := file_leaks(unit):
        raise ReleaseLeaks(unit, found)
    scratch = course.root / ".proctor"
    scratch.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="release-", dir=scratch) as name:
        root = Path(name)
        shutil.copytree(unit.folder, root / "source" / unit.name)
        _generate(course, unit, root)
        folder = root / "release" / unit.name
        path = folder / unit.notebook.name
        if path.is_file():
            path.write_text(dumps(_canonical_release(path)), encoding="utf-8")
        if found := leaks(unit, folder):
            raise ReleaseLeaks(unit, found)
        yield folder


def contents(folder: Path) -> dict[str, bytes]:
    """Relative path → bytes of every file under a folder; empty where there is none."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _generate(course: Course, unit: Unit, root: Path) -> None:
    """Run nbgrader's generate_assignment, as this course configures it, on a course at ``root``; no gradebook."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import capture_log

    config = copy.deepcopy(course.config)
    for name in [key for key in config.CourseDirectory if key.endswith(("_directory", "_structure"))]:
        del config.CourseDirectory[name]
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = "sqlite://"
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    there = CourseDirectory(config=config, assignment_id=unit.name)
    outcome = capture_log(GenerateAssignment(coursedir=there, config=config))
    if not outcome["success"]:
        raise ReleaseFailed(f"{unit.name}: nbgrader cannot make a release of it: {_reason(outcome)}")


def _reason(outcome: dict) -> str:
    """The error that nbgrader's log tells first: the last line of the traceback it printed there."""
    lines = [line.strip() for line in outcome.get("log", "").splitlines()]
    errors = [line for line in lines if line.partition(":")[0].endswith(("Error", "Exception"))]
    return (errors or lines or ["no reason given"])[0]


def _canonical_release(path: Path) -> nbformat.NotebookNode:
    """The canonical form, with the locks that nbgrader set."""
    generated = nbformat.read(path, as_version=4)
    notebook = canonical(generated)
    for cell, before in zip(notebook.cells, generated.cells, strict=True):
        cell.metadata.update({key: before.metadata[key] for key in LOCKS if key in before.metadata})
    return notebook


def _swap(fresh: Path, folder: Path) -> None:
    """Put ``fresh`` in the place of ``folder``, whole; what was there is put back if that fails."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = fresh.parent / "before"
    if folder.exists():
        folder.rename(aside)
    try:
        fresh.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
