"""Python code as a row of tokens in which names, numbers and texts look alike."""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

MAX_CHARACTERS = 50_000
"""Of one cell that are looked at."""
_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*|\\\n)"
    r"|(?P<text>(?i:[rbuf]{0,2})(?:\"{3}.*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)"
    r"|\"(?:\\.|[^\"\\\n])*(?:\"|$)|'(?:\\.|[^'\\\n])*(?:'|$)))"
    r"|(?P<number>\.?\d[\w.]*(?:(?<=[eE])[+-]\d+)?)"
    r"|(?P<attribute>\.\s*[^\W\d]\w*)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>\*\*=?|//=?|<<=?|>>=?|[-+*/%@&|^=!<>:]=|->|\S)",
    re.DOTALL | re.MULTILINE,
)
_KEPT = frozenset(keyword.kwlist) | {name for name in dir(builtins) if not name.startswith("_")}
"""Names that nobody renames; attributes, such as ``.argsort``, are kept as well."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of one cell, in order."""

    codes: np.ndarray
    """(n,) uint64: equal for equal tokens."""
    lines: np.ndarray
    """(n,) line of each token, counting from 0."""


def tokens(source: str) -> Tokens:
    """Tokens of Python code, also of code that does not compile; comments, blanks and indentation are left out.

    Every name that is no keyword, builtin or attribute becomes the same token, every number another, every text a
    third.
    """
    source = source[:MAX_CHARACTERS]
    codes, lines = [], []
    line, place = 0, 0
    for found in _TOKEN.finditer(source):
        line, place = line + source.count("\n", place, found.start()), found.start()
        if found.lastgroup != "comment":
            codes.append(_code(found.lastgroup, found[0] if found.lastgroup in ("name", "attribute", "sign") else ""))
            lines.append(line)
    return Tokens(np.array(codes, dtype=np.uint64), np.array(lines, dtype=np.intp))


@lru_cache(maxsize=10_000)
def _code(kind: str, text: str) -> int:
    if kind == "name" and text not in _KEPT:
        text = ""
    return crc32(f"{kind} {text}".encode())
