"""Figures are drawn letter by letter as matplotlib draws them, though from fonts in memory."""

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from PIL import Image

from proctor.grading import candidate
from proctor.grading.fonts import fonts_in_memory
from proctor.grading.lettering import FigureCanvas

TEXTS = {
    "sizes, families and styles": 'plt.text(0, 0.5, "Ag", fontsize=7); plt.text(0.3, 0.2, "Mono", family="monospace");'
    'plt.title("bold", weight="bold"); plt.xlabel("slanted", style="italic", fontsize=20)',
    "turned": 'plt.plot([0, 1], label="a line"); plt.legend(); plt.ylabel("up"); plt.xticks(rotation=33)',
    "several lines": 'plt.title("one\\ntwo $x^2$\\n\\nfour", linespacing=1.7)',
    "formulas": r'plt.title(r"$\frac{\partial L}{\partial w_{ij}} = \sum_n \sqrt{x_n}$"); plt.xlabel(r"$\hat{y}$")',
    "letters of other fonts": 'plt.title("∂ → ∇ ✓ 中 A中A")',
    "settings changed on the way": 'plt.title("first"); plt.rcParams["font.size"] = 15; plt.xlabel("second");'
    'plt.rcParams["font.family"] = "serif"; plt.ylabel("third")',
    "not smooth": 'plt.title("edges", antialiased=False)',
    "another resolution": 'plt.gcf().set_dpi(67); plt.title("fewer dots")',
    "tables and notes": 'plt.table([["1", "2"]], loc="top"); plt.annotate("here", (0, 0), (0.5, 0.5), arrowprops={})',
}


@pytest.fixture(autouse=True)
def quiet_defaults():
    plt.switch_backend(f"module://{candidate.inline_backend.__name__}")
    with plt.rc_context():
        yield
    plt.close("all")


def _drawn(text: str, canvas_class: type) -> np.ndarray:
    with plt.rc_context():
        exec(text, {"plt": plt})
        canvas = canvas_class(plt.gcf())
        canvas.draw()
        pixels = np.array(canvas.buffer_rgba())
    plt.close("all")
    return pixels


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_is_drawn_alike(text):
    """Pixel by pixel, as with matplotlib's own canvas and fonts."""
    wanted = _drawn(text, FigureCanvasAgg)
    with fonts_in_memory():
        drawn = _drawn(text, FigureCanvas)

    assert np.array_equal(drawn, wanted)
    assert (wanted != 255).any()


def test_a_second_size_is_drawn_with_a_renderer_of_its_own():
    """A figure that is made larger is drawn larger; as long as it is not, its renderer stays."""
    fig = plt.figure(figsize=(2, 1))
    first = fig.canvas.get_renderer()

    assert isinstance(first, RendererAgg) and first is fig.canvas.get_renderer()
    fig.set_size_inches(3, 1)
    assert 300 == fig.canvas.get_renderer().width


def test_a_document_holds_its_fonts():
    """A student's file in another format is made from the fonts' files, whatever was drawn in memory before."""
    plt.title("embedded $x^2$")
    with fonts_in_memory():
        plt.gcf().canvas.draw()
    made = {}
    for kind in ("pdf", "svg", "png"):
        plt.savefig(stream := io.BytesIO(), format=kind)
        made[kind] = stream.getvalue()

    assert b"DejaVuSans" in made["pdf"]
    assert b"<svg" in made["svg"]
    assert 640 == Image.open(io.BytesIO(made["png"])).width


def test_answers_are_forgotten_with_their_settings():
    """The same text in another font, whether a figure is drawn or its text is measured on the way."""
    text = 'plt.title("The same"); plt.xlabel("$x$ and 1.5")'
    with fonts_in_memory():
        sans = _drawn(text, FigureCanvas)
    plt.rcParams["font.sans-serif"] = ["DejaVu Serif"]
    wanted = _drawn(text, FigureCanvasAgg)
    in_between = _drawn(text, FigureCanvas)
    with fonts_in_memory():
        serif = _drawn(text, FigureCanvas)

    assert np.array_equal(wanted, in_between)
    assert np.array_equal(wanted, serif)
    assert not np.array_equal(wanted, sans)


def test_fonts_are_read_once(monkeypatch):
    """Once a font is in memory, to draw with it opens no file."""
    with fonts_in_memory():
        _drawn('plt.title("warm")', FigureCanvas)
        monkeypatch.setattr("builtins.open", None)
        monkeypatch.setattr(io, "open", None)
        _drawn('plt.title("another text")', FigureCanvas)


def test_matplotlibs_own_way_is_put_back():
    """Also where drawing fails."""
    before = font_manager._get_font
    with pytest.raises(RuntimeError), fonts_in_memory():
        assert font_manager._get_font is not before
        raise RuntimeError

    assert font_manager._get_font is before
