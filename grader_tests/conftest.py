"""What every test may use: an engine, a gradebook, an older NumPy, a PostgreSQL, a browser; and CI skips nothing."""

import importlib.metadata
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import venv
from contextlib import contextmanager
from pathlib import Path

import pytest


def pytest_configure(config):
    # as the wrapper and an activated environment have it: nbgrader calls its database tool by name
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.prefix, "bin")), os.environ["PATH"]])
    config.addinivalue_line("markers", "slow: takes more than about ten seconds; runs in CI all the same")


def _missing(what: str, remedy: str):
    """Skip on a person's machine; in CI a missing program is an error, since a skip would hide it."""
    message = f"{what} is not installed; run: {remedy}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory) -> Path:
    """A gradebook without rows: nbgrader needs seconds to make one, and tests copy it."""
    from nbgrader.api import Gradebook

    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    Gradebook(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def shared_engine():
    """One engine for many runs of grading: its warm process takes seconds to start, and keeps no state."""
    from proctor.grading.engine import LocalEngine

    with LocalEngine(workers=2) as engine:
        yield engine


@pytest.fixture
def one_engine(shared_engine, monkeypatch):
    """Lets every run of grading in a test use the shared engine, with the workers that it asks for."""
    from proctor.course import grading_run

    @contextmanager
    def opened(*, workers, scheduler=None):
        shared_engine.set_workers(workers)
        yield shared_engine

    monkeypatch.setattr(grading_run, "open_engine", opened)


@pytest.fixture(scope="session")
def old_python(tmp_path_factory) -> str:
    """The Python of an environment with the last NumPy before 2; before the one that is here, for new Pythons."""
    folder = tmp_path_factory.mktemp("old") / "environment"
    venv.create(folder, symlinks=True, with_pip=True)
    python = str(folder / "bin" / "python")
    older = "2" if sys.version_info < (3, 13) else importlib.metadata.version("numpy")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, f"numpy<{older}", "scipy", "matplotlib", "nbformat"], capture_output=True, text=True)
    if done.returncode:
        _missing(f"NumPy before {older}", f"this again, online (pip said: {done.stderr.strip().splitlines()[-1]})")
    return python


@pytest.fixture(scope="session")
def postgres_url():
    """URL of an empty PostgreSQL database on loopback, for SQLAlchemy; the server stops after the tests."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if not versions:
        _missing("PostgreSQL", "sudo apt install postgresql")
    # initdb and the server refuse root
    user = "nobody" if os.geteuid() == 0 else None

    def run(program: str, *arguments):
        output = folder / "output"  # a file, since a server that inherits a pipe holds it open
        with output.open("wb") as sink:
            done = subprocess.run([versions[-1] / program, *arguments], user=user, stdout=sink, stderr=sink)
        assert 0 == done.returncode, output.read_text()

    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        data, port = folder / "data", _free_port()
        run("initdb", "-D", data, "-U", "proctor", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
        yield f"postgresql+psycopg://proctor@127.0.0.1:{port}/postgres"
        run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


BROWSER_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    # what follows keeps the browser from talking to anyone but the page under test
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """A headless Chromium, driven by selenium, with an empty profile."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        _missing("Chromium with its driver", "sudo apt install chromium chromium-driver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*BROWSER_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(flag)
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield chrome
    chrome.quit()
