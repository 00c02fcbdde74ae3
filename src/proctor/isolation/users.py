"""Which unprivileged user each child becomes, where the zygote is root."""

import os
import secrets
from collections.abc import Callable

from .policy import SandboxUnavailable

# Far above every account and every container's map; then what a container's map of 65,536 ids still holds.
_RANGES = ((0x60000000, 0x01000000), (61184, 4000))


class UserIds:
    """Hands out one id after the other from a range that this machine can use; None where there is none."""

    def __init__(self) -> None:
        self.first, self.count, self.given = 0, 0, 0

    def next(self) -> int | None:
        """An id that no child of this zygote has now; None means: keep the one you have."""
        if not self.count:
            return None
        self.given += 1
        return self.first + self.given % self.count

    def settle(self, rehearse: Callable[[], tuple[str, ...]], *, unsafe: bool) -> tuple[str, ...]:
        """Find the range with which a rehearsed child can lock itself in and still read its Python.

        Returns the layers in force.  Raises SandboxUnavailable where it fails even with the own id.
        """
        if os.geteuid() == 0 and not unsafe:
            for self.first, self.count in _RANGES:
                # Two zygotes start apart, so that the kernel does not count their threads together.
                self.given = secrets.randbelow(self.count)
                try:
                    return rehearse()
                except (SandboxUnavailable, OSError):
                    continue
        self.count = 0
        return rehearse()
