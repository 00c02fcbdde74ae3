"""`nbgrader autograde` copies submissions; what would stop it from copying costs nobody else."""

import os
import subprocess
import sys

import pytest
from classes import submit

from proctor.course.oddities import set_aside
from proctor.course.release import release


def test_only_plain_files_stay(tmp_path, monkeypatch):
    """Links, pipes and files beyond all measure are moved aside, at any depth; notebooks, data and folders stay."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "submitted" / "somebody" / "01-mean"
    (folder / "data").mkdir(parents=True)
    for name in ("mean.ipynb", "notes.txt", "data/x.csv"):
        (folder / name).write_text("x")
    os.mkfifo(folder / "timestamp.txt")
    (folder / "data" / "endless").symlink_to("/dev/zero")
    (folder / "everything").symlink_to(tmp_path)
    (folder / "large.bin").touch()
    os.truncate(folder / "large.bin", 200 << 30)

    set_aside("01-mean", "*", [str(folder / "mean.ipynb")])

    kept = {str(path.relative_to(folder)) for path in folder.rglob("*")}
    aside = {path.name.partition("-")[2] for path in (tmp_path / ".proctor/set-aside/somebody/01-mean").iterdir()}
    assert {"mean.ipynb", "notes.txt", "data", "data/x.csv"} == kept
    assert {"timestamp.txt", "endless", "everything", "large.bin"} == aside


@pytest.mark.slow
def test_a_pipe_in_place_of_a_notebook_stops_nobody(course, unit, gradebook):
    """nbgrader reports the one submission, and grades those after it."""
    release(course, unit)
    for student in ("a-pipe", "right"):
        submit(course, student)
    (notebook,) = course.folder("submitted", unit.name, "a-pipe").glob("*.ipynb")
    notebook.unlink()
    os.mkfifo(notebook)
    command = [sys.executable, "-m", "nbgrader", "autograde", unit.name]

    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=120)

    assert "a-pipe" in done.stderr
    assert course.folder("autograded", unit.name, "right").is_dir()
    assert not course.folder("autograded", unit.name, "a-pipe").is_dir()
