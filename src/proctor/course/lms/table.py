"""A table in CSV that is changed in some fields and stays byte for byte what it was in all others."""

from __future__ import annotations

import re
from pathlib import Path

from proctor.course.errors import CourseError

_BOM = "\ufeff"
_FIRST = re.compile(r'("(?:[^"]|"")*"|[^",;\t\r\n]*)([,;\t])')


class UnreadableTable(CourseError):
    """A file that is no CSV table, or not the one that was asked for."""


class Table:
    """Rows of fields under one header row; quoting, separators, line ends and byte order mark are kept."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableTable if the file cannot be read as UTF-8 or is no CSV."""
        self.name = path.name
        try:
            text = path.read_bytes().decode("utf-8")
        except OSError as error:
            raise UnreadableTable(f"cannot read {path}: {error.strerror}; give the file that you downloaded") from None
        except UnicodeDecodeError:
            raise UnreadableTable(f"{self.name} is not UTF-8; download it again, or save it as CSV in UTF-8") from None
        self._mark = _BOM if text.startswith(_BOM) else ""
        self._raw = _split(text.removeprefix(_BOM), self.name)
        self.header = [_plain(field) for field, _ in self._raw[0]]

    def __len__(self) -> int:
        """The number of rows under the header."""
        return len(self._raw) - 1

    def get(self, row: int, column: str) -> str:
        """A field's text, spaces around it taken off; empty where the row or the header ends before it."""
        if column not in self.header:
            return ""
        fields, index = self._raw[row + 1], self.header.index(column)
        return _plain(fields[index][0]).strip() if index < len(fields) else ""

    def set(self, row: int, column: str, text: str) -> None:
        """Replace a field by a text that needs no quotes; UnreadableTable if the row has no such field."""
        fields, index = self._raw[row + 1], self.header.index(column)
        if index >= len(fields):
            raise UnreadableTable(f"{self.name}: row {row + 2} ends before column {column}; download the table again")
        fields[index] = (text, fields[index][1])

    def to_bytes(self) -> bytes:
        """The whole table as it goes to disk."""
        return (self._mark + "".join(field + end for row in self._raw for field, end in row)).encode()


def _split(text: str, name: str) -> list[list[tuple[str, str]]]:
    """Rows of (field as written, what ends it)."""
    first = _FIRST.match(text)
    if not first:
        raise UnreadableTable(f"{name} is no table; expected CSV with a row of column names")
    separator = re.escape(first[2])
    pattern = re.compile(rf'("(?:[^"]|"")*"|[^"{separator}\r\n][^{separator}\r\n]*|)({separator}|\r\n|\r|\n|\Z)')
    rows: list[list[tuple[str, str]]] = [[]]
    position = 0
    while True:
        found = pattern.match(text, position)
        if not found:
            raise UnreadableTable(f"{name}: row {len(rows)} is no CSV: a quotation mark stands where none can")
        rows[-1].append((found[1], found[2]))
        position = found.end()
        if not found[2]:
            return rows
        if found[2] != first[2]:
            if position == len(text):
                return rows
            rows.append([])


def _plain(field: str) -> str:
    return field[1:-1].replace('""', '"') if field.startswith('"') else field
