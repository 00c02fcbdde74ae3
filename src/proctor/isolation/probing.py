"""What this machine's isolation can and cannot hold, found out by trying it."""

import json
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from . import landlock
from .parent import Zygote
from .policy import Policy, SandboxUnavailable, ZygoteLost

PASS, CAUTION, FAIL = "PASS", "CAUTION", "FAIL"

_SMALL = Policy(memory_mib=64, cpu_seconds=5, scratch_mib=4, open_files=32, threads=8)


@dataclass(frozen=True)
class Finding:
    """One line for the operator."""

    layer: str
    status: str
    """PASS, CAUTION or FAIL; grading refuses on FAIL."""
    says: str
    remedy: str = ""


def probe() -> list[Finding]:
    """Start a zygote and have a locked-in child try what no child may do; a few tenths of a second."""
    try:
        with tempfile.NamedTemporaryFile() as secret, Zygote(("proctor.isolation.probing",)) as zygote:
            os.chmod(secret.name, 0o644)
            attempts = {name: _attempt(zygote, name, secret.name) for name in _ATTEMPTS}
            return [*_held(attempts), *_namespaces(zygote.layers, attempts), *_landlock_age()]
    except (SandboxUnavailable, ZygoteLost) as error:
        says, _, remedy = str(error).partition("; ")
        return [Finding("sandbox", FAIL, says, remedy)]


def _attempt(zygote: Zygote, name: str, secret: str) -> str:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child = zygote.spawn("proctor.isolation.probing:attempt", [theirs], _SMALL, [name, secret])
        theirs.close()
        ours.settimeout(10)
        said = b"".join(iter(lambda: ours.recv(4096), b""))
    ended = zygote.wait(child, 10)
    return json.loads(said) if said else "held" if ended and ended.reason else "died"


def attempt(sock: socket.socket, arg: list[str]) -> None:
    """Entry of the child: try one thing and send ``held``, or ``open`` where it went through."""
    name, secret = arg
    try:
        said = _ATTEMPTS[name][1](secret) or "open"
    except (OSError, MemoryError, RuntimeError):
        said = "held"
    sock.sendall(json.dumps(said).encode())


def _take_memory(_: str) -> None:
    bytearray(128 << 20)


def _fill_scratch(_: str) -> None:
    for number in range(4):
        with open(f"{number}", "wb") as file:
            file.write(b"\1" * (3 << 20))
        time.sleep(0.1)


def _start_threads(_: str) -> None:
    for _number in range(20):
        threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
    time.sleep(0.5)


# What is tried, by the layer that must hold it, and the remedy where it does not.
_ATTEMPTS: dict[str, tuple[str, Callable[[str], object]]] = {
    "files": ("read a file outside", lambda secret: open(secret).read() and None),
    "network": ("open a socket", lambda _: socket.socket().close()),
    "processes": ("start a process", lambda _: os.fork() and None),
    "memory": ("take more memory than allowed", _take_memory),
    "scratch quota": ("write more than allowed", _fill_scratch),
    "threads": ("start more threads than allowed", _start_threads),
    "names": ("learn that a file outside exists", lambda secret: os.stat(secret) and None),
}
_OPTIONAL = ("names",)


def _held(attempts: dict[str, str]) -> list[Finding]:
    findings = []
    for name, came_to in attempts.items():
        if name in _OPTIONAL:
            continue
        what = _ATTEMPTS[name][0]
        if came_to == "held":
            findings.append(Finding(name, PASS, f"a locked-in process cannot {what}"))
        else:
            says = f"expected that a locked-in process cannot {what}, got: {came_to}"
            findings.append(Finding(name, FAIL, says, "report this machine's kernel version; do not grade on it"))
    return findings


def _namespaces(layers: tuple[str, ...], attempts: dict[str, str]) -> list[Finding]:
    if "mount namespace" in layers and attempts["names"] == "held":
        return [Finding("namespaces", PASS, "a private root; nothing outside can even be named")]
    return [
        Finding(
            "namespaces",
            CAUTION,
            "no mount namespace: files outside cannot be read, but whether a guessed path exists, and its "
            "size, can be learnt",
            "allow unprivileged user namespaces (sysctl user.max_user_namespaces=15000; on Ubuntu also "
            "kernel.apparmor_restrict_unprivileged_userns=0), or run the container with CAP_SYS_ADMIN",
        )
    ]


def _landlock_age() -> list[Finding]:
    version = landlock.abi()
    if version >= landlock.SCOPE_ABI:
        return [Finding("landlock", PASS, f"ABI {version}")]
    return [
        Finding(
            "landlock",
            CAUTION,
            f"ABI {version}, expected {landlock.SCOPE_ABI} or later: that no signal reaches another process "
            "rests on the system call filter alone",
            "use Linux 6.12 or later",
        )
    ]
