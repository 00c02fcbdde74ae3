"""The two ends of the conversation between the examiner and a candidate, and what each may do there."""

import socket
from collections.abc import Callable

from proctor.wire.channel import Channel
from proctor.wire.errors import CannotCross, ForgedMessage, ProtocolError
from proctor.wire.faults import describe, lines_of, message_of
from proctor.wire.handles import CallableHandle, Handle, number_of
from proctor.wire.operations import OPERATIONS
from proctor.wire.peer import Peer
from proctor.wire.references import References

CELL_FILE = "<cell {}>"
"""File name of a cell's code, on both sides: tracebacks are cut down to these."""
_CELL_FILE_PREFIX = CELL_FILE.partition("{")[0]

FIRST_MESSAGE_MIB = 1024

MAX_CALLBACKS = 200_000
"""Calls of the examiner's functions that one candidate may make."""


class ExaminerEnd:
    """The examiner's end: asks anything, and answers only calls of functions that a test handed over."""

    def __init__(self, sock: socket.socket, message_mib: int):
        references = References(
            lambda number, is_callable: (CallableHandle if is_callable else Handle)(self.peer, number),
            lambda value: number_of(value, self.peer),
            _admit_callable,
        )
        self.channel = Channel(sock, message_mib)
        self.peer = Peer(self.channel, references, self._call, self._report, self._meet)
        self._raised: list[BaseException] = []
        self._callbacks = 0

    def request(self, operation: str, *arguments, **keywords):
        """As Peer.request."""
        return self.peer.request(operation, *arguments, **keywords)

    def command(self, operation: str, *arguments):
        """As ``request``, of a service that an honest candidate never fails in; ProtocolError if it does."""
        try:
            return self.request(operation, *arguments)
        except Exception as error:
            self.peer.broken = ProtocolError(f"the student's process could not {operation}: {type(error).__name__}")
            raise self.peer.broken from None

    def mark(self) -> int:
        """A point in time, for ``forget``."""
        return self.peer.references.mark()

    def forget(self, mark: int) -> bool:
        """Take back the functions handed over after ``mark``; whether the candidate has something to tidy up, too."""
        self.peer.references.revoke(mark)
        self._raised.clear()
        return self.peer.may_ask_more or self.peer.references.has_let_go

    def settle(self):
        """The candidate's answer to ``settle``, which is told the numbers of its objects that are still held."""
        self.peer.may_ask_more = False
        return self.command("settle", self.peer.references.alive())

    def _call(self, operation: str, arguments: list, keywords: dict):
        function, *rest = arguments or [None]
        if operation != "call" or not self.peer.references.is_out(function):
            raise ForgedMessage(f"the student's process asked for {operation[:40]!r} of an object not its to use")
        self._callbacks += 1
        if self._callbacks > MAX_CALLBACKS:
            raise RuntimeError(f"the test's functions were called more than {MAX_CALLBACKS:,} times")
        return function(*rest, **keywords)

    def _report(self, error: BaseException) -> tuple:
        # no message: it may speak of hidden inputs
        self._raised.append(error)
        return describe(error, message="", lines=[], ticket=len(self._raised))

    def _meet(self, error: Exception, ticket: int) -> BaseException:
        """An exception that a test's function raised comes back as itself."""
        return self._raised[ticket - 1] if 0 < ticket <= len(self._raised) else error


class CandidateEnd:
    """The candidate's end: does every operation it is asked, and may call the functions it was given.

    ``services`` are further operations, by name; one of them may set ``channel.max_block_bytes``, which is
    FIRST_MESSAGE_MIB until then. ``has_more()`` says whether there is something that one of them would tell.
    """

    def __init__(self, sock: socket.socket, services: dict, has_more: Callable[[], bool] = lambda: False):
        references = References(
            lambda number, is_callable: GivenFunction(self.peer, number),
            lambda value: value._number if type(value) is GivenFunction else None,
            lambda value: None,
        )
        self._operations = OPERATIONS | services
        self.channel = Channel(sock, FIRST_MESSAGE_MIB)
        self.peer = Peer(self.channel, references, self._perform, _report_lines, _meet_ticket, has_more)

    def serve(self) -> None:
        """Do what the examiner asks until it closes its end."""
        self.peer.serve()

    def keep_only(self, numbers: list[int]) -> None:
        """Forget the objects that the examiner no longer holds."""
        self.peer.references.keep_only(numbers)

    def _perform(self, operation: str, arguments: list, keywords: dict):
        return self._operations[operation](*arguments, **keywords)


class GivenFunction:
    """A function that was passed in; it can be called."""

    __slots__ = ("__weakref__", "_number", "_peer")

    def __init__(self, peer: Peer, number: int):
        self._peer, self._number = peer, number

    def __call__(self, *arguments, **keywords):
        return self._peer.request("call", self, *arguments, **keywords)


def _admit_callable(value) -> None:
    if not callable(value):
        raise CannotCross(
            f"a {type(value).__name__} cannot be handed to the student's code; hand over numbers, strings, "
            "arrays, containers of these, or functions"
        )


def _report_lines(error: BaseException) -> tuple:
    lines = lines_of(error, _CELL_FILE_PREFIX)
    return describe(error, message=message_of(error), lines=lines, ticket=getattr(error, "ticket", 0))


def _meet_ticket(error: Exception, ticket: int) -> Exception:
    error.ticket = ticket
    return error
