"""What a locked-in process may use, and how its end is told: plain, frozen data."""

from dataclasses import dataclass

WATCH_SECONDS = 0.05
"""Between two looks at the files and threads that a process holds, where the kernel keeps no limit on them."""


class SandboxUnavailable(RuntimeError):
    """This machine cannot hold the promise; the message says what is missing and the remedy."""


class ZygoteLost(RuntimeError):
    """The zygote process ended, so nothing can be spawned from it any more."""


class SpawnRefused(RuntimeError):
    """The zygote is alive but did not start this child; the message says why."""


@dataclass(frozen=True)
class Policy:
    """What one locked-in process may use."""

    readable: tuple[str, ...] = ()
    """Absolute paths it may read, besides Python, its libraries and its scratch folder."""
    scratch: str = ""
    """The one folder it may write in; a zygote fills this in for its children."""
    memory_mib: int = 1024
    """Address space beyond what the warm process already maps."""
    cpu_seconds: int = 300
    scratch_mib: int = 64
    """Size of all its files together."""
    scratch_files: int = 4096
    open_files: int = 64
    threads: int = 32
    """Its threads, the main one included."""
    user: int | None = None
    """Unprivileged id to become where the process is root; None keeps the id and drops its powers."""


@dataclass(frozen=True)
class Exit:
    """How a spawned process ended."""

    code: int | None
    """Exit code, or None where a signal ended it."""
    signal: int | None = None
    reason: str = ""
    """``killed``: asked for. ``scratch`` or ``threads``: the zygote's watch ended it. Else empty."""
    cpu_seconds: float = 0.0
    max_rss_mib: float = 0.0
    """Largest resident memory, the warm process's shared pages included."""
