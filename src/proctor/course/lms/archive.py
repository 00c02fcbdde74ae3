"""Reads a zip that strangers filled: what cannot be trusted is named in one line, and the rest is read.

nbgrader's ``zip_collect`` unpacks with setuptools, which writes whatever size a member grows to, follows zips within
zips, and lets one member overwrite another. So members are read one by one here, into bounded memory, and nothing is
written: paths are made by the caller.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from proctor.course.errors import CourseError
from proctor.course.submissions import MAX_PATH_BYTES

MAX_MEMBERS = 50_000
MAX_TOTAL_MIB = 20_480
"""All members of one archive together, unpacked: 1,000 students with 20 MiB each."""
MAX_RATIO = 200
"""Unpacked over packed size, for members of more than ``RATIO_FROM_MIB``; notebooks with pictures reach about 10."""
RATIO_FROM_MIB = 4
MAX_NAME_BYTES = 200
"""Of one folder's or file's name; file systems hold 255, and some are written with a suffix."""

_UNPRINTED = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode's categories of control characters, of those that turn the direction of writing, and of line ends."""
_JOINERS = "\u200c\u200d\u200e\u200f\u061c"
"""What people's names in Persian, Hebrew or Arabic do hold; they turn nothing but themselves."""
_DRIVE = re.compile(r"[A-Za-z]:")
_UTF8 = 0x800
_ENCRYPTED = 0x1 | 0x40
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, OverflowError)
"""What zipfile raises on bytes that are no zip; NotImplementedError is a RuntimeError."""


class UnreadableArchive(CourseError):
    """A file that is no zip which can be read at all."""


class RefusedMember(CourseError):
    """A member of an archive that is not read, and why: one line."""


@dataclass(frozen=True)
class Member:
    """A file in an archive whose name can be trusted: relative, printable, without a way out."""

    path: str
    """Parts are separated by ``/``; Unicode's composed form (NFC), so that names that look alike are alike."""
    info: zipfile.ZipInfo


class Archive:
    """An open archive: ``members`` that may be read, and a line in ``refused`` for each that may not."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableArchive if it is no zip, was cut off, or has more than ``MAX_MEMBERS`` members."""
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise UnreadableArchive(f"no file {path}: expected the zip that the platform gave you") from None
        except _BROKEN as error:
            raise UnreadableArchive(
                f"{path.name} is not a whole zip ({str(error)[:80] or type(error).__name__}); download it again"
            ) from None
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            self._zip.close()
            raise UnreadableArchive(f"{path.name} has {len(infos)} members, expected at most {MAX_MEMBERS}")
        self._bytes_left = MAX_TOTAL_MIB << 20
        self.members: list[Member] = []
        self.refused: list[str] = []
        for info in infos:
            try:
                member = Member(_safe_path(info), info)
                _check_kind(info)
                if not info.is_dir():
                    self.members.append(member)
            except RefusedMember as error:
                self.refused.append(f"{shown(info.orig_filename)} was left out: {error}")

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_) -> None:
        self._zip.close()

    def read(self, member: Member, max_bytes: int) -> bytes:
        """The content of a member; RefusedMember if it is larger, other than it claims, or damaged."""
        info = member.info
        most = min(max_bytes, self._bytes_left)
        if info.file_size > most:
            raise RefusedMember(f"it unpacks to {info.file_size / 2**20:.1f} MiB, expected at most {most / 2**20:.0f}")
        if info.file_size > RATIO_FROM_MIB << 20 and info.file_size > MAX_RATIO * info.compress_size:
            raise RefusedMember(f"it unpacks to more than {MAX_RATIO} times its size, as zip bombs do")
        try:
            with self._zip.open(info) as stream:
                content = stream.read(info.file_size + 1)
        except _BROKEN as error:
            raise RefusedMember(f"it is damaged ({str(error)[:80] or type(error).__name__})") from None
        self._bytes_left -= len(content)
        if len(content) != info.file_size:
            raise RefusedMember(f"it has {len(content)} bytes and claims {info.file_size}")
        return content


def shown(name: str) -> str:
    """A stranger's name as one line may show it: quoted, cut, without control characters."""
    return repr(name[:80])


def _safe_path(info: zipfile.ZipInfo) -> str:
    raw = info.orig_filename
    if not info.flag_bits & _UTF8:
        # Canvas writes UTF-8 without saying so, which zipfile then reads as code page 437
        try:
            raw = raw.encode("cp437").decode("utf-8")
        except UnicodeError:
            raise RefusedMember("its name is not UTF-8") from None
    if raw.startswith("/") or "\\" in raw or _DRIVE.match(raw):
        raise RefusedMember("its name is an absolute path, or one of another system; expected a relative one with /")
    name = unicodedata.normalize("NFC", raw.removesuffix("/"))
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise RefusedMember("its name leads out of its folder, or nowhere")
    if any(unicodedata.category(char) in _UNPRINTED and char not in _JOINERS for char in name):
        raise RefusedMember("its name has control characters or characters that turn the direction of writing")
    if len(name.encode()) > MAX_PATH_BYTES or any(len(part.encode()) > MAX_NAME_BYTES for part in parts):
        raise RefusedMember(f"its name has more than {MAX_NAME_BYTES} bytes, or its path more than {MAX_PATH_BYTES}")
    return name


def _check_kind(info: zipfile.ZipInfo) -> None:
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusedMember(f"it is {'a link' if mode == stat.S_IFLNK else 'a device or pipe'}, expected a file")
    if info.flag_bits & _ENCRYPTED:
        raise RefusedMember("it is encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedMember("it is packed in a way that platforms do not use; expected stored or deflated")
