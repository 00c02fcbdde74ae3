"""What the attacks may trip over: listeners on this machine, canaries in reach, and what is left behind."""

import os
import selectors
import site
import socket
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

MARK = "left-by-an-attack"
"""Attacks call so what they try to leave anywhere."""
IPC_KEY = 0x5E11
"""Key of the shared memory, semaphores and message queues that attacks try to make."""

ABSTRACT = "\0proctor-attack-target"


class Listeners:
    """Servers on loopback in every family; ``reached`` names those that anything connected or wrote to."""

    def __init__(self, folder: Path, greeting: str):
        self.reached: set[str] = set()
        self._greeting = greeting.encode()
        path = str(folder / "listener")
        self._sockets = {
            "tcp": socket.create_server(("127.0.0.1", 0)),
            "tcp6": socket.create_server(("::1", 0), family=socket.AF_INET6),
            "udp": _bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "unix": _bound(socket.AF_UNIX, socket.SOCK_STREAM, path),
            "abstract": _bound(socket.AF_UNIX, socket.SOCK_STREAM, f"{ABSTRACT}-{os.getpid()}"),
        }
        os.chmod(path, 0o777)
        self.addresses = {
            "tcp": self._sockets["tcp"].getsockname()[1],
            "tcp6": self._sockets["tcp6"].getsockname()[1],
            "udp": self._sockets["udp"].getsockname()[1],
            "unix": path,
            "abstract": f"{ABSTRACT}-{os.getpid()}",
        }
        self._woken, self._wake = os.pipe()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with selectors.DefaultSelector() as ready:
            for name, sock in self._sockets.items():
                ready.register(sock, selectors.EVENT_READ, name)
            ready.register(self._woken, selectors.EVENT_READ, None)
            while True:
                for key, _ in ready.select():
                    if key.data is None:
                        return
                    self._greet(key.data)

    def _greet(self, name: str) -> None:
        sock = self._sockets[name]
        self.reached.add(name)
        if name == "udp":
            _, address = sock.recvfrom(100)
            sock.sendto(self._greeting, address)
        else:
            with sock.accept()[0] as connection:
                connection.sendall(self._greeting)

    def close(self) -> None:
        os.write(self._wake, b"x")
        self._thread.join()
        os.close(self._wake)
        os.close(self._woken)
        for sock in self._sockets.values():
            sock.close()


def _bound(family: int, kind: int, address) -> socket.socket:
    sock = socket.socket(family, kind)
    sock.bind(address)
    if kind == socket.SOCK_STREAM:
        sock.listen()
    return sock


@contextmanager
def set_up(canaries: dict[str, str]):
    """Canaries in the environment and in a home folder of one's own, and the listeners."""
    former = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="home-") as home:
        Path(home, "token").write_text(canaries["home"])
        os.environ.update(HOME=home, ATTACK_TARGET_TOKEN=canaries["environment"])
        listeners = Listeners(Path(home), canaries["greeting"])
        os.chmod(home, 0o777)
        try:
            yield listeners, Path(home)
        finally:
            listeners.close()
            os.environ.clear()
            os.environ.update(former)


def marked_files(*roots: Path) -> list[str]:
    """Files and folders that an attack left: anywhere under these places, and where Python and the system look."""
    deep = [*map(str, roots), "/dev/shm", "/run/lock"]
    shallow = {tempfile.gettempdir(), "/tmp", "/var/tmp", sys.prefix, *sys.path, *site.getsitepackages()}
    entries = [(folder, [*folders, *names]) for root in deep for folder, folders, names in os.walk(root)]
    entries += [(place, os.listdir(place)) for place in shallow if os.path.isdir(place)]
    return [os.path.join(folder, name) for folder, names in entries for name in names if MARK in name]


def marked_ipc() -> list[str]:
    """SysV shared memory, semaphores and queues with the attacks' key."""
    tables = ("shm", "sem", "msg")
    lines = [(name, line.split()) for name in tables for line in Path("/proc/sysvipc", name).read_text().splitlines()]
    return [name for name, words in lines if words and words[0] == str(IPC_KEY)]


def own_descriptors() -> list[str]:
    """What this process has open, by what it is."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        try:
            found.append(os.readlink(f"/proc/self/fd/{name}"))
        except OSError:
            continue  # the one that listed the folder
    return sorted(path for path in found if not path.startswith("/proc/"))


def children() -> list[str]:
    """Processes below this one that still run, by their command lines."""
    below = {os.getpid()}
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
            found[int(stat.parent.name)] = (int(words[1]), words[0], (stat.parent / "cmdline").read_bytes())
        except (FileNotFoundError, ProcessLookupError):
            continue
    for _ in found:
        below |= {pid for pid, (parent, _, _) in found.items() if parent in below}
    return [found[pid][2].decode() for pid in below - {os.getpid()} if pid in found and found[pid][1] != "Z"]
