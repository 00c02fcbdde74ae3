"""The passage that shows: every cell of the student's and every locked one, without any test, and what they show."""

import time
from contextlib import AbstractContextManager

from proctor.grading import verdict
from proctor.grading.clock import wait_limit
from proctor.grading.job import Cell, CellRun
from proctor.grading.outputs import safe_outputs
from proctor.grading.passage import Passage, Past
from proctor.grading.received import MAX_SHOWN, weight_of
from proctor.wire.errors import Broken


class Showing(Passage):
    """Runs the notebook for its outputs. It only ever waits for its candidate, so any thread may run it."""

    draws = True
    _may_show = MAX_SHOWN

    def limit(self, seconds: float) -> AbstractContextManager[None]:
        return wait_limit(self.end.channel, seconds)

    def run(self) -> dict[str, CellRun]:
        """What came of each cell but the tests, by name."""
        return {cell.name: self._show(cell) for cell in self.job.cells if cell.role != "test"}

    def _show(self, cell: Cell) -> CellRun:
        started = time.monotonic()
        if not self.has_candidate():
            self.note_over(cell)
            return CellRun(cell.name, (verdict.not_run(),), failed=True)
        try:
            ran = self.in_candidate(cell)
        except Broken as broken:
            self.lose(cell, broken)
            outputs, failed = (verdict.of_lost_candidate(broken),), True
        else:
            outputs, failed = self._bounded(ran.outputs), ran.failed
            if ran.was_cut or len(outputs) < len(ran.outputs):
                self.note(cell, "output", f"showed more than {self.job.limits.output_kib} KiB, or too many images")
            if ran.is_out_of_memory:
                self.note(cell, "memory", f"needed more than {self.job.limits.memory_mib} MiB")
        if self.end is not None:
            self.past.append(Past(cell))
        return CellRun(cell.name, tuple(safe_outputs(outputs)), failed, wall_seconds=time.monotonic() - started)

    def _bounded(self, outputs: tuple[dict, ...]) -> tuple[dict, ...]:
        """The first of the outputs, as far as all cells together may show that much."""
        kept = []
        for output in outputs:
            self._may_show -= weight_of(output)
            if self._may_show < 0:
                break
            kept.append(output)
        return tuple(kept)
