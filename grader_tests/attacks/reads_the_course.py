"""Reads and lists every file of the course, whose place it knows, by every call that opens, lists or maps one."""

import glob
import json
import linecache
import mmap
import os
import shutil
import sqlite3

with open("targets.json") as stream:
    course = json.load(stream)["course"]
wanted = ["source/05-relu/relu.ipynb", "gradebook.db", "grades-of-last-year.csv", "nbgrader_config.py", "submitted"]
wanted += ["submitted/0-honest/05-relu/relu.ipynb", "autograded/0-honest/05-relu/relu.ipynb", ".proctor/grading.lock"]


def ways(path):
    yield lambda: open(path, "rb").read()
    yield lambda: os.listdir(path)
    yield lambda: os.readlink(path)
    yield lambda: os.stat(path)
    yield lambda: glob.glob(path + "/**", recursive=True)
    yield lambda: linecache.getlines(path)
    yield lambda: sqlite3.connect(path).execute("select * from student").fetchall()
    yield lambda: np.fromfile(path, "u1").tobytes()
    yield lambda: np.memmap(path, "u1")[:].tobytes()
    yield lambda: mmap.mmap(os.open(path, os.O_RDONLY), 0, prot=mmap.PROT_READ).read()
    yield lambda: os.read(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECT), 4096)
    yield lambda: os.open("x", os.O_RDONLY, dir_fd=os.open(os.path.dirname(path), os.O_PATH))
    yield lambda: shutil.copy(path, "stolen")
    yield lambda: os.link(path, "linked")
    yield lambda: os.symlink(path, "pointed") or open("pointed").read()
    yield lambda: os.rename(path, "moved")
    yield lambda: exec(compile("import nbgrader_config", "x", "exec"), {})


for name in wanted:
    for way in ways(os.path.join(course, name)):
        try:
            found = way()
            if found:
                print(name, found)
        except Exception:
            continue
