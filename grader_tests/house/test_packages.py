"""One list of packages: conda's environment and the lock file say what pyproject.toml says."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
ONLY_ON_PYPI = {"axe-core-python"}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def split(requirement: str) -> tuple[str, str]:
    """Name and range of a requirement, without extras and spaces."""
    name, range_ = re.fullmatch(r"([\w-]+)(?:\[[\w,]+\])? *(.*)", requirement).groups()
    return name, range_


def test_conda_environment_has_the_same_packages_and_ranges():
    """environment.yml lists what pyproject.toml does: the course, the extras and the tests, no more."""
    table = project()
    requirements = [*table["project"]["dependencies"], *table["dependency-groups"]["dev"]]
    for extra in table["project"]["optional-dependencies"].values():
        requirements += extra
    expected = dict(map(split, requirements))
    expected["python"] = table["project"]["requires-python"]

    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    got = dict(split(line) for line in listed if isinstance(line, str) and line != "pip")
    by_pip = {name: expected.pop(name) for name in ONLY_ON_PYPI}

    assert expected == got
    assert {"pip": [*(name + range_ for name, range_ in by_pip.items()), "-e ."]} in listed


def test_lock_holds_every_package():
    """uv.lock was made after the last package came in."""
    locked = {package["name"] for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    table = project()["project"]["dependencies"] + project()["dependency-groups"]["dev"]

    assert set() == {split(requirement)[0] for requirement in table} - locked


def test_wrapper_and_project_ask_for_the_same_python():
    """The wrapper turns away the Pythons that pyproject.toml excludes, and no others."""
    (minor,) = re.fullmatch(r">=3\.(\d+)", project()["project"]["requires-python"]).groups()

    assert f"OLDEST_PYTHON = (3, {minor})" in (ROOT / "proctor").read_text()


def test_no_two_modules_beside_the_tests_share_a_name():
    """They are imported by name alone: of two, a process of tests would see whichever came first."""
    folders = (ROOT / "grader_tests", ROOT / "benchmarks")
    helpers = [path.stem for folder in folders for path in folder.rglob("*.py") if "attacks" not in path.parts]
    shared = {name for name, count in Counter(helpers).items() if count > 1}

    assert {"conftest"} == shared
