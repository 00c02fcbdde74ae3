"""The proctor's side of a zygote: start it, ask for children, learn how they ended."""

import os
import site
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from . import protocol
from .policy import Exit, Policy, SandboxUnavailable, SpawnRefused, ZygoteLost

_START_SECONDS = 120.0
_CLOSE_SECONDS = 10.0

_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "USER": "candidate",
    "LOGNAME": "candidate",
    "MPLBACKEND": "Agg",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # Each arena reserves 64 MiB of address space, which would count as a student's memory.
    "MALLOC_ARENA_MAX": "2",
    # Blocks of an image's size come from the heap again and again, instead of new pages each time.
    "MALLOC_MMAP_THRESHOLD_": str(64 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(512 << 20),
    "MALLOC_TOP_PAD_": str(4 << 20),
}
_HANDED_ON = ("LD_LIBRARY_PATH",)  # without it, some installations of Python do not start


@dataclass(eq=False)
class Child:
    """One spawned process; ``pid`` is its number as the zygote sees it, in whatever namespace that is."""

    number: int
    pid: int = 0
    _answered: threading.Event = field(default_factory=threading.Event, repr=False)
    _ended: threading.Event = field(default_factory=threading.Event, repr=False)
    _refusal: str = ""
    _exit: Exit | None = None


class Zygote:
    """A warm process to spawn locked-in children from; any number of threads may share one.

    ``preload``: modules that it imports before the first child.  ``import_paths``: folders that children
    import from besides this Python's own.  ``readable``: absolute paths that policies may name.
    ``scratch_root``: where scratch folders lie on a host without mount namespaces.  ``unsafe``: process
    separation and resource limits alone, for machines that have no sandbox.
    Raises SandboxUnavailable where this machine lacks a required layer, ZygoteLost where it did not start.
    """

    def __init__(
        self,
        preload: Sequence[str] = (),
        *,
        import_paths: Sequence[str] = (),
        readable: Sequence[str] = (),
        scratch_root: str | None = None,
        unsafe: bool = False,
    ) -> None:
        self._lock = threading.Lock()
        self._children: dict[int, Child] = {}
        self._last_number = 0
        self._lost = False
        self._control, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-m", "proctor.isolation.zygote"],
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd="/",
                env=_environment(import_paths),
                start_new_session=True,
            )
            theirs.close()
            self.layers = self._greet(
                {
                    "parent": os.getpid(),
                    "preload": list(preload),
                    "readable": [os.path.abspath(path) for path in readable],
                    "scratch_root": scratch_root,
                    "unsafe": unsafe,
                },
                errors,
            )
        self._reader = threading.Thread(target=self._read, name="zygote-reader", daemon=True)
        self._reader.start()

    def _greet(self, hello: dict, errors) -> tuple[str, ...]:
        """Send the first message; returns the layers that the rehearsed child had in force."""
        self._control.settimeout(_START_SECONDS)
        try:
            protocol.send(self._control, hello)
            answer, _ = protocol.receive(self._control)
        except (EOFError, OSError) as error:
            self._stop()
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            raise ZygoteLost(
                f"zygote: expected it to start, got {said[-1] if said else error}; see proctor doctor"
            ) from error
        self._control.settimeout(None)
        if "failed" in answer:
            self._stop()
            raise (SandboxUnavailable if answer["sandbox"] else ZygoteLost)(answer["failed"])
        return tuple(answer["ready"])

    def spawn(
        self,
        entry: str,
        sockets: Sequence[socket.socket] = (),
        policy: Policy = Policy(),  # noqa: B008 - frozen
        arg: object = None,
    ) -> Child:
        """Fork a child that locks itself in and calls ``module:function`` as ``function(*sockets, arg)``.

        ``sockets``: stream or seqpacket pairs' ends; the child gets copies, the caller keeps and closes its
        own.  ``arg``: anything that JSON holds, up to a mebibyte.  Raises SpawnRefused, or ZygoteLost.
        """
        for sock in sockets:
            if sock.family != socket.AF_UNIX or sock.type == socket.SOCK_DGRAM:
                raise SpawnRefused(f"spawn: expected connected local stream sockets, got {sock}; use a socketpair")
        with self._lock:
            self._last_number += 1
            child = self._children[self._last_number] = Child(self._last_number)
            message = {
                "op": "spawn",
                "number": child.number,
                "entry": entry,
                "policy": asdict(policy),
                "arg": arg,
            }
            try:
                self._send(message, [sock.fileno() for sock in sockets])
            except BaseException:
                del self._children[child.number]
                raise
        child._answered.wait()
        if child._refusal:
            raise SpawnRefused(f"spawn {entry}: {child._refusal}; free memory or processes and try again")
        if child._ended.is_set() and child._exit is None:
            raise ZygoteLost("zygote: expected it to live, but it ended; start another")
        return child

    def kill(self, child: Child) -> None:
        """End a child at once; one that has ended already is left alone."""
        with self._lock:
            if child.number in self._children:
                self._send({"op": "kill", "number": child.number})

    def wait(self, child: Child, timeout: float | None = None) -> Exit | None:
        """How the child ended, or None where it still runs after ``timeout`` seconds; raises ZygoteLost."""
        if not child._ended.wait(timeout):
            return None
        if child._exit is None:
            raise ZygoteLost("zygote: expected it to live, but it ended; start another")
        return child._exit

    def close(self) -> None:
        """End the zygote and all its children, and wait until they are gone."""
        if self._process.returncode is None:
            try:
                self._control.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            self._stop()
            self._reader.join()

    def __enter__(self) -> "Zygote":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, message: dict, descriptors: Sequence[int] = ()) -> None:
        try:
            if self._lost:
                raise BrokenPipeError
            protocol.send(self._control, message, descriptors)
        except OSError as error:
            raise ZygoteLost("zygote: expected it to live, but it ended; start another") from error

    def _read(self) -> None:
        """Hand every answer to the child it is about, until the zygote ends."""
        try:
            while True:
                self._take(protocol.receive(self._control)[0])
        except (EOFError, OSError):
            with self._lock:
                self._lost = True
                orphans = list(self._children.values())
                self._children.clear()
            for child in orphans:
                child._ended.set()
                child._answered.set()

    def _take(self, message: dict) -> None:
        with self._lock:
            if "spawned" in message:
                child = self._children[message["spawned"]]
                child.pid = message["pid"]
            elif "refused" in message:
                child = self._children.pop(message["refused"])
                child._refusal = message["why"]
            else:
                child = self._children.pop(message["exited"])
                child._exit = _exit(message)
                child._ended.set()
        child._answered.set()

    def _stop(self) -> None:
        self._control.close()
        try:
            self._process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _exit(message: dict) -> Exit:
    code = os.waitstatus_to_exitcode(message["status"])
    return Exit(
        code if code >= 0 else None,
        -code if code < 0 else None,
        message["reason"],
        message["cpu_seconds"],
        message["max_rss_kib"] / 1024,
    )


def _environment(import_paths: Sequence[str]) -> dict[str, str]:
    """The zygote's whole environment: nothing of the proctor's but where Python finds its modules."""
    package_root = str(Path(__file__).resolve().parents[2])
    user_site = [path for path in (site.getusersitepackages(),) if path in sys.path]
    handed_on = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    paths = os.pathsep.join([package_root, *map(os.path.abspath, import_paths), *user_site])
    return {**_ENVIRONMENT, **handed_on, "PYTHONPATH": paths}
