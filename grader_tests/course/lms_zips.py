"""Zips and tables as Canvas and Moodle make them, and zips as nobody should."""

import io
import stat
import zipfile
from pathlib import Path

GRADEBOOK = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,01-mean (4711),Other (4712),Current Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,{points},3.00,(read only)\r\n"
    '"Lovelace, Ada",101,S1,ada,"A, ""first""",,2.00,66.67\r\n'
    '"Noether, Emmy",102,S2,emmy,A,EX,,\r\n'
    '"Turing, Alan",103,S3,alan,A,1.00,3.00,100.00\r\n'
    '"Student, Test",199,,,A,,,\r\n'
)
"""An exported gradebook; ``points`` are those of the unit's column."""

WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\n'
    '"Participant 901","Ada Lovelace",ada@example.org,"Submitted for grading",,{points},Yes,'
    '"Friday, 6 March 2026, 10:15 PM",-,\n'
    '"Participant 902","Emmy Noether",emmy@example.org,"Submitted for grading",,{points},No,'
    '"Friday, 6 March 2026, 9:00 PM",-,"<p>well, ""done""</p>"\n'
    '"Participant 903","Alan Turing",alan@example.org,"No submission",,{points},Yes,-,-,\n'
)
"""A grading worksheet of an assignment; ``points`` is its maximum."""


def zipped(path: Path, members: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    """A zip of these members, name to content; as a list, names may repeat and be ZipInfo."""
    pairs = members.items() if isinstance(members, dict) else members
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            info = name
            if isinstance(name, str):
                info = zipfile.ZipInfo()
                info.filename, info.compress_type = name, zipfile.ZIP_DEFLATED  # the constructor would tidy the name
            archive.writestr(info, content)
    return path


def linked(name: str, kind: int = stat.S_IFLNK) -> zipfile.ZipInfo:
    """A member that Unix tools unpack as a link, or as another kind of file."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (kind | 0o777) << 16
    return info


def altered(data: bytes, old: bytes, new: bytes) -> bytes:
    """The bytes of a zip with a name replaced by one of the same length, wherever it stands."""
    assert len(old) == len(new) and old in data
    return data.replace(old, new)


def encrypted(data: bytes, name: bytes) -> bytes:
    """The bytes of a zip whose member is marked as encrypted, in both of its headers."""
    return _patched(data, name, lambda header, at: header.__setitem__(at, header[at] | 1), (6, 8))


def claiming(data: bytes, name: bytes, size: int) -> bytes:
    """The bytes of a zip whose member claims to unpack to another size."""
    return _patched(
        data, name, lambda header, at: header.__setitem__(slice(at, at + 4), size.to_bytes(4, "little")), (22, 24)
    )


def _patched(data: bytes, name: bytes, change, offsets: tuple[int, int]) -> bytes:
    """Change a field of a member's local header and of its entry in the central directory."""
    patched = bytearray(data)
    for magic, name_at, offset in ((b"PK\3\4", 30, offsets[0]), (b"PK\1\2", 46, offsets[1])):
        start = -1
        while (start := patched.find(magic, start + 1)) >= 0:
            if patched[start + name_at : start + name_at + len(name)] == name:
                change(patched, start + offset)
                break
        else:
            raise AssertionError(f"no {name!r} in this zip")
    return bytes(patched)


def bomb(mebibytes: int) -> bytes:
    """A notebook's worth of zeros, which a zip makes a thousand times smaller."""
    return bytes(mebibytes << 20)


def nested() -> bytes:
    """A zip with a notebook in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mean.ipynb", "{}")
    return buffer.getvalue()
