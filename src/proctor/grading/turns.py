"""Whose code may run: how many submissions at a time, and in which order.

Where there are more processors than workers, a worker is a line of two places. In the first a submission shows: its
cells run, up to its first test. In the second it is tested, while the next one shows. So two processors have work, and
still nothing that a submission shows is kept once that same submission is tested.
"""

from __future__ import annotations

import threading
from types import TracebackType

from proctor.grading.job import Limits


class RunIsOver(Exception):
    """Nobody waits for the submission's result any more."""


class Turns:
    """The places of ``workers`` workers, in lines of ``length`` one or two; one for all who must run alone."""

    def __init__(self, workers: int, length: int) -> None:
        places = [threading.Semaphore(workers) for _ in range(length)]
        self._places = {"showing": places[0], "testing": places[-1]}
        self._alone = threading.Semaphore()

    def of(self, limits: Limits, is_over: threading.Event) -> Turn:
        """One submission's; once ``is_over`` is set, to take it raises RunIsOver."""
        places = dict.fromkeys(self._places, self._alone) if limits.one_at_a_time else self._places
        return Turn(places, is_over)


class Turn:
    """What one submission holds, until the end of the block."""

    def __init__(self, places: dict[str, threading.Semaphore], is_over: threading.Event) -> None:
        self._places, self._is_over = places, is_over
        self._held: threading.Semaphore | None = None

    def __enter__(self) -> Turn:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._give_back()

    def take(self, passage: str) -> None:
        """Wait until the submission may run in the passage, ``showing`` or ``testing``."""
        place = self._places[passage]
        if place is not self._held:
            self._give_back()
            place.acquire()
            self._held = place
        if self._is_over.is_set():
            raise RunIsOver

    def _give_back(self) -> None:
        if self._held is not None:
            self._held.release()
            self._held = None
