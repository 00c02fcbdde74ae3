"""Time limits inside the examiner, for its waits and for its own code alike."""

import faulthandler
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from proctor.wire.channel import Channel
from proctor.wire.errors import OutOfTime

_REPEAT_SECONDS = 0.2
"""A bare ``except:`` may catch the first alarm; others follow."""
_HURRY_SECONDS = 0.01
"""Between alarms once a second one was needed: one will meet a loop outside its ``try``."""
_STUCK_SECONDS = 5.0
"""Processor time, beyond twice the limit, in which the alarm must have ended a block: see die_when_stuck."""


def die_when_stuck(witness: socket.socket) -> None:
    """End this process where a limit's alarm cannot, since a loop in C lets no Python code run.

    That is after processor time beyond any limit. Where the process stood is written to ``witness`` first.
    """
    faulthandler.register(signal.SIGPROF, file=witness, all_threads=False, chain=True)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the block after ``seconds``, also out of a wait for another process.

    Works in the main thread only, as signals do.
    """

    is_over = has_rung = False

    def ring(number, frame):
        nonlocal has_rung
        if is_over:
            return
        if has_rung:
            signal.setitimer(signal.ITIMER_REAL, _HURRY_SECONDS, _HURRY_SECONDS)
        has_rung = True
        raise _too_long(seconds)

    former = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), _REPEAT_SECONDS)
    signal.setitimer(signal.ITIMER_PROF, 2 * max(seconds, 0) + _STUCK_SECONDS)
    try:
        yield
    finally:
        try:
            is_over = True
        finally:  # also where the alarm rings between these lines
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGALRM, former)


@contextmanager
def wait_limit(channel: Channel, seconds: float) -> Iterator[None]:
    """Raise OutOfTime out of the block's waits for the other end of ``channel`` after ``seconds``; in any thread."""
    channel.deadline = time.monotonic() + seconds
    try:
        yield
    except OutOfTime:
        raise _too_long(seconds) from None
    finally:
        channel.deadline = None


def _too_long(seconds: float) -> OutOfTime:
    return OutOfTime(f"the cell took longer than {seconds:.3g} s")
