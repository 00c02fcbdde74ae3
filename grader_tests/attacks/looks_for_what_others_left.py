"""Looks for what another submission may have left: files, shared memory, sockets, modules, settings, threads."""

import glob
import json
import os
import socket
import sys
import tempfile
import threading
from multiprocessing import shared_memory

with open("targets.json") as stream:
    targets = json.load(stream)
mark = targets["mark"]
folders = [".", "..", "/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/home/candidate", tempfile.gettempdir(), sys.prefix]
seen = [path for folder in folders for path in glob.glob(os.path.join(folder, "**", mark), recursive=folder == ".")]
seen += [name for name in os.listdir(".") if name not in ("targets.json", ".tmp")]
for look in (
    lambda: shared_memory.SharedMemory(mark),
    lambda: socket.socket(socket.AF_UNIX).connect("\0" + mark),
    lambda: sys.modules["left_by_an_attack"],
    lambda: np.left_by_an_attack,
    lambda: os.environ["LEFT_BY_AN_ATTACK"],
    lambda: [0.0][np.random.seed(0) or np.random.random() != 0.5488135039273248],
):
    try:
        seen.append(look())
    except (OSError, KeyError, AttributeError):
        continue
seen += [thread.name for thread in threading.enumerate() if thread.name == mark]
if len(seen) > 1:
    print("CANARY-left by another submission:", seen)
