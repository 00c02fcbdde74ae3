"""Lock the calling process in, for good."""

import os
import sys
import threading

from . import identity, landlock, limits, seccomp
from ._syscalls import MACHINE, SUPPORTED
from .policy import Policy, SandboxUnavailable
from .system import READABLE_DEVICES, WRITABLE_DEVICES, runtime_paths


def lock_in(
    policy: Policy, *, mapped: tuple[int, int] | None = None, watched: bool = False, unsafe: bool = False
) -> tuple[str, ...]:
    """Lock this process in by the policy and name the layers in force; there is no way back.

    ``mapped``: bytes that the warm process maps, measured before /proc went out of sight.
    ``watched``: another process of this user looks after scratch quota and threads, so it may look in.
    ``unsafe``: resource limits alone, no sandbox.
    Raises SandboxUnavailable where a required layer is missing: Landlock, seccomp.
    """
    mapped = limits.mapped_bytes() if mapped is None else mapped
    if unsafe:
        if SUPPORTED:
            identity.die_with_parent()
        limits.apply(policy, mapped, count_threads=False)
        return ("limits",)
    require()
    if threading.active_count() > 1:
        raise SandboxUnavailable(
            f"lock_in: expected a process with one thread, got {threading.active_count()}; "
            "Landlock binds the calling thread alone: lock in before threads start"
        )
    layers = []
    if os.geteuid() == 0:
        alone = policy.user is not None
        if policy.user is not None:
            identity.become(policy.user)
            layers.append("own user")
    else:
        alone = identity.enter_own_user_namespace()
        if alone:
            layers.append("own user namespace")
    limits.apply(policy, mapped, count_threads=alone)
    identity.drop_capabilities()
    identity.die_with_parent()
    identity.no_new_privileges()
    identity.set_dumpable(watched)
    readable = (*runtime_paths(), *policy.readable, *READABLE_DEVICES)
    try:
        landlock.restrict(readable, policy.scratch, writable_devices=WRITABLE_DEVICES)
        seccomp.install(filter_program())
    except OSError as error:
        raise SandboxUnavailable(f"lock_in: the kernel refused a layer ({error}); see proctor doctor") from error
    layers += ["limits", "no capabilities", "no_new_privs", "landlock", "seccomp"]
    if alone:
        layers.append("thread count")
    return tuple(layers)


def require() -> None:
    """Raise SandboxUnavailable where this machine lacks a required layer."""
    if not SUPPORTED:
        raise SandboxUnavailable(
            f"isolation: expected Linux on x86_64 or aarch64, got {sys.platform} on {MACHINE}; "
            "grade on such a machine or in a container on one"
        )
    if landlock.abi() == 0:
        raise SandboxUnavailable(
            "isolation: expected Landlock, got a kernel without it; use Linux 5.13 or later and have "
            "'landlock' in the kernel parameter lsm=; in a container, update its runtime's seccomp profile"
        )


def filter_program() -> tuple[seccomp.Instruction, ...]:
    """The system call filter that fits this kernel."""
    return seccomp.candidate_filter(landlock_truncates=landlock.abi() >= landlock.TRUNCATE_ABI)


def warm_up() -> None:
    """Do once, in a process that others are forked from, what each of them would do again to lock itself in."""
    seccomp.packed(filter_program())
