"""Candidates for the tests: plain forks of the test process, with no sandbox around them."""

import faulthandler
import json
import os
import signal
import socket
import threading

import pytest

from proctor.course.checks import checks_apart
from proctor.grading import candidate, examiner
from proctor.grading.code import Instructors
from proctor.grading.imports import imports_of
from proctor.grading.job import Cell, Job, Limits
from proctor.grading.skeleton import Skeleton, SkeletonCell
from proctor.grading.submission import Submission

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


class ForkedProcesses:
    """Forks candidates into a folder of their own whenever the examiner asks for one.

    They are forked by a process that was itself forked when there was one thread.
    """

    def __init__(self, folder, entry=candidate.main):
        self._turn = threading.Lock()
        self._control, theirs = socket.socketpair()
        self._pid = os.fork()
        if self._pid == 0:
            try:
                _serve(_alone_with(theirs), folder, entry)
            finally:
                os._exit(0)
        theirs.close()

    def of(self, passage: str) -> "ForkedCandidates":
        return ForkedCandidates(self, passage)

    def ask(self, what: str, passage: str) -> tuple[str, list[int]]:
        with self._turn:
            self._control.sendall(json.dumps([what, passage]).encode())
            said, descriptors, _, _ = socket.recv_fds(self._control, 4096, 1)
            return said.decode(), descriptors

    def wait_for_turn(self, passage: str) -> None:
        """Nobody else has one."""

    def stop(self) -> None:
        self._control.close()
        os.waitpid(self._pid, 0)


class ForkedCandidates:
    """One passage's."""

    def __init__(self, processes: ForkedProcesses, passage: str):
        self._ask = lambda what: processes.ask(what, passage)

    def fresh(self) -> socket.socket:
        return socket.socket(fileno=self._ask("fresh")[1][0])

    def cause(self) -> tuple[str, str]:
        code = int(self._ask("cause")[0])
        return ("exit", f"exit code {code}") if code >= 0 else ("crash", f"signal {-code}")


def _serve(control: socket.socket, folder, entry) -> None:
    """Fork candidates, and tell how they ended, until the test closes its end."""
    running: dict[str, int] = {}
    while request := control.recv(4096):
        what, passage = json.loads(request)
        if what == "cause":
            _, status = os.waitpid(running.pop(passage), 0)
            control.sendall(str(os.waitstatus_to_exitcode(status)).encode())
            continue
        _end(running, passage)
        mine, theirs = socket.socketpair()
        running[passage] = os.fork()
        if running[passage] == 0:
            try:
                own = os.path.join(folder, passage)  # two passages write the unit's files at the same time
                os.makedirs(own, exist_ok=True)
                os.chdir(own)
                entry(_alone_with(theirs))
            finally:
                os._exit(0)
        socket.send_fds(control, [b"-"], [mine.fileno()])
        mine.close()
        theirs.close()
    for passage in list(running):
        _end(running, passage)


def _end(running: dict[str, int], passage: str) -> None:
    if passage in running:
        os.kill(running[passage], signal.SIGKILL)
        os.waitpid(running.pop(passage), 0)


@pytest.fixture(scope="session", autouse=True)
def warm_process():
    candidate.warm()


@pytest.fixture
def in_place(monkeypatch):
    """Called: have every test run between the cells, where it stands."""
    return lambda: monkeypatch.setattr(examiner, "makes_no_difference", lambda *_: False)


@pytest.fixture(params=["where it may", "in place"])
def grade(tmp_path, monkeypatch, request, in_place):
    """Examine cells given as (role, source); the result, and its cells by name: ``student-1``, ``test-1``, …"""
    opened = []
    if request.param == "in place":
        in_place()

    def run(*cells, limits=FAST, files=None, entry=candidate.main, imports=None, answers=b""):
        counts: dict[str, int] = {}
        named = []
        for role, source in cells:
            counts[role] = counts.get(role, 0) + 1
            named.append(Cell(f"{role}-{counts[role]}", role, source))
        forked = ForkedProcesses(tmp_path, entry)
        opened.append(forked)
        prepared = Instructors.of(cell for cell in named if cell.role != "student").pack()
        given = {"imports": imports or {}, "answers": answers, "prepared": prepared}
        return examiner.examine(Job("job", tuple(named), files or {}, limits, **given), forked)

    yield run
    for forked in opened:
        forked.stop()


@pytest.fixture(scope="session")
def submission_of():
    """A submission of the cells given as (name, kind, released, source), whose first is answered."""
    return _submission


def _submission(cells: tuple, answer: str, *, limits: Limits = FAST, key: str = "ada") -> Submission:
    made = []
    for name, kind, released, source in cells:
        flags = {"grade": kind == "test", "solution": kind == "solution", "locked": kind != "solution", "task": False}
        points = {"points": 2} if kind == "test" else {}
        metadata = {"nbgrader": {**flags, **points, "grade_id": name, "schema_version": 3}}
        made.append(SkeletonCell(name, kind, "code", released, source, metadata, max_points=2.0 if points else 0.0))
    sources = [answer, *(cell.released for cell in made[1:])]
    code = {"cell_type": "code", "outputs": [], "execution_count": None}
    filled = [{**code, "metadata": cell.metadata, "source": text} for cell, text in zip(made, sources, strict=True)]
    notebook = {"cells": filled, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    frame = Skeleton("notebook", tuple(made), {}, imports_of(made), checks_apart(made))
    return Submission(key, frame, json.dumps(notebook).encode(), limits=limits)
