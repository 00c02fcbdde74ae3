"""Small entries for spawned children."""

import json
import os
import signal
import stat
import sys
import time


def echo(sock, arg):
    """Send the argument back."""
    sock.sendall(json.dumps(arg).encode())


def sleep(sock, arg):
    """Say that it runs, then do nothing for a long time."""
    sock.sendall(b"1")
    time.sleep(60)


def leave(arg):
    """End with the given code, or by an exception where it is a text."""
    if isinstance(arg, str):
        raise ValueError(arg)
    sys.exit(arg)


def look_around(sock, arg):
    """Send all that a process inherits: descriptors, environment, arguments, group, folder, signals."""
    descriptors = {}
    for number in range(1024):
        try:
            status = os.fstat(number)
        except OSError:
            continue
        descriptors[number] = "null" if status.st_rdev == os.makedev(1, 3) else stat.S_IFMT(status.st_mode)
    seen = {
        "descriptors": descriptors,
        "environment": dict(os.environ),
        "arguments": sys.orig_argv,
        "leads its session": os.getsid(0) == os.getpgid(0) == os.getpid(),
        "folder": os.listdir("."),
        "interrupt": signal.getsignal(signal.SIGINT) == signal.SIG_DFL,
        "groups": os.getgroups(),
        "hash": hash("fixed"),
    }
    sock.sendall(json.dumps(seen).encode())


def leave_traces(sock, arg):
    """Write a file, change the environment and a module; send what an earlier child left of these."""
    found = [os.path.exists("trace"), "TRACE" in os.environ, hasattr(json, "trace")]
    open("trace", "w").close()
    os.environ["TRACE"] = json.trace = "1"
    sock.sendall(json.dumps(found).encode())


def start_a_helper(sock, arg):
    """Fork, which only a child without a sandbox can, and send the helper's number."""
    helper = os.fork()
    if helper == 0:
        time.sleep(60)
    sock.sendall(json.dumps(helper).encode())
    time.sleep(60)
