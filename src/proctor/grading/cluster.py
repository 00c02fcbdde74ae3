"""The engine on a Dask cluster: the same jobs, sent to workers as blocks of bytes.

A task is proctor's own function and a list of byte strings: the packed submission. Its result is one byte string.
So nothing that a student's code made is ever pickled, and a worker needs proctor, but not the course or the
gradebook. Each worker process keeps one warm zygote; Dask's own threads are the slots.
"""

from __future__ import annotations

import atexit
import functools
import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from proctor.grading.engine import EngineFault, LocalEngine
from proctor.grading.packing import pack_graded, pack_submission, unpack_graded, unpack_submission
from proctor.grading.submission import Graded, Submission

CONNECT_SECONDS = 20
AHEAD = 2
"""Submissions in flight for each thread of the cluster."""
RETRIES = 3
"""How often a task is sent to another worker when the one that had it died."""

_starting = threading.Lock()


class ClusterUnreachable(RuntimeError):
    """No scheduler answers at the address, or it has no workers; one line with what to do."""


class ClusterEngine:
    """Grades on the workers of the Dask scheduler at ``address``, as ``tcp://host:8786``."""

    def __init__(self, address: str) -> None:
        """Raises ClusterUnreachable."""
        try:
            from distributed import Client
        except ImportError:
            raise ClusterUnreachable(
                "a cluster needs Dask, which is not installed; install proctor with its extra: proctor[cluster]"
            ) from None
        self._address = address
        with self._reaching():
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)

    def __enter__(self) -> ClusterEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ready(self) -> None:
        """As :meth:`proctor.grading.engine.Engine.ready`; raises ClusterUnreachable."""
        with self._reaching():
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterUnreachable(
                f"no Dask scheduler with workers at {self._address} ({type(error).__name__}); "
                "start `dask scheduler` and `dask worker`, or leave out --scheduler"
            ) from error

    def grade_all(self, submissions: Iterable[Submission]) -> Iterator[tuple[str, Graded | EngineFault]]:
        """As :meth:`proctor.grading.engine.Engine.grade_all`."""
        from distributed import as_completed

        queue = iter(submissions)
        running = as_completed(loop=self._client.loop)
        keys = {}
        for submission in self._next(queue, self._room(0)):
            running.add(self._submit(submission, keys))
        for future in running:
            yield keys.pop(future.key), self._result(future)
            for submission in self._next(queue, self._room(len(keys))):
                running.add(self._submit(submission, keys))

    def _submit(self, submission: Submission, keys: dict):
        # pure=False: the same bytes handed in by two students are two tasks
        future = self._client.submit(grade_packed, pack_submission(submission), pure=False, retries=RETRIES)
        keys[future.key] = submission.key
        return future

    def _room(self, in_flight: int) -> int:
        """How many more submissions to send, for the workers that there are now."""
        threads = sum(self._client.nthreads().values())
        return max(AHEAD * max(threads, 1) - in_flight, 0 if in_flight else 1)

    def _next(self, queue: Iterator[Submission], count: int) -> Iterator[Submission]:
        for _, submission in zip(range(count), queue, strict=False):
            yield submission

    def _result(self, future) -> Graded | EngineFault:
        from distributed import CancelledError, KilledWorker

        try:
            packed = future.result()
        except (KilledWorker, CancelledError) as error:
            return EngineFault(f"could not be graded: {type(error).__name__} on the cluster; grade it again")
        finally:
            future.release()
        head, _, rest = packed.partition(b"\n")
        return EngineFault(json.loads(rest)) if head == b"fault" else unpack_graded(rest)


def grade_packed(blocks: list[bytes]) -> bytes:
    """One submission, packed, to its packed result; runs on a worker."""
    graded = _engine().grade(unpack_submission(blocks))
    if isinstance(graded, EngineFault):
        return b"fault\n" + json.dumps(str(graded)).encode()
    return b"graded\n" + pack_graded(graded)


def _engine() -> LocalEngine:
    """This worker process's engine; it ends with the process."""
    with _starting:
        return _start_engine()


@functools.cache
def _start_engine() -> LocalEngine:
    from distributed import get_worker

    engine = LocalEngine(get_worker().state.nthreads)
    atexit.register(engine.close)
    return engine
