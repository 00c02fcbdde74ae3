"""Spawn from a zygote in one line, and look at the processes behind it."""

import json
import os
import socket
import time
from pathlib import Path

from proctor.isolation import Exit, Policy, Zygote

HERE = os.path.dirname(__file__)
SMALL = Policy(memory_mib=128, cpu_seconds=1, scratch_mib=16, scratch_files=500, open_files=32, threads=12)
ROOMY = Policy(memory_mib=512, cpu_seconds=60, scratch_mib=16)


def ask(zygote: Zygote, entry: str, arg, policy: Policy) -> tuple[object, Exit | None]:
    """Spawn, and return what the child sent (None if nothing) and how it ended."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child = zygote.spawn(entry, [theirs], policy, arg)
        theirs.close()
        ours.settimeout(20)
        said = b"".join(iter(lambda: ours.recv(65536), b""))
    return json.loads(said) if said else None, zygote.wait(child, 20)


def descendants(pid: int) -> list[int]:
    """Every process below one, by the host's numbers, zombies included."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = list(children.get(pid, []))
    for known in found:
        found += children.get(known, [])
    return found


def gone(pids: list[int], seconds: float = 10) -> bool:
    """Whether the processes end, or are zombies at most, within some seconds."""
    until = time.monotonic() + seconds
    while any(_lives(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
