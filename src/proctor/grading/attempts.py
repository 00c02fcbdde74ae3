"""What a cell tried that its process may not do, for the staff's record.

Nothing rests on this: what is forbidden fails whether it is told or not, and code that is out to hide what it
tried can. It is told of the many who try without hiding, and of honest code that needs what there is not.
"""

import re
import socket
import sys
from collections.abc import Callable

_NETWORK, _PROCESS, _SIGNAL = "reach the network", "start a process", "signal a process"
_FILES = "read what is not its own"
_KINDS: dict[str, str] = {
    **dict.fromkeys(("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"), _NETWORK),
    **dict.fromkeys(("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"), _NETWORK),
    **dict.fromkeys(("subprocess.Popen", "os.system", "os.fork", "os.forkpty", "pty.spawn"), _PROCESS),
    **dict.fromkeys(("os.exec", "os.spawn", "os.posix_spawn"), _PROCESS),
    **dict.fromkeys(("os.kill", "os.killpg"), _SIGNAL),
    **{"open": _FILES, "socket.__new__": _NETWORK},
}
"""Python's audit events (PEP 578) behind which a call is, or may be, that a locked-in process is denied."""
_SYSTEM_FILES = re.compile(r"/(proc/\d+/|etc/(passwd|shadow|group)$)")
"""What no library looks for on its own account: other processes, the accounts."""
KNOWN = frozenset(_KINDS.values())
"""All that can be told; a process that says something else is not listened to."""


class Attempts:
    """Hears of what this process tries, once ``watch`` was called."""

    def __init__(self) -> None:
        self._heard: dict[str, None] = {}

    def watch(self) -> None:
        """Begin to listen; for the rest of the process's life."""
        sys.addaudithook(_listener(self._heard))

    @property
    def were_any(self) -> bool:
        """Whether there is something to take."""
        return bool(self._heard)

    def take(self) -> list[str]:
        """What was tried since the last time, each once: ``reach the network``."""
        heard = list(self._heard)
        self._heard.clear()
        return heard


def _listener(heard: dict[str, None]) -> Callable[[str, tuple], None]:
    def listen(event: str, arguments: tuple) -> None:
        kind = _KINDS.get(event)  # thousands of events mean nothing
        if kind is None:
            return
        if event == "open":
            path = arguments[0]
            if not isinstance(path, str) or not _SYSTEM_FILES.match(path):
                return
        elif event == "socket.__new__" and arguments[1] in (socket.AF_UNIX, -1):
            return
        heard[kind] = None

    return listen
