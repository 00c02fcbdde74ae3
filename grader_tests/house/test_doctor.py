"""`proctor doctor`: what is fit passes, what is not is named with the command that mends it."""

import shutil
import sqlite3

import pytest
from click.testing import CliRunner

from proctor.cli import group
from proctor.course import doctor
from proctor.course.layout import Course


@pytest.fixture
def course(tmp_path):
    """An empty course with nbgrader's default settings."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    return Course.find(tmp_path)


def lock_file(folder, **versions: str):
    lock = folder / "uv.lock"
    lock.write_text("".join(f'[[package]]\nname = "{n}"\nversion = "{v}"\n' for n, v in versions.items()))
    return lock


def test_packages_as_locked_pass():
    """In an environment that the wrapper made, every package is as in the lock file."""
    import proctor

    finding = doctor.packages(doctor.Path(proctor.__file__).parents[2] / "uv.lock")

    assert ("PASS", "") == (finding.status, finding.remedy), finding.says


def test_copies_inside_other_packages_do_not_count():
    """setuptools brings copies of packages in other versions, on sys.path once imported; they are not the course's."""
    import sys

    import setuptools

    vendored = str(doctor.Path(setuptools.__file__).parent / "_vendor")
    lock = doctor.Path(doctor.__file__).parents[3] / "uv.lock"
    sys.path.insert(0, vendored)
    try:
        assert "PASS" == doctor.packages(lock).status
    finally:
        sys.path.remove(vendored)


def test_another_version_is_named(tmp_path):
    """A package in another version than the lock's is named with both versions, and with the remedy."""
    finding = doctor.packages(lock_file(tmp_path, click="1.0"))

    assert "CAUTION" == finding.status
    assert "click " in finding.says and " instead of 1.0" in finding.says
    assert "rm -r .venv && ./proctor doctor" == finding.remedy


def test_missing_package_fails(monkeypatch):
    """A package that the project needs and that is not installed is a failure."""
    monkeypatch.setattr(doctor.importlib.metadata, "requires", lambda _: ["no-such-package>=1", "rare; extra == 'x'"])
    import proctor

    finding = doctor.packages(doctor.Path(proctor.__file__).parents[2] / "uv.lock")

    assert ("FAIL", "not installed: no-such-package") == (finding.status, finding.says)


def test_missing_git_is_a_caution(monkeypatch):
    """Grading works without git, so its absence is a caution with the install command."""
    monkeypatch.setenv("PATH", "/nowhere")
    finding = doctor.git()

    assert ("CAUTION", "sudo apt install git") == (finding.status, finding.remedy)


def test_text_that_is_not_utf8_is_a_caution(monkeypatch):
    """In a Latin-1 locale the remedy is one export."""
    monkeypatch.setattr(doctor.locale, "getpreferredencoding", lambda _: "ISO-8859-1")
    finding = doctor.text_encoding()

    assert ("CAUTION", "export LANG=C.UTF-8") == (finding.status, finding.remedy)


def test_figures_have_their_font():
    """The font that figures are made for comes with matplotlib, so it is there."""
    assert ("PASS", "DejaVu Sans") == (doctor.fonts().status, doctor.fonts().says)


def test_missing_font_fails(monkeypatch):
    """A font that matplotlib does not find is a failure, not a silent substitute."""
    import matplotlib

    monkeypatch.setitem(matplotlib.rcParams, "font.sans-serif", ["No Such Font"])

    assert ("FAIL", "matplotlib does not find No Such Font") == (doctor.fonts().status, doctor.fonts().says)


@pytest.mark.parametrize(("free_gib", "status"), [(0.2, "FAIL"), (3, "CAUTION"), (40, "PASS")])
def test_little_disk_space_is_told(monkeypatch, tmp_path, free_gib, status):
    """Half a GiB is too little, five are enough."""
    usage = shutil.disk_usage(tmp_path)._replace(free=int(free_gib * doctor.GIB))
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage)

    assert status == doctor.disk("scratch space", tmp_path).status


def test_folder_that_may_not_be_written_fails(course, monkeypatch):
    """A folder of somebody else is named, with the command that hands it over."""
    monkeypatch.setattr(doctor.os, "access", lambda path, _: path.name != "feedback")
    (course.root / "feedback").mkdir()
    finding = doctor.permission(course)

    assert f"may not write in {course.root / 'feedback'}" == finding.says
    assert f'sudo chown -R "$USER" {course.root / "feedback"}' == finding.remedy


def test_broken_notebook_fails(course):
    """A unit whose notebook cannot be read is named."""
    unit = course.root / "source" / "01-slopes"
    unit.mkdir(parents=True)
    (unit / "slopes.ipynb").write_text("{")
    finding = doctor.units(course)

    assert "FAIL" == finding.status
    assert finding.says.startswith(str(unit / "slopes.ipynb"))


def test_gradebook_is_not_made_by_looking(course):
    """A gradebook that is not there yet is fine, and looking for it does not make one."""
    finding = doctor.gradebook(course.db_url)

    assert "PASS" == finding.status
    assert not (course.root / "gradebook.db").exists()


def test_gradebook_of_an_older_version_fails(course):
    """Tables from before an upgrade of nbgrader are named with both versions and the command that upgrades them."""
    with sqlite3.connect(course.root / "gradebook.db") as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('167914646830')")
    finding = doctor.gradebook(course.db_url)

    assert ("FAIL", "nbgrader db upgrade") == (finding.status, finding.remedy)
    assert "has version 167914646830, not " in finding.says


def test_gradebook_that_nbgrader_made_passes(course):
    """A gradebook made by the installed nbgrader has the version that is wanted."""
    from nbgrader.api import Gradebook

    Gradebook(course.db_url).close()
    finding = doctor.gradebook(course.db_url)

    assert "PASS" == finding.status
    assert "answers, version " in finding.says


def test_gradebook_on_a_server_passes(postgres_url):
    """A PostgreSQL server that answers is fit, also while it is empty."""
    assert "PASS" == doctor.gradebook(postgres_url).status


def test_password_is_not_shown():
    """A server that does not answer is named without the password in its URL."""
    finding = doctor.gradebook("postgresql+psycopg://ada:secret@127.0.0.1:1/gradebook")

    assert "FAIL" == finding.status
    assert "ada:***@127.0.0.1:1" in finding.says
    assert "secret" not in finding.says + finding.remedy


def test_all_findings_are_printed_outside_a_course_too(tmp_path):
    """Where there is no course, the machine is still examined, and the missing course is the failure."""
    result = CliRunner().invoke(group, ["--course", str(tmp_path), "doctor"])

    assert "FAIL     course: no course in" in result.output
    assert "         do: go to the course's folder, or give --course DIR" in result.output
    assert "PASS     Python: " in result.output
    assert "not fit for grading yet: course" in str(result.exception)


def test_every_problem_comes_with_a_remedy(tmp_path):
    """A finding that is not PASS says what to do about it."""
    findings = list(doctor.diagnose(tmp_path))

    assert [] == [finding.layer for finding in findings if finding.status != "PASS" and not finding.remedy]
    assert {"PASS", "CAUTION", "FAIL"} >= {finding.status for finding in findings}
