"""Attaches to other processes, lets them attach, changes their limits, priority and processors."""

import ctypes
import json
import os
import resource

with open("targets.json") as stream:
    parent = json.load(stream)["parent"]
libc = ctypes.CDLL(None)
for pid in (parent, os.getppid(), 1):
    for request in (0, 16, 0x4206):
        libc.ptrace(request, pid, 0, 0)
    for way in (
        lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, 3)),
        lambda: resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1)),
        lambda: os.setpriority(os.PRIO_PROCESS, pid, 19),
        lambda: os.sched_setaffinity(pid, {0}),
        lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)),
        lambda: os.setpgid(pid, os.getpid()),
        lambda: os.getsid(pid),
    ):
        try:
            way()
        except OSError:
            continue
libc.prctl(0x59616D61, -1)
libc.prctl(4, 1)
