"""Which of a student's files are handed in, and under which names: the newest of each, the notebook as the unit's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from proctor.course.lms.archive import Member, shown
from proctor.course.lms.names import Sent
from proctor.course.submissions import MAX_FILES, TIMESTAMP


@dataclass
class Arranged:
    """One student's files by the path that they get in the submitted folder."""

    files: dict[str, tuple[Sent, Member]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """A line for each file that is not taken though nothing says that it is an older one."""


def arrange(sent: list[tuple[Sent, Member]], notebook: str) -> Arranged:
    """Choose among what one student sent; ``notebook`` is the file name that grading looks for.

    Of files for one place the one with the highest upload number stands, which is Canvas's newest. Where the platform
    does not tell, the one that is named exactly so stands, then the first. Hidden files are passed over.
    """
    arranged = Arranged()
    taken: dict[str, Sent] = {}
    ordered = sorted(sent, key=lambda one: (-one[0].upload, one[0].path != notebook, one[0].path.count("/")))
    for one, member in ordered:
        path = notebook if _is_version_of(one.path, notebook) else one.path
        if any(part.startswith(".") or part == "__MACOSX" for part in path.split("/")):
            continue
        if path.casefold() == TIMESTAMP:
            arranged.left_out.append(f"{shown(one.path)} was left out: only the course says when it was handed in")
            continue
        if len(taken) > MAX_FILES:
            arranged.left_out.append(f"all but {MAX_FILES} files beside the notebook were left out")
            break
        other = _in_the_way(path, taken)
        if other is None:
            taken[path] = one
            arranged.files[path] = (one, member)
        elif one.upload == other.upload:
            arranged.left_out.append(f"{shown(one.path)} was left out: {shown(other.path)} has its place")
    return arranged


def _is_version_of(path: str, notebook: str) -> bool:
    """Whether a platform or a browser may have made this of the notebook's name: ``relu-1``, ``relu (2)``, ``Relu``."""
    stem = re.escape(notebook.removesuffix(".ipynb"))
    name = path.rpartition("/")[2]
    return re.fullmatch(rf"{stem}(?:[-_ ]\d+| ?\(\d+\))*\.ipynb", name, re.IGNORECASE) is not None


def _in_the_way(path: str, taken: dict[str, Sent]) -> Sent | None:
    """The file that lies in a path's place, above or below it, also where a file system ignores upper case."""
    wanted = path.casefold()
    for other, sent in taken.items():
        there = other.casefold()
        if there == wanted or there.startswith(f"{wanted}/") or wanted.startswith(f"{there}/"):
            return sent
    return None
