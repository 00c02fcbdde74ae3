"""Figures and images as pixels: nothing that a student's process compressed is ever decompressed elsewhere."""

import base64
import io

import numpy as np
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from PIL import Image

from proctor.grading.fonts import fonts_in_memory
from proctor.grading.lettering import FigureCanvas
from proctor.grading.recorder import MAX_PIXELS

_PAD_INCHES = 0.1
_MARGIN_INCHES = 0.75


def figure_pixels(figure: Figure) -> np.ndarray:
    """A figure as a notebook shows it, cropped to what is drawn: uint8 (height, width, 4)."""
    if not isinstance(figure.canvas, FigureCanvas):
        FigureCanvas(figure)
    dpi = figure.dpi
    area = np.prod(figure.get_size_inches() * dpi)
    if area > MAX_PIXELS:
        figure.set_dpi(dpi * np.sqrt(MAX_PIXELS / area) * 0.99)
    try:
        with fonts_in_memory():
            return _drawn(figure)
    finally:
        if area > MAX_PIXELS:
            figure.set_dpi(dpi)


def decoded_pixels(data) -> np.ndarray | None:
    """Pixels of an image file's content, bytes or base64 text; None if it is no image that can be shown."""
    try:
        content = base64.b64decode(data) if isinstance(data, str) else data
        image = Image.open(io.BytesIO(content))
        if image.width * image.height > MAX_PIXELS:
            image.thumbnail((2000, 2000))
        return np.array(image.convert("RGBA"))
    except Exception:
        return None


def _drawn(figure: Figure) -> np.ndarray:
    """The figure with what sticks out of its own frame, which a notebook shows too.

    Drawn once, with a margin, and cropped to its ink: to measure every artist first, as ``bbox_inches="tight"`` does,
    costs as much again.
    """
    margin = _MARGIN_INCHES * figure.dpi
    width, height = (int(size + 2 * margin) for size in figure.get_size_inches() * figure.dpi)
    # half a pixel more, since matplotlib rounds down
    area = Bbox.from_bounds(-_MARGIN_INCHES, -_MARGIN_INCHES, (width + 0.5) / figure.dpi, (height + 0.5) / figure.dpi)
    canvas = _Pixels()
    figure.savefig(canvas, format="rgba", dpi=figure.dpi, bbox_inches=area)
    pixels = np.frombuffer(canvas.buffer, np.uint8).reshape(height, width, 4)
    flat = pixels.view(np.uint32)[:, :, 0]
    inked = flat != flat[0, 0]
    edges = (inked[0], inked[-1], inked[:, 0], inked[:, -1])
    if any(edge.any() for edge in edges) or _may_stick_out(figure):
        return _drawn_whole(figure)
    rows, columns = (_padded(inked.any(axis), int(_PAD_INCHES * figure.dpi)) for axis in (1, 0))
    return pixels[rows, columns].copy()


class _Pixels(io.RawIOBase):
    """A file that takes matplotlib's pixels where they are: a copy of two megabytes costs more than to look at them."""

    def write(self, buffer: memoryview) -> None:
        self.buffer = buffer


def _drawn_whole(figure: Figure) -> np.ndarray:
    stream = io.BytesIO()
    layout = {"bbox_inches": "tight", "pad_inches": _PAD_INCHES}
    figure.savefig(stream, format="png", dpi=figure.dpi, pil_kwargs={"compress_level": 0}, **layout)
    return np.array(Image.open(stream).convert("RGBA"))


def _may_stick_out(figure: Figure) -> bool:
    """Whether something may be drawn wholly beyond the margin, where no pixel tells of it."""
    loose = [*figure.texts, *(legend.legendPatch for legend in figure.legends)]
    for ax in figure.axes:
        loose += [*ax.texts, ax.title, *([legend.legendPatch] if (legend := ax.get_legend()) else [])]
    boxes = [artist.get_window_extent() for artist in loose if artist.get_visible()]
    boxes += [ax.get_position().transformed(figure.transSubfigure) for ax in figure.axes]
    frame = figure.bbox.padded(_MARGIN_INCHES * figure.dpi)
    return bool(figure.subfigs) or any(
        not (frame.containsx(x) and frame.containsy(y)) for box in boxes for x, y in box.get_points()
    )


def _padded(is_inked: np.ndarray, pad: int) -> slice:
    """From the first to the last of a line's places with ink, and some more; all of it where there is none."""
    places = np.flatnonzero(is_inked)
    return slice(max(0, places[0] - pad), places[-1] + pad + 1) if len(places) else slice(None)
