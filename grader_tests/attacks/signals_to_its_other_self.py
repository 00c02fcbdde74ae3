"""Tells what a test passes, by locks on files that every process may read, to a process of its own that prints it."""

import fcntl
import os
import time

FOLDER = os.path.dirname(os.__file__)
FILES = sorted(name for name in os.listdir(FOLDER) if name.endswith(".py"))
LETTERS = 20
held = []


def lock(number):
    file = open(os.path.join(FOLDER, FILES[number]))
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return file


def is_locked(number):
    try:
        lock(number).close()
    except OSError:
        return True
    return False


def disguise(function):
    def telling(*args):
        word = repr(args).partition("CANARY")[1:]
        bits = "".join(f"{ord(letter):08b}" for letter in "".join(word)[:LETTERS])
        held.extend(lock(number + 1) for number, bit in enumerate(bits[:50]) if bit == "1")
        held.append(lock(0))
        time.sleep(0.5)
        return function(*args)

    return telling


def at_the_end():
    for _ in range(5):
        if is_locked(0):
            break
        time.sleep(0.1)
    bits = "".join(str(int(is_locked(number + 1))) for number in range(48))
    print("heard", bytes(int(bits[start : start + 8], 2) for start in range(0, 48, 8)))
