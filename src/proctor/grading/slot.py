"""One submission in hand: an examiner, its candidates one after the other, and what they say to the parent.

    parent → examiner   ["grade", [size...]]   the submission, packed
    examiner → parent   ["fresh", passage]     answered by a descriptor: the socket of a new candidate
                        ["cause", passage]     answered by ["cause", kind, detail]: how the candidate ended
                        ["turn", passage]      answered by ["go"] when the submission's code may run in it
                        ["done"]               with the packed result
                        ["unreadable", why]    instead, if the submitted file is no notebook
                        ["failed", why]        instead, if the engine itself is at fault

Both ends are proctor's own. The examiner has read what a student handed in all the same, so the parent takes
from it only frames of bounded size, and one result.
"""

import re
import signal
import socket
import time

from proctor.grading.examiner import PASSAGES
from proctor.grading.examiner_process import MAX_MESSAGE_MIB, MEMORY_MIB
from proctor.grading.packing import pack_submission, unpack_graded
from proctor.grading.rebuild import UnreadableNotebook
from proctor.grading.submission import Graded, Submission
from proctor.grading.turns import Turn
from proctor.grading.zygotes import Zygotes
from proctor.isolation import Child, Exit, Policy
from proctor.wire.channel import Channel
from proctor.wire.ends import CELL_FILE
from proctor.wire.errors import Broken

GRACE_SECONDS = 60.0
"""For rebuilding and writing the notebook, beyond the time that its cells may take."""
_CAUSE_SECONDS = 2.0
_PLACE = re.compile(re.escape(CELL_FILE).replace(r"\{\}", "([^<>]+)"))


class ExaminerLost(Exception):
    """The examiner ended, or was ended, without a result; one line says how."""


class ExaminerStuck(ExaminerLost):
    """The examiner was ended in a cell that its own alarms could not end."""

    def __init__(self, cell: str) -> None:
        super().__init__(f"the examiner was stuck in {cell}")
        self.cell = cell


class Slot:
    """Grades one submission in processes of its own.

    Its code runs while it holds a turn; what comes before, from reading the file to starting the candidates, is done
    meanwhile.
    """

    def __init__(self, zygotes: Zygotes, submission: Submission, turn: Turn) -> None:
        self._zygotes, self._submission, self._turn = zygotes, submission, turn
        limits = submission.limits
        self._policy = Policy(
            memory_mib=limits.memory_mib,
            cpu_seconds=int(limits.total_seconds) + 1,
            scratch_mib=limits.scratch_mib,
            open_files=limits.open_files,
        )
        self._candidates: dict[str, Child] = {}

    def grade(self) -> Graded:
        """The result. Raises UnreadableNotebook, ExaminerStuck or ExaminerLost."""
        (ours, theirs), (hears, tells) = socket.socketpair(), socket.socketpair()
        with ours, theirs, hears, tells, self._turn:
            policy = Policy(memory_mib=MEMORY_MIB, cpu_seconds=self._policy.cpu_seconds + int(GRACE_SECONDS))
            examiner = self._zygotes.examiners.spawn("proctor.grading.examiner_process:main", [theirs, tells], policy)
            theirs.close()
            tells.close()
            try:
                return self._serve(Channel(ours, MAX_MESSAGE_MIB))
            except (Broken, ValueError) as error:
                self._zygotes.examiners.kill(examiner)
                ended = self._zygotes.examiners.wait(examiner, _CAUSE_SECONDS)
                if ended and ended.signal == signal.SIGPROF and (place := _PLACE.search(_heard(hears))):
                    raise ExaminerStuck(place.group(1)) from error
                raise ExaminerLost(f"the examiner was lost ({error or type(error).__name__}; {ended})") from error
            finally:
                self._zygotes.examiners.kill(examiner)
                for passage in PASSAGES:
                    self._end_candidate(passage)

    def _serve(self, channel: Channel) -> Graded:
        channel.deadline = time.monotonic() + self._submission.limits.total_seconds + GRACE_SECONDS
        blocks = pack_submission(self._submission)
        channel.send(["grade", [len(block) for block in blocks]], blocks)
        while True:
            (request, *rest), block = channel.receive()
            if request == "fresh":
                self._hand_over(channel, _passage(rest))
            elif request == "cause":
                channel.send(["cause", *self._cause(_passage(rest))], [])
            elif request == "turn":
                self._turn.take(_passage(rest))
                # each passage takes its time, one after the other
                time_left = len(PASSAGES) * self._submission.limits.total_seconds + GRACE_SECONDS
                channel.deadline = time.monotonic() + time_left
                channel.send(["go"], [])
            elif request == "unreadable":
                raise UnreadableNotebook(str(rest[0]))
            elif request == "failed":
                raise ExaminerLost(f"the examiner failed: {rest[0]}")
            else:
                return unpack_graded(bytes(block))

    def _hand_over(self, channel: Channel, passage: str) -> None:
        """End the passage's candidate before, and send the examiner the socket of another."""
        self._end_candidate(passage)
        examiners, candidates = socket.socketpair()
        with examiners, candidates:
            forked = self._zygotes.candidates.spawn("proctor.grading.candidate:main", [candidates], self._policy)
            self._candidates[passage] = forked
            channel.send_descriptor(examiners.fileno())

    def _end_candidate(self, passage: str) -> None:
        if passage in self._candidates:
            self._zygotes.candidates.kill(self._candidates.pop(passage))

    def _cause(self, passage: str) -> tuple[str, str]:
        """Incident kind and detail of how the passage's present candidate ended by itself."""
        candidate = self._candidates.get(passage)
        ended = self._zygotes.candidates.wait(candidate, _CAUSE_SECONDS) if candidate else None
        return _explain(ended, self._policy)


def _heard(witness: socket.socket) -> str:
    """Where an examiner that was stuck stood, innermost first; the test's cell is the first that is named."""
    witness.setblocking(False)
    try:
        return witness.recv(1 << 16).decode(errors="replace")
    except BlockingIOError:
        return ""


def _passage(arguments: list) -> str:
    """Which passage a request speaks of; ValueError if none."""
    if len(arguments) != 1 or arguments[0] not in PASSAGES:
        raise ValueError(f"expected one of {PASSAGES}, got {len(arguments)} arguments")
    return arguments[0]


def _explain(ended: Exit | None, policy: Policy) -> tuple[str, str]:
    if ended is None:
        return "protocol", "closed its connection and went on running"
    if ended.reason == "scratch":
        return "blocked", f"wrote more than {policy.scratch_mib} MiB of files"
    if ended.reason == "threads":
        return "blocked", f"started more than {policy.threads} threads"
    if ended.signal == signal.SIGXCPU or (ended.signal and ended.cpu_seconds >= policy.cpu_seconds):
        return "timeout", f"used {ended.cpu_seconds:.0f} s of processor time"
    if ended.signal == signal.SIGSYS:
        return "blocked", "called the kernel in a way that nothing honest does"
    if ended.signal is not None:
        return "crash", f"was ended by {signal.Signals(ended.signal).name}"
    return "exit", f"ended its process with code {ended.code}"
