"""Namespaces: a root of one's own with nothing in it but Python, no network, no other processes.

Sources: user_namespaces(7), mount_namespaces(7), pivot_root(2), mount_setattr(2); bubblewrap is the
reference for what to unshare.
"""

import os
import socket
import struct
from collections.abc import Iterable

from ._syscalls import call
from .identity import CLONE_NEWUSER
from .policy import Policy
from .system import READABLE_DEVICES, WRITABLE_DEVICES

HOME = "/home/candidate"
"""The one writable place of the private root; each child mounts a scratch folder of its own over it."""

_CLONE_NEWNS = 0x00020000
_CLONE_NEWCGROUP = 0x02000000
_CLONE_NEWUTS = 0x04000000
_CLONE_NEWIPC = 0x08000000
_CLONE_NEWPID = 0x20000000
_CLONE_NEWNET = 0x40000000
_ALL = _CLONE_NEWNS | _CLONE_NEWCGROUP | _CLONE_NEWUTS | _CLONE_NEWIPC | _CLONE_NEWPID | _CLONE_NEWNET

_RDONLY, _NOSUID, _NODEV, _NOEXEC = 1, 2, 4, 8
_BIND, _REC, _PRIVATE = 0x1000, 0x4000, 0x40000
_DETACH = 2
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_OLD = "/old"


def unshare_all(*, with_user: bool) -> None:
    """Leave the host's namespaces; the process identifiers change for children alone.

    ``with_user``: enter a user namespace first, which gives an ordinary user the power for the rest.
    Raises OSError where the host does not allow it.
    """
    user, group = os.geteuid(), os.getegid()
    call("unshare", _ALL | (CLONE_NEWUSER if with_user else 0))
    if with_user:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/gid_map", f"{group} {group} 1")
        _write("/proc/self/uid_map", f"{user} {user} 1")


def build_root(readable: Iterable[str]) -> None:
    """Make a new, read-only root of the given absolute paths and devices, and move into it.

    Symbolic links on the way become the same links.  Raises OSError where the host does not allow it.
    """
    socket.sethostname("candidate")
    _mount(None, "/", None, _REC | _PRIVATE)
    base = "/tmp"
    _mount("tmpfs", base, "tmpfs", _NOSUID | _NODEV, "mode=755,size=1m")
    os.mkdir(base + _OLD)
    call("pivot_root", base.encode(), (base + _OLD).encode())
    os.chdir("/")
    for path in readable:
        _show(path)
    for device in (*READABLE_DEVICES, *WRITABLE_DEVICES):
        _show(device, devices=True)
    os.makedirs(HOME, exist_ok=True)
    _mount("tmpfs", HOME, "tmpfs", _NOSUID | _NODEV | _NOEXEC, "mode=755,size=16m")
    call("umount2", _OLD.encode(), _DETACH)
    os.rmdir(_OLD)
    _make_read_only("/", _NOSUID | _NODEV, recursive=False)


def mount_scratch(policy: Policy, owner: int, group: int) -> None:
    """Give this process an empty scratch folder at HOME that nobody else sees and that ends with it."""
    call("unshare", _CLONE_NEWNS)
    options = f"mode=700,size={policy.scratch_mib}m,nr_inodes={policy.scratch_files},uid={owner},gid={group}"
    _mount("tmpfs", HOME, "tmpfs", _NOSUID | _NODEV | _NOEXEC, options)


def _show(path: str, *, devices: bool = False) -> None:
    path = _follow_links(path)
    source = _OLD + path
    if not os.path.exists(source):
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.isdir(source):
        os.makedirs(path, exist_ok=True)
    else:
        os.close(os.open(path, os.O_CREAT | os.O_CLOEXEC, 0o444))
    _mount(source, path, None, _BIND | _REC)
    # A device on a mount without devices cannot be opened; on a read-only one it can still be written to.
    _make_read_only(path, _NOSUID if devices else _NOSUID | _NODEV, recursive=True)


def _follow_links(path: str) -> str:
    """Make the symbolic links on the way to a path of the old root, and return where they lead."""
    at = "/"
    names = path.strip("/").split("/")
    for depth, name in enumerate(names, start=1):
        link = os.path.join(at, name)
        if os.path.islink(_OLD + link):
            target = os.readlink(_OLD + link)
            if not os.path.lexists(link):
                os.makedirs(at, exist_ok=True)
                os.symlink(target, link)
            return _follow_links(os.path.normpath(os.path.join(at, target, *names[depth:])))
        at = link
    return at


def _make_read_only(path: str, also: int, *, recursive: bool) -> None:
    # mount_setattr only adds flags, so those that the host has locked on a mount stay as they are.
    attributes = struct.pack("=4Q", _RDONLY | also, 0, 0, 0)
    flags = _AT_RECURSIVE if recursive else 0
    call("mount_setattr", _AT_FDCWD, path.encode(), flags, attributes, len(attributes))


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    words = (source or "none", kind or "none", options)
    encoded_source, encoded_kind, encoded_options = (word.encode() for word in words)
    call("mount", encoded_source, target.encode(), encoded_kind, flags, encoded_options)


def _write(path: str, text: str) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)
