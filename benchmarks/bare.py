"""Runs a submission's code cells, tests included, in one bare warm interpreter: no isolation, no marks, no files.

The floor that grading is measured against. Each submission runs in a fork of this process, as it would with no
separation at all, and figures are drawn as a notebook draws them. One figure was drawn before, so fonts are loaded.
"""

import io
import os
import sys
import time
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from proctor.course.layout import Course
from proctor.course.skeletons import skeletons
from proctor.course.submissions import handed_in
from proctor.grading.rebuild import rebuild


def main(folder: str, unit_name: str) -> None:
    """Print seconds a submission, over all submissions of the unit."""
    course = Course.find(folder)
    unit = course.unit(unit_name)
    (skeleton,) = skeletons(course, unit)
    handed, _ = handed_in(course, unit_name)
    notebooks = [rebuild(skeleton, one.read_notebook(skeleton.name))[0] for one in handed]
    os.chdir(unit.folder)
    plt.plot([0, 1], label="warm")
    plt.legend()
    _draw(shown=True)
    _in_a_fork(notebooks[0])
    started = time.monotonic()
    for cells in notebooks:
        _in_a_fork(cells)
    print((time.monotonic() - started) / len(notebooks))


def _in_a_fork(cells) -> None:
    pid = os.fork()
    if pid == 0:
        sys.stdout = io.StringIO()
        names: dict = {"__name__": "__main__"}
        for cell in cells:
            if cell.cell_type == "code":
                try:
                    exec(compile(cell.source, cell.name, "exec"), names)
                except Exception:
                    continue  # a failed check costs its cell, here as there
                finally:
                    _draw(shown=cell.kind != "test")
        os._exit(0)
    os.waitpid(pid, 0)


def _draw(*, shown: bool) -> None:
    for number in plt.get_fignums():
        figure = plt.figure(number)
        if shown:
            figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
        plt.close(figure)


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()), sys.argv[2])
