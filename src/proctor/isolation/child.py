"""What a freshly forked child does before the entry it was made for: leave everything, then lock itself in."""

import fcntl
import gc
import importlib
import json
import os
import signal
import socket
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import namespaces
from .lockdown import lock_in
from .policy import Policy
from .system import runtime_paths

LOCK_FAILED = 112
"""Exit code of a child that could not lock itself in, and so ran nothing."""

_FIRST_KEPT = 3


@dataclass(frozen=True)
class Surroundings:
    """What the zygote found out once about this machine, for all its children."""

    private_root: bool
    """Whether mount namespaces stand, so that each child mounts a scratch folder of its own."""
    mapped: tuple[int, int]
    """Address space and private writable part of the warm process, in bytes."""
    unsafe: bool


def run(entry: str, sockets: Sequence[int], policy: Policy, arg: object, here: Surroundings) -> None:
    """Lock in, call ``module:function`` as ``function(*sockets, arg)``, and end the process."""
    code = LOCK_FAILED
    try:
        kept, _ = prepare(sockets, policy, here)
        code = 1
        resolve(entry)(*(socket.socket(fileno=descriptor) for descriptor in kept), arg)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        os._exit(code & 0xFF)


def rehearse(report: int, policy: Policy, here: Surroundings) -> None:
    """Lock in as every child will, tell the descriptor as JSON which layers are in force, end the process."""
    try:
        [report], layers = prepare([report], policy, here)
        hidden = [path for path in runtime_paths() if not os.access(path, os.R_OK)]
        answer = {"failed": f"{hidden[0]} is closed to the child"} if hidden else {"layers": layers}
    except Exception as error:
        answer = {"failed": str(error)}
    try:
        os.write(report, json.dumps(answer).encode())
    finally:
        os._exit(0)


def prepare(sockets: Sequence[int], policy: Policy, here: Surroundings) -> tuple[Sequence[int], tuple[str, ...]]:
    """Leave session, descriptors, folder and powers; returns the descriptors kept and the layers in force."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    kept = _keep_only(sockets)
    if here.private_root:
        owner, group = os.geteuid(), os.getegid()
        if policy.user is not None:
            owner = group = policy.user
        namespaces.mount_scratch(policy, owner, group)
    # Entered before the powers go: on a host without mount namespaces its parent may be closed to us after.
    os.chdir(policy.scratch)
    layers = lock_in(policy, mapped=here.mapped, watched=not here.private_root, unsafe=here.unsafe)
    point_home(policy.scratch)
    gc.enable()
    return kept, layers


def resolve(entry: str) -> Callable:
    """The function that ``module:function`` names."""
    module, _, function = entry.partition(":")
    return getattr(importlib.import_module(module), function)


def _keep_only(sockets: Sequence[int]) -> list[int]:
    """Move the sockets to 3, 4, …, point 0, 1 and 2 at /dev/null and close every other descriptor."""
    above = _FIRST_KEPT + len(sockets)
    null = os.open(os.devnull, os.O_RDWR)
    # Lifted first, so that no descriptor is overwritten before it has been moved.
    lifted = [_lift(descriptor, above) for descriptor in (null, null, null, *sockets)]
    for target, descriptor in enumerate(lifted):
        os.dup2(descriptor, target, inheritable=target < _FIRST_KEPT)
    os.closerange(above, os.sysconf("SC_OPEN_MAX"))
    return list(range(_FIRST_KEPT, above))


def _lift(descriptor: int, above: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, above)


def point_home(scratch: str) -> None:
    """Have libraries keep their caches and temporary files in the scratch folder."""
    temporary = os.path.join(scratch, ".tmp")
    os.makedirs(temporary, 0o700, exist_ok=True)
    if os.environ.get("HOME") != scratch:  # in a private root the zygote's is called the same
        os.environ.update(HOME=scratch, TMPDIR=temporary, MPLCONFIGDIR=temporary, IPYTHONDIR=temporary)
        tempfile.tempdir = None
