"""How much of a student's work one page holds, so that no submission makes a page that cannot be opened."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from markupsafe import Markup

MAX_TEXT_BYTES = 400_000
"""Of everything on a page that is no picture."""
MAX_PICTURE_BYTES = 480_000
"""Of all pictures, as they stand in the page."""
MAX_PIXELS = 16_000_000
"""Of all pictures as they came, since opening them takes time and memory."""
MAX_CODE_CHARACTERS = 20_000
MAX_OUTPUT_CHARACTERS = 4_000
MAX_MESSAGE_CHARACTERS = 4_000
_FOLDER = re.compile(r"(?<![\w./:])(?:/[\w.@+~-]+){2,}/(?=[\w.])")
"""The folders of an absolute path; addresses of web pages are none."""
_NOT_SHOWN = Markup('<span class="soft">Not shown: the page is full.</span>')


@dataclass
class Room:
    """What is left on one page."""

    text_bytes: int = MAX_TEXT_BYTES
    picture_bytes: int = MAX_PICTURE_BYTES
    pixels: int = MAX_PIXELS

    def take(self, made: Markup) -> Markup:
        """The HTML if it fits, else a line that says that it does not."""
        size = len(made.encode())
        if size > self.text_bytes:
            return _NOT_SHOWN
        self.text_bytes -= size
        return made

    def text(self, text: str, most_characters: int) -> Markup:
        """Plain text in a block of its own, cut where it is too long, with a line that says so."""
        shown = Markup(f"<pre>{html.escape(text[:most_characters])}</pre>")
        if len(text) > most_characters:
            shown += Markup(f'<p class="soft">The first {most_characters:,} of {len(text):,} characters.</p>')
        return self.take(shown)

    def words(self, text: str) -> Markup:
        """Some sentences inside other text, cut where it is too long."""
        short = text if len(text) <= MAX_MESSAGE_CHARACTERS else f"{text[:MAX_MESSAGE_CHARACTERS]}…"
        return self.take(Markup(html.escape(short)))


def without_folders(text: str) -> str:
    """The text without the folders of the machine that ran the code: warnings and errors of libraries name them."""
    return _FOLDER.sub("…/", text)
