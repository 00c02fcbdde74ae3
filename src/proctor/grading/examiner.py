"""The examiner: goes through a submission cell by cell, and decides what each earned.

The student's cells run in candidates, processes that know no test. Locked cells run there and then here, for
the names that tests use. Test cells run here alone; what they ask of the student's objects crosses the wire.

The notebook passes twice: for what its cells show, without a test, and for its marks, with the tests. Only what the
first passage shows is kept: code that was called with a test's inputs could keep them and print them in a later cell.
Where it makes no difference whether a test runs in its place or after all cells, one candidate does for both (see
order.py). Else there are two, which run at the same time up to the first test.

What failed is then looked at once more, for the feedback (see explain.py).
"""

import signal
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from proctor.grading.code import Instructors
from proctor.grading.explain import explained
from proctor.grading.job import CellRun, Incident, Job, Result
from proctor.grading.order import makes_no_difference
from proctor.grading.passage import Candidates
from proctor.grading.showing import Showing
from proctor.grading.testing import Testing

PASSAGES = ("showing", "testing", "following")
Runs = dict[str, CellRun]
"""What came of cells, by name."""


class Processes(Protocol):
    """Where the candidates of a submission come from; asked from two threads."""

    def of(self, passage: str) -> Candidates:
        """The candidates of one of PASSAGES."""

    def wait_for_turn(self, passage: str) -> None:
        """Come back when the submission's code may run in the passage, showing or testing; in this order."""


def examine(job: Job, processes: Processes) -> Result:
    """Run every cell of a job in order, and say what came of each; in the main thread only."""
    showing, testing = Showing(job, processes.of("showing")), Testing(job, processes.of("testing"))
    may_wait = makes_no_difference(job.cells, Instructors.unpack(job.prepared).names)
    run = _one_after_the_other if may_wait else _side_by_side
    shown, tested = run(showing, testing, processes)
    runs = shown | tested
    if any(run.failed for run in tested.values()) and job.answers:
        runs |= explained(job, testing, tested, processes.of("following"))
    testing.let_go()
    return Result(job.key, tuple(runs[cell.name] for cell in job.cells), _incidents(showing, testing))


def _one_after_the_other(showing: Showing, testing: Testing, processes: Processes) -> tuple[Runs, Runs]:
    """What came of the cells, then of the tests, in one candidate if it lives that long."""
    showing.has_candidate()  # made ready while another submission has its turn
    processes.wait_for_turn("showing")
    showing.begin()
    shown = showing.run()
    processes.wait_for_turn("testing")
    testing.begin()
    if showing.end is not None and showing.candidates_had == 1:
        testing.take_over(showing)
    else:
        showing.let_go()
    return shown, testing.run(lambda: None)


def _side_by_side(showing: Showing, testing: Testing, processes: Processes) -> tuple[Runs, Runs]:
    """The same of two candidates: one runs all cells, the other those and the tests in their places."""
    for passage in (showing, testing):
        passage.has_candidate()  # made ready while another submission has its turn
    processes.wait_for_turn("showing")
    for passage in (showing, testing):
        passage.begin()
    with ThreadPoolExecutor(1, initializer=_leave_alarms) as beside:
        shown = beside.submit(_show, showing)
        tested = testing.run(lambda: _until_tests_may_begin(shown, processes))
        return shown.result(), tested


def _show(showing: Showing) -> Runs:
    runs = showing.run()
    showing.let_go()
    return runs


def _until_tests_may_begin(shown: Future, processes: Processes) -> None:
    """Wait until nothing that a candidate of this submission shows is kept any more.

    Two processes that run at once can tell each other things, by how busy they are. So as long as anything that a
    candidate shows is kept, no candidate of the same submission knows what a test passes.
    """
    futures.wait([shown])
    processes.wait_for_turn("testing")


def _leave_alarms() -> None:
    """Let the alarms of a time limit interrupt the main thread, which they are there to interrupt."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, signal.SIGPROF})


def _incidents(showing: Showing, testing: Testing) -> tuple[Incident, ...]:
    """What happened in both passages; what happened to a cell in both is told once."""
    known = {(incident.cell, incident.kind) for incident in showing.incidents}
    more = (incident for incident in testing.incidents if (incident.cell, incident.kind) not in known)
    over = showing.over or testing.over
    return (*showing.incidents, *more, *([over] if over else []))
