"""The wrapper `proctor` at the root: makes the environment once, safely; where it cannot, says what to do."""

import importlib.machinery
import importlib.util
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FAKE_UV = """#!/bin/sh
# stands for uv: notes every call, and makes an environment whose python prints what it was asked to do
[ "$1" = --version ] && {{ echo "uv {version}"; exit 0; }}
echo "$@" >> "{log}"
{before}
mkdir -p "$UV_PROJECT_ENVIRONMENT/bin"
touch "$UV_PROJECT_ENVIRONMENT/pyvenv.cfg"
printf '#!/bin/sh\\necho ran "$@"\\n' > "$UV_PROJECT_ENVIRONMENT/bin/python"
chmod +x "$UV_PROJECT_ENVIRONMENT/bin/python"
"""


class House:
    """A folder with the wrapper and a fake uv on PATH."""

    def __init__(self, folder: Path):
        self.root = folder / "course"
        self.tools = folder / "tools"
        self.log = folder / "uv.log"
        self.root.mkdir()
        self.tools.mkdir()
        shutil.copy(ROOT / "proctor", self.root)
        for name in ("uv.lock", "pyproject.toml"):
            (self.root / name).write_text("first\n")
        self.fake_uv()

    def fake_uv(self, before: str = "", version: str = "0.13.9") -> None:
        uv = self.tools / "uv"
        uv.write_text(FAKE_UV.format(log=self.log, before=before, version=version))
        uv.chmod(0o755)

    def start(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, self.root / "proctor", *arguments],
            env={"PATH": f"{self.tools}:/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def uv_calls(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@pytest.fixture
def wrapper():
    """The wrapper as a module."""
    loader = importlib.machinery.SourceFileLoader("proctor_wrapper", str(ROOT / "proctor"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("proctor_wrapper", loader))
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


def test_first_run_makes_the_environment_and_hands_the_arguments_on(house):
    """The first run calls uv with the lock file and then becomes the course's own command line."""
    code, out, _ = house.run("grade", "05-relu", "--student", "ada")

    assert (0, "ran -P -m proctor grade 05-relu --student ada\n") == (code, out)
    (call,) = house.uv_calls()
    assert call.startswith("sync --locked --python ")


def test_second_run_does_not_call_uv(house):
    """A finished environment is used as it is, in silence."""
    house.run("doctor")

    assert (0, "ran -P -m proctor doctor\n", "") == house.run("doctor")
    assert 1 == len(house.uv_calls())


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_changed_dependencies_are_synced(house, name):
    """A new lock file or pyproject makes the next run bring the environment up to date."""
    house.run()
    (house.root / name).write_text("second\n")
    house.run()

    assert 2 == len(house.uv_calls())


def test_another_python_is_synced(wrapper, house, monkeypatch):
    """The stamp names the version of Python, so another one is noticed."""
    before = wrapper.expected_stamp(house.root)
    monkeypatch.setattr(wrapper.sys, "version_info", (3, 15, 0))

    assert before != wrapper.expected_stamp(house.root)


def test_moved_folder_is_synced(house):
    """An environment holds absolute paths, so a moved course makes its own anew."""
    house.run()
    house.root = house.root.rename(house.root.with_name("moved"))
    house.run()

    assert 2 == len(house.uv_calls())


def test_cache_is_tried_before_the_network(house):
    """Where uv's cache has everything, the network is not asked: only the offline call is made."""
    house.run()

    assert house.uv_calls()[0].endswith("--offline --quiet")


def test_empty_cache_goes_to_the_network(house):
    """Where the offline call fails, a second call without --offline does the work."""
    house.fake_uv(before='case "$*" in *--offline*) exit 2;; esac')

    assert 0 == house.run()[0]
    assert [True, False] == ["--offline" in call for call in house.uv_calls()]


def test_failed_sync_says_what_to_do_and_leaves_no_stamp(house):
    """When uv fails, the last line names the remedy, the exit code is 2, and the next run tries again."""
    house.fake_uv(before="echo 'no such host' >&2; exit 1")
    code, out, err = house.run()

    assert (2, "") == (code, out)
    assert "no such host" in err
    assert "check the network and the disk, then run this again" in err.splitlines()[-1]

    house.fake_uv()
    assert 0 == house.run()[0]


def test_interrupted_first_run_is_made_good_by_the_next(house):
    """A run that was killed half-way leaves a broken .venv; the next one replaces it."""
    house.fake_uv(before='mkdir -p "$UV_PROJECT_ENVIRONMENT/half-made"; kill -9 $PPID; exit 1')
    assert -9 == house.run()[0]
    assert (house.root / ".venv" / "half-made").exists()

    house.fake_uv()
    assert (0, "ran -P -m proctor demo\n") == house.run("demo")[:2]
    assert not (house.root / ".venv" / "half-made").exists()


def test_environment_whose_python_is_gone_is_made_anew(house):
    """An upgrade of the system took the Python that the environment points to; the next run replaces it."""
    house.run()
    python = house.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python")

    assert (0, "ran -P -m proctor demo\n") == house.run("demo")[:2]


def test_two_first_runs_at_once_make_one_environment(house):
    """The second waits for the first and then uses what it made."""
    house.fake_uv(before="sleep 1")
    both = [house.start("demo"), house.start("demo")]
    answers = [process.communicate(timeout=60) for process in both]

    assert ["ran -P -m proctor demo\n"] * 2 == [out for out, _ in answers]
    assert 1 == len(house.uv_calls())
    assert 1 == sum("waiting for it" in err for _, err in answers)


def test_too_old_uv_is_not_used(house, wrapper, monkeypatch):
    """A uv from before dependency groups cannot read the lock file, so it counts as none."""
    house.fake_uv(version="0.4.30")
    monkeypatch.setenv("PATH", str(house.tools))

    assert wrapper.uv_on_path() is None


def test_too_old_python_gets_one_line(wrapper, house, monkeypatch, capsys):
    """Python 3.10 is told what is needed and what it is, in one line, with exit code 2."""
    monkeypatch.setattr(wrapper.sys, "version_info", (3, 10, 4))

    assert 2 == wrapper.main(house.root, [])
    line = capsys.readouterr().err
    assert line.startswith("proctor: needs Python 3.11 or newer, got 3.10.4 (")
    assert 1 == line.count("\n")


def test_wrapper_parses_on_an_old_python():
    """The file uses no syntax newer than Python 3.4, or an old Python could not say that it is too old."""
    import ast

    ast.parse((ROOT / "proctor").read_text(), feature_version=(3, 4))


def test_missing_venv_names_the_package(wrapper, house, monkeypatch, capsys):
    """Where Python was packaged without ensurepip, as Debian's is, the exact install command is given."""
    without = house.tools / "python-without-ensurepip"
    without.write_text("#!/bin/sh\nexit 1\n")
    without.chmod(0o755)
    monkeypatch.setattr(wrapper, "base_python", lambda: str(without))
    monkeypatch.setenv("PATH", "/nowhere")

    assert 2 == wrapper.main(house.root, [])
    package = f"python3.{sys.version_info[1]}-venv"
    assert capsys.readouterr().err.endswith(f"(no ensurepip); run: sudo apt install {package}\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder_gets_one_line(house):
    """In somebody else's folder the wrapper says who may run it."""
    house.root.chmod(stat.S_IRUSR | stat.S_IXUSR)
    code, _, err = house.run()
    house.root.chmod(0o755)

    assert (2, 1) == (code, err.count("\n"))
    assert "may not write" in err


def test_wrapper_is_executable():
    """`./proctor` works in a fresh clone."""
    assert os.access(ROOT / "proctor", os.X_OK)


@pytest.mark.slow
def test_first_run_in_a_copy_of_the_course(tmp_path):
    """In a copy with no environment and no uv on PATH, `./proctor --version` makes one and answers."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("proctor", "pyproject.toml", "uv.lock", "README.md"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    environ = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"} | {"PATH": "/usr/bin:/bin"}
    command = [sys.executable, copy / "proctor", "--version"]

    first = subprocess.run(command, env=environ, capture_output=True, text=True)
    second = subprocess.run(command, env=environ, capture_output=True, text=True)

    assert (0, "proctor 0.1.0\n") == (first.returncode, first.stdout), first.stderr
    assert (0, "proctor 0.1.0\n", "") == (second.returncode, second.stdout, second.stderr)
