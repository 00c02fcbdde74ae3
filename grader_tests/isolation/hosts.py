"""The machines that isolation must hold on, each simulated in a forked process of the tests.

``root``: root with every power.  ``ordinary``: an ordinary user who may make user namespaces.
``container root`` and ``container user``: as an ordinary container is, that is, no call that makes
namespaces or mounts and, for root, an ordinary container's capabilities alone.
"""

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from proctor.isolation import identity, seccomp
from proctor.isolation._syscalls import call

HOSTS = (
    ("root", "ordinary", "container root", "container user")
    if os.geteuid() == 0
    else (
        "ordinary",
        "container user",
    )
)

_ORDINARY_USER = 65533
_CONTAINER_CAPABILITIES = sum(1 << bit for bit in (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31))
_CLONE_NEWNS = 0x00020000
_BIND_ALL, _PRIVATE_ALL = 0x1000 | 0x4000, 0x4000 | 0x40000
_FORBIDDEN = ("unshare", "setns", "mount", "umount2", "pivot_root", "mount_setattr")


def on_host(name: str, function: Callable, *args):
    """Call a function in a forked process that is set up as the host; returns or raises what it did."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        # what the tests before this one left open would count against a limit on descriptors
        os.closerange(3, writing)
        os.closerange(writing + 1, os.sysconf("SC_OPEN_MAX"))
        try:
            _become_host(name)
            answer = (True, function(*args))
        except BaseException:
            answer = (False, traceback.format_exc())
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        good, answer = pickle.load(pipe)
    os.waitpid(pid, 0)
    if not good:
        raise AssertionError(f"on {name}:\n{answer}")
    return answer


def let_everyone_through(folder: Path) -> None:
    """Open the folders above one to whoever knows their names, as far as they are closed."""
    for parent in folder.parents:
        if not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)


def _become_host(name: str) -> None:
    container, user = name.startswith("container"), name.endswith(("ordinary", "user"))
    powerful = os.geteuid() == 0
    if powerful and name != "root":
        _open_python_to_everyone()
    if container:
        if user:
            identity.no_new_privileges()
        _forbid_namespaces()
    if powerful and user:
        identity.become(_ORDINARY_USER)
        identity.set_dumpable(True)
    elif powerful and container:
        identity.drop_capabilities(_CONTAINER_CAPABILITIES)


def _open_python_to_everyone() -> None:
    """Where root's home holds this Python, show it and nothing else of that home, in a private mount namespace."""
    closed = next((path for path in _parents(sys.base_prefix) if not os.stat(path).st_mode & 0o001), None)
    if closed is None:
        return
    call("unshare", _CLONE_NEWNS)
    call("mount", b"none", b"/", b"none", _PRIVATE_ALL, 0)
    python = os.open(sys.base_prefix, os.O_PATH)
    call("mount", b"tmpfs", closed.encode(), b"tmpfs", 0, b"mode=755")
    os.makedirs(sys.base_prefix)
    call("mount", f"/proc/self/fd/{python}".encode(), sys.base_prefix.encode(), b"none", _BIND_ALL, 0)
    os.close(python)


def _parents(path: str) -> list[str]:
    names = path.strip("/").split("/")
    return ["/" + "/".join(names[:depth]) for depth in range(1, len(names) + 1)]


def _forbid_namespaces() -> None:
    rules = seccomp.Rules(default=seccomp.ALLOW, beyond=seccomp.ALLOW)
    for name in _FORBIDDEN:
        rules.set(name, seccomp.EPERM)
    rules.set("clone", seccomp.when(0, (0,), mask=0x7E020000))
    rules.set("clone3", seccomp.ENOSYS)
    seccomp.install(rules.program())
