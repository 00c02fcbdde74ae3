"""Who the process is: its user, its powers, and what it may become.

Sources: capabilities(7), prctl(2), user_namespaces(7).
"""

import os
import signal
import struct

from ._syscalls import call

CLONE_NEWUSER = 0x10000000

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_CAPBSET_READ, _PR_CAPBSET_DROP = 23, 24
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63  # reading one beyond the kernel's last says so


def no_new_privileges() -> None:
    """From here on nothing this process executes can gain a power; Landlock and seccomp need it."""
    call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def die_with_parent() -> None:
    """Be killed when the thread that forked this process ends; a change of user id undoes it."""
    call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def set_dumpable(dumpable: bool) -> None:
    """Whether processes of the same user may look at this one, through ptrace or /proc."""
    call("prctl", _PR_SET_DUMPABLE, int(dumpable), 0, 0, 0)


def become(user: int) -> None:
    """Change user and group to one unprivileged id, for good, and leave every other group."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def enter_own_user_namespace() -> bool:
    """Try to enter a user namespace of one's own, where the kernel counts this process's threads alone.

    False where the host does not allow it.
    """
    try:
        call("unshare", CLONE_NEWUSER)
    except OSError:
        return False
    return True


def drop_capabilities(keep: int = 0) -> None:
    """Give up every capability outside the bit mask ``keep``, from the bounding set too."""
    call("prctl", _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    for capability in range(_LAST_CAPABILITY + 1):
        if keep >> capability & 1:
            continue
        try:
            if call("prctl", _PR_CAPBSET_READ, capability, 0, 0, 0):
                call("prctl", _PR_CAPBSET_DROP, capability, 0, 0, 0)
        except OSError:
            # Beyond the kernel's last capability, or without CAP_SETPCAP, where there is no power to lose.
            break
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    low, high = keep & 0xFFFFFFFF, keep >> 32
    call("capset", header, struct.pack("=6I", low, low, 0, high, high, 0))
