"""The engine: grades any number of submissions, several at a time, each in processes of its own.

Two warm processes are forked from; for each submission in hand a thread waits for its examiner. The threads do next to
nothing themselves: reading, running, marking and writing the notebook happen in the examiner.

This module imports in a moment, so that these can warm up while the rest of the program is imported.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from proctor.grading.turns import RunIsOver, Turns
from proctor.grading.zygotes import Zygotes
from proctor.isolation import SandboxUnavailable, ZygoteLost
from proctor.wire.errors import OutOfTime

if TYPE_CHECKING:
    from proctor.grading.submission import Graded, Submission

MAX_STUCK = 5
"""Cells of one submission that may be stuck beyond the reach of their time limit, before a person grades it."""


class EngineFault(Exception):
    """A submission that the engine could not grade; one line says why."""


class Engine(Protocol):
    """What grades submissions, here or on a cluster."""

    def ready(self) -> None:
        """Wait until it can grade; raises what says why it cannot."""

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[tuple[str, Graded | EngineFault]]:
        """Grade all, yielding ``(key, result)`` as they are done; takes submissions only as they are needed."""


class LocalEngine:
    """Grades on this machine; ``workers`` submissions are tested at a time.

    It is there at once, and warms up meanwhile. Where this machine cannot isolate what it runs, all that needs a
    process raises SandboxUnavailable, unless ``unsafe``.
    """

    def __init__(self, workers: int = 1, *, unsafe: bool = False) -> None:
        self._unsafe = unsafe
        self.set_workers(workers)
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="zygote-starter")
        self._restarting = threading.Lock()
        self._zygotes = self._start()

    def _start(self) -> Future[Zygotes]:
        return self._starter.submit(Zygotes.start, unsafe=self._unsafe)

    def set_workers(self, workers: int) -> None:
        """Test so many submissions at a time from the next run on."""
        # more lines than processors would only stand in each other's way
        line = 2 if workers < (os.cpu_count() or 1) else 1
        self._turns, self._in_flight = Turns(workers, line), workers * (line + 1)

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the zygotes and everything that was forked from them."""
        self._starter.shutdown()
        with suppress(SandboxUnavailable, ZygoteLost):
            self._zygotes.result().close()

    def ready(self) -> None:
        """As :meth:`Engine.ready`; raises SandboxUnavailable or ZygoteLost."""
        self._zygotes.result()

    def grade(self, submission: Submission, is_over: threading.Event | None = None) -> Graded | EngineFault:
        """Grade one submission; blocks until it is done, or until its turn comes when ``is_over`` is set.

        May be called from several threads.
        """
        from proctor.grading.rebuild import UnreadableNotebook
        from proctor.grading.slot import ExaminerLost, ExaminerStuck, Slot

        lost, is_over = set[type](), is_over or threading.Event()
        while True:
            starting = self._zygotes
            zygotes = starting.result()
            try:
                return Slot(zygotes, submission, self._turns.of(submission.limits, is_over)).grade()
            except UnreadableNotebook as error:
                return EngineFault(str(error))
            except ExaminerStuck as error:
                if error.cell in submission.stuck or len(submission.stuck) == MAX_STUCK:
                    return EngineFault(f"could not be graded: {error}; grade it by hand")
                # again without that cell, which costs the cell alone
                submission = replace(submission, stuck=(*submission.stuck, error.cell))
            except RunIsOver:
                return EngineFault("was not graded: the run was stopped; run it again")
            except (ExaminerLost, ZygoteLost) as error:
                # a warm process that ends may first cost the examiner that has just got a candidate of it
                if type(error) in lost or isinstance(error.__cause__, OutOfTime):
                    return EngineFault(f"could not be graded: {error}; grade it by hand")
                lost.add(type(error))
                if isinstance(error, ZygoteLost):
                    self._replace(starting)

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[tuple[str, Graded | EngineFault]]:
        """As :meth:`Engine.grade_all`; each worker's submissions in hand, and one that is made ready."""
        waiting: dict[Future, str] = {}
        is_over = threading.Event()
        with ThreadPoolExecutor(self._in_flight, thread_name_prefix="slot") as pool:
            try:
                for submission in submissions:
                    waiting[pool.submit(self.grade, submission, is_over)] = submission.key
                    if len(waiting) >= self._in_flight:
                        yield from _done(waiting)
                while waiting:
                    yield from _done(waiting)
            finally:
                is_over.set()
                for future in waiting:
                    future.cancel()

    def _replace(self, lost: Future[Zygotes]) -> None:
        with self._restarting:
            if self._zygotes is lost:
                lost.result().close()
                self._zygotes = self._start()


@contextmanager
def open_engine(*, workers: int, scheduler: str | None = None, unsafe: bool = False) -> Iterator[Engine]:
    """The engine that was asked for: this machine's, or with ``scheduler`` a Dask cluster's."""
    if scheduler is None:
        with LocalEngine(workers, unsafe=unsafe) as engine:
            yield engine
    else:
        from proctor.grading.cluster import ClusterEngine

        with ClusterEngine(scheduler) as engine:
            yield engine


def _done(waiting: dict[Future, str]) -> Iterator[tuple[str, Graded | EngineFault]]:
    """The results that are there, once at least one is."""
    finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in finished:
        yield waiting.pop(future), future.result()
