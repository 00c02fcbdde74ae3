"""What nbgrader must not touch when it copies a submission: links, pipes, devices, and files beyond all measure.

``nbgrader autograde`` copies a submitted folder before it grades. It follows links, waits on pipes for ever and reads
a device until the disk is full, which would cost the whole class. So these are moved out of its way first.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from proctor.course.submissions import MAX_FILES_MIB, MAX_NOTEBOOK_MIB

log = logging.getLogger(__name__)


def set_aside(assignment: str, student: str, notebooks: list[str]) -> None:
    """Move what is odd in a submission's folder to ``.proctor/set-aside/``; nbgrader's ``pre_convert_hook``.

    Called in the course's root before each submission is copied, with the paths of its notebooks.
    """
    for folder in {Path(notebook).absolute().parent for notebook in notebooks}:
        aside = Path(".proctor", "set-aside", *folder.parts[-2:])
        for number, path in enumerate(list(_odd(folder))):
            aside.mkdir(parents=True, exist_ok=True)
            path.parent.chmod(path.parent.stat().st_mode | stat.S_IRWXU)
            kept = aside / f"{number}-{os.fsencode(path.name)[:200].decode(errors='replace')}"
            path.rename(kept)
            log.warning("%r is no plain file, or too large: it was moved to %s and not graded", str(path), kept)


def _odd(folder: Path) -> Iterator[Path]:
    """Whatever lies in a folder, at any depth, and is neither a folder nor a plain file of some size."""
    for here, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(here, name)
            status = path.lstat()
            most_mib = MAX_NOTEBOOK_MIB if name.endswith(".ipynb") else MAX_FILES_MIB
            is_plain = stat.S_ISREG(status.st_mode) and status.st_size <= most_mib << 20
            if not (is_plain or stat.S_ISDIR(status.st_mode)):
                yield path
