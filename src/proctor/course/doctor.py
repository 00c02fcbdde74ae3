"""What this machine and this course can and cannot do: one finding a line, each with its exact remedy.

PASS: fit. CAUTION: works, and somebody should know. FAIL: grading here would fail or would not be safe.
"""

from __future__ import annotations

import importlib.metadata
import locale
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from proctor.course.errors import CourseError
from proctor.course.layout import STEPS, Course
from proctor.isolation import CAUTION, FAIL, PASS, Finding, probe

GIB = 2**30
LEAST_FREE_GIB, GOOD_FREE_GIB = 0.5, 5.0
"""A class of 1,000 leaves about 1 GiB of notebooks and feedback; scratch folders come on top."""


def diagnose(folder: Path) -> Iterator[Finding]:
    """Findings about the machine, the course in ``folder`` and the isolation, in the order to read them."""
    yield python()
    yield packages(Path(__file__).parents[3] / "uv.lock")
    yield git()
    yield text_encoding()
    yield fonts()
    yield disk("scratch space", Path(tempfile.gettempdir()))
    try:
        course = Course.find(folder)
        yield units(course)
        yield disk("course space", course.root)
        yield permission(course)
        yield gradebook(course.db_url)
    except CourseError as error:
        yield Finding("course", FAIL, *_halves(str(error)))
    yield from probe()


def python() -> Finding:
    """Which Python this is; the wrapper and the package's metadata turn away those that are too old."""
    return Finding("Python", PASS, f"{sys.version.split()[0]} in {sys.prefix}")


def packages(lock: Path) -> Finding:
    """Whether the installed packages are those of the lock file ``lock``, which every test ran with."""
    remake = "rm -r .venv && ./proctor doctor"
    if not lock.exists():
        return Finding("packages", CAUTION, "no uv.lock to compare with", f"run from a clone: {remake}")
    locked: dict[str, set[str]] = {}
    for package in tomllib.loads(lock.read_text("utf-8"))["package"]:
        locked.setdefault(package["name"], set()).add(package["version"])
    # not all of sys.path: some packages put copies of others there when they are imported
    here = importlib.metadata.distributions(path=[sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    installed = {_canonical(found.metadata["Name"]): found.version for found in here}
    missing = sorted(
        name
        for requirement in importlib.metadata.requires("proctor") or ()
        if "extra ==" not in requirement and (name := _canonical(requirement)) not in installed
    )
    if missing:
        return Finding("packages", FAIL, f"not installed: {', '.join(missing)}", remake)
    other = [
        f"{name} {version} instead of {' or '.join(sorted(locked[name]))}"
        for name, version in sorted(installed.items())
        if name in locked and version not in locked[name]
    ]
    if other:
        return Finding("packages", CAUTION, f"not as in uv.lock: {', '.join(other)}", remake)
    return Finding("packages", PASS, f"{len(installed.keys() & locked.keys())} as in uv.lock")


def git() -> Finding:
    """Whether git is there, which the course is kept and published with."""
    if not shutil.which("git"):
        return Finding("git", CAUTION, "not installed; the course cannot be published", "sudo apt install git")
    answer = subprocess.run(["git", "--version"], capture_output=True, text=True).stdout
    return Finding("git", PASS, answer.strip().removeprefix("git version "))


def text_encoding() -> Finding:
    """Whether text is UTF-8 here: notebooks hold mathematics and names from everywhere."""
    encoding = locale.getpreferredencoding(False)
    if encoding.lower().replace("-", "") != "utf8":
        return Finding("locale", CAUTION, f"text is {encoding}, and notebooks are UTF-8", "export LANG=C.UTF-8")
    return Finding("locale", PASS, encoding)


def fonts() -> Finding:
    """Whether figures have the font they were made for, and matplotlib a place to remember it."""
    from matplotlib import get_cachedir, rcParams
    from matplotlib.font_manager import findfont

    family = rcParams["font.sans-serif"][0]
    try:
        findfont(family, fallback_to_default=False)
    except ValueError:
        remedy = "uv sync --locked --reinstall-package matplotlib"
        return Finding("fonts", FAIL, f"matplotlib does not find {family}", remedy)
    if not os.access(get_cachedir(), os.W_OK):
        says = f"{family}, but {get_cachedir()} is read-only, so every start looks for fonts anew"
        return Finding("fonts", CAUTION, says, 'export MPLCONFIGDIR="$HOME/.cache/matplotlib"')
    return Finding("fonts", PASS, family)


def disk(name: str, folder: Path) -> Finding:
    """Whether the disk under ``folder`` has room for a class."""
    free_gib = shutil.disk_usage(folder).free / GIB
    status = FAIL if free_gib < LEAST_FREE_GIB else CAUTION if free_gib < GOOD_FREE_GIB else PASS
    remedy = "" if status == PASS else f"free {GOOD_FREE_GIB:g} GiB there: du -xh {folder} | sort -h | tail"
    return Finding(name, status, f"{free_gib:.1f} GiB free in {folder}", remedy)


def units(course: Course) -> Finding:
    """Whether every unit of the course can be read."""
    import nbformat

    found = course.units()
    for unit in found:
        try:
            nbformat.validate(nbformat.read(unit.notebook, as_version=nbformat.NO_CONVERT))
        except (ValueError, OSError, nbformat.ValidationError) as error:
            says = f"{unit.notebook}: {str(error).splitlines()[0]}"
            return Finding("course", FAIL, says, f"git log --patch -- {shlex.quote(str(unit.notebook))}")
    if not found:
        return Finding("course", CAUTION, f"no unit in {course.folder('source', '.')}", "proctor new 01-name")
    return Finding("course", PASS, f"{len(found)} units in {course.root}")


def permission(course: Course) -> Finding:
    """Whether grading may write where it has to."""
    places = [course.root, *(course.folder(step, ".") for step in STEPS[1:])]
    locked = [place for place in places if place.exists() and not os.access(place, os.W_OK | os.X_OK)]
    if locked:
        names = shlex.join(map(str, locked))
        return Finding("permission", FAIL, f"may not write in {names}", f'sudo chown -R "$USER" {names}')
    return Finding("permission", PASS, f"may write in {course.root}")


def gradebook(url: str) -> Finding:
    """Whether the gradebook at the SQLAlchemy URL ``url`` answers, and has the version that nbgrader wants.

    Reads only: a gradebook that is not there is not made.
    """
    from sqlalchemy import create_engine, inspect, text
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    settings = "mend CourseDirectory.db_url in nbgrader_config.py"
    try:
        address = make_url(url)
        shown = address.render_as_string(hide_password=True)
        if address.get_backend_name() == "sqlite":
            if not Path(address.database).exists():
                return Finding("gradebook", PASS, f"{shown} is not there yet; `proctor release` makes it")
            address = make_url(f"sqlite:///file:{address.database}?mode=ro&uri=true")
        engine = create_engine(address)
    except (ArgumentError, ImportError) as error:  # ImportError: the database's driver is not installed
        return Finding("gradebook", FAIL, str(error).splitlines()[0], settings)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return Finding("gradebook", PASS, f"{shown} answers and is empty")
            version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError as error:
        return Finding("gradebook", FAIL, f"{shown}: {str(error).splitlines()[0]}", f"start it, or {settings}")
    finally:
        engine.dispose()
    wanted = _nbgrader_schema()
    if version != wanted:
        return Finding("gradebook", FAIL, f"{shown} has version {version}, not {wanted}", "nbgrader db upgrade")
    return Finding("gradebook", PASS, f"{shown} answers, version {version}")


def _nbgrader_schema() -> str:
    """The newest version of the gradebook's tables that the installed nbgrader knows."""
    from alembic.script import ScriptDirectory

    scripts = importlib.metadata.distribution("nbgrader").locate_file("nbgrader/alembic")
    return ScriptDirectory(str(scripts)).get_current_head()


def _canonical(requirement: str) -> str:
    """The name at the head of a requirement, spelt as in a lock file."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def _halves(error: str) -> tuple[str, str]:
    """What an error says, and what to do about it: the part after its last semicolon."""
    says, _, remedy = error.rpartition("; ")
    return (says, remedy) if says else (error, "")
