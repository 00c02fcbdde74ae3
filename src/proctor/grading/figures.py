"""Figures and images as pixels: nothing that a student's process compressed is ever decompressed elsewhere."""

import base64
import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from proctor.grading.recorder import MAX_PIXELS

_PAD_INCHES = 0.1


def figure_pixels(figure: Figure) -> np.ndarray:
    """A figure as a notebook shows it, cropped to what is drawn: uint8 (height, width, 4)."""
    canvas = figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        canvas = FigureCanvasAgg(figure)
    dpi = figure.dpi
    area = np.prod(figure.get_size_inches() * dpi)
    if area > MAX_PIXELS:
        figure.set_dpi(dpi * np.sqrt(MAX_PIXELS / area) * 0.99)
    try:
        return _drawn(figure, canvas)
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


def _drawn(figure: Figure, canvas: FigureCanvasAgg) -> np.ndarray:
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    box = figure.get_tightbbox(canvas.get_renderer()).padded(_PAD_INCHES)
    height, width = pixels.shape[:2]
    left, right = box.x0 * figure.dpi, box.x1 * figure.dpi
    top, bottom = height - box.y1 * figure.dpi, height - box.y0 * figure.dpi
    pad = _PAD_INCHES * figure.dpi
    if left < -pad or top < -pad or right > width + pad or bottom > height + pad:
        if (right - left) * (bottom - top) <= MAX_PIXELS:
            return _drawn_beyond(figure)
    rows = slice(max(0, int(top)), max(1, int(np.ceil(bottom))))
    columns = slice(max(0, int(left)), max(1, int(np.ceil(right))))
    return pixels[rows, columns].copy()


def _drawn_beyond(figure: Figure) -> np.ndarray:
    """A figure with parts outside its own frame, which a notebook shows too."""
    stream = io.BytesIO()
    layout = {"dpi": figure.dpi, "bbox_inches": "tight", "pad_inches": _PAD_INCHES}
    figure.savefig(stream, format="png", pil_kwargs={"compress_level": 0}, **layout)
    return np.array(Image.open(stream).convert("RGBA"))
