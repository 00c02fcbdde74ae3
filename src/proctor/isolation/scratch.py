"""Scratch folders on a host without mount namespaces: made, measured and removed from outside.

Their owner may be hostile: thousands of nested folders, folders without permissions, files that are
deleted but still open.  So nothing here recurses, and no path grows with what the owner made.
"""

import os
import stat
from collections.abc import Callable


def make(path: str, owner: int | None) -> None:
    """Make an empty folder that its owner alone may enter."""
    os.mkdir(path, 0o700)
    if owner is not None:
        try:
            os.chown(path, owner, owner)
        except OSError:
            os.rmdir(path)
            raise


def usage(path: str, pid: int, owner: int | None, *, most_files: int) -> tuple[int, int]:
    """Bytes and files that a process keeps, the deleted but open ones included; stops counting at most_files."""
    size, files = _open_deleted(pid, owner)
    waiting = [path]
    while waiting and files <= most_files:
        try:
            entries = os.scandir(waiting.pop())
        except FileNotFoundError:
            continue
        except OSError:
            # Too deep for a path, or closed to us: no honest program makes such a folder.
            return size, most_files + 1
        with entries:
            for entry in entries:
                files += 1
                try:
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                except FileNotFoundError:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
    return size, files


def _open_deleted(pid: int, owner: int | None) -> tuple[int, int]:
    size = files = 0
    for status in _in_the_name_of(owner, lambda: _descriptors(pid)):
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
            size += status.st_blocks * 512
            files += 1
    return size, files


def threads(pid: int) -> int:
    """How many threads a process has; 0 once it has ended."""
    try:
        return len(os.listdir(f"/proc/{pid}/task"))
    except OSError:
        return 0


def _descriptors(pid: int) -> list[os.stat_result]:
    found = []
    try:
        for name in os.listdir(f"/proc/{pid}/fd"):
            try:
                found.append(os.stat(f"/proc/{pid}/fd/{name}"))
            except OSError:
                continue
    except OSError:
        pass
    return found


def _in_the_name_of(owner: int | None, look: Callable[[], list]) -> list:
    """Look with the owner's id: root in a container may not see into other users' processes."""
    if owner is None:
        return look()
    user, group = os.geteuid(), os.getegid()
    os.setegid(owner)
    os.seteuid(owner)
    try:
        return look()
    finally:
        os.seteuid(user)
        os.setegid(group)


def remove(path: str) -> None:
    """Remove a folder and all in it, however deep; its owner must have ended."""
    here = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    way: list[tuple[str, list[str]]] = [("", _empty_of_files(here))]
    while way:
        name, folders = way[-1]
        if folders:
            here = _move(here, folders[-1])
            way.append((folders.pop(), _empty_of_files(here)))
        else:
            way.pop()
            if way:
                here = _move(here, "..")
                os.rmdir(name, dir_fd=here)
    os.close(here)
    os.rmdir(path)


def _move(here: int, name: str) -> int:
    """Open a folder as seen from another, which is closed."""
    if name != "..":
        os.chmod(name, 0o700, dir_fd=here)
    there = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=here)
    os.close(here)
    return there


def _empty_of_files(here: int) -> list[str]:
    """Unlink all that is no folder; returns the names of the folders."""
    with os.scandir(here) as entries:
        found = list(entries)
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.name, dir_fd=here)
    return [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]
