"""Keeps the functions that a test handed over, and calls them after the test, and from threads."""

import threading
import time

kept = []
heard = []


def call_later():
    for _ in range(50):
        time.sleep(0.02)
        for function in kept:
            try:
                heard.append(function(3.0))
            except BaseException as error:
                heard.append(error)


def disguise(function):
    def keeping(*args):
        if callable(args[0]):
            kept.append(args[0])
            threading.Thread(target=call_later, daemon=True).start()
        for given in kept[:-1]:
            try:
                given(1.0)
            except Exception as error:
                heard.append(error)
        return function(*args)

    return keeping
