"""Text in figures, drawn pixel by pixel as matplotlib draws it, from fonts that are read once.

matplotlib opens fonts anew in every forked process, reads in the file for every letter, sets the font's size before
each, and looks up the height of a line several times for every text. Together that is a third of a simple figure.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from types import FunctionType, SimpleNamespace

from matplotlib import font_manager, ft2font
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.font_manager import FontProperties

_TABLES = (("OS/2", "sTypoAscender", "sTypoDescender", "sTypoLineGap"), ("hhea", "ascent", "descent", "lineGap"))
"""Where a font says how high a line is, and in which words; the first that it has counts."""


class FigureCanvas(FigureCanvasAgg):
    """Draws with a renderer that remembers."""

    def get_renderer(self) -> RendererAgg:
        """A renderer for the figure's present size, kept as long as that stays."""
        size = *self.figure.bbox.size, self.figure.dpi
        if getattr(self, "_size", None) != size:
            self.renderer, self._size = _Renderer(*size), size
        return self.renderer


@contextmanager
def fonts_in_memory() -> Iterator[None]:
    """Have matplotlib open fonts in memory. For pixels alone: a document that embeds fonts needs their files."""
    from_files, font_manager._get_font = font_manager._get_font, _get_font
    try:
        yield
    finally:
        font_manager._get_font = from_files


class _Renderer(RendererAgg):
    """matplotlib's own, but that what fonts answered is not asked again."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__(width, height, dpi)
        self._line_heights: dict[int, tuple] = {}

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float | None, float | None, float | None]:
        """Ascent, descent and gap of a line in pixels; matplotlib's texts ask for it."""
        # its hash says all that a font is found by
        key = hash(prop)
        if key not in self._line_heights:
            self._line_heights[key] = self._line_height(prop)
        return self._line_heights[key]

    def _line_height(self, prop: FontProperties) -> tuple[float | None, float | None, float | None]:
        font = font_manager.get_font(font_manager.fontManager._find_fonts_by_props(prop))
        for name, *words in _TABLES:
            if (table := font.get_sfnt_table(name)) is not None:
                scale = 1 / font.get_sfnt_table("head")["unitsPerEm"] * prop.get_size_in_points() * self.dpi / 72
                ascent, descent, gap = (table[word] * scale for word in words)
                return ascent, -descent, gap
        return None, None, None

    def _draw_text_glyphs_and_boxes(self, gc, x, y, angle, glyphs: Iterable[tuple], boxes) -> None:
        super()._draw_text_glyphs_and_boxes(gc, x, y, angle, _sized_once(glyphs), boxes)


def _sized_once(glyphs: Iterable[tuple]) -> Iterator[tuple]:
    """Letters whose font is set to a size only where the letter before had another font or size."""
    before, sized = None, None
    for font, size, *rest in glyphs:
        if (font, size) != before:
            before, sized = (font, size), _Sized(font)
        yield sized, size, *rest


class _Sized:
    """A font of one size."""

    def __init__(self, font: ft2font.FT2Font) -> None:
        self._font, self._is_sized = font, False
        self._set_transform, self._render_glyph = font._set_transform, font._render_glyph

    def set_size(self, points: float, dpi: float) -> None:
        if not self._is_sized:
            self._font.set_size(points, dpi)
            self._is_sized = True


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
