"""The same marks and files everywhere: here, on a cluster, killed and started again, SQLite or PostgreSQL."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from classes import WRONG, files, grade, marks, state, submit
from sqlalchemy import create_engine, text

from proctor.course import grading_run
from proctor.course.grading_run import NoEngine
from proctor.course.layout import Course
from proctor.course.release import release
from proctor.grading.engine import open_engine

CLASS_SIZE = 12


@pytest.fixture
def released_course(course, unit, gradebook):
    """A released course with a class in which every third submission is wrong."""
    release(course, unit)
    for number in range(CLASS_SIZE):
        submit(course, f"student-{number:02}", **({"centre": WRONG} if number % 3 == 0 else {}))
    return course


@pytest.fixture
def expected(released_course, tmp_path_factory, one_engine):
    """The state that one worker on this machine leaves."""
    twin = Course.find(shutil.copytree(released_course.root, tmp_path_factory.mktemp("expected") / "course"))
    grade(twin, workers=1)
    return state(twin)


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """A Dask scheduler and two workers, as processes of this machine; yields the address and the workers."""
    processes = []

    def start(program: str, *arguments: str):
        command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments]
        log = open(tmp_path / f"{program}-{len(processes)}.log", "w")
        process = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
        processes.append(process)
        return process

    place = tmp_path / "scheduler.json"
    start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(place))
    _wait_for(lambda: place.exists() and place.read_text().strip())
    address = json.loads(place.read_text())["address"]
    monkeypatch.setattr("proctor.grading.cluster.CONNECT_SECONDS", 120)  # starting takes long on a busy machine
    monkeypatch.setattr(grading_run, "open_engine", open_engine)
    workers = [start("worker", address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1") for _ in range(2)]
    yield address, workers
    for process in reversed(processes):
        process.terminate()
    for process in processes:
        process.wait(30)


@pytest.mark.slow
def test_a_cluster_gives_the_same_marks_and_files(released_course, expected, cluster):
    """Two workers of a real cluster end in the state that one worker here ends in."""
    address, _ = cluster
    grade(released_course, scheduler=address)
    assert expected == state(released_course)


@pytest.mark.slow
def test_a_worker_that_dies_costs_nothing_but_time(released_course, expected, cluster):
    """One of two workers is killed while it grades; every mark is as expected."""
    address, workers = cluster
    run = grading_run.GradingRun(released_course, scheduler=address)
    for number, _ in enumerate(run.outcomes()):
        if number == 2:
            workers[0].send_signal(signal.SIGTERM)
    assert expected == state(released_course)


def test_a_cluster_out_of_reach_is_one_line(released_course, monkeypatch):
    """An address where nobody listens is named, with what to do."""
    monkeypatch.setattr("proctor.grading.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(
        NoEngine, match=r"no Dask scheduler with workers at tcp://127\.0\.0\.1:9 .*start `dask scheduler`"
    ):
        grade(released_course, scheduler="tcp://127.0.0.1:9")


def test_postgresql_holds_the_same_marks(course, unit, released_course, expected, postgres_url, one_engine):
    """The whole pipeline on a gradebook in a PostgreSQL server: release, grade, regrade."""
    name = f"gradebook_{os.getpid()}"
    with create_engine(postgres_url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = postgres_url.rpartition("/")[0] + f"/{name}"
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f'\nc.CourseDirectory.db_url = "{url}"\n')
    there = Course.find(course.root)
    release(there, there.unit(unit.name))
    grade(there, workers=2)
    assert expected == state(there)
    grade(there, force=True)
    assert expected == state(there)


@pytest.mark.slow
def test_a_run_killed_again_and_again_ends_in_the_same_state(released_course, expected):
    """SIGKILL at several moments, the whole process group, then one run to the end: as if nothing had happened."""
    command = [sys.executable, "-m", "proctor", "--course", str(released_course.root), "grade", "--workers", "2"]
    for stop_after in (1, 3, 6):
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        seen = 0
        while seen < stop_after and process.stdout.readline():
            seen += 1
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    done = subprocess.run(command, capture_output=True, text=True)
    assert 0 == done.returncode, done.stdout + done.stderr
    assert expected == state(released_course)
    assert [] == list((released_course.root / ".proctor" / "writing").iterdir())
    assert CLASS_SIZE == len(marks(released_course)) and files(released_course.root / "autograded")


def _wait_for(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the cluster did not start"
        time.sleep(0.1)
