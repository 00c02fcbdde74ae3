"""One side of a conversation: asks the other side to do things, and does what it is asked meanwhile.

Requests nest: while one waits for its answer, the other side may ask something in turn, and so on. At any time
exactly one side may speak, so an answer belongs to the innermost question or to none.

Frames, as headers:

    ["?", number, operation, [argument…], [[keyword, argument]…]]
    ["=", number, [[place, content]…], result]
    ["!", number, [[place, content]…], exception]

``[place, content]`` says what the call did to a mutable argument of the question. Either answer's kind ends in ``+``
where its side has more to tell, if it is asked for.
"""

import threading
from collections.abc import Callable

from proctor.wire.channel import Channel
from proctor.wire.decode import Decoder
from proctor.wire.encode import Encoder
from proctor.wire.errors import Broken, CannotCross, Disconnected, ForgedMessage, ProtocolError
from proctor.wire.faults import message_of, rebuild
from proctor.wire.references import References
from proctor.wire.restore import apply, has_changed, note

MAX_NESTING = 40
_ANSWERS = ("=", "!", "=+", "!+")


class Peer:
    """One side of a conversation.

    ``perform(operation, arguments, keywords)`` does what the other side asks; ``report(error)`` describes, as
    plain values, an exception that it raised; ``meet(error, ticket)`` chooses what to raise for an exception of
    the other side's; ``has_more()`` says whether this side has more to tell.
    """

    def __init__(
        self,
        channel: Channel,
        references: References,
        perform: Callable[[str, list, dict], object],
        report: Callable[[BaseException], tuple],
        meet: Callable[[Exception, int], BaseException],
        has_more: Callable[[], bool] = lambda: False,
    ):
        self.channel, self.references = channel, references
        self.broken: Broken | None = None
        """Why the conversation is over; None while it is not."""
        self.last_result: str | None = None
        """Name of the type of what the last call of the other side's gave, as it is on this side."""
        self.may_ask_more = False
        """Whether the other side said that it has more to tell; set back by whoever asks for it."""
        self._perform, self._report, self._meet, self._has_more = perform, report, meet, has_more
        self._number = 0
        self._nesting = 0
        # a student's threads may all call the function that a test passed
        self._turn = threading.RLock()

    def request(self, operation: str, *arguments, **keywords):
        """Ask the other side to do ``operation``; its result, or its exception raised here.

        Mutable arguments are as the other side left them afterwards. Raises CannotCross for an argument with no
        plain form, and Broken once the conversation is over.
        """
        if self.broken is not None:
            raise self.broken
        with self._turn:
            encoder = Encoder(self.references.node)
            self._number += 1
            number = self._number
            header = [
                *("?", number, operation),
                [encoder.node(value) for value in arguments],
                [[name, encoder.node(value)] for name, value in keywords.items()],
            ]
            try:
                self._send(header, encoder)
                result = self._answer(number, encoder.mutables)
            except Broken as broken:
                self.broken = broken
                raise
            except StopIteration as stop:
                if operation == "next":
                    raise
                # would end a loop of the caller's that it does not belong to; as Python does for generators (PEP 479)
                error = RuntimeError(*stop.args)
                vars(error).update(vars(stop))
                raise error from None
        if operation == "call":
            self.last_result = type(result).__name__
        return result

    def serve(self) -> None:
        """Do what the other side asks until it closes its end."""
        while True:
            try:
                header, block = self.channel.receive()
            except Disconnected:
                return
            self._serve(header, block)

    def _send(self, header: list, encoder: Encoder) -> None:
        try:
            self.channel.send(header, encoder.parts)
        except ValueError as error:
            raise CannotCross(str(error)) from None

    def _answer(self, number: int, known: list):
        while True:
            header, block = self.channel.receive()
            if header[:1] == ["?"]:
                self._serve(header, block)
                continue
            if len(header) != 4 or header[0] not in _ANSWERS or type(header[2]) is not list:
                raise ProtocolError("expected an answer, got something else")
            if header[1] != number:
                raise ForgedMessage("an answer came to a question that was not asked")
            kind, _, changes, node = header
            self.may_ask_more = self.may_ask_more or kind.endswith("+")
            decoder = Decoder(block, self.references.resolve, known)
            contents = [(place, decoder.state(content)) for place, content in self._places(changes, known)]
            value = decoder.node(node)
            decoder.finish()
            for place, content in contents:
                apply(known[place], content)
            if kind.startswith("="):
                return value
            raise self._meet(*rebuild(value))

    @staticmethod
    def _places(changes: list, known: list):
        for change in changes:
            if type(change) is not list or len(change) != 2:
                raise ProtocolError("expected a changed argument, got something else")
            place, _ = change
            if type(place) is not int or not 0 <= place < len(known):
                raise ForgedMessage("an object was changed that was not in the question")
            yield change

    def _serve(self, header: list, block: memoryview) -> None:
        number, operation, arguments, keywords, decoder = self._question(header, block)
        noted = [note(value) for value in decoder.mutables]
        self._nesting += 1
        try:
            if self._nesting > MAX_NESTING:
                raise RecursionError(f"calls back and forth nest deeper than {MAX_NESTING}")
            kind, value = "=", self._perform(operation, arguments, keywords)
        except Broken:
            raise
        except BaseException as error:
            kind, value = "!", self._report(error)
        finally:
            self._nesting -= 1
        more = "+" if self._has_more() else ""
        try:
            encoder = Encoder(self.references.node, decoder.mutables)
            changes = [
                [place, encoder.state(mutable)]
                for place, (mutable, before) in enumerate(zip(decoder.mutables, noted, strict=True))
                if has_changed(mutable, before)
            ]
            self._send([kind + more, number, changes, encoder.node(value)], encoder)
        except Exception as error:
            encoder = Encoder(self.references.node)
            refused = error if isinstance(error, CannotCross) else CannotCross(message_of(error))
            self._send(["!" + more, number, [], encoder.node(self._report(refused))], encoder)

    def _question(self, header: list, block: memoryview):
        decoder = Decoder(block, self.references.resolve)
        try:
            _, number, operation, argument_nodes, keyword_nodes = header
            arguments = [decoder.node(node) for node in argument_nodes]
            keywords = {name: decoder.node(node) for name, node in keyword_nodes}
        except (TypeError, ValueError):
            raise ProtocolError("expected a question, got something else") from None
        if type(number) is not int or type(operation) is not str or any(type(k) is not str for k in keywords):
            raise ProtocolError("expected a question, got something else")
        decoder.finish()
        return number, operation, arguments, keywords, decoder
