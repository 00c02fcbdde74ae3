"""Wall-clock limits inside the examiner, for its waits and for its own code alike."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from proctor.wire.errors import OutOfTime

_REPEAT_SECONDS = 0.2
"""A bare ``except:`` may catch the first alarm; more follow."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the block after ``seconds``, also out of a wait for another process.

    Works in the main thread only, as signals do.
    """

    is_over = False

    def ring(number, frame):
        if not is_over:
            raise OutOfTime(f"the cell took longer than {seconds:.3g} s")

    former = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), _REPEAT_SECONDS)
    try:
        yield
    finally:
        try:
            is_over = True
        finally:  # also where the alarm rings between these lines
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, former)
