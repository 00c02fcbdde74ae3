"""The system call filter: an allow-list, compiled here to classic BPF.

An allow-list, because a call that a later kernel adds is then denied on the day it appears; a deny-list
would have let io_uring through.  What is denied fails with EPERM, so Python raises PermissionError and
the incident can be seen.  Three exceptions.  Changes of mode and time and locks of files are answered with
success and not done, and extended attributes are "not supported": Landlock watches none of them, and honest
copying (shutil.copy2, IPython's own start) and a database in a file of one's own must go on; by a lock on a
file that all may read, two processes could tell each other something.  Calls beyond the reviewed table, and
clone3, fail with ENOSYS: C libraries try new calls first and fall back on that answer alone.  A call in a
foreign ABI (i386, x32) kills the process: no honest program makes one.
Source: the kernel's ``Documentation/userspace-api/seccomp_filter.rst``, ``include/uapi/linux/seccomp.h``.
"""

import ctypes
import errno
import os
import socket
import struct
from collections.abc import Iterable
from functools import cache

from ._syscalls import LAST_KNOWN, MACHINE, NR, call

_SET_MODE_FILTER = 1
_FLAG_TSYNC = 1  # every thread of the process, so none is left outside

KILL = 0x80000000
ALLOW = 0x7FFF0000
PRETEND = 0x00050000  # skip the call and return 0
EPERM = 0x00050000 | errno.EPERM
ENOSYS = 0x00050000 | errno.ENOSYS
ENOTSUP = 0x00050000 | errno.ENOTSUP

OWN_PID = 0xFFFFFFFE
"""Stands in a program for the pid of the process that installs it; no process has this number."""

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32_BIT = 0x40000000

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _AND, _JUMP, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x05, 0x06
_OFFSET_NR, _OFFSET_ARCH, _OFFSET_ARGS = 0, 4, 16

Instruction = tuple[int, int, int, int]

_ALLOWED = """
read write close fstat lseek mmap mprotect munmap brk mremap msync mincore madvise
pread64 pwrite64 readv writev preadv pwritev preadv2 pwritev2 pipe pipe2 dup dup2 dup3 close_range
open openat openat2 creat stat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat
getdents getdents64 getcwd chdir fchdir rename renameat renameat2 mkdir mkdirat rmdir unlink unlinkat
fsync fdatasync ftruncate fallocate fadvise64 readahead umask
sendfile copy_file_range splice tee
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack pause
select pselect6 poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2
eventfd eventfd2 signalfd signalfd4 timerfd_create timerfd_settime timerfd_gettime
recvfrom recvmsg shutdown getsockname getpeername getsockopt
nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times getitimer setitimer alarm
timer_create timer_settime timer_gettime timer_getoverrun timer_delete
futex futex_waitv futex_wake futex_wait futex_requeue set_tid_address set_robust_list rseq membarrier
restart_syscall arch_prctl getcpu sched_yield sched_getaffinity sched_getparam sched_getscheduler
sched_get_priority_max sched_get_priority_min sched_rr_get_interval getpriority
getpid gettid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getgroups getresuid getresgid
capget getrlimit getrusage uname getrandom wait4 waitid exit exit_group
""".split()

_PRETENDED = "chmod fchmod fchmodat fchmodat2 utime utimes futimesat utimensat flock".split()

_UNSUPPORTED = "listxattr llistxattr flistxattr getxattr lgetxattr fgetxattr".split()

_CLONE_THREAD = 0x00010000
_CLONE_NEW_ANYTHING = 0x7E020080  # mount, cgroup, uts, ipc, user, pid and net; 0x80 is time

_FCNTL = (0, 1, 2, 3, 4, 1030, 1032, 1034)
"""Duplicate, flags, pipe size and seals; not F_SETOWN and kin, which send signals."""
_FCNTL_LOCKS = (5, 6, 7, 36, 37, 38)
_IOCTL = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is it a terminal, how wide, bytes waiting, non-blocking, close-on-exec."""
_PRCTL = (3, 15, 16, 21, 23, 39, 0x53564D41)
"""Dumpable?, thread name, seccomp?, bounding set?, no_new_privs?, naming a mapping."""


class Rules:
    """Actions by system call number, and the program they compile to."""

    def __init__(self, default: int = EPERM, beyond: int = ENOSYS) -> None:
        self.beyond = beyond
        self.actions: list[int | list[Instruction]] = [default] * (LAST_KNOWN + 1)

    def set(self, name: str, action: int | list[Instruction]) -> None:
        """Give one call its action; passes over a call that this machine does not have."""
        if name in NR:
            self.actions[NR[name]] = action

    def program(self) -> list[Instruction]:
        """Check the ABI, then search the call's number by bisection: about nine comparisons a call."""
        starts = [0]
        for number in range(1, len(self.actions)):
            if self.actions[number] != self.actions[number - 1]:
                starts.append(number)
        leaves = [(start, self.actions[start]) for start in starts] + [(len(self.actions), self.beyond)]
        code: list[Instruction] = [
            (_LOAD, 0, 0, _OFFSET_ARCH),
            (_JUMP_EQUAL, 1, 0, _AUDIT_ARCH[MACHINE]),
            (_RETURN, 0, 0, KILL),
            (_LOAD, 0, 0, _OFFSET_NR),
        ]
        if MACHINE == "x86_64":
            code += [(_JUMP_AT_LEAST, 0, 1, _X32_BIT), (_RETURN, 0, 0, KILL)]
        return code + _search(leaves)


def _search(leaves: list[tuple[int, int | list[Instruction]]]) -> list[Instruction]:
    if len(leaves) == 1:
        action = leaves[0][1]
        return [(_RETURN, 0, 0, action)] if isinstance(action, int) else action
    middle = len(leaves) // 2
    low, high = _search(leaves[:middle]), _search(leaves[middle:])
    # A conditional jump reaches 255 instructions, an unconditional one any number.
    return [(_JUMP_AT_LEAST, 0, 1, leaves[middle][0]), (_JUMP, 0, 0, len(low)), *low, *high]


def when(argument: int, values: tuple[int, ...], *, mask: int = 0xFFFFFFFF) -> list[Instruction]:
    """Allow where the masked low half of an argument is one of the values, else EPERM.

    The kernel reads these arguments as 32-bit, so the high half must not be looked at.
    """
    code = [(_LOAD, 0, 0, _OFFSET_ARGS + 8 * argument), (_AND, 0, 0, mask)]
    for left, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
        code.append((_JUMP_EQUAL, left + 1, 0, value))
    return [*code, (_RETURN, 0, 0, EPERM), (_RETURN, 0, 0, ALLOW)]


def pretend(argument: int, values: tuple[int, ...], otherwise: list[Instruction]) -> list[Instruction]:
    """Success without doing anything where the low half of an argument is one of the values."""
    code = [(_LOAD, 0, 0, _OFFSET_ARGS + 8 * argument)]
    for left, value in zip(range(len(values), 0, -1), values, strict=True):
        code.append((_JUMP_EQUAL, left, 0, value))
    return [*code, (_JUMP, 0, 0, 1), (_RETURN, 0, 0, PRETEND), *otherwise]


def when_null(argument: int) -> list[Instruction]:
    """Allow where a pointer argument is null, else EPERM."""
    low = _OFFSET_ARGS + 8 * argument
    return [
        (_LOAD, 0, 0, low),
        (_JUMP_EQUAL, 0, 2, 0),
        (_LOAD, 0, 0, low + 4),
        (_JUMP_EQUAL, 1, 0, 0),
        (_RETURN, 0, 0, EPERM),
        (_RETURN, 0, 0, ALLOW),
    ]


def both(first: list[Instruction], second: list[Instruction]) -> list[Instruction]:
    """Allow where both conditions do."""
    return [*first[:-1], *second]


@cache
def candidate_filter(*, landlock_truncates: bool) -> tuple[Instruction, ...]:
    """The program of a locked-in process; the same for all of them, for its pid is filled in by install.

    ``landlock_truncates``: whether Landlock watches truncation by path; where not, the call is denied.
    """
    rules = Rules()
    for name in _ALLOWED:
        rules.set(name, ALLOW)
    for name in _PRETENDED:
        rules.set(name, PRETEND)
    for name in _UNSUPPORTED:
        rules.set(name, ENOTSUP)
    if landlock_truncates:
        rules.set("truncate", ALLOW)
    rules.set("clone", when(0, (_CLONE_THREAD,), mask=_CLONE_THREAD | _CLONE_NEW_ANYTHING))
    rules.set("clone3", ENOSYS)  # its flags lie in memory, out of a filter's sight
    rules.set("kill", when(0, (OWN_PID,)))
    rules.set("tgkill", when(0, (OWN_PID,)))
    rules.set("prctl", when(0, _PRCTL))
    rules.set("fcntl", pretend(1, _FCNTL_LOCKS, otherwise=when(1, _FCNTL)))
    rules.set("ioctl", when(1, _IOCTL))
    rules.set("prlimit64", both(when(0, (0, OWN_PID)), when_null(2)))  # look, not change
    # asyncio wakes itself through such a pair; without connect, sendmsg and addresses it leads nowhere else.
    local_stream = both(when(0, (int(socket.AF_UNIX),)), when(1, (int(socket.SOCK_STREAM),), mask=0xF))
    rules.set("socketpair", local_stream)
    rules.set("sendto", when_null(4))
    return tuple(rules.program())


@cache
def packed(program: tuple[Instruction, ...]) -> tuple[bytes, tuple[int, ...]]:
    """A program as the kernel reads it, and where in it the pid of the process that installs it belongs."""
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
    return code, tuple(8 * place + 4 for place, (*_, value) in enumerate(program) if value == OWN_PID)


def install(program: Iterable[Instruction]) -> None:
    """Put a program on every thread of this process, for good; ``no_new_privs`` must be set."""
    code, own_pid_at = packed(tuple(program))
    buffer = ctypes.create_string_buffer(code, len(code))
    for place in own_pid_at:
        struct.pack_into("=I", buffer, place, os.getpid())
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    other_thread = call("seccomp", _SET_MODE_FILTER, _FLAG_TSYNC, header)
    if other_thread:
        raise OSError(errno.EBUSY, f"seccomp: thread {other_thread} has a filter of its own")
