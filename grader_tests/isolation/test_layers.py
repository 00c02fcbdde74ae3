"""Each layer alone, so that none leans on another without our knowing."""

import os
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from hosts import HOSTS, on_host

from proctor.isolation import (
    Policy,
    SandboxUnavailable,
    identity,
    landlock,
    limits,
    lock_in,
    lockdown,
    namespaces,
    seccomp,
    system,
)
from proctor.isolation.system import runtime_paths
from proctor.isolation.users import UserIds


def _comes_to(function, *args):
    try:
        function(*args)
    except BaseException as error:
        return type(error).__name__
    return "succeeded"


def _landlock_alone():
    with (
        tempfile.TemporaryDirectory() as scratch,
        tempfile.NamedTemporaryFile() as secret,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        pid = os.fork()
        if pid:
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        identity.no_new_privileges()
        landlock.restrict(system.runtime_paths(), scratch)
        came_to = [
            _comes_to(open, secret.name),
            _comes_to(os.listdir, "/"),
            _comes_to(os.truncate, secret.name, 0),
            _comes_to(Path(scratch, "mine").write_text, "x"),
            _comes_to(os.symlink, "mine", os.path.join(scratch, "link")),
            _comes_to(open, os.__file__),
            _comes_to(open, os.__file__, "a"),
            _comes_to(socket.create_connection, server.getsockname()),
            _comes_to(os.kill, os.getppid(), 0),
        ]
        denied, fine = "PermissionError", "succeeded"
        expected = [denied, denied, denied, fine, denied, fine, denied]
        expected.append(denied if landlock.abi() >= 4 else fine)
        expected.append(denied if landlock.abi() >= landlock.SCOPE_ABI else fine)
        os.unlink(os.path.join(scratch, "mine"))
        os._exit(0 if expected == came_to else print(came_to) or 1)


@pytest.mark.parametrize("host", HOSTS)
def test_landlock_alone_confines_files_tcp_and_signals(host):
    """Without filter, namespaces or limits, Landlock holds what it promises for its version."""
    assert 0 == on_host(host, _landlock_alone)


def _seccomp_alone():
    identity.no_new_privileges()
    seccomp.install(lockdown.filter_program())
    return [
        _comes_to(os.fork),
        _comes_to(os.execv, "/usr/bin/env", ["env"]),
        _comes_to(socket.socket),
        _comes_to(os.kill, os.getppid(), 0),
        _comes_to(os.kill, os.getpid(), 0),
        _comes_to(open, "/etc/passwd"),
    ]


@pytest.mark.parametrize("host", HOSTS)
def test_the_filter_alone_confines_calls(host):
    """Files are Landlock's business: without it, the filter lets one be opened."""
    denied = "PermissionError"
    assert [denied, denied, denied, denied, "succeeded", "succeeded"] == on_host(host, _seccomp_alone)


def _private_root():
    namespaces.unshare_all(with_user=os.geteuid() != 0)
    namespaces.build_root((*system.runtime_paths(), "/etc/hostname-of-nobody"))
    top = {name for name in os.listdir("/") if not os.path.islink("/" + name)}
    shown = {path.split("/")[1] for path in system.runtime_paths()}
    return {
        "more than asked for": top - shown - {"dev", "home"},
        "devices": sorted(os.listdir("/dev")),
        "homes": os.listdir("/home"),
        "configuration": set(os.listdir("/etc")) - {"fonts", "ld.so.cache", "localtime"},
        "write": [_comes_to(open, path, "w") for path in ("/new", "/usr/new", os.__file__)],
        "null": _comes_to(open, "/dev/null", "w"),
        "python": os.path.exists(sys.executable),
        "network": [name for _, name in socket.if_nameindex()],
        "host": socket.gethostname(),
    }


@pytest.mark.parametrize("host", [host for host in HOSTS if not host.startswith("container")])
def test_a_private_root_holds_python_and_nothing_else(host):
    """No course, no home folders, no /proc, no network but a loopback that is down; all of it read-only."""
    seen = on_host(host, _private_root)
    assert set() == seen["more than asked for"] | seen["configuration"]
    assert ["full", "null", "random", "urandom", "zero"] == seen["devices"]
    # a Python that lies in somebody's home folder brings that folder's name along, and nothing else of it
    homes = {Path(path).parts[2] for path in runtime_paths() if Path(path).parts[:2] == ("/", "home")}
    assert {"candidate"} | homes == set(seen["homes"])
    assert ["OSError"] * 3 == seen["write"]
    assert ("succeeded", True, ["lo"], "candidate") == tuple(
        seen[name] for name in ("null", "python", "network", "host")
    )


def _symbolic_links():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "real/deep").mkdir(parents=True)
        Path(folder, "real/deep/file").write_text("x")
        os.symlink("real", os.path.join(folder, "relative"))
        os.symlink(os.path.join(folder, "relative"), os.path.join(folder, "absolute"))
        wanted = os.path.join(folder, "absolute", "deep")
        if (pid := os.fork()) == 0:
            namespaces.unshare_all(with_user=os.geteuid() != 0)
            namespaces.build_root([wanted])
            os._exit(0 if "x" == Path(wanted, "file").read_text() else 1)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_private_root_keeps_symbolic_links():
    """An environment that is reached through links, relative and absolute, is found in the same place."""
    assert 0 == on_host(HOSTS[0], _symbolic_links)


def _limits():
    before = limits.mapped_bytes()
    limits.apply(Policy(memory_mib=64, open_files=16, scratch_mib=1), before, count_threads=False)
    with tempfile.TemporaryFile() as file:
        return [
            _comes_to(bytearray, 128 << 20),
            _comes_to(lambda: [os.dup(0) for _ in range(20)]),
            _comes_to(os.truncate, file.fileno(), 2 << 20),
            _comes_to(bytearray, 16 << 20),
        ]


@pytest.mark.parametrize("host", HOSTS)
def test_limits_alone_bound_memory_descriptors_and_files(host):
    """Memory is counted from what the process had, so a warm process has as much left as a cold one."""
    assert ["MemoryError", "OSError", "OSError", "succeeded"] == on_host(host, _limits)


def _with_a_thread():
    threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
    return _comes_to(lock_in, Policy(scratch="/tmp"))


def test_lock_in_refuses_a_process_with_threads():
    """Landlock binds the calling thread alone, so the others would stay free."""
    assert "SandboxUnavailable" == on_host(HOSTS[0], _with_a_thread)


def test_a_kernel_without_landlock_is_refused_in_one_line(monkeypatch):
    """The message says what is missing and the remedy."""
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    with pytest.raises(SandboxUnavailable, match=r"expected Landlock.*Linux 5\.13 or later") as raised:
        lock_in(Policy())
    assert 1 == len(str(raised.value).splitlines())


def test_another_system_is_refused_in_one_line(monkeypatch):
    """On macOS the message says where to grade instead."""
    monkeypatch.setattr(lockdown, "SUPPORTED", False)
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SandboxUnavailable, match="expected Linux on x86_64 or aarch64, got darwin"):
        lock_in(Policy())


def test_user_ids_fall_back_to_what_the_machine_has(monkeypatch):
    """High ids first, then a container's, then the own one; the last failure is the caller's to see."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    users = UserIds()
    tried = []

    def rehearse():
        tried.append(users.next())
        if tried[-1] is not None:
            raise SandboxUnavailable("not mapped")
        return ("limits",)

    assert ("limits",) == users.settle(rehearse, unsafe=False)
    assert tried[0] >= 0x60000000 > 65536 > tried[1] >= 61184
    assert None is tried[2] is users.next()


def test_children_have_distinct_users(monkeypatch):
    """No two of a zygote's children share an id, so none may look at another."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    users = UserIds()
    users.settle(lambda: (), unsafe=False)
    assert 1000 == len({users.next() for _ in range(1000)})
