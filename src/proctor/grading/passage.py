"""A notebook's way through candidates: its cells run one after the other, and a lost candidate costs one cell.

The next candidate is brought to the same point by running the earlier good cells again.
"""

import socket
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from proctor.grading.code import Instructors
from proctor.grading.job import Cell, Incident, Job
from proctor.grading.received import Ran, read_run
from proctor.isolation import WATCH_SECONDS
from proctor.wire.ends import ExaminerEnd
from proctor.wire.errors import Broken, Disconnected, ForgedMessage, OutOfTime

MAX_CANDIDATES = 200
"""Per passage; a notebook has as many processes to lose."""


class Candidates(Protocol):
    """Where the candidates of one passage come from."""

    def fresh(self) -> socket.socket:
        """End the candidate before, start another, and give the examiner's end of its socket."""

    def cause(self) -> tuple[str, str]:
        """Incident kind and detail of how the present candidate ended, by itself."""


@dataclass
class Past:
    """A student or locked cell that was run, and how a new candidate comes to the point behind it."""

    cell: Cell
    runs_there: bool = True
    """Whether the candidate survives it."""
    may_ask: bool = True
    """Whether the candidate survives what a locked cell asks of it when it runs here."""


class Passage:
    """One way through a notebook; what each cell is run for is up to the class that inherits."""

    draws: bool
    """Whether anyone will see the figures."""

    def __init__(self, job: Job, candidates: Candidates):
        self.job, self.candidates = job, candidates
        self._codes = Instructors.unpack(job.prepared).notebook
        self.incidents: list[Incident] = []
        self.end: ExaminerEnd | None = None
        self.past: list[Past] = []
        self.over: Incident | None = None
        """Why the last cells were not run; None if they were."""
        self.candidates_had = 0
        self._was_watched = False
        """Whether a candidate was ended for what is only looked at now and then, maybe some cells after it did it."""
        self.begin()

    def begin(self) -> None:
        """Let the submission's time begin now."""
        self.deadline = time.monotonic() + self.job.limits.total_seconds

    def limit(self, seconds: float) -> AbstractContextManager[None]:
        """Raises OutOfTime in its block after so many seconds."""
        raise NotImplementedError

    def was_run(self, past: Past) -> None:
        """Called when the candidate has a locked or student cell behind it: first, or again."""

    def started(self) -> None:
        """Called when there is a new candidate, before any cell."""

    def cell_limit(self) -> AbstractContextManager[None]:
        """The time that one cell, or one step of another's, may take."""
        return self.limit(min(self.job.limits.cell_seconds, self.deadline - time.monotonic()))

    def in_candidate(self, cell: Cell) -> Ran:
        """Run a cell in the candidate; raises Broken if that loses it. One that is out of memory is let go of."""
        with self.cell_limit():
            answer = self.end.command("run", cell.name, cell.source, self._codes.get(cell.name, b""))
        ran = read_run(answer, self.job.limits.output_kib)
        self.note_attempts(cell, ran.attempts)
        if ran.is_out_of_memory:
            self.let_go()  # it may still hold what it took, and the cells after it need some
        return ran

    def has_candidate(self) -> bool:
        """See to it that a candidate has come to the present point; False if the time for that is over."""
        while self.end is None and time.monotonic() < self.deadline and self.candidates_had < MAX_CANDIDATES:
            self.candidates_had += 1
            try:
                self._start()
            except OutOfTime:
                self.let_go()
                continue
            for past in self.past:
                self._repeat(past)
                if self.end is None:
                    break
        return self.end is not None

    def _start(self) -> None:
        limits = self.job.limits
        self.end = ExaminerEnd(self.candidates.fresh(), limits.message_mib)
        self.started()
        with self.cell_limit():
            self.end.command("start", self.job.files, limits.output_kib, limits.message_mib, self.draws)

    def _repeat(self, past: Past) -> None:
        """Run an earlier cell again in a new candidate; one that loses it is not run there again."""
        if past.runs_there:
            try:
                self.in_candidate(past.cell)
                if self._was_watched and self.end is not None:
                    time.sleep(3 * WATCH_SECONDS)  # so that what this cell leaves behind is laid to this cell
                    with self.cell_limit():
                        self.end.settle()
            except Broken as broken:
                self.lose(past.cell, broken)
            if self.end is None:
                past.runs_there = past.may_ask = False
                return
        self.was_run(past)

    def lose(self, cell: Cell, broken: Broken) -> None:
        """Note why the candidate is lost, and let go of it."""
        if isinstance(broken, OutOfTime):
            self.note(cell, "timeout", str(broken))
        elif isinstance(broken, Disconnected):
            kind, detail = self.candidates.cause()
            self._was_watched = self._was_watched or kind == "blocked"
            self.note(cell, kind, detail)
        else:
            self.note(cell, "forgery" if isinstance(broken, ForgedMessage) else "protocol", str(broken))
        self.let_go()

    def let_go(self) -> None:
        """Close the conversation with the candidate, whose process ends with it or with its successor's start."""
        if self.end is not None:
            self.end.channel.close()
        self.end = None

    def note_attempts(self, cell: Cell, attempts: tuple[str, ...]) -> None:
        """Record what a cell tried that its process may not do."""
        if attempts:
            self.note(cell, "blocked", f"tried to {', '.join(attempts)}")

    def note(self, cell: Cell, kind: str, detail: str) -> None:
        """Record an incident."""
        self.incidents.append(Incident(cell.name, kind, detail))

    def note_over(self, cell: Cell) -> None:
        """Record that this cell and those after it were not run."""
        if self.over is None and self.candidates_had < MAX_CANDIDATES:
            detail = f"the submission took longer than {self.job.limits.total_seconds:.3g} s"
            self.over = Incident(cell.name, "timeout", detail)
        elif self.over is None:
            detail = f"no more cells were run: their process was lost {MAX_CANDIDATES} times"
            self.over = Incident(cell.name, "exit", detail)
