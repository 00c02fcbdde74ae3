"""Opens the functions that a test hands over: code, closures, defaults, globals, modules, pickles, copies."""

import copy
import inspect
import pickle

kept = []


def open_up(given):
    names = [name for kind in type(given).__mro__ for name in vars(kind)] + dir(given)
    names += ["__closure__", "__globals__", "__defaults__", "__kwdefaults__", "__doc__", "__code__", "__self__"]
    for name in names:
        try:
            kept.append(repr(getattr(given, name)))
        except Exception:
            continue
    for how in (inspect.getsource, inspect.signature, inspect.getclosurevars, pickle.dumps, copy.deepcopy, vars, help):
        try:
            kept.append(repr(how(given)))
        except BaseException:
            continue
    peer = object.__getattribute__(given, "_peer")
    number = object.__getattribute__(given, "_number")
    for operation in ("getattr", "getitem", "copy", "deepcopy", "isinstance", "import", "iter", "setattr"):
        for other in range(number + 2):
            object.__setattr__(given, "_number", other)
            try:
                kept.append(repr(peer.request(operation, given, "__defaults__")))
            except BaseException as error:
                kept.append(repr(error))
    object.__setattr__(given, "_number", number)


def disguise(function):
    def looking(*args):
        for value in args:
            if callable(value):
                open_up(value)
        return function(*args)

    return looking


def at_the_end():
    print(*[text for text in kept if "CANARY" in text])
