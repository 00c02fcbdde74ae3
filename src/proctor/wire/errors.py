"""What can go wrong between two processes that do not trust each other: one class per situation."""


class Broken(BaseException):
    """The conversation is over; nothing more can be asked.

    Not an Exception: a test that catches whatever a student's function raises must not catch this.
    """


class ProtocolError(Broken):
    """The other side sent bytes or a message that mean nothing here."""


class ForgedMessage(ProtocolError):
    """The other side answered what nobody asked, or named an object that it was never given."""


class Disconnected(Broken):
    """The other side closed its end, or its process is gone."""


class OutOfTime(Broken):
    """The other side did not read or answer before the deadline."""


class CannotCross(TypeError):
    """A value of this side has no plain form and may not be handed over as it is."""


class HandleError(TypeError):
    """A test asked of an object in the student's process what only plain values can answer."""
