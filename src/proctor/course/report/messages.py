"""What failed checks told the students, out of the executed notebooks.

The notebooks hold what student code printed and raised, so they are read as untrusted data: of bounded size, never
through a link, and anything that is not as expected counts as no message.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

MAX_NOTEBOOK_BYTES = 64 * 1024 * 1024
MAX_CHARACTERS = 300
"""Of one message on the page."""


def failure_messages(path: Path) -> dict[str, str]:
    """The message of each cell that ended in an error, by cell id; empty if the notebook cannot be read."""
    try:
        if path.is_symlink() or path.stat().st_size > MAX_NOTEBOOK_BYTES:
            return {}
        notebook = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    found: dict[str, str] = {}
    for cell in _dicts(notebook, "cells"):
        for output in _dicts(cell, "outputs"):
            if output.get("output_type") == "error" and isinstance(cell.get("id"), str):
                found.setdefault(cell["id"], _message(output))
    return found


def one_line(text: str) -> str:
    """The text on one line of at most ``MAX_CHARACTERS``, without characters that act on what stands around them."""
    printable = "".join(character if character.isprintable() else " " for character in text[: 4 * MAX_CHARACTERS])
    line = " ".join(printable.split())
    return line if len(line) <= MAX_CHARACTERS else line[: MAX_CHARACTERS - 1] + "…"


def _dicts(node, key: str) -> Iterator[dict]:
    entries = node.get(key) if isinstance(node, dict) else None
    return (entry for entry in entries if isinstance(entry, dict)) if isinstance(entries, list) else iter(())


def _message(output: dict) -> str:
    name, said = (text if isinstance(text, str) else "" for text in (output.get("ename"), output.get("evalue")))
    return one_line(said if name == "AssertionError" and said else f"{name}: {said}")
