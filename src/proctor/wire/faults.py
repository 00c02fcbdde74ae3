"""Exceptions in plain form: names, a message, and the lines of the student's own cells.

An exception never crosses as an object. The side that hears of one raises the builtin that comes first among
the names of its class and that class's bases, so ``except ValueError`` means the same on both sides.
"""

from dataclasses import dataclass

from proctor.wire.errors import ProtocolError
from proctor.wire.names import EXCEPTIONS

MAX_MESSAGE_CHARACTERS = 2000
_MAX_NAMES = 16
_MAX_LINES = 20


class StudentError(RuntimeError):
    """Raised here for an exception of the student's process that is no builtin Exception."""


@dataclass(frozen=True)
class Fault:
    """What is known here of an exception that was raised by the other side."""

    name: str
    """Of the exception raised here in its place; a builtin, ``LinAlgError`` or ``StudentError``."""
    given_name: str
    """What the other side calls it."""
    message: str
    lines: tuple[tuple[str, int, str], ...]
    """(file, line number, function) of each frame that the other side reported, outermost first."""


def describe(error: BaseException, *, message: str, lines: list[tuple[str, int, str]], ticket: int) -> tuple:
    """An exception as plain values.

    ``ticket`` is a number by which the examiner knows an exception of its own again when it comes back; 0: none.
    """
    names = tuple(str(kind.__name__)[:100] for kind in type(error).__mro__[:_MAX_NAMES])
    return names, message[:MAX_MESSAGE_CHARACTERS], tuple(lines[-_MAX_LINES:]), ticket


def rebuild(plain) -> tuple[Exception, int]:
    """The exception to raise here, with a Fault as its ``fault``, and its ticket."""
    names, message, lines, ticket = _checked(plain)
    error = _first_builtin(names, message)
    error.fault = Fault(type(error).__name__, names[0], message, lines)
    return error, ticket


def fault_of(error: BaseException) -> Fault | None:
    """What the other side said of an exception; None if it was raised on this side."""
    fault = getattr(error, "fault", None)
    return fault if isinstance(fault, Fault) else None


def message_of(error: BaseException) -> str:
    """The message of an exception, whatever its class does to hide or break it."""
    try:
        # str of a KeyError is the repr of its key
        text = error.args[0] if len(error.args) == 1 and isinstance(error.args[0], str) else str(error)
        return str(text)[:MAX_MESSAGE_CHARACTERS]
    except Exception:
        return ""


def lines_of(error: BaseException, prefix: str) -> list[tuple[str, int, str]]:
    """(file, line, function) of the frames whose file name starts with ``prefix``, outermost first."""
    lines, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(prefix):
            lines.append((code.co_filename, trace.tb_lineno or 0, code.co_name))
        trace = trace.tb_next
    return lines


def _checked(plain):
    try:
        names, message, lines, ticket = plain
        well_formed = (
            all(type(name) is str for name in names)
            and 0 < len(names) <= _MAX_NAMES
            and type(message) is str
            and len(message) <= MAX_MESSAGE_CHARACTERS
            and len(lines) <= _MAX_LINES
            and all(tuple(map(type, line)) == (str, int, str) for line in lines)
            and type(ticket) is int
        )
    except (TypeError, ValueError):
        well_formed = False
    if not well_formed:
        raise ProtocolError("expected the description of an exception, got something else")
    return tuple(name[:100] for name in names), message, tuple(lines), ticket


def _first_builtin(names: tuple[str, ...], message: str) -> Exception:
    for name in names:
        kind = EXCEPTIONS.get(name)
        if kind is None or kind is Exception:
            continue
        try:
            return kind(message)
        except TypeError:  # some need more than a message; a base of theirs does not
            continue
    return Exception(message) if names[0] == "Exception" else StudentError(message)
