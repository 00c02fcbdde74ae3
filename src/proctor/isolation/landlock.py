"""Landlock: which files the process may touch, and that it may neither use TCP nor signal others.

Source: the kernel's ``Documentation/userspace-api/landlock.rst`` and ``include/uapi/linux/landlock.h``.
"""

import ctypes
import os
import stat
from collections.abc import Iterable

from ._syscalls import SUPPORTED, call

_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG = 1 << 7, 1 << 8
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15

_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_READ = _READ_FILE | _READ_DIR
_READ_WRITE = _READ | _WRITE_FILE | _TRUNCATE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER

# Highest file right of each ABI, counted in bits: all rights up to it are then handled, that is, denied.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_TCP_BIND_AND_CONNECT = 0b11  # since ABI 4
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11  # since ABI 6
_LOG_NOTHING = 1  # since ABI 7: a student cannot fill the machine's audit log with denials

TRUNCATE_ABI = 3
SCOPE_ABI = 6


class _Ruleset(ctypes.Structure):
    _fields_ = [("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("parent_fd", ctypes.c_int32)]


def abi() -> int:
    """Landlock's ABI version on this kernel; 0 where it has none, or has it switched off."""
    if not SUPPORTED:
        return 0
    try:
        return call("landlock_create_ruleset", 0, 0, _VERSION_FLAG)
    except OSError:
        return 0


def restrict(readable: Iterable[str], scratch: str, *, writable_devices: Iterable[str] = ()) -> None:
    """Confine this process for good; ``no_new_privs`` must be set and the process have one thread.

    Paths that do not exist are passed over: what is not there cannot be read.
    """
    version = abi()
    handled = (1 << _FILE_RIGHTS[min(version, 5)]) - 1
    ruleset = _Ruleset(
        handled,
        _TCP_BIND_AND_CONNECT if version >= 4 else 0,
        _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if version >= SCOPE_ABI else 0,
    )
    size = 8 if version < 4 else 16 if version < SCOPE_ABI else 24
    fd = call("landlock_create_ruleset", ctypes.addressof(ruleset), size, 0)
    try:
        for path in readable:
            _allow(fd, path, _READ & handled)
        for path in writable_devices:
            _allow(fd, path, (_READ_FILE | _WRITE_FILE) & handled)
        _allow(fd, scratch, _READ_WRITE & handled)
        call("landlock_restrict_self", fd, _LOG_NOTHING if version >= 7 else 0)
    finally:
        os.close(fd)


def _allow(ruleset_fd: int, path: str, rights: int) -> None:
    try:
        path_fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        if not stat.S_ISDIR(os.fstat(path_fd).st_mode):
            rights &= _ON_FILES
        rule = _PathBeneath(rights, path_fd)
        call("landlock_add_rule", ruleset_fd, _RULE_PATH_BENEATH, ctypes.addressof(rule), 0)
    finally:
        os.close(path_fd)
