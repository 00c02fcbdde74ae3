"""Fonts that are read once: in memory, and what they answered kept.

matplotlib opens a font anew in every forked process, and reads in its file for every letter.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from types import FunctionType, SimpleNamespace

from matplotlib import font_manager, ft2font, rcParams

_MAX_MEASURES = 10_000


class Measures:
    """What fonts answered while figures were drawn, for as long as matplotlib's settings and fonts stay as they are."""

    def __init__(self) -> None:
        self.are_good = False
        """Whether a figure is being drawn now, with the settings of these measures."""
        self._by_question: dict[tuple, object] = {}
        self._settings: tuple[dict, int] = ({}, 0)

    def begin(self) -> None:
        """Forget all if a setting was changed; a figure is drawn from now on."""
        self.are_good = True
        fonts = len(font_manager.fontManager.ttflist)
        if self._settings[1] != fonts or not dict.__eq__(rcParams, self._settings[0]):
            self._settings = dict(rcParams), fonts
            self._by_question.clear()

    def of(self, question: tuple, ask: Callable[[], object]):
        """The answer to a question, asked once."""
        if not self.are_good:
            return ask()
        if len(self._by_question) >= _MAX_MEASURES:
            self._by_question.clear()
        if question not in self._by_question:
            self._by_question[question] = ask()
        return self._by_question[question]


measures = Measures()


@contextmanager
def fonts_in_memory() -> Iterator[None]:
    """Have matplotlib open fonts in memory. For pixels alone: a document that embeds fonts needs their files."""
    measures.begin()
    from_files, font_manager._get_font = font_manager._get_font, _get_font
    try:
        yield
    finally:
        font_manager._get_font, measures.are_good = from_files, False


@cache
def _content(path: str) -> bytes:
    return Path(path).read_bytes()


def _opened(path: str, *args, **options) -> ft2font.FT2Font:
    return ft2font.FT2Font(io.BytesIO(_content(path)), *args, **options)


_from_file = font_manager._get_font.__wrapped__
# the library's own way to put fonts together, with another way to open each
_in_memory = FunctionType(_from_file.__code__, {**vars(font_manager), "ft2font": SimpleNamespace(FT2Font=_opened)})
_in_memory.__kwdefaults__ = _from_file.__kwdefaults__
_get_font = lru_cache(64)(_in_memory)
