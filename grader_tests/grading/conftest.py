"""Candidates for the tests: plain forks of the test process, with no sandbox around them."""

import faulthandler
import os
import signal
import socket

import pytest

from proctor.grading import candidate
from proctor.grading.examiner import examine
from proctor.grading.job import Cell, Job, Limits

FAST = Limits(cell_seconds=2.0, total_seconds=20.0)


def _alone_with(sock: socket.socket) -> socket.socket:
    """The socket as descriptor 3, in a process that has no other and nothing to read or print to."""
    faulthandler.disable()
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    kept = os.dup2(sock.detach(), 3)
    os.closerange(4, 1024)
    return socket.socket(fileno=kept)


class ForkedCandidates:
    """Forks a candidate into a folder of its own whenever the examiner asks for one."""

    def __init__(self, folder, entry=candidate.main):
        self._folder, self._entry = folder, entry
        self._pid: int | None = None
        self._sock: socket.socket | None = None
        self.started = 0

    def fresh(self) -> socket.socket:
        self.stop()
        self.started += 1
        mine, theirs = socket.socketpair()
        self._pid = os.fork()
        if self._pid == 0:
            try:
                os.chdir(self._folder)
                self._entry(_alone_with(theirs))
            finally:
                os._exit(0)
        theirs.close()
        self._sock = mine
        return mine

    def cause(self) -> tuple[str, str]:
        _, status = os.waitpid(self._pid, 0)
        self._pid = None
        code = os.waitstatus_to_exitcode(status)
        return ("exit", f"exit code {code}") if code >= 0 else ("crash", f"signal {-code}")

    def stop(self) -> None:
        if self._sock is not None:
            self._sock.close()
        if self._pid is not None:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = None


@pytest.fixture(scope="session", autouse=True)
def warm_process():
    candidate.warm()


@pytest.fixture
def grade(tmp_path, monkeypatch):
    """Examine cells given as (role, source); the result, and its cells by name: ``student-1``, ``test-1``, …"""
    opened = []

    def run(*cells, limits=FAST, files=None, entry=candidate.main):
        counts: dict[str, int] = {}
        named = []
        for role, source in cells:
            counts[role] = counts.get(role, 0) + 1
            named.append(Cell(f"{role}-{counts[role]}", role, source))
        forked = ForkedCandidates(tmp_path, entry)
        opened.append(forked)
        return examine(Job("job", tuple(named), files or {}, limits), forked)

    yield run
    for forked in opened:
        forked.stop()
