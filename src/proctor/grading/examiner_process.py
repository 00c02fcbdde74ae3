"""The examiner's process: takes one submission, grades it, and tells the parent, as ``slot`` says."""

import os
import socket
import threading
import traceback
from functools import partial

from proctor.grading.clock import die_when_stuck
from proctor.grading.files import write_files
from proctor.grading.packing import pack_graded, unpack_submission
from proctor.grading.rebuild import UnreadableNotebook
from proctor.grading.submission import Submission, grade
from proctor.wire.channel import Channel
from proctor.wire.errors import Broken

MAX_MESSAGE_MIB = 256
MEMORY_MIB = 2048


def main(sock: socket.socket, witness: socket.socket, arg: object = None) -> None:
    """Grade the one submission that comes over ``sock``; the zygote's entry."""
    channel = Channel(sock, MAX_MESSAGE_MIB)
    die_when_stuck(witness)
    try:
        graded = grade(_receive_submission(channel), _Processes(channel))
    except UnreadableNotebook as error:
        channel.send(["unreadable", str(error)], [])
    except MemoryError:
        channel.send(["unreadable", f"takes more than {MEMORY_MIB} MiB to read and grade; make it smaller"], [])
    except (Exception, Broken) as error:
        channel.send(["failed", _in_one_line(error)], [])
    else:
        channel.send(["done"], [pack_graded(graded)])


class _Processes:
    """What the examiner asks of the parent; both passages' threads may ask."""

    def __init__(self, channel: Channel) -> None:
        self._channel, self._asking = channel, threading.Lock()

    def of(self, passage: str) -> "_Candidates":
        return _Candidates(self, passage)

    def wait_for_turn(self, passage: str) -> None:
        with self._asking:
            self._channel.send(["turn", passage], [])
            self._channel.receive()

    def fresh(self, passage: str) -> socket.socket:
        with self._asking:
            self._channel.send(["fresh", passage], [])
            return socket.socket(fileno=self._channel.receive_descriptor())

    def cause(self, passage: str) -> tuple[str, str]:
        with self._asking:
            self._channel.send(["cause", passage], [])
            (_, kind, detail), _ = self._channel.receive()
            return kind, detail


class _Candidates:
    """One passage's candidates."""

    def __init__(self, processes: _Processes, passage: str) -> None:
        self.fresh, self.cause = partial(processes.fresh, passage), partial(processes.cause, passage)


def _in_one_line(error: BaseException) -> str:
    """Type, text and place of an exception; its text may hold what a student wrote."""
    text = "".join(c if c.isprintable() else "?" for c in str(error)[:200])
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {text} (in {place.name}, {os.path.basename(place.filename)} line {place.lineno})"


def _receive_submission(channel: Channel) -> Submission:
    """The task; the unit's own files then lie in the current folder, for test cells that read them."""
    (_, sizes), block = channel.receive()
    blocks, start = [], 0
    for size in sizes:
        blocks.append(bytes(block[start : start + size]))
        start += size
    submission = unpack_submission(blocks)
    write_files(submission.files)
    return submission
