"""Every text that can be read out of a file's bytes, however it is packed.

A leak can hide in a cell, an output, metadata at any level, an attachment, a data file, an archive, or a
base64, hex or compressed copy of any of these. Each is opened here, one layer after the other.
"""

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

MAX_DEPTH = 6
"""Layers of packing that are opened: more than any format nests by itself."""
MAX_BYTES = 64 * 1024 * 1024
"""Of each unpacked layer; a unit's data files are far smaller."""
MAX_STREAMS = 500
"""zlib streams tried in one binary file, so that noise that looks like their heads costs little."""
PACKED = re.compile(r"[A-Za-z0-9+/_-]{24,}")
HEX = re.compile(r"(?:[0-9a-fA-F]{2}){12,}")

View = tuple[str, str]
"""Where the text was found (cell, member of an archive, encoding; empty for the file itself), and the text."""


def views(data: bytes, where: str = "", depth: int = 0) -> Iterator[View]:
    """All texts in ``data``: as text, unpacked, decoded, and what these hold in turn."""
    if depth > MAX_DEPTH or not data:
        return
    text = data.replace(b"\0", b"").decode("utf-8", "replace")  # so UTF-16 and UTF-32 read as ASCII too
    try:
        parsed = json.loads(text)
    except ValueError:
        parsed = None
    if isinstance(parsed, dict | list):
        yield from _json_views(parsed, where, depth)
    else:
        yield from _text_views(text, where, depth)
    for name, inner in _unpacked(data):
        yield from views(inner, _join(where, name), depth + 1)


def _json_views(node, where: str, depth: int) -> Iterator[View]:
    """The strings of a JSON document, keys too; notebook cells give their id as the place."""
    if isinstance(node, str):
        yield from _text_views(node, where, depth)
    elif isinstance(node, list):
        if node and all(isinstance(item, str) for item in node):
            yield from _text_views("".join(node), where, depth)
        else:
            for item in node:
                yield from _json_views(item, where, depth)
    elif isinstance(node, dict):
        if "cell_type" in node and "source" in node:
            where = _join(where, f"cell {_cell_name(node)}")
        for key, value in node.items():
            part = where if key in ("cells", "source") else _join(where, key)
            yield from _text_views(key, part, depth)
            yield from _json_views(value, part, depth)


def _cell_name(cell: dict) -> str:
    flags = cell.get("metadata", {}).get("nbgrader", {})
    return flags.get("grade_id") or cell.get("id") or "without id"


def _text_views(text: str, where: str, depth: int) -> Iterator[View]:
    """The text, the text without its escapes, and what is base64 or hex in it."""
    yield where, text
    if "&" in text:
        yield where, html.unescape(text)
    if "\\" in text:
        yield where, re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)
    if depth >= MAX_DEPTH:
        return
    joined = re.sub(r"\s+", "", text)
    for name, inner in _decoded(joined):
        yield from views(inner, _join(where, name), depth + 1)


def _decoded(text: str) -> Iterator[tuple[str, bytes]]:
    for run in HEX.findall(text):
        yield "hex", bytes.fromhex(run)
    for run in PACKED.findall(text):
        run = run.replace("-", "+").replace("_", "/")
        for start in range(4):  # a run may begin inside a longer word
            whole = run[start:]
            if len(whole) % 4 == 1:  # no number of bytes has this length
                whole = whole[:-1]
            inner = base64.b64decode(whole + "=" * (-len(whole) % 4))
            if start == 0 or _is_mostly_text(inner):
                yield "base64", inner


def _is_mostly_text(data: bytes) -> bool:
    return sum(byte in b"\t\n\r" or 32 <= byte < 127 for byte in data) > 0.6 * len(data)


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Members of archives, and what compressed data expand to."""
    if data[:4] == b"PK\x03\x04":
        yield from _zip_members(data)
    elif data[257:262] == b"ustar":
        yield from _tar_members(data)
    elif data[:2] == b"\x1f\x8b":
        yield from _expanded("gzip", gzip.GzipFile(fileobj=io.BytesIO(data)))
    elif data[:3] == b"BZh":
        yield from _expanded("bzip2", bz2.BZ2File(io.BytesIO(data)))
    elif data[:6] == b"\xfd7zXZ\0":
        yield from _expanded("xz", lzma.LZMAFile(io.BytesIO(data)))
    else:
        yield from _zlib_streams(data)


def _zip_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "comment", archive.comment
            for member in archive.infolist():
                yield member.filename, member.filename.encode() + b"\n" + member.comment
                with archive.open(member) as file:
                    yield member.filename, file.read(MAX_BYTES)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return  # damaged or encrypted: its bytes were searched as they are


def _tar_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                if member.isfile():
                    yield member.name, archive.extractfile(member).read(MAX_BYTES)
    except tarfile.TarError:
        return


def _expanded(name: str, file) -> Iterator[tuple[str, bytes]]:
    try:
        yield name, file.read(MAX_BYTES)
    except (OSError, EOFError, zlib.error, lzma.LZMAError):
        return


def _zlib_streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    """zlib streams anywhere in the data: PNG text, PDF pages, a bare compressed copy."""
    heads = re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data)
    for _, head in zip(range(MAX_STREAMS), heads, strict=False):
        try:
            yield "zlib", zlib.decompressobj().decompress(data[head.start() :], MAX_BYTES)
        except zlib.error:
            continue


def _join(where: str, part: str) -> str:
    return f"{where}, {part}" if where else part
