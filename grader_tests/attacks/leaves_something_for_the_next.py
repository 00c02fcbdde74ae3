"""Leaves files, sockets, shared memory, semaphores, modules and settings for whoever comes next."""

import ctypes
import json
import os
import socket
import sys
import tempfile
import threading
from multiprocessing import shared_memory

with open("targets.json") as stream:
    targets = json.load(stream)
mark, key = targets["mark"], targets["key"]
folders = [".", "..", "/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/home/candidate", tempfile.gettempdir()]
for folder in [*folders, os.path.expanduser("~"), sys.prefix, "/dev/mqueue", "/proc/self", targets["course"]]:
    try:
        with open(os.path.join(folder, mark), "w") as stream:
            stream.write("CANARY of another submission")
    except OSError:
        continue
libc = ctypes.CDLL(None)
libc.shmget(key, 4096, 0o1666)
libc.semget(key, 1, 0o1666)
libc.msgget(key, 0o1666)
libc.syscall(250, 1, 0, 0, 0, 0)
for leave in (
    lambda: shared_memory.SharedMemory(mark, create=True, size=100),
    lambda: socket.socket(socket.AF_UNIX).bind("\0" + mark),
    lambda: socket.socket(socket.AF_UNIX).bind("/tmp/" + mark),
    lambda: os.mkfifo("/tmp/" + mark),
    lambda: os.memfd_create(mark),
    lambda: os.setpriority(os.PRIO_PROCESS, 0, 19),
):
    try:
        leave()
    except OSError:
        continue
sys.modules["left_by_an_attack"] = sys
np.left_by_an_attack = os.environ["LEFT_BY_AN_ATTACK"] = "yes"
np.random.seed(666)
threading.Thread(target=threading.Event().wait, daemon=True, name=mark).start()
