"""A student's process for the tests: a fork that runs source it is given and serves one examiner."""

import os
import signal
import socket
import time

import pytest

from proctor.wire.ends import CELL_FILE, CandidateEnd, ExaminerEnd

MESSAGE_MIB = 8


class Student:
    """The examiner's view of a forked process; attributes are its global names."""

    def __init__(self, source: str):
        mine, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            mine.close()
            try:
                _serve(theirs, source)
            finally:
                os._exit(0)
        theirs.close()
        self.end = ExaminerEnd(mine, MESSAGE_MIB)
        self.end.channel.deadline = time.monotonic() + 20

    def __getattr__(self, name):
        return self.end.request("name", name)

    def close(self):
        self.end.channel.close()
        # a process forked later holds a copy of the socket, so this one may not hear that it is closed
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _serve(sock, source):
    names = {"__name__": "__main__"}
    exec(compile(source, CELL_FILE.format("student"), "exec"), names)
    end = CandidateEnd(sock, {"name": names.__getitem__, "keep": lambda numbers: end.keep_only(numbers)})
    end.channel.max_block_bytes = MESSAGE_MIB << 20
    names["end"] = end
    end.serve()


@pytest.fixture
def student():
    """Start a student's process from source."""
    started = []

    def start(source: str) -> Student:
        started.append(Student(source))
        return started[-1]

    yield start
    for each in started:
        each.close()
