"""The passage that tests: the notebook's cells in a candidate, its locked cells here as well, its test cells here."""

import contextlib
import math
import random
import time
import warnings
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

import numpy as np

from proctor.grading import code, verdict
from proctor.grading.calls import Call, Calls
from proctor.grading.clock import time_limit
from proctor.grading.job import Cell, CellRun, Job
from proctor.grading.outputs import safe_outputs
from proctor.grading.passage import Candidates, Passage, Past
from proctor.grading.received import Ran, read_settled
from proctor.grading.recorder import RecordedStream, Recorder
from proctor.grading.scope import Scope
from proctor.wire.errors import Broken, OutOfTime
from proctor.wire.faults import fault_of

_SEED = 0
_STAFF_KIB = 64


class Testing(Passage):
    """Runs the notebook for its marks; what its cells show is dropped. In the main thread only."""

    draws = False

    def __init__(self, job: Job, candidates: Candidates):
        super().__init__(job, candidates)
        self._sources = {cell.name: cell.source for cell in job.cells if cell.role != "test"}
        self._scope = Scope(None, job.imports)
        self._compiled = code.Instructors.unpack(job.prepared).compiled
        self._is_ahead = False
        """Whether the candidate has come to the notebook's end before the first test."""

    def limit(self, seconds: float) -> AbstractContextManager[None]:
        return time_limit(seconds)

    def take_over(self, shown: Passage) -> None:
        """Go on with the candidate of the passage that showed, at the notebook's end; new ones come from there, too."""
        self.end, self.candidates, self.candidates_had = shown.end, shown.candidates, shown.candidates_had
        self.started()
        self._is_ahead = True

    def run(self, until_tests_may_begin: Callable[[], None]) -> dict[str, CellRun]:
        """What came of each test cell, by name."""
        runs: dict[str, CellRun] = {}
        for cell in self.job.cells:
            if cell.role != "test":
                self._pass(cell)
                continue
            if not runs:
                self._wait(until_tests_may_begin)
            if cell.name in self.job.stuck:
                self.note(cell, "timeout", "the test's own code ran on after its time, and was ended with its process")
                runs[cell.name] = CellRun(cell.name, (verdict.of_lost_candidate(OutOfTime()),), failed=True)
            elif self.has_candidate():
                runs[cell.name] = self._test(cell)
            else:
                self.note_over(cell)
                runs[cell.name] = CellRun(cell.name, (verdict.not_run(),), failed=True)
        return runs

    def recall(self, cell: Cell, functions: Iterable[str]) -> tuple[Call, ...]:
        """The calls of the student's ``functions`` that a failed test makes when it is run once more; see Calls.

        For feedback alone, after all tests: what happens meanwhile changes no mark and is not noted. None where the
        test does not fail by its own word, or where a call's values are not plain.
        """
        if self.end is None:
            return ()
        calls, mark, names, fails = Calls(), self.end.mark(), self._scope.for_test(), False
        try:
            with self.cell_limit(), _quiet(Recorder(0)):
                for name in functions:
                    with contextlib.suppress(NameError):
                        names[name] = calls.recording(name, self._scope.student(name))
                code.run(cell, names, self._compiled)
        except BaseException as error:
            fails = isinstance(error, AssertionError) and fault_of(error) is None
        names.clear()
        if self.end.peer.broken is None:
            self._settle(cell, mark, Recorder(0))
        else:
            self.let_go()
        return tuple(calls.made) if fails and calls.are_plain else ()

    def _wait(self, until_tests_may_begin: Callable[[], None]) -> None:
        waited_from = time.monotonic()
        until_tests_may_begin()
        self.deadline += time.monotonic() - waited_from

    def started(self) -> None:
        random.seed(_SEED)
        np.random.seed(_SEED)
        self._scope = Scope(self.end, self.job.imports)

    def let_go(self) -> None:
        super().let_go()
        self._scope.end, self._is_ahead = None, False

    def in_candidate(self, cell: Cell) -> Ran:
        ran = super().in_candidate(cell)
        self._scope.forget()
        return ran

    def was_run(self, past: Past) -> None:
        """Run a locked cell here, for its names; what it shows, and how it fails, was seen in the candidate."""
        if past.cell.role != "locked" or past.cell.name in self.job.stuck:
            return
        recorder = Recorder(_STAFF_KIB)
        self._scope.end = self.end if past.may_ask else None
        try:
            with self.cell_limit(), _quiet(recorder):
                code.run(past.cell, self._scope.names, self._compiled)
        except (Exception, SystemExit):
            pass
        except Broken as broken:
            if self.end.peer.broken is None:
                self.note(past.cell, "timeout", f"{broken}, in the examiner")
        self._scope.end = self.end
        if self.end.peer.broken is not None:
            self.lose(past.cell, self.end.peer.broken)
        else:
            self._settle(past.cell, self.end.mark(), recorder)
        # what the cell defines before it first asks the student's process is needed whatever that process does
        past.may_ask = past.may_ask and self.end is not None

    def _pass(self, cell: Cell) -> None:
        """Bring the candidate, and for a locked cell this process, past a cell."""
        if not self.has_candidate():
            return
        past = Past(cell)
        try:
            if not self._is_ahead:
                self.in_candidate(cell)
        except Broken as broken:
            self.lose(cell, broken)
        if self.end is None:
            past.runs_there = past.may_ask = False
        self.past.append(past)
        if self.end is not None:
            self.was_run(past)

    def _test(self, cell: Cell) -> CellRun:
        started = time.monotonic()
        recorder = Recorder(_STAFF_KIB)
        error = number = None
        outputs: list[dict] = []
        story = ""
        mark = self.end.mark()
        names = self._scope.for_test()
        self.end.peer.last_result = None
        try:
            with self.cell_limit(), _quiet(recorder):
                number = _number(code.run(cell, names, self._compiled))
        except BaseException as raised:
            error = raised
        # a test that catches everything may have caught that its candidate was lost
        error = self.end.peer.broken or error
        if error is not None:
            number = None
            outputs = safe_outputs([verdict.for_student(error, self._sources, self.end.peer.last_result)])
            story = verdict.for_staff(error)
            if isinstance(error, MemoryError) and fault_of(error):
                self.note(cell, "memory", f"needed more than {self.job.limits.memory_mib} MiB")
            elif isinstance(error, OutOfTime) and self.end.peer.broken is None:
                self.note(cell, "timeout", f"{error}, in the test's own code")
            error.__traceback__ = error.__context__ = error.__cause__ = None
        names.clear()
        if self.end.peer.broken is None:
            self._settle(cell, mark, recorder)
        else:
            self.lose(cell, self.end.peer.broken)
        printed, _ = recorder.take()
        staff = story + "".join(each["text"] for each in printed)
        return CellRun(cell.name, tuple(outputs), error is not None, number, staff, time.monotonic() - started)

    def _settle(self, cell: Cell, mark: int, recorder: Recorder) -> None:
        """Take back what a test handed over, and hear what the student's code printed meanwhile, if it has anything."""
        was_hidden = self._scope.settle()
        if not self.end.forget(mark) and not was_hidden:
            return
        try:
            with self.cell_limit():
                printed, attempts = read_settled(self.end.settle())
        except Broken as broken:
            self.lose(cell, broken)
            return
        self.note_attempts(cell, attempts)
        if printed:
            recorder.write("stdout", f"the student's code printed:\n{printed}")


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
