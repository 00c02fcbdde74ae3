"""Reads memory, descriptors, roots and tasks of every process through /proc and the calls beside it."""

import ctypes
import json
import os

with open("targets.json") as stream:
    targets = json.load(stream)
pids = [targets["parent"], os.getppid(), 1, 2, *range(os.getpid() - 20, os.getpid() + 20)]
libc = ctypes.CDLL(None, use_errno=True)
for pid in pids:
    for name in (
        "mem",
        "fd",
        "root",
        "cwd",
        "map_files",
        "task",
        "environ",
        "status",
        "stack",
        "net/unix",
        "mountinfo",
    ):
        path = f"/proc/{pid}/{name}"
        for way in (os.listdir, os.readlink, lambda path: open(path, "rb").read(10_000)):
            try:
                print("found", path, way(path))
            except OSError:
                continue
    buffer = ctypes.create_string_buffer(4096)
    local = (ctypes.c_uint64 * 2)(ctypes.addressof(buffer), 4096)
    remote = (ctypes.c_uint64 * 2)(id(print), 4096)
    if pid != os.getpid() and libc.process_vm_readv(pid, local, 1, remote, 1, 0) > 0:
        print("found memory", buffer.raw)
    if libc.ptrace(16, pid, 0, 0) == 0 and pid != os.getpid():
        print("found by ptrace", pid)
