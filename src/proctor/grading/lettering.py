"""Text in figures, drawn pixel by pixel as matplotlib draws it, in half the time.

matplotlib measures what it is about to lay out, sets a font's size before every letter, and looks up the height of a
line several times for every text.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from matplotlib import font_manager, ft2font, rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.font_manager import FontProperties

from proctor.grading.fonts import fonts_in_memory, measures

_TABLES = (("OS/2", "sTypoAscender", "sTypoDescender", "sTypoLineGap"), ("hhea", "ascent", "descent", "lineGap"))
"""Where a font says how high a line is, and in which words; the first that it has counts."""
_NUMBERS = [
    text.replace("-", "\N{MINUS SIGN}")
    for text in (
        *(f"{n}" for n in (*range(-10, 11), *range(20, 101, 10))),
        *(f"{n / 10:.1f}" for n in range(-30, 31)),
        *(f"{n / 20:.2f}" for n in range(-40, 41)),
    )
]


class FigureCanvas(FigureCanvasAgg):
    """Draws with a renderer that remembers."""

    def get_renderer(self) -> RendererAgg:
        """A renderer for the figure's present size, kept as long as that stays."""
        size = *self.figure.bbox.size, self.figure.dpi
        if getattr(self, "_size", None) != size:
            self.renderer, self._size = _Renderer(*size), size
        return self.renderer


def warm() -> None:
    """Ask for what axes show most: numbers, in the size of their labels."""
    with fonts_in_memory():
        renderer = _Renderer(1, 1, rcParams["figure.dpi"])
        prop = FontProperties(size=rcParams["xtick.labelsize"])
        for text in _NUMBERS:
            renderer.get_text_width_height_descent(text, prop, False)
            renderer.draw_text(renderer.new_gc(), 0, 0, text, prop, 0)


class _Renderer(RendererAgg):
    """matplotlib's own, but that what fonts answered is not asked again."""

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath) -> tuple[float, float, float]:
        ask = partial(super().get_text_width_height_descent, s, prop, ismath)
        return ask() if ismath else measures.of(("extent", s, hash(prop), self.dpi), ask)

    def _prepare_font(self, font_prop: FontProperties):
        font = super()._prepare_font(font_prop)
        # before matplotlib 3.11 fonts drew texts themselves
        return _Font(font, hash(font_prop), self.dpi) if hasattr(font, "_layout") else font

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float | None, float | None, float | None]:
        """Ascent, descent and gap of a line in pixels; matplotlib's texts ask for it."""
        return measures.of(("line", hash(prop), self.dpi), partial(self._line_height, prop))

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


class _Font:
    """A font of a size, which remembers how it laid out a text."""

    def __init__(self, font: ft2font.FT2Font, prop: int, dpi: float) -> None:
        self._font, self._prop, self._dpi = font, prop, dpi

    def __getattr__(self, name: str):
        return getattr(self._font, name)

    def _layout(self, text: str, **options) -> list:
        ask = partial(self._font._layout, text, **options)
        return measures.of(("layout", text, self._prop, self._dpi, repr(options)), ask)


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
