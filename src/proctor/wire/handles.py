"""What stands in the examiner for an object of the student's process.

Whatever a test does with a handle is a message; whatever would decide a mark by the object's own word is
refused, since an object of the student's may claim to equal anything. Nothing that a handle shows of itself
comes from the student.
"""

import numpy as np

from proctor.wire.errors import CannotCross, HandleError
from proctor.wire.operations import BINARY, UNARY
from proctor.wire.peer import Peer

_NUMPY_ASKS = "__array"
"""How the attributes begin by which NumPy asks an object to pass for an array."""


class Handle:
    """An object that lives in the student's process."""

    __slots__ = ("__weakref__", "_proctor_number", "_proctor_peer")
    # NumPy then leaves ``array + handle`` to the handle
    __array_ufunc__ = None

    def __init__(self, peer: Peer, number: int):
        object.__setattr__(self, "_proctor_peer", peer)
        object.__setattr__(self, "_proctor_number", number)

    def __getattr__(self, name):
        if name.startswith(_NUMPY_ASKS):
            raise AttributeError(name)
        return _ask("getattr", self, name)

    def __setattr__(self, name, value):
        _ask("setattr", self, name, value)

    def __delattr__(self, name):
        _ask("delattr", self, name)

    def __getitem__(self, key):
        return _ask("getitem", self, key)

    def __setitem__(self, key, value):
        _ask("setitem", self, key, value)

    def __delitem__(self, key):
        _ask("delitem", self, key)

    def __len__(self):
        return _plain(_ask("len", self), int, "len()")

    def __iter__(self):
        return _ask("iter", self)

    def __reversed__(self):
        return _ask("reversed", self)

    def __next__(self):
        return _ask("next", self)

    def __contains__(self, item):
        # looked for here: an object may claim to hold whatever it is asked for
        return any(part is item or part == item for part in self)

    def __instancecheck__(self, instance):
        return _plain(_ask("isinstance", instance, self), bool, "isinstance()")

    def __subclasscheck__(self, subclass):
        return _plain(_ask("issubclass", subclass, self), bool, "issubclass()")

    def __enter__(self):
        return _ask("enter", self)

    def __exit__(self, kind, error, trace):
        # the test's own exception stays the test's: a student's object neither sees nor swallows it
        _ask("exit", self)
        return False

    def __copy__(self):
        return _ask("copy", self)

    def __deepcopy__(self, memo):
        return _ask("deepcopy", self)

    def __round__(self, *digits):
        return _ask("round", self, *digits)

    __hash__ = object.__hash__  # one object, one handle

    def __repr__(self):
        return f"<object {self._proctor_number} of the student's process>"

    def __reduce_ex__(self, protocol):
        raise CannotCross("an object of the student's process cannot be pickled")


class CallableHandle(Handle):
    """An object of the student's process that says it can be called."""

    __slots__ = ()

    def __call__(self, *arguments, **keywords):
        return _ask("call", self, *arguments, **keywords)


class Difference(CallableHandle):
    """An object of the student's process less a plain value of the test's, or the reverse, or what came of that.

    It may have been told the expected value. So where a test reads a distance out of a number or an array (its
    absolute value, an element, a method that arrays have) this gives objects alone. Attributes, and methods of the
    student's own, give what they give: a test that uses them knows that it has an object in hand.
    """

    __slots__ = ("_proctor_kept", "_proctor_name")

    def __init__(self, peer: Peer, kept: Handle, name: str = ""):
        super().__init__(peer, kept._proctor_number)
        object.__setattr__(self, "_proctor_kept", kept)  # its number stays good as long as this lives
        object.__setattr__(self, "_proctor_name", name)

    def __getattr__(self, name):
        found = super().__getattr__(name)
        return _difference(found, name) if isinstance(found, Handle) else found

    def __call__(self, *arguments, **keywords):
        result = super().__call__(*arguments, **keywords)
        return _difference(result) if self._proctor_name in _ARRAYS_METHODS else result

    def __getitem__(self, key):
        return _difference(super().__getitem__(key))

    def __iter__(self):
        return _difference(super().__iter__())

    def __next__(self):
        return _difference(super().__next__())

    def __round__(self, *digits):
        return _difference(super().__round__(*digits))


_ARRAYS_METHODS = frozenset(name for name in dir(np.ndarray) if callable(getattr(np.ndarray, name))) - {
    "item",
    "tolist",
}


def _difference(value, name: str = "") -> Difference:
    if not isinstance(value, Handle):
        raise HandleError(
            "a difference told by an object in the student's process; compare plain values (numbers, strings, arrays) "
            "that its attributes or methods give"
        )
    return Difference(value._proctor_peer, value, name)


def number_of(value, peer: Peer) -> int | None:
    """The number of a handle of this conversation; None for what is no handle."""
    if not isinstance(value, Handle):
        return None
    if value._proctor_peer is not peer:
        raise CannotCross("an object of an earlier run of the student's notebook, which had to be started again")
    return value._proctor_number


def _ask(operation: str, *arguments, **keywords):
    """Let the process that owns the first handle among the arguments perform an operation."""
    owner = next(value for value in arguments if isinstance(value, Handle))
    return owner._proctor_peer.request(operation, *arguments, **keywords)


def _operate(operation: str, *operands):
    """The result of an operator between an object and something else: an object again.

    A number would be the object's own word on what it was given: ``result - expected`` may claim to be 0.
    """
    result = _ask(operation, *operands)
    if not isinstance(result, Handle):
        raise HandleError(
            f"{operation!r} of an object in the student's process gave a plain value; compute with plain values "
            "(numbers, strings, arrays) that its attributes or methods give"
        )
    tells = operation in _SUBTRACTIONS and not all(isinstance(value, Handle) for value in operands)
    return _difference(result) if tells or any(isinstance(value, Difference) for value in operands) else result


_SUBTRACTIONS = ("sub", "isub")


def _plain(value, kind: type, asked: str):
    """An answer that Python itself will act on: exactly of the expected kind."""
    if type(value) is not kind or (kind is int and value < 0):
        raise HandleError(f"{asked} of an object of the student's gave no {kind.__name__}")
    return value


def _refuse(what: str):
    def refuse(self, *arguments, **keywords):
        raise HandleError(
            f"{what} of an object in the student's process; compare plain values (numbers, strings, arrays) "
            "that its attributes or methods give"
        )

    return refuse


def _define_operators() -> None:
    for name in BINARY:
        setattr(Handle, f"__{name}__", lambda self, other, name=name: _operate(name, self, other))
        setattr(Handle, f"__r{name}__", lambda self, other, name=name: _operate(name, other, self))
        setattr(Handle, f"__i{name}__", lambda self, other, name=name: _operate("i" + name, self, other))
    for name in UNARY:
        setattr(Handle, f"__{name}__", lambda self, name=name: _ask(name, self))
        setattr(Difference, f"__{name}__", lambda self, name=name: _difference(_ask(name, self)))
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        setattr(Handle, f"__{name}__", _refuse("comparison"))
    Handle.__bool__ = _refuse("the truth")
    for name in ("float", "int", "complex", "index", "array"):
        setattr(Handle, f"__{name}__", _refuse("conversion"))


_define_operators()
