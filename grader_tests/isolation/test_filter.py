"""The system call filter itself, run by an interpreter of BPF, so that both machines' programs are tested."""

import errno
import re
from pathlib import Path

import pytest

from proctor.isolation import _syscalls, seccomp

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
PID = seccomp.OWN_PID


@pytest.fixture(params=MACHINES)
def decide(request, monkeypatch):
    """A function from a call's name, or number, and arguments to the filter's action, on one machine."""
    monkeypatch.setattr(seccomp, "MACHINE", request.param)
    monkeypatch.setattr(seccomp, "NR", _syscalls.NUMBERS[request.param])
    program = seccomp.candidate_filter.__wrapped__(landlock_truncates=True)

    def decide(call, *args, arch=MACHINES[request.param]):
        number = call if isinstance(call, int) else _syscalls.NUMBERS[request.param].get(call)
        return None if number is None else _run(program, number, arch, args)

    decide.machine = request.param
    return decide


def _run(program, number, arch, args):
    data = {0: number, 4: arch}
    for index in range(6):
        value = (args[index] if index < len(args) else 0) & 0xFFFFFFFFFFFFFFFF
        data[16 + 8 * index], data[20 + 8 * index] = value & 0xFFFFFFFF, value >> 32
    at = accumulator = 0
    while True:
        operation, yes, no, value = program[at]
        at += 1
        if operation == 0x20:
            accumulator = data[value]
        elif operation == 0x54:
            accumulator &= value
        elif operation == 0x05:
            at += value
        elif operation == 0x15:
            at += yes if accumulator == value else no
        elif operation == 0x35:
            at += yes if accumulator >= value else no
        else:
            assert 0x06 == operation
            return value


def test_daily_calls_are_allowed(decide):
    """Reading, mapping memory and asking the time are allowed on both machines."""
    for name in ("read", "write", "openat", "mmap", "futex", "clock_gettime", "exit_group", "rseq", "recvmsg"):
        assert seccomp.ALLOW == decide(name)


def test_every_call_that_is_not_named_is_denied(decide):
    """Each number of the reviewed table outside the program's lists fails with EPERM."""
    named = set(seccomp._ALLOWED) | set(seccomp._PRETENDED) | set(seccomp._UNSUPPORTED)
    named |= {"clone", "clone3", "kill", "tgkill", "prctl", "fcntl", "ioctl", "prlimit64"}
    named |= {"socketpair", "sendto", "truncate"}
    numbers = {_syscalls.NUMBERS[decide.machine].get(name) for name in named}
    for number in set(range(_syscalls.LAST_KNOWN + 1)) - numbers:
        assert seccomp.EPERM == decide(number)


def test_calls_of_later_kernels_do_not_exist(decide):
    """Numbers beyond the reviewed table fail with ENOSYS, so that C libraries fall back."""
    assert seccomp.ENOSYS == decide(_syscalls.LAST_KNOWN + 1)
    assert seccomp.ENOSYS == decide("clone3")


def test_foreign_interfaces_kill(decide):
    """A call with another machine's number space ends the process."""
    assert seccomp.KILL == decide("read", arch=0x40000003)
    if decide.machine == "x86_64":
        assert seccomp.KILL == decide(0x40000000)
        assert seccomp.KILL == decide(0xFFFFFFFF)


def test_clone_makes_threads_only(decide):
    """CLONE_THREAD is needed, and no flag of a new namespace may stand beside it."""
    thread = 0x003D0F00
    assert seccomp.ALLOW == decide("clone", thread)
    assert seccomp.EPERM == decide("clone", 0x01200011)
    for flag in (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert seccomp.EPERM == decide("clone", thread | flag)


def test_signals_reach_the_process_itself_only(decide):
    """kill and tgkill take the own pid; not 0, not -1, not another."""
    for name in ("kill", "tgkill"):
        assert seccomp.ALLOW == decide(name, PID, 9)
        for other in (0, -1, 1, PID + 1):
            assert seccomp.EPERM == decide(name, other, 9)


def test_the_high_half_of_an_int_argument_cannot_hide_a_value(decide):
    """The kernel reads 32 bits there, so the filter must look at the same 32."""
    high = 0x1_0000_0000
    assert seccomp.EPERM == decide("ioctl", 0, high | 0x5412)
    assert seccomp.EPERM == decide("socketpair", high | 16, 1)
    assert seccomp.ALLOW == decide("prctl", high | 15)


def test_limits_can_be_read_not_set(decide):
    """prlimit64 is for the own process, with a null pointer for the new limit, in all its 64 bits."""
    assert seccomp.ALLOW == decide("prlimit64", 0, 7, 0)
    assert seccomp.ALLOW == decide("prlimit64", PID, 7, 0)
    assert seccomp.EPERM == decide("prlimit64", 0, 7, 0x1000)
    assert seccomp.EPERM == decide("prlimit64", 0, 7, 0x7F00_0000_0000)
    assert seccomp.EPERM == decide("prlimit64", 1, 7, 0)


def test_pairs_are_local_streams_and_sending_takes_no_address(decide):
    """socketpair gives AF_UNIX streams, whatever flags stand beside the type; sendto has no address."""
    assert seccomp.ALLOW == decide("socketpair", 1, 0x80801)
    assert seccomp.EPERM == decide("socketpair", 1, 2)
    assert seccomp.EPERM == decide("socketpair", 2, 1)
    assert seccomp.ALLOW == decide("sendto", 3, 0x7F00, 1, 0, 0)
    assert seccomp.EPERM == decide("sendto", 3, 0x7F00, 1, 0, 0x7F00_0000_0000)


def test_truncation_by_path_is_denied_where_landlock_is_blind_to_it(decide):
    """Before Landlock's third ABI the filter must do it."""
    assert seccomp.ALLOW == decide("truncate")
    old = seccomp.candidate_filter.__wrapped__(landlock_truncates=False)
    number = _syscalls.NUMBERS[decide.machine]["truncate"]
    assert seccomp.EPERM == _run(old, number, MACHINES[decide.machine], ())


def test_changes_of_mode_are_answered_and_not_done(decide):
    """The kernel skips a call whose answer is errno 0, and the caller sees success."""
    assert seccomp.PRETEND == decide("fchmod")
    assert 0 == seccomp.PRETEND & 0xFFFF
    assert errno.ENOTSUP == decide("flistxattr") & 0xFFFF


def test_locks_are_answered_and_not_done(decide):
    """By a lock on a file that all may read, two processes could tell each other something."""
    assert seccomp.PRETEND == decide("flock")
    for command in (5, 6, 7, 36, 37, 38):
        assert seccomp.PRETEND == decide("fcntl", 3, command)
    assert seccomp.ALLOW == decide("fcntl", 3, 4)
    assert seccomp.EPERM == decide("fcntl", 3, 8)


HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",
}


@pytest.mark.parametrize("machine", MACHINES)
def test_the_numbers_are_the_kernels(machine):
    """Every number of the table that this system's kernel headers know is theirs."""
    header = Path(HEADERS[machine])
    if not header.exists():
        pytest.skip("the kernel's headers are not installed; run: apt install linux-libc-dev")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text())
    theirs = {name: int(number) for name, number in found}
    theirs["newfstatat"] = theirs.get("newfstatat", theirs.get("fstatat"))
    ours = _syscalls.NUMBERS[machine]
    common = ours.keys() & theirs.keys()
    assert len(common) > 0.9 * len(ours)
    assert {name: theirs[name] for name in common} == {name: ours[name] for name in common}
