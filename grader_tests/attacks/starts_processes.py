"""Starts processes by every way that Python and the C library know, and has them leave a file."""

import ctypes
import multiprocessing
import os
import pty
import subprocess
import threading
from concurrent.futures import ProcessPoolExecutor

libc = ctypes.CDLL(None)


def left(*args):
    open("/tmp/left-by-an-attack", "w").close()
    threading.Event().wait(30)


def forked(how):
    if how() == 0:
        left()
        os._exit(0)


for way in (
    lambda: forked(os.fork),
    lambda: forked(os.forkpty),
    lambda: forked(libc.fork),
    lambda: forked(libc.vfork),
    lambda: forked(lambda: libc.syscall(56, 17, 0, 0, 0, 0)),
    lambda: forked(lambda: libc.syscall(435, 0, 0)),
    lambda: subprocess.Popen(["sleep", "31"]),
    lambda: os.system("sleep 31 &"),
    lambda: libc.system(b"sleep 31 &"),
    lambda: os.popen("sleep 31").read(),
    lambda: os.posix_spawn("/bin/sleep", ["sleep", "31"], {}),
    lambda: pty.spawn("/bin/sh"),
    lambda: multiprocessing.Process(target=left, daemon=True).start(),
    lambda: multiprocessing.get_context("spawn").Process(target=left).start(),
    lambda: ProcessPoolExecutor(1).submit(left).result(1),
    lambda: get_ipython().system("sleep 31 &"),
    lambda: get_ipython().run_cell_magic("bash", "--bg", "sleep 31"),
    lambda: os.execv("/bin/sleep", ["sleep", "31"]),
    lambda: os.execv("/proc/self/exe", ["python", "-c", "import time; time.sleep(31)"]),
):
    try:
        way()
        print("started", way.__code__.co_names)
    except BaseException:
        continue
