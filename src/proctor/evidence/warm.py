"""The warm process behind ``trials``: reads a job from standard input, forks a child for each trial, writes lines."""

import contextlib
import copy
import json
import os
import resource
import selectors
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from proctor.course.bench import Bench, compiled, each_cell
from proctor.course.notebooks import grade_id, kind
from proctor.course.regions import label
from proctor.evidence.seeds import drawn, reseeded

LEAST_CPU_SECONDS, TIMES_REFERENCE = 5.0, 20
"""A cell may take 20 times what it takes with the reference, and always five seconds, in which a library is imported:
far slower than any right variant, and soon enough for those that never end."""
WALL_PER_CPU = 10
"""Waiting is no computing, but nobody waits for ever."""
EXTRA_MIB = 1024
"""Memory that a child may take beyond what the warm process has."""
TOLD_CHARACTERS = 300


@dataclass
class Child:
    """A running trial: its process, what it wrote so far, and what it was asked."""

    pid: int
    key: str
    cells: tuple[str, ...]
    """The cells in the order in which they run."""
    tests: frozenset[str]
    """Those of them that are grade cells."""
    written: bytearray = field(default_factory=bytearray)


class Warm:
    """One unit, loaded and run once, so that a fork of this process grades a solution at once."""

    def __init__(self, notebook: Path) -> None:
        self.bench = Bench(notebook)
        self._made: dict[str, list[NotebookNode]] = {}
        self.memory_bytes = _address_space() + EXTRA_MIB * 2**20
        for _ in range(2):  # the first run imports, compiles and fills caches
            self.reference_seconds, before = {}, time.process_time()
            for name, _ in each_cell(self.bench.needed, folder=notebook.parent):
                now = time.process_time()
                self.reference_seconds[name], before = now - before, now

    def start(self, trial: dict) -> tuple[int, Child]:
        """Fork a child for a trial; returns the pipe that it writes to."""
        exercise = trial["exercise"]
        cells = self.bench.needed if exercise is None else self.bench.noticing(exercise)
        if trial["only"]:
            cells = tuple(cell for cell in cells if kind(cell) != "test" or grade_id(cell) in trial["only"])
        cells = tuple(again for cell in cells for again in self._repeated(cell, trial["runs"]))
        reading, writing = os.pipe()
        pid = os.fork()
        if pid:
            os.close(writing)
            tests = frozenset(grade_id(cell) for cell in cells if kind(cell) == "test")
            return reading, Child(pid, trial["key"], tuple(grade_id(cell) or cell.id for cell in cells), tests)
        os.close(reading)
        with contextlib.suppress(BaseException):
            self._grade(cells, {exercise: trial["source"]}, writing)
        os._exit(0)

    def _repeated(self, cell: NotebookNode, runs: int) -> tuple[NotebookNode, ...]:
        """A grade cell once for each run, anything else once; made and compiled before any child needs it."""
        if kind(cell) != "test":
            return (cell,)
        made = self._made.setdefault(cell.id, [cell])
        for run in range(len(made), runs):
            again = copy.deepcopy(cell)
            again.source, again.metadata.nbgrader.grade_id = reseeded(cell.source, run), drawn(grade_id(cell), run)
            with contextlib.suppress(SyntaxError):  # it fails where it runs
                compiled(again.source, label(again))
            made.append(again)
        return tuple(made[:runs])

    def _grade(self, cells: tuple, replacements: dict[str, str], writing: int) -> None:
        """In the child: one line for each cell that ran."""
        resource.setrlimit(resource.RLIMIT_AS, (self.memory_bytes, self.memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for number in (signal.SIGPROF, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)  # ends the process, whatever it is computing
        limits = iter([LEAST_CPU_SECONDS + TIMES_REFERENCE * self.reference_seconds.get(c.id, 0) for c in cells])
        _limit(next(limits))
        for _, error in each_cell(cells, replacements, folder=self.bench.notebook.parent):
            _limit(next(limits, LEAST_CPU_SECONDS))
            told = None if error is None else f"{type(error).__name__}: {error}"[:TOLD_CHARACTERS]
            os.write(writing, json.dumps(told).encode() + b"\n")

    def outcome(self, child: Child, cpu_seconds: float) -> dict:
        """What a child that has ended came to."""
        told = [json.loads(line) for line in bytes(child.written).splitlines()]
        raised = {
            name: error
            for name, error in zip(child.cells, told, strict=False)
            if error is not None and name in child.tests
        }
        stopped_in = child.cells[len(told)] if len(told) < len(child.cells) else None
        if stopped_in in child.tests:
            raised[stopped_in] = "stopped: too much time or memory"
        return {"key": child.key, "raised": raised, "stopped_in": stopped_in, "cpu_seconds": round(cpu_seconds, 4)}


def serve(warm: Warm, trials: list[dict], workers: int) -> None:
    """Keep ``workers`` children running until all trials are done, and print each outcome as a line."""
    waiting, selector = iter(trials), selectors.DefaultSelector()

    def start_next() -> None:
        if trial := next(waiting, None):
            reading, child = warm.start(trial)
            selector.register(reading, selectors.EVENT_READ, child)

    for _ in range(workers):
        start_next()
    while selector.get_map():
        for ready, _ in selector.select():
            child: Child = ready.data
            if block := os.read(ready.fd, 65536):
                child.written += block
                continue
            selector.unregister(ready.fd)
            os.close(ready.fd)
            _, _, used = os.wait4(child.pid, 0)
            start_next()
            print(json.dumps(warm.outcome(child, used.ru_utime + used.ru_stime)), flush=True)


def _limit(cpu_seconds: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    signal.setitimer(signal.ITIMER_REAL, cpu_seconds * WALL_PER_CPU)


def _address_space() -> int:
    """Bytes of address space that this process has now."""
    pages = Path("/proc/self/statm").read_text().split()[0]
    return int(pages) * resource.getpagesize()


if __name__ == "__main__":
    job = json.load(sys.stdin)
    serve(Warm(Path(job["notebook"])), job["trials"], job["workers"])
