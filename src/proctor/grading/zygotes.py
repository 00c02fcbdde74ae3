"""The warm processes that a submission's are forked from."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from proctor.isolation import SandboxUnavailable, Zygote, ZygoteLost


@dataclass(frozen=True)
class Zygotes:
    """One for candidates and one for examiners: each has imported what its children use, since a fork costs by size."""

    candidates: Zygote
    examiners: Zygote

    @classmethod
    def start(cls, *, unsafe: bool) -> Zygotes:
        """Start both at once; raises SandboxUnavailable or ZygoteLost, with neither left."""
        with ThreadPoolExecutor(2) as pool:
            starting = [
                pool.submit(Zygote, (f"proctor.grading.warm_{kind}",), unsafe=unsafe)
                for kind in ("candidate", "examiner")
            ]
        try:
            return cls(*(each.result() for each in starting))
        except BaseException:
            for each in starting:
                _close(each)
            raise

    def close(self) -> None:
        """End both and everything that was forked from them."""
        self.candidates.close()
        self.examiners.close()


def _close(started: Future[Zygote]) -> None:
    with suppress(SandboxUnavailable, ZygoteLost):
        started.result().close()
