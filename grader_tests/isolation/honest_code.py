"""What honest submissions do; each function runs in a locked-in child and returns True."""

import asyncio
import concurrent.futures
import datetime
import json
import os
import shutil
import signal
import sqlite3
import tempfile
import threading
import time
from pathlib import Path

HONEST = {}


def honest(function):
    """Register a piece of honest code."""
    HONEST[function.__name__] = function
    return function


def run(sock, arg):
    """Entry of the child: run one piece and send what it returned or raised."""
    try:
        answer = HONEST[arg]()
    except BaseException as error:
        answer = f"{type(error).__name__}: {error}"
    sock.sendall(json.dumps(answer).encode())


@honest
def writes_and_reads_a_file():
    Path("notes").mkdir()
    Path("notes/a.txt").write_text("é")
    os.rename("notes/a.txt", "notes/b.txt")
    shutil.copyfile("notes/b.txt", "c.txt")
    shutil.copy2("notes/b.txt", "d.txt")
    read = Path("c.txt").read_text() == "é"
    shutil.rmtree("notes")
    return read and os.listdir(".").count("c.txt") == 1


@honest
def uses_temporary_files():
    with tempfile.NamedTemporaryFile("w+") as named, tempfile.TemporaryFile() as nameless:
        nameless.write(b"x")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "x").touch()
        return os.path.commonpath([named.name, os.getcwd()]) == os.getcwd()


@honest
def uses_its_home_folder():
    Path("~/x").expanduser().write_text("x")
    return Path("x").exists()


@honest
def uses_threads_and_locks():
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        total = sum(pool.map(lambda x: x * x, range(100)))
    timer = threading.Timer(0.01, lambda: None)
    timer.start()
    timer.join()
    return total == 328350


@honest
def uses_asyncio():
    async def both():
        return await asyncio.gather(asyncio.sleep(0.01, 1), asyncio.sleep(0.01, 2))

    return asyncio.run(both()) == [1, 2]


@honest
def tells_the_time_in_utc():
    before = time.perf_counter()
    time.sleep(0.01)
    return time.tzname[0] == "UTC" and time.perf_counter() > before and datetime.datetime.now().year > 2020


@honest
def multiplies_matrices():
    import numpy as np

    a = np.random.default_rng(0).normal(size=(300, 200))
    np.save("a.npy", a)
    s = np.linalg.svd(np.load("a.npy"), compute_uv=False)
    return bool(np.isclose((s**2).sum(), (a**2).sum()))


@honest
def maps_an_array_from_a_file():
    import numpy as np

    mapped = np.memmap("m", dtype=np.float64, mode="w+", shape=(1000,))
    mapped[:] = 1
    mapped.flush()
    return float(np.memmap("m", dtype=np.float64, mode="r").sum()) == 1000.0


@honest
def draws_a_figure():
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots()
    ax.plot([1, 2], label=r"$\alpha^2$")
    ax.set_title("größer")
    ax.legend()
    figure.savefig("f.png")
    figure.savefig("f.svg")
    figure.savefig("f.pdf")
    return os.path.getsize("f.png") > 1000


@honest
def keeps_a_database():
    with sqlite3.connect("d.sqlite") as connection:
        connection.execute("create table t (x)")
        connection.execute("insert into t values (1)")
        return connection.execute("select x from t").fetchall() == [(1,)]


@honest
def runs_ipython_cells():
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    return shell.run_cell("import math\nx = math.sqrt(4)").success and shell.user_ns["x"] == 2.0


@honest
def imports_what_was_not_warm():
    import ctypes.util
    import email.message
    import multiprocessing
    import ssl
    import unittest.mock
    import xml.etree.ElementTree
    import zipfile

    modules = (ctypes.util, email.message, multiprocessing, ssl, unittest.mock, xml.etree, zipfile)
    return all(modules)


@honest
def handles_a_signal_to_itself():
    got = []
    signal.signal(signal.SIGALRM, lambda *_: got.append("alarm"))
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(0.1)
    signal.signal(signal.SIGUSR1, lambda *_: got.append("user"))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    return got == ["alarm", "user", "user"]


@honest
def asks_about_the_machine():
    import platform

    return (os.cpu_count() or 1) >= 1 and platform.system() == "Linux" and len(os.urandom(8)) == 8


@honest
def sees_that_a_file_is_no_terminal():
    with open("x", "w") as file:
        return not file.isatty() and shutil.get_terminal_size().columns > 0


@honest
def uses_half_its_memory():
    import numpy as np

    return bool(np.ones(32 << 20).all())  # 256 MiB of 512
