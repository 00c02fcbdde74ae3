"""The life of a zygote and its children: what they inherit, how they end, and that nothing stays."""

import contextlib
import os
import resource
import signal
import socket
import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hosts import HOSTS, let_everyone_through, on_host
from spawning import HERE, ROOMY, SMALL, ask, descendants, gone

from proctor.isolation import Exit, Policy, SpawnRefused, Zygote, ZygoteLost


@pytest.fixture(scope="module")
def zygote():
    """One zygote, with nothing but the entries imported."""
    with Zygote(["entries"], import_paths=[HERE]) as zygote:
        yield zygote


def _start_sleeper(zygote):
    ours, theirs = socket.socketpair()
    with theirs:
        child = zygote.spawn("entries:sleep", [theirs], ROOMY)
    with ours:
        assert b"1" == ours.recv(1)
    return child


def _look_around_with_secrets_near():
    os.environ["PROCTOR_SECRET"] = "hush"
    with open(os.path.join(HERE, "entries.py")) as secret:
        os.set_inheritable(secret.fileno(), True)
        with Zygote(["entries"], import_paths=[HERE]) as zygote:
            return ask(zygote, "entries:look_around", None, ROOMY)[0]


@pytest.mark.parametrize("host", HOSTS)
def test_a_child_inherits_nothing_but_its_sockets(host):
    """Open files, environment and arguments of the proctor stay with the proctor."""
    seen = on_host(host, _look_around_with_secrets_near)
    expected = {"0": "null", "1": "null", "2": "null", "3": stat.S_IFSOCK}
    assert expected == seen["descriptors"]
    assert not any("PROCTOR" in name or "hush" in value for name, value in seen["environment"].items())
    assert ["-P", "-s", "-m", "proctor.isolation.zygote"] == seen["arguments"][1:]
    assert seen["leads its session"] and seen["interrupt"]
    assert [".tmp"] == seen["folder"]
    assert not set(seen["groups"]) & {0}


def test_the_environment_is_the_same_every_time(zygote):
    """Locale, time zone, hashes, home and drawing backend do not depend on who grades."""
    seen, _ = ask(zygote, "entries:look_around", None, ROOMY)
    other, _ = ask(zygote, "entries:look_around", None, ROOMY)
    environment = seen["environment"]
    assert other["hash"] == seen["hash"]
    assert ("C.UTF-8", "UTC", "Agg", "1") == tuple(
        environment[name] for name in ("LANG", "TZ", "MPLBACKEND", "OPENBLAS_NUM_THREADS")
    )
    assert environment["TMPDIR"] == environment["HOME"] + "/.tmp"
    assert "PYTHONPATH" not in environment


def test_nothing_passes_from_one_child_to_the_next(zygote):
    """Files, environment and modules that one child changed are fresh for the next."""
    for _ in range(2):
        assert [False, False, False] == ask(zygote, "entries:leave_traces", None, ROOMY)[0]


def test_the_argument_and_the_exit_code_cross(zygote):
    """Plain data goes in, the end comes out: a code, an exception as 1, a missing entry as 1."""
    arg = {"text": "é", "list": [1, 2.5, None]}
    said, end = ask(zygote, "entries:echo", arg, ROOMY)
    assert (arg, 0, None, "") == (said, end.code, end.signal, end.reason)
    assert [3, 1, 1] == [
        zygote.wait(zygote.spawn(entry, policy=ROOMY, arg=arg)).code
        for entry, arg in (("entries:leave", 3), ("entries:leave", "no"), ("entries:missing", None))
    ]


def test_the_end_tells_what_was_used(zygote):
    """Processor seconds and the largest memory come with the exit."""
    _, end = ask(zygote, "entries:echo", 1, ROOMY)
    assert 0 <= end.cpu_seconds < 5
    assert 5 < end.max_rss_mib < 500


def test_a_killed_child_is_told_from_a_crashed_one(zygote):
    """The exit says that it was asked for; killing twice, or after the end, does nothing."""
    child = _start_sleeper(zygote)
    assert None is zygote.wait(child, 0.05)
    zygote.kill(child)
    end = zygote.wait(child, 10)
    assert (None, signal.SIGKILL, "killed") == (end.code, end.signal, end.reason)
    zygote.kill(child)
    assert end is zygote.wait(child)


def test_sixteen_threads_share_a_zygote(zygote):
    """Each gets its own child's answer."""
    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(lambda number: ask(zygote, "entries:echo", number, ROOMY)[0], range(64)))
    assert list(range(64)) == said


def test_a_zygote_outlives_the_thread_that_started_it():
    """The thread of a pool may end; the zygote belongs to the process."""
    made = []
    thread = threading.Thread(target=lambda: made.append(Zygote(["entries"], import_paths=[HERE])))
    thread.start()
    thread.join()
    with made[0] as zygote:
        assert 7 == ask(zygote, "entries:echo", 7, ROOMY)[0]


def test_sockets_that_could_lead_elsewhere_are_refused(zygote):
    """A datagram socket can be sent to any address, so no child gets one."""
    left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with left, right, pytest.raises(SpawnRefused, match="expected connected local stream sockets"):
        zygote.spawn("entries:echo", [left])


def test_an_argument_that_is_too_large_is_refused_and_forgotten(zygote):
    """The error says the bound, and the zygote goes on."""
    with pytest.raises(ValueError, match="expected at most 1048576 bytes"):
        zygote.spawn("entries:echo", arg="x" * 2_000_000)
    assert {} == zygote._children
    assert 1 == ask(zygote, "entries:echo", 1, ROOMY)[0]


def test_a_module_that_cannot_be_imported_stops_the_start():
    """The error names it; no process stays."""
    before = descendants(os.getpid())
    with pytest.raises(ZygoteLost, match="No module named 'no_such_module'"):
        Zygote(["no_such_module"])
    assert before == descendants(os.getpid())


def test_closing_ends_every_child():
    """After close no process is left, and whoever waits is told."""
    zygote = Zygote(["entries"], import_paths=[HERE])
    child = _start_sleeper(zygote)
    pids = descendants(zygote._process.pid)
    assert pids
    zygote.close()
    assert gone(pids, 1)
    with pytest.raises(ZygoteLost):
        zygote.wait(child)
    with pytest.raises(ZygoteLost):
        zygote.spawn("entries:echo")


def test_a_zygote_that_is_killed_takes_its_children_along():
    """Whoever waits is told, and no child goes on."""
    with Zygote(["entries"], import_paths=[HERE]) as zygote:
        child = _start_sleeper(zygote)
        pids = [zygote._process.pid, *descendants(zygote._process.pid)]
        os.kill(zygote._process.pid, signal.SIGKILL)
        with pytest.raises(ZygoteLost):
            zygote.wait(child, 10)
        with pytest.raises(ZygoteLost):
            zygote.spawn("entries:echo")
    assert gone(pids)


@pytest.mark.parametrize("host", HOSTS)
def test_everything_ends_with_the_proctor(host, tmp_path):
    """Even where another process still holds the proctor's socket, and no folder stays."""
    tmp_path.chmod(0o777)
    let_everyone_through(tmp_path)
    pids, holder = on_host(host, _start_and_vanish, str(tmp_path))
    try:
        assert len(pids) >= 2
        assert gone(pids)
        assert [] == list(tmp_path.iterdir())
    finally:
        os.kill(holder, signal.SIGKILL)


def _start_and_vanish(scratch_root):
    zygote = Zygote(["entries"], import_paths=[HERE], scratch_root=scratch_root)
    _start_sleeper(zygote)
    pids = [zygote._process.pid, *descendants(zygote._process.pid)]
    holder = os.fork()
    if holder == 0:
        kept = zygote._control.fileno()
        os.closerange(0, kept)
        os.closerange(kept + 1, 1024)
        signal.pause()
    return pids, holder


def open_descriptors() -> set[tuple[str, str]]:
    """This process's descriptors: number, and what it stands for."""
    found = set()
    for number in os.listdir("/proc/self/fd"):
        with contextlib.suppress(FileNotFoundError):  # that of the listing itself
            found.add((number, os.readlink(f"/proc/self/fd/{number}")))
    return found


@pytest.mark.slow
def test_a_thousand_children_leave_nothing_behind():
    """No zombie, no descriptor, no thread, no record, and no memory that grows with their number."""
    with Zygote(["entries"], import_paths=[HERE]) as zygote:

        def spawn(number):
            return ask(zygote, "entries:echo", number, ROOMY)[0]

        def footprint():
            pids = [zygote._process.pid, *descendants(zygote._process.pid)]
            resident = sum(int(open(f"/proc/{pid}/statm").read().split()[1]) for pid in pids)
            return len(pids), resident * resource.getpagesize() / 2**20, open_descriptors()

        with ThreadPoolExecutor(2) as pool:
            assert list(range(50)) == list(pool.map(spawn, range(50)))
            before = footprint()
            assert list(range(1000)) == list(pool.map(spawn, range(1000)))
            after = footprint()
        assert {} == zygote._children
        assert before[0] == after[0]
        assert set() == after[2] - before[2]  # one of an earlier test may be closed meanwhile
        assert after[1] < before[1] + 2


def test_without_a_sandbox_limits_and_the_group_kill_remain():
    """The explicit unsafe mode says what is in force, bounds a child, and ends what it started."""
    with Zygote(["entries", "attempts"], import_paths=[HERE], unsafe=True) as zygote:
        assert ("limits",) == zygote.layers
        assert "MemoryError" == ask(zygote, "attempts:run", {"attempt": "take_all_memory"}, SMALL)[0]
        _, end = ask(zygote, "attempts:run", {"attempt": "fill_the_disk_with_many_files"}, SMALL)
        assert "scratch" == end.reason
        ours, theirs = socket.socketpair()
        with ours, theirs:
            child = zygote.spawn("entries:start_a_helper", [theirs], ROOMY)
            helper = int(ours.recv(100))
        zygote.kill(child)
        assert "killed" == zygote.wait(child, 10).reason
        assert gone([helper])


def test_policies_and_exits_are_plain_values():
    """Two that say the same are equal, so they can be compared, stored and sent."""
    assert Policy(memory_mib=1) == Policy(memory_mib=1) != Policy()
    assert Exit(0) == Exit(0)
