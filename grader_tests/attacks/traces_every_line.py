"""Installs debuggers in every thread, and prints the locals of whatever runs."""

import sys
import threading

kept = []


def trace(frame, event, argument):
    for value in [*frame.f_locals.values(), argument]:
        if isinstance(value, str) and "CANARY-" in value and value not in kept:
            kept.append(value)
    return trace


sys.settrace(trace)
threading.settrace(trace)
threading.setprofile(trace)
if hasattr(sys, "monitoring"):
    sys.monitoring.use_tool_id(sys.monitoring.DEBUGGER_ID, "attack")
    sys.monitoring.set_events(sys.monitoring.DEBUGGER_ID, sys.monitoring.events.PY_START)


def disguise(function):
    def traced(*args):
        sys.settrace(trace)
        return function(*args)

    return traced


def at_the_end():
    sys.settrace(None)
    print(*kept)
