"""Odd submitted folders: each function gets a folder with a plain submission in it, and makes it odd."""

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

FOLDERS: dict[str, Callable] = {}


def folder(lay_out: Callable) -> Callable:
    FOLDERS[lay_out.__name__] = lay_out
    return lay_out


@folder
def notebook_is_a_link(path: Path, course) -> None:
    """Hands in a link to the instructor's notebook as its own."""
    (path / "relu.ipynb").unlink()
    (path / "relu.ipynb").symlink_to(course.root / "source" / "05-relu" / "relu.ipynb")


@folder
def notebook_is_anothers(path: Path, course) -> None:
    """Hands in a hard link and a link to other students' work, beside its own."""
    others = course.root / "submitted" / "0-honest" / "05-relu" / "relu.ipynb"
    (path / "neighbour.txt").symlink_to(others)
    (path / "gradebook.txt").symlink_to(course.root / "gradebook.db")
    (path / "everything").symlink_to(course.root)
    (path / "loop").symlink_to(path)
    (path / "up").symlink_to("..")


@folder
def notebook_is_a_pipe(path: Path, course) -> None:
    """Hands in a named pipe, on which a reader waits for ever."""
    (path / "relu.ipynb").unlink()
    os.mkfifo(path / "relu.ipynb")


@folder
def notebook_is_a_folder(path: Path, course) -> None:
    """Hands in a folder of the notebook's name, with a notebook in it."""
    (path / "relu.ipynb").rename(path / "moved")
    (path / "relu.ipynb").mkdir()
    (path / "moved").rename(path / "relu.ipynb" / "relu.ipynb")


@folder
def notebook_is_a_socket(path: Path, course) -> None:
    """Hands in a socket, and a pipe among the other files."""
    os.mkfifo(path / "data.csv")
    os.mkfifo(path / "timestamp.txt")
    former = os.getcwd()
    os.chdir(path)  # a socket's path may have 108 bytes
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("more.csv")
    os.chdir(former)


@folder
def notebook_is_enormous(path: Path, course) -> None:
    """Hands in a notebook of 200 GiB, nearly all of them holes."""
    os.truncate(path / "relu.ipynb", 200 << 30)


@folder
def folder_is_a_link(path: Path, course) -> None:
    """Hands in a link to an honest student's folder."""
    shutil.rmtree(path)
    path.symlink_to(course.root / "submitted" / "0-honest" / "05-relu")


@folder
def files_have_odd_names(path: Path, course) -> None:
    """Hands in files whose names are commands, escapes, options, half characters and very long."""
    names = [b"-rf", b"\n", b"\x1b[2J\x1b]0;owned\x07", b"$(touch x)", b"\xff\xfe", b"a" * 255, b"..."]
    names += ["‮gpj.exe".encode(), b"<script>alert(1)</script>", b"relu.ipynb ", b"RELU.IPYNB", b"__init__.py", b"con"]
    for name in names:
        (Path(os.fsdecode(os.fsencode(path) + b"/" + name.replace(b"/", b"_")))).write_text("x")


@folder
def files_stand_in_for_modules(path: Path, course) -> None:
    """Hands in modules of the names that the grader, the libraries and Python import."""
    code = "import builtins\nbuiltins.abs = lambda value: 0.0\nprint('CANARY-imported')\n"
    for name in ("numpy", "matplotlib", "json", "proctor", "sitecustomize", "IPython", "traceback", "random", "PIL"):
        (path / f"{name}.py").write_text(code)
        (path / name).mkdir()
        (path / name / "__init__.py").write_text(code)
    (path / "matplotlibrc").write_text("backend: module://numpy\n")
    (path / "nbgrader_config.py").write_text(code)
    (path / ".ipython").mkdir()
    (path / "relu.pth").write_text("import numpy\n")


@folder
def files_are_deep(path: Path, course) -> None:
    """Hands in folders so deep that a longer path to them cannot be written."""
    former = os.getcwd()
    os.chdir(path)
    depth = len(os.path.realpath("."))
    while depth < 5_000:
        if 3_850 < depth < 4_001:
            Path("f" * (4_093 - depth)).write_text("x")  # a path may have 4,095 bytes
        os.mkdir("d" * 150)
        os.chdir("d" * 150)
        depth += 151
    os.chdir(former)


@folder
def files_are_many(path: Path, course) -> None:
    """Hands in two thousand files."""
    for number in range(2_000):
        (path / f"file-{number}").touch()


@folder
def files_are_closed(path: Path, course) -> None:
    """Hands in files and folders that nobody may read."""
    (path / "closed.txt").write_text("x")
    (path / "closed.txt").chmod(0)
    (path / "closed").mkdir()
    (path / "closed" / "x.txt").write_text("x")
    (path / "listed").mkdir()
    (path / "listed" / "x.txt").write_text("x")
    (path / "listed").chmod(0o444)
    (path / "closed").chmod(0)


@folder
def timestamp_is_hostile(path: Path, course) -> None:
    """Says that it was handed in long before anyone else, in a way that no clock does."""
    (path / "timestamp.txt").write_text("0001-01-01 00:00:00 UTC; drop table grade; -- \x1b[2J")


@folder
def holds_what_grading_writes(path: Path, course) -> None:
    """Hands in the files that grading makes, ready-made."""
    for name in ("relu.html", "feedback.html", "gradebook.db", "record.json", ".proctor", "autograded"):
        (path / name).write_text("full marks")
    (path / "Relu.ipynb").write_bytes((path / "relu.ipynb").read_bytes())
    (path / "extra.ipynb").write_bytes((path / "relu.ipynb").read_bytes())
