"""Resource limits: what the kernel itself stops, hard limits equal to soft ones.

Source: getrlimit(2).
"""

import os
import resource
import sys

from .policy import Policy

_MIB = 1024 * 1024


def mapped_bytes(proc: int | None = None) -> tuple[int, int]:
    """This process's address space and its private writable part, in bytes; zeros where there is no /proc.

    ``proc``: a descriptor of /proc, for a process that no longer has it in sight.
    """
    try:
        fd = os.open("/proc/self/statm" if proc is None else "self/statm", os.O_RDONLY, dir_fd=proc)
    except OSError:
        return 0, 0
    try:
        pages = [int(word) for word in os.read(fd, 200).split()]
    finally:
        os.close(fd)
    return pages[0] * resource.getpagesize(), pages[5] * resource.getpagesize()


def apply(policy: Policy, mapped: tuple[int, int], *, count_threads: bool) -> None:
    """Set every limit of the policy on this process.

    ``mapped``: what the warm process maps already, see :func:`mapped_bytes`; memory is counted from there.
    ``count_threads``: whether this process alone has its user id, so that the kernel's count means it.
    """
    memory = policy.memory_mib * _MIB
    scratch = policy.scratch_mib * _MIB
    # The soft limit sends SIGXCPU, which a process may ignore; a second later the hard one kills.
    _set("RLIMIT_CPU", policy.cpu_seconds, policy.cpu_seconds + 1)
    _set("RLIMIT_FSIZE", scratch)
    _set("RLIMIT_NOFILE", policy.open_files)
    _set("RLIMIT_CORE", 0)
    if sys.platform == "linux":
        # DATA counts what is written; AS also stops shared mappings, which DATA does not see.
        _set("RLIMIT_AS", mapped[0] + memory)
        _set("RLIMIT_DATA", mapped[1] + memory)
        _set("RLIMIT_STACK", 8 * _MIB)
        _set("RLIMIT_MEMLOCK", 0)
        _set("RLIMIT_MSGQUEUE", 0)
        _set("RLIMIT_SIGPENDING", 256)
        if count_threads:
            _set("RLIMIT_NPROC", policy.threads)


def _set(name: str, soft: int, hard: int | None = None) -> None:
    which = getattr(resource, name)
    ceiling = resource.getrlimit(which)[1]
    hard = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(which, (soft, hard))
