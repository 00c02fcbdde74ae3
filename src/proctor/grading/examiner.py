"""The examiner: goes through a submission cell by cell, and decides what each earned.

The student's cells run in a candidate, a process that knows no test. Locked cells run there and then here, for
the names that tests use. Test cells run here alone; what they ask of the student's objects crosses the wire.
A candidate that is lost costs the cell that lost it: the next one is brought to the same point by running the
earlier good cells again.

The notebook runs twice. In the first pass there are no tests, and what the cells show is kept. In the second pass,
in a new candidate, the tests call the student's code, and what its cells show is dropped: code that was called
with a test's inputs could keep them and print them in a later cell.
"""

import contextlib
import math
import random
import socket
import time
import warnings
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from proctor.grading import verdict
from proctor.grading.clock import time_limit
from proctor.grading.job import Cell, CellRun, Incident, Job, Result
from proctor.grading.received import MAX_SHOWN, Ran, read_run, weight_of
from proctor.grading.recorder import RecordedStream, Recorder
from proctor.grading.scope import Scope, run_source
from proctor.wire.ends import ExaminerEnd
from proctor.wire.errors import Broken, Disconnected, ForgedMessage, OutOfTime, ProtocolError
from proctor.wire.faults import fault_of

_SEED = 0
_STAFF_KIB = 64
MAX_CANDIDATES = 200
"""Per submission; it has as many processes to lose."""


class Candidates(Protocol):
    """Where candidates come from."""

    def fresh(self) -> socket.socket:
        """End the candidate before, start another, and give the examiner's end of its socket."""

    def cause(self) -> tuple[str, str]:
        """Incident kind and detail of how the present candidate ended, by itself."""


def examine(job: Job, candidates: Candidates) -> Result:
    """Run every cell of a job in order, and say what came of each; in the main thread only."""
    examination = _Examination(job, candidates)
    for cell in job.cells:
        if cell.role != "test":
            examination.show(cell)
    examination.begin_tests()
    runs = tuple(examination.run(cell) for cell in job.cells)
    return Result(job.key, runs, tuple(examination.incidents))


@dataclass
class _Past:
    """A student or locked cell that was run, and how a new candidate comes to the point behind it."""

    cell: Cell
    runs_there: bool = True
    """Whether the candidate survives it."""
    may_ask: bool = True
    """Whether the candidate survives what a locked cell asks of it when it runs here."""


class _Examination:
    """The state of one submission's examination."""

    def __init__(self, job: Job, candidates: Candidates):
        self.job, self.candidates = job, candidates
        self.incidents: list[Incident] = []
        self.sources = {cell.name: cell.source for cell in job.cells if cell.role != "test"}
        self.end: ExaminerEnd | None = None
        self.scope = Scope(None)
        self.shown: dict[str, CellRun] = {}
        """What the student's and locked cells showed in the first pass."""
        self.lost: set[str] = set()
        """Cells that lost their candidate in the first pass; the second does not run them again."""
        self.has_tests = False
        """Whether this is the second pass."""
        self.past: list[_Past] = []
        self.settled_at = 0
        """Questions asked when the candidate was last known to have nothing printed that is not told."""
        self.is_over = False
        self.may_show = MAX_SHOWN
        self.candidates_had = 0
        self.deadline = time.monotonic() + job.limits.total_seconds

    def show(self, cell: Cell) -> None:
        """Run a student's or locked cell in the first pass, and keep what it shows."""
        started = time.monotonic()
        if not self._has_candidate():
            self.shown[cell.name] = self._not_run(cell)
            return
        try:
            ran = self._in_candidate(cell)
        except Broken as broken:
            self._lose(cell, broken)
            outputs, failed = (verdict.of_lost_candidate(broken),), True
        else:
            outputs, failed = self._bounded(ran.outputs), ran.failed
            if ran.was_cut or len(outputs) < len(ran.outputs):
                self._note(cell, "output", f"showed more than {self.job.limits.output_kib} KiB, or too many images")
            if ran.is_out_of_memory:
                self._note(cell, "memory", f"needed more than {self.job.limits.memory_mib} MiB")
        if self.end is None:
            self.lost.add(cell.name)
        else:
            self.past.append(_Past(cell))
        self.shown[cell.name] = CellRun(cell.name, tuple(outputs), failed, wall_seconds=time.monotonic() - started)

    def _bounded(self, outputs: tuple[dict, ...]) -> tuple[dict, ...]:
        """The first of the outputs, as far as all cells together may show that much."""
        kept = []
        for output in outputs:
            self.may_show -= weight_of(output)
            if self.may_show < 0:
                break
            kept.append(output)
        return tuple(kept)

    def begin_tests(self) -> None:
        """Let go of the candidate of the first pass; from here on tests run."""
        self._let_go()
        self.scope, self.past, self.has_tests = Scope(None), [], True

    def run(self, cell: Cell) -> CellRun:
        """Run one cell in the second pass, whatever happens in it."""
        started = time.monotonic()
        if not self._has_candidate():
            return self.shown.get(cell.name) or self._not_run(cell)
        if cell.role == "test":
            outputs, failed, number, staff = self._run_test(cell)
            return CellRun(cell.name, tuple(outputs), failed, number, staff, time.monotonic() - started)
        self._run_again(cell)
        return self.shown[cell.name]

    def _run_again(self, cell: Cell) -> None:
        """Bring the candidate, and for a locked cell this process, past a cell that the first pass showed."""
        past = _Past(cell)
        if cell.name in self.lost:
            past.runs_there = past.may_ask = False
        else:
            try:
                self._in_candidate(cell)
            except Broken as broken:
                self._lose(cell, broken)
            if self.end is None:
                past.runs_there = past.may_ask = False
        self.past.append(past)
        if cell.role == "locked" and self.end is not None:
            self._try_here(past)

    def _run_test(self, cell: Cell):
        recorder = Recorder(_STAFF_KIB)
        error = number = None
        output: tuple[dict, ...] = ()
        story = ""
        mark = self.end.mark()
        names = self.scope.for_test()
        self.end.peer.last_result = None
        try:
            with self._limits(), _quiet(recorder):
                number = _number(run_source(cell.name, cell.source, names))
        except BaseException as raised:
            error = raised
        # a test that catches everything may have caught that its candidate was lost
        error = self.end.peer.broken or error
        if error is not None:
            output = (verdict.for_student(error, self.sources, self.end.peer.last_result),)
            story = verdict.for_staff(error)
            if isinstance(error, MemoryError) and fault_of(error):
                self._note(cell, "memory", f"needed more than {self.job.limits.memory_mib} MiB")
            elif isinstance(error, OutOfTime) and self.end.peer.broken is None:
                self._note(cell, "timeout", f"{error}, in the test's own code")
            error.__traceback__ = error.__context__ = error.__cause__ = None
        names.clear()
        if self.end.peer.broken is None:
            self._settle(cell, mark, recorder)
        else:
            self._lose(cell, self.end.peer.broken)
        printed, _ = recorder.take()
        staff = story + "".join(each["text"] for each in printed)
        return output, error is not None, None if error is not None else number, staff

    def _settle(self, cell: Cell, mark: int, recorder: Recorder) -> None:
        """Take back what a test handed over, and hear what the student's code printed meanwhile."""
        self.scope.settle()
        held = self.end.forget(mark)
        if self.end.peer.questions == self.settled_at:
            return
        try:
            with self._limits():
                printed = self.end.command("settle", held)
            if type(printed) is not str:
                raise ProtocolError("expected what was printed, got something else")
        except Broken as broken:
            self._lose(cell, broken)
            return
        self.settled_at = self.end.peer.questions
        if printed:
            recorder.write("stdout", f"the student's code printed:\n{printed}")

    def _in_candidate(self, cell: Cell) -> Ran:
        """Run a cell in the candidate; raises Broken if that loses it. One that is out of memory is let go of."""
        with self._limits():
            answer = self.end.command("run", cell.name, cell.source)
        self.settled_at = self.end.peer.questions
        ran = read_run(answer, self.job.limits.output_kib)
        if ran.is_out_of_memory:
            self._let_go()  # it may still hold what it took, and the cells after it need some
        return ran

    def _try_here(self, past: "_Past") -> None:
        """Run a locked cell here, for its names; what it shows, and how it fails, was seen in the candidate."""
        recorder = Recorder(_STAFF_KIB)
        self.scope.end = self.end if past.may_ask else None
        try:
            with self._limits(), _quiet(recorder):
                run_source(past.cell.name, past.cell.source, self.scope.names)
        except (Exception, SystemExit):
            pass
        except Broken as broken:
            if self.end.peer.broken is None:
                self._note(past.cell, "timeout", f"{broken}, in the examiner")
        self.scope.end = self.end
        if self.end.peer.broken is not None:
            self._lose(past.cell, self.end.peer.broken)
        else:
            self._settle(past.cell, self.end.mark(), recorder)
        # what the cell defines before it first asks the student's process is needed whatever that process does
        past.may_ask = past.may_ask and self.end is not None

    def _has_candidate(self) -> bool:
        """See to it that a candidate has come to the present point; False if the time for that is over."""
        while self.end is None and time.monotonic() < self.deadline and self.candidates_had < MAX_CANDIDATES:
            self.candidates_had += 1
            try:
                self._start()
            except OutOfTime:
                self._let_go()
                continue
            for past in self.past:
                self._repeat(past)
                if self.end is None:
                    break
        return self.end is not None

    def _start(self) -> None:
        limits = self.job.limits
        random.seed(_SEED)
        np.random.seed(_SEED)
        self.end = ExaminerEnd(self.candidates.fresh(), limits.message_mib)
        self.scope = Scope(self.end)
        with self._limits():
            self.end.command("start", self.job.files, limits.output_kib, limits.message_mib, not self.has_tests)

    def _repeat(self, past: "_Past") -> None:
        """Run an earlier cell again in a new candidate; one that loses it is not run there again."""
        if past.runs_there:
            try:
                self._in_candidate(past.cell)
            except Broken as broken:
                self._lose(past.cell, broken)
            if self.end is None:
                past.runs_there = past.may_ask = False
                return
        if past.cell.role == "locked" and self.has_tests:
            self._try_here(past)

    def _limits(self):
        """The time that one cell, or one step of another's, may take."""
        return time_limit(min(self.job.limits.cell_seconds, self.deadline - time.monotonic()))

    def _lose(self, cell: Cell, broken: Broken) -> None:
        """Note why the candidate is lost, and let go of it."""
        if isinstance(broken, OutOfTime):
            self._note(cell, "timeout", str(broken))
        elif isinstance(broken, Disconnected):
            self._note(cell, *self.candidates.cause())
        else:
            self._note(cell, "forgery" if isinstance(broken, ForgedMessage) else "protocol", str(broken))
        self._let_go()

    def _let_go(self) -> None:
        if self.end is not None:
            self.end.channel.close()
        self.end = self.scope.end = None

    def _note(self, cell: Cell, kind: str, detail: str) -> None:
        self.incidents.append(Incident(cell.name, kind, detail))

    def _not_run(self, cell: Cell) -> CellRun:
        if not self.is_over:
            self.is_over = True
            if self.candidates_had < MAX_CANDIDATES:
                self._note(cell, "timeout", f"the submission took longer than {self.job.limits.total_seconds:.3g} s")
            else:
                self._note(cell, "exit", f"no more cells were run: their process was lost {MAX_CANDIDATES} times")
        return CellRun(cell.name, (verdict.not_run(),), failed=True)


@contextlib.contextmanager
def _quiet(recorder: Recorder):
    """Record what a cell prints here, and let no warning through."""
    out, err = RecordedStream(recorder, "stdout"), RecordedStream(recorder, "stderr")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _number(value) -> float | None:
    """The value of a test's last expression, where it can be partial credit."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return None
    value = float(value)
    return value if math.isfinite(value) else None
