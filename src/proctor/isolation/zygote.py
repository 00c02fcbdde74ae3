"""The zygote process: warm, secret-free, single-threaded; forks a locked-in child on request.

Started as ``python -m proctor.isolation.zygote`` with the proctor's socket as its standard input.
It enters namespaces where the host allows that, imports what children will need, then answers requests
until the socket closes or the proctor ends.  Nothing that a child does reaches this process but how it
ended: they share no descriptor.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace

from . import child, limits, protocol, scratch
from .lockdown import require, warm_up
from .namespaces import HOME
from .policy import WATCH_SECONDS, Policy, SandboxUnavailable
from .root import enter_private_root, watch_parent
from .system import runtime_paths
from .users import UserIds

_FEW_FILES = 100


@dataclass
class _Child:
    number: int
    policy: Policy
    reason: str = ""


class _Server:
    """Requests in, children out; one thread, one loop."""

    def __init__(self, control: socket.socket, folder: str, users: UserIds, here: child.Surroundings) -> None:
        self.control = control
        self.folder = folder
        self.users = users
        self.here = here
        self.children: dict[int, _Child] = {}

    def serve(self, parent: int | None) -> None:
        """Answer until the proctor closes the socket or ends; then end every child."""
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        poll = select.poll()
        for descriptor in (self.control.fileno(), woken, *(() if parent is None else (parent,))):
            poll.register(descriptor, select.POLLIN)
        while True:
            watching = self.folder and self.children
            ready = [descriptor for descriptor, _ in poll.poll(WATCH_SECONDS * 1000 if watching else None)]
            if parent in ready:
                return
            if woken in ready:
                os.read(woken, 4096)
            if self.control.fileno() in ready:
                try:
                    message, sockets = protocol.receive(self.control)
                except (EOFError, OSError):
                    return
                self.answer(message, sockets)
            self.reap()
            if watching:
                self.watch()

    def answer(self, message: dict, sockets: list[int]) -> None:
        if message["op"] == "spawn":
            try:
                pid = self.spawn(message, sockets)
                reply = {"spawned": message["number"], "pid": pid}
            except OSError as error:
                reply = {"refused": message["number"], "why": str(error)}
            finally:
                for descriptor in sockets:
                    os.close(descriptor)
            protocol.send(self.control, reply)
        elif message["op"] == "kill":
            for pid, known in self.children.items():
                if known.number == message["number"]:
                    self.kill(pid, "killed")

    def spawn(self, message: dict, sockets: list[int]) -> int:
        policy = self.own(Policy(**message["policy"]), message["number"])
        try:
            pid = os.fork()
        except OSError:
            self.clear(policy)
            raise
        if pid == 0:
            child.run(message["entry"], sockets, policy, message["arg"], self.here)
        self.children[pid] = _Child(message["number"], policy)
        return pid

    def own(self, policy: Policy, number: int) -> Policy:
        """The policy with a user and a scratch folder that no other child has."""
        user = self.users.next()
        folder = HOME
        if self.folder:
            folder = os.path.join(self.folder, str(number))
            scratch.make(folder, user)
        return replace(policy, readable=tuple(policy.readable), scratch=folder, user=user)

    def clear(self, policy: Policy) -> None:
        """Remove what a child wrote; with a private root the kernel does so."""
        if not self.folder:
            return
        _, files = scratch.usage(policy.scratch, os.getpid(), None, most_files=_FEW_FILES)
        if files <= _FEW_FILES:
            scratch.remove(policy.scratch)
        elif os.fork() == 0:
            # Thousands of folders can take seconds on a disk, and other children must not wait for that.
            try:
                scratch.remove(policy.scratch)
            finally:
                os._exit(0)

    def kill(self, pid: int, reason: str) -> None:
        self.children[pid].reason = self.children[pid].reason or reason
        os.kill(pid, signal.SIGKILL)  # alone as long as it has not left our session
        _kill_session(pid)

    def reap(self) -> None:
        """Collect every ended child, clear up behind it, and tell the proctor."""
        while True:
            try:
                ended, status, used = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not ended:
                return
            known = self.children.pop(ended, None)
            if known is None:
                continue
            _kill_session(ended)  # what it started, where no sandbox kept it from that
            self.clear(known.policy)
            protocol.send(
                self.control,
                {
                    "exited": known.number,
                    "status": status,
                    "reason": known.reason,
                    "cpu_seconds": used.ru_utime + used.ru_stime,
                    "max_rss_kib": used.ru_maxrss,
                },
            )

    def watch(self) -> None:
        """End children that hold more than their scratch quota, or more threads; rlimits count neither here."""
        for pid, known in list(self.children.items()):
            policy = known.policy
            size, files = scratch.usage(policy.scratch, pid, policy.user, most_files=policy.scratch_files)
            if size > policy.scratch_mib * 1024 * 1024 or files > policy.scratch_files:
                self.kill(pid, "scratch")
            elif scratch.threads(pid) > policy.threads:
                self.kill(pid, "threads")

    def end(self) -> None:
        """End every child and leave no folder behind."""
        for pid in self.children:
            self.kill(pid, "killed")
        with suppress(ChildProcessError):
            while True:
                os.wait()
        if self.folder:
            scratch.remove(self.folder)

    def rehearse(self) -> tuple[str, ...]:
        """Fork a child that locks itself in as every other will; returns the layers in force.

        Raises SandboxUnavailable with what the child said.
        """
        policy = self.own(Policy(), 0)
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            child.rehearse(writing, policy, self.here)
        os.close(writing)
        with os.fdopen(reading, "rb") as report:
            said = report.read()
        os.waitpid(pid, 0)
        self.clear(policy)
        answer = json.loads(said) if said else {"failed": "a child ended before it was locked in"}
        if "failed" in answer:
            raise SandboxUnavailable(answer["failed"])
        return tuple(answer["layers"])


def _kill_session(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # macOS answers so for a group of zombies


def _start(control: socket.socket) -> None:
    hello, _ = protocol.receive(control)
    parent = watch_parent(hello["parent"])
    os.environ.pop("PYTHONPATH", None)
    unsafe = hello["unsafe"]
    proc = None
    namespaces: tuple[str, ...] = ()
    if not unsafe:
        require()
        proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
        warm_up()
        namespaces = enter_private_root((*runtime_paths(), *hello["readable"]))
    folder = "" if namespaces else tempfile.mkdtemp(prefix="proctor-", dir=hello["scratch_root"])
    if folder:
        os.chmod(folder, 0o711)  # children pass through, each to its own
        os.mkdir(own := os.path.join(folder, "zygote"), 0o700)
    child.point_home(own if folder else HOME)
    for module in hello["preload"]:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()  # a collection in a child would touch, and so copy, every page
    gc.disable()
    here = child.Surroundings(bool(namespaces), limits.mapped_bytes(proc), unsafe)
    if proc is not None:
        os.close(proc)
    server = _Server(control, folder, UserIds(), here)
    try:
        layers = server.users.settle(server.rehearse, unsafe=unsafe)
        protocol.send(control, {"ready": (*namespaces, *layers), "folder": folder})
        os.dup2(os.open(os.devnull, os.O_RDWR), 2)
        server.serve(parent)
    finally:
        server.end()


def main() -> None:
    """Serve the socket that is standard input."""
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    try:
        _start(control)
    except Exception as error:
        try:
            protocol.send(
                control,
                {"failed": f"{type(error).__name__}: {error}", "sandbox": isinstance(error, SandboxUnavailable)},
            )
        except OSError:
            pass
        sys.exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
