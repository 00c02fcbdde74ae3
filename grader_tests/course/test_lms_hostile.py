"""Zips that nobody should make: bad members are one line each, good ones are imported, nothing lands elsewhere."""

import contextlib
import random
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lms_zips import altered, bomb, claiming, encrypted, linked, nested, zipped

from proctor.cli import main
from proctor.course.errors import CourseError
from proctor.course.lms import archive as archives
from proctor.course.lms.archive import UnreadableArchive
from proctor.course.lms.collect import collect
from proctor.course.lms.roster import Roster

NOTEBOOK = b'{"cells": []}'
GOOD = "honest_1_10_mean.ipynb"
SAME = b"xxxxx_2_20_mean.ipynb"
"""A member's name, to be replaced by a hostile one of the same length."""


def everything(folder: Path) -> set[Path]:
    """All that lies in a folder and beside it, but for the zip that a test made and what grading keeps for itself."""
    inside = (path for path in folder.rglob("*") if path.suffix != ".zip" and ".proctor" not in path.parts)
    return {*inside, *folder.parent.iterdir()}


@pytest.fixture
def spoilt(course, unit, tmp_path):
    """A function that imports an honest student's notebook beside hostile members; the lines that come of it.

    It holds that the honest one is imported, and that nothing is written but under ``submitted/``.
    """

    def run(hostile, spoil=None, platform="canvas", good=GOOD):
        pairs = hostile.items() if isinstance(hostile, dict) else hostile
        path = zipped(tmp_path / "hostile.zip", [*pairs, (good, NOTEBOOK)])
        if spoil:
            path.write_bytes(spoil(path.read_bytes()))
        before = everything(tmp_path)
        done = collect(course, unit, path, platform, Roster())
        submitted = course.root / "submitted"
        assert all(path == submitted or submitted in path.parents for path in everything(tmp_path) - before)
        assert NOTEBOOK == (course.root / "submitted" / "1" / "01-mean" / "mean.ipynb").read_bytes()
        assert all(line.isprintable() and len(line) < 400 for line in done.problems)
        return done.problems

    return run


NAMES = {
    "out of the folder": "../../../evil_2_20_mean.ipynb",
    "out of it further in": "D_2_assignsubmission_file_/../../x/mean.ipynb",
    "absolute": "/tmp/evil_2_20_mean.ipynb",
    "a drive": "C:evil_2_20_mean.ipynb",
    "another system's path": "..\\..\\evil_2_20_mean.ipynb",
    "an empty part": "D_2_assignsubmission_file_//mean.ipynb",
    "a line end": "evil_2_20_mean\n.ipynb",
    "a terminal's command": "evil\x1b[2J_2_20_mean.ipynb",
    "turned around": "evil_2_20_\u202ebnypi.mean",
    "a line separator": "evil_2_20_mean\u2028.ipynb",
    "a long name": "evil_2_20_" + "m" * 300 + ".ipynb",
    "a long path": "evil_2_20_" + "mean/" * 200 + "mean.ipynb",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_that_leads_elsewhere_or_lies_is_refused(spoilt, name, course):
    """Whoever wrote the name gets nothing imported, and one line."""
    (line,) = spoilt({name: NOTEBOOK})
    assert "was left out" in line
    assert ["1"] == [path.name for path in (course.root / "submitted").iterdir()]


def test_a_name_with_a_nul_is_refused(spoilt):
    """zipfile cuts names at NUL; what stands behind it counts here."""
    (line,) = spoilt({"evil_2_20_mean.ipynb\0.txt": NOTEBOOK})
    assert "control characters" in line


def test_a_name_that_is_no_utf8_is_refused(spoilt):
    """Bytes in another encoding are nobody's name."""
    (line,) = spoilt({SAME.decode(): NOTEBOOK}, lambda data: altered(data, SAME, b"xx\xff\xfex" + SAME[5:]))
    assert "not UTF-8" in line


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_pipes_and_devices_are_refused(spoilt, kind):
    """Only plain files are read."""
    (line,) = spoilt([(linked("evil_2_20_mean.ipynb", kind), b"/etc/passwd")])
    assert "expected a file" in line


def test_encrypted_members_are_refused(spoilt):
    """Nobody is asked for a password."""
    (line,) = spoilt({SAME.decode(): NOTEBOOK}, lambda data: encrypted(data, SAME))
    assert "it is encrypted" in line


def test_members_packed_in_slow_or_hungry_ways_are_refused(spoilt):
    """LZMA may ask for gigabytes of memory before it says anything."""
    info = zipfile.ZipInfo("evil_2_20_mean.ipynb")
    info.compress_type = zipfile.ZIP_LZMA
    (line,) = spoilt([(info, NOTEBOOK)])
    assert "packed in a way that platforms do not use" in line


def test_zip_bombs_are_refused_before_they_unpack(spoilt):
    """Too much at once, and too much for its packed size."""
    lines = spoilt({"evil_2_20_mean.ipynb": bomb(101), "worse_3_30_mean.ipynb": bomb(5)})
    assert "101.0 MiB, expected at most 100" in lines[0]
    assert "more than 200 times its size" in lines[1]


def test_all_members_together_are_bounded(spoilt, monkeypatch):
    """What is left of the archive's allowance is what the next member may use."""
    monkeypatch.setattr(archives, "MAX_TOTAL_MIB", 1)
    lines = spoilt({"zed_2_20_mean.ipynb": random.Random(1).randbytes(1 << 20)})
    assert 1 == len(lines) and "expected at most 1" in lines[0]


def test_too_many_members_are_refused(course, unit, tmp_path, monkeypatch):
    """An archive of more members than any class hands in is refused as a whole."""
    monkeypatch.setattr(archives, "MAX_MEMBERS", 5)
    path = zipped(tmp_path / "many.zip", {f"a_{i}_1_mean.ipynb": b"" for i in range(6)})
    with pytest.raises(UnreadableArchive, match="6 members, expected at most 5"):
        collect(course, unit, path, "canvas", Roster())


def test_one_student_with_too_many_files_keeps_the_notebook(spoilt, course):
    """Files beyond what grading reads are left out, in one line."""
    many = {f"D_2_assignsubmission_file_/f{i}.csv": b"" for i in range(300)}
    lines = spoilt(
        {**many, "D_2_assignsubmission_file_/mean.ipynb": NOTEBOOK},
        platform="moodle",
        good="H_1_assignsubmission_file_/mean.ipynb",
    )
    assert ["2: all but 200 files beside the notebook were left out"] == lines
    assert 201 == len(list((course.root / "submitted" / "2" / "01-mean").iterdir()))


def test_zips_in_zips_are_files_and_nothing_more(spoilt, course):
    """A zip that was handed in stays packed."""
    assert [] == spoilt({"nest_2_20_inner.zip": nested(), "nest_2_21_mean.ipynb": NOTEBOOK})
    assert {"inner.zip", "mean.ipynb"} == {path.name for path in (course.root / "submitted/2/01-mean").iterdir()}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_with_one_name_the_first_stands(spoilt, course):
    """Zip readers differ in which of them they take; a person hears of it."""
    (line,) = spoilt([("twin_2_20_mean.ipynb", b"first"), ("twin_2_20_mean.ipynb", b"second")])
    assert "'mean.ipynb' was left out: 'mean.ipynb' has its place" in line
    assert b"first" == (course.root / "submitted/2/01-mean/mean.ipynb").read_bytes()


@pytest.mark.parametrize("other", ["DATA.csv", "data.csv/inside.csv", "Da\u0074a.csv"])
def test_names_for_one_place_are_one_file(spoilt, course, other):
    """Names that differ in case only, or of which one would be the other's folder, do not meet on disk."""
    folder = "D_2_assignsubmission_file_"
    (line,) = spoilt(
        {f"{folder}/mean.ipynb": NOTEBOOK, f"{folder}/data.csv": b"1", f"{folder}/{other}": b"2"},
        platform="moodle",
        good="H_1_assignsubmission_file_/mean.ipynb",
    )
    assert "'data.csv' has its place" in line
    assert b"1" == (course.root / "submitted/2/01-mean/data.csv").read_bytes()


@pytest.mark.parametrize("size", [1, 12, 14, 5000])
def test_a_member_that_claims_another_size_is_refused(spoilt, size):
    """A size that is not the content's is a damaged member, not a shorter notebook."""
    (line,) = spoilt({SAME.decode(): NOTEBOOK}, lambda data: claiming(data, SAME, size))
    assert line.startswith("2: mean.ipynb cannot be read, so nothing was imported")


def test_a_damaged_member_costs_its_own_student_only(spoilt):
    """A flipped byte is found by the checksum; what that student had before stays."""
    content = random.Random(2).randbytes(1000)
    (line,) = spoilt({SAME.decode(): content}, lambda data: altered(data, content[500:520], bytes(20)))
    assert line.startswith("2: mean.ipynb cannot be read, so nothing was imported: it is damaged")


def test_a_zip_that_was_cut_off_is_refused_as_a_whole(course, unit, tmp_path):
    """Without its end a zip has no list of members; nothing is imported from it."""
    whole = zipped(tmp_path / "whole.zip", {GOOD: NOTEBOOK}).read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.zip").write_bytes(whole[:length])
        with pytest.raises(UnreadableArchive, match="is not a whole zip"):
            collect(course, unit, tmp_path / "cut.zip", "canvas", Roster())
    assert not (course.root / "submitted").exists()


@pytest.mark.parametrize("which", ["submitted/2", "submitted/2/01-mean"])
def test_links_that_lie_in_the_course_are_not_followed(spoilt, course, tmp_path, which):
    """A link in place of a student's folder leads nowhere."""
    outside = tmp_path / "outside"
    outside.mkdir()
    link = course.root / which
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    (line,) = spoilt({"x_2_20_mean.ipynb": NOTEBOOK})
    assert "is a link or a file, expected a folder" in line
    assert [] == list(outside.iterdir())


def test_the_command_names_what_needs_a_person_and_ends_in_1(course, tmp_path, capsys):
    """Good ones are counted, bad ones are the last lines; a zip that cannot be read is wrong usage."""
    path = zipped(tmp_path / "some.zip", {GOOD: NOTEBOOK, "../x_2_3_mean.ipynb": NOTEBOOK})

    def run(archive) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["--course", str(course.root), "collect", "01-mean", str(archive), "--from", "canvas"])
        return left.value.code, *capsys.readouterr()

    code, output, _ = run(path)
    assert 1 == code
    assert ["01-mean: 1 new, 0 replaced, 0 as before", "1 need a person:"] == output.splitlines()[:2]
    assert "'../x_2_3_mean.ipynb' was left out" in output.splitlines()[2]
    code, _, errors = run(tmp_path / "none.zip")
    assert (2, 1) == (code, errors.count("\n"))


PARTS = st.sampled_from(
    [
        "..",
        ".",
        "",
        "/",
        "\\",
        "C:",
        "~",
        "\0",
        "\u202e",
        "x_1_2_",
        "D_1_assignsubmission_file_/",
        "mean.ipynb",
        "LATE_",
    ]
)
MEMBERS = st.lists(
    st.tuples(st.lists(PARTS | st.text(max_size=8), max_size=5).map("".join).filter(len), st.binary(max_size=40)),
    max_size=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    members=MEMBERS, platform=st.sampled_from(["canvas", "moodle"]), damage=st.lists(st.integers(0, 2**16), max_size=6)
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_whatever_a_zip_holds_nothing_is_written_elsewhere(course, unit, tmp_path, members, platform, damage):
    """Any names, any bytes, and any bytes of the zip changed: files land in submitted/STUDENT/UNIT/ or nowhere."""
    path = tmp_path / "any.zip"
    with contextlib.suppress(UnicodeEncodeError, ValueError):
        zipped(path, members)
    data = bytearray(path.read_bytes())
    for change in damage:
        data[change % len(data)] ^= 1 + change % 255
    path.write_bytes(data)
    before = everything(tmp_path)
    with contextlib.suppress(CourseError):
        done = collect(course, unit, path, platform, Roster())
        assert all(line.isprintable() for line in done.problems)
    submitted = course.root / "submitted"
    for written in everything(tmp_path) - before - {submitted}:
        inside = written.relative_to(submitted).parts  # raises where it is elsewhere
        assert len(inside) < 2 or inside[1] == "01-mean"
    assert not list((course.root / ".proctor" / "writing").glob("*"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), entries=st.integers(0, 2))
def test_any_bytes_are_refused_in_one_line_or_read(course, unit, tmp_path, data, entries):
    """Bytes that end like a zip, with offsets into anything, raise nothing but a refusal."""
    path = tmp_path / "any.zip"
    path.write_bytes(data + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, len(data), 0, 0))
    with contextlib.suppress(UnreadableArchive):
        collect(course, unit, path, "canvas", Roster())
    assert not (course.root / "submitted").exists()
