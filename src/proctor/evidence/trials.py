"""Grades thousands of solutions of one unit through its own grade cells, a forked process each.

A solution that a program made may loop for ever or take all memory, so each runs in a child of its own with limits;
and it is the instructor's code with one place changed, so it needs no isolation. A child of a warm process costs some
milliseconds where the engine's two locked-in processes cost some tenths of a second, and a whole unit takes a minute
in place of five. That the engine gives the same marks is a check of its own (``proctor check``).
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from proctor.course.errors import CourseError

# last on the path, so that everything but the course's own code comes from the environment that runs it
_WARM = """
import runpy, sys
sys.path.append(sys.argv.pop())
runpy.run_module("proctor.evidence.warm", run_name="__main__")
"""


class TrialsFailed(CourseError):
    """The process that grades mutants ended before it was done."""


@dataclass(frozen=True)
class Trial:
    """One solution of one exercise."""

    key: str
    exercise: str | None = None
    """None for the reference solutions as they are, through every grade cell."""
    source: str = ""
    runs: int = 1
    """How often each grade cell runs, every time with other seeds, and under the name that ``seeds.drawn`` gives."""
    only: tuple[str, ...] = ()
    """The grade cells to run; empty for all that can notice."""


@dataclass(frozen=True)
class Outcome:
    """What came of a trial."""

    key: str
    raised: Mapping[str, str]
    """Grade cell that failed → exception's class, and what it says."""
    stopped_in: str | None
    """The cell that ran out of time or memory, or ended the process; what comes after it did not run."""
    cpu_seconds: float

    @cached_property
    def failed(self) -> frozenset[str]:
        """The grade cells that lost their points, as far as they ran."""
        return frozenset(self.raised)


Watch = Callable[[Iterable[Outcome], int], Iterable[Outcome]]
"""Hands outcomes on, and shows a person how many of so many there are."""


def unwatched(outcomes: Iterable[Outcome], total: int) -> Iterable[Outcome]:
    """Shows nothing."""
    return outcomes


def run_trials(
    notebook: Path, trials: Iterable[Trial], *, workers: int = 2, hash_seed: int = 0, python: str = sys.executable
) -> Iterator[Outcome]:
    """Grade all trials, ``workers`` at a time, and yield outcomes as they come; TrialsFailed if grading breaks.

    ``hash_seed`` decides in which order sets are gone through. ``python`` may be of another environment, with NumPy,
    SciPy, matplotlib and nbformat in other versions.
    """
    # one thread each, as when students are graded
    environ = os.environ | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environ |= {"PYTHONHASHSEED": str(hash_seed), "MPLBACKEND": "Agg"}
    job = {"notebook": str(notebook), "workers": workers, "trials": [asdict(trial) for trial in trials]}
    warm = subprocess.Popen(
        [python, "-P", "-c", _WARM, str(Path(__file__).parents[2])],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with warm:
        try:
            with suppress(BrokenPipeError):  # it has ended; what it said is told below
                warm.stdin.write(json.dumps(job))
                warm.stdin.close()
            done = 0
            for line in warm.stdout:
                done += 1
                yield Outcome(**json.loads(line))
            if warm.wait() or done < len(job["trials"]):
                last = (warm.stderr.read().strip().splitlines() or ["nothing was said"])[-1]
                raise TrialsFailed(f"graded {done} of {len(job['trials'])} solutions of {notebook.name}: {last}")
        finally:
            warm.kill()
