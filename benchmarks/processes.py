"""Runs a command and measures it from outside: wall time, and memory of the whole process tree."""

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 1.0
"""Between two looks at the memory of all processes. A look walks through all their pages and holds them up meanwhile:
ten a second made a grading that forks much a quarter slower, and stock nbgrader hardly."""


@dataclass(frozen=True)
class Measured:
    """One run of a command."""

    wall_seconds: float
    peak_memory_mib: float
    """Largest proportional set size of the command and everything it started, shared pages counted once."""
    output: str
    returncode: int


def measure(command: list[str], *, cwd: Path | None = None) -> Measured:
    """Run the command to its end and measure it."""
    started = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL
    )
    peak = [0.0]
    done = threading.Event()
    sampler = threading.Thread(target=_sample, args=(process.pid, peak, done))
    sampler.start()
    output, _ = process.communicate()
    wall_seconds = time.monotonic() - started
    done.set()
    sampler.join()
    return Measured(wall_seconds, peak[0], output, process.returncode)


def _sample(root: int, peak: list[float], done: threading.Event) -> None:
    while not done.wait(SAMPLE_SECONDS):
        peak[0] = max(peak[0], sum(map(_pss_mib, _tree(root))))


def _tree(root: int) -> set[int]:
    """The process and all that descend from it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
    family = {root}
    while True:
        grown = family | {pid for pid, parent in parents.items() if parent in family}
        if grown == family:
            return family
        family = grown


def _pss_mib(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def machine() -> str:
    """The machine in one line: processors, memory, kernel."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "unknown processor",
    )
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory_gib:.0f} GiB, Linux {os.uname().release.partition('-')[0]}"
