"""How the zygote enters a root of its own, and notices the end of the proctor."""

import os
from collections.abc import Sequence

from . import identity, namespaces
from ._syscalls import SUPPORTED, call


def enter_private_root(readable: Sequence[str]) -> tuple[str, ...]:
    """Enter namespaces and a root of nothing but the given paths, as the first process of its own world.

    Returns the layers in force; none, and nothing changed, where the host does not allow it.
    """
    for with_user in (False, True) if os.geteuid() == 0 else (True,):
        # Tried in a throwaway process first: half of it cannot be taken back.
        if _works(with_user, readable):
            _enter(with_user, readable)
            _become_first_process()
            user = ("user namespace",) if with_user else ()
            return (*user, "mount namespace", "network namespace", "process namespace")
    return ()


def _enter(with_user: bool, readable: Sequence[str]) -> None:
    namespaces.unshare_all(with_user=with_user)
    namespaces.build_root(readable)


def _works(with_user: bool, readable: Sequence[str]) -> bool:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            _enter(with_user, readable)
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _become_first_process() -> None:
    """Go on as process 1 of the new namespace; when that one ends, the kernel ends all others in it.

    The process that stays outside holds nothing, waits, and ends with it; killed, it takes it along.
    """
    pid = os.fork()
    if pid == 0:
        identity.die_with_parent()
        return
    os.closerange(0, os.sysconf("SC_OPEN_MAX"))
    os.waitpid(pid, 0)
    os._exit(0)


def watch_parent(parent: int) -> int | None:
    """A descriptor that becomes readable when the proctor ends; None where only the socket can tell.

    Not PR_SET_PDEATHSIG, which fires as soon as the thread that started this process ends; and not the
    socket alone, whose other end lives on in whatever the proctor forked.
    """
    if not SUPPORTED:
        return None
    descriptor = call("pidfd_open", parent, 0)
    if os.getppid() != parent:
        os._exit(0)
    return descriptor
