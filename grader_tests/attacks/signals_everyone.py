"""Sends signals to its parent, its group, everyone, and through calls that signal for it."""

import ctypes
import json
import os
import signal

with open("targets.json") as stream:
    parent = json.load(stream)["parent"]
libc = ctypes.CDLL(None)
for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGINT, signal.SIGKILL):
    for pid in (parent, -parent, os.getppid(), 0, -1, 1, os.getpid() - 1, os.getpid() + 1):
        for way in (
            lambda: os.kill(pid, number),
            lambda: os.killpg(abs(pid), number),
            lambda: signal.pidfd_send_signal(os.pidfd_open(pid), number),
            lambda: libc.tgkill(pid, pid, number),
            lambda: libc.syscall(129, pid, number, 0),
        ):
            try:
                way()
            except (OSError, ValueError):
                continue
libc.prctl(1, signal.SIGKILL)
libc.fcntl(3, 8, parent)
