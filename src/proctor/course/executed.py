"""Puts a submission into its folder, whole or not at all: an executed one, or one that was collected."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

from proctor.course.layout import Course

READ_ONLY = 0o444
"""nbgrader's own permissions for what it autograded."""


def store(course: Course, unit: str, student: str, files: Mapping[str, bytes]) -> Path:
    """Replace ``autograded/<student>/<unit>/`` by these files, relative path to content, in one step.

    A run that is cut off leaves the old folder or the new one, and perhaps a folder under ``.proctor/`` that
    the next run clears.
    """
    target = course.folder("autograded", unit, student)
    replace(course, target, files, mode=READ_ONLY)
    return target


def replace(course: Course, target: Path, files: Mapping[str, bytes], *, mode: int) -> None:
    """Replace a folder of the course by these files with these permissions, in one step."""
    beside = _scratch(course) / f"{os.getpid()}-{target.parent.name}-{target.name}"
    discard(beside)
    for name, content in files.items():
        path = beside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)
    old = beside.with_name(beside.name + "-old")
    discard(old)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.rename(old)
    beside.rename(target)
    discard(old)


def clear_leftovers(course: Course) -> None:
    """Remove what a run that was cut off left under ``.proctor/``."""
    for path in _scratch(course).glob("*"):
        discard(path)


def discard(path: Path) -> None:
    """Remove a folder tree, read-only or not; nothing happens if there is none."""
    if not path.exists():
        return
    for folder, _, _ in os.walk(path):
        os.chmod(folder, stat.S_IRWXU)
    shutil.rmtree(path)


def _scratch(course: Course) -> Path:
    """A folder on the same file system as the course, so that moving is one step."""
    path = course.root / ".proctor" / "writing"
    path.mkdir(parents=True, exist_ok=True)
    return path
