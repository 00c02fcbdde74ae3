"""The distribution of scores as a PNG image, once for light pages and once for dark ones."""

import base64
import io

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

MOST_BARS = 25
INK = {"light": ("#1a1a1a", "#2f6f9f"), "dark": ("#e8e8e8", "#7db8e0")}
"""Colour of text and axes, and of the bars, on each kind of page."""


def bins(max_points: float) -> np.ndarray:
    """Edges of the bars: one for each point where that fits, else ``MOST_BARS`` of equal width."""
    if max_points <= MOST_BARS:
        return np.arange(-0.5, np.floor(max_points) + 1.5)
    return np.linspace(0, max_points, MOST_BARS + 1)


def histogram(scores: pd.Series, max_points: float, page: str) -> str:
    """The image as a data URI, for a page that is ``light`` or ``dark``."""
    ink, bar = INK[page]
    figure = Figure(figsize=(5.5, 2.6), layout="constrained")
    FigureCanvasAgg(figure)
    ax = figure.subplots()
    ax.hist(scores, bins=bins(max_points), color=bar, rwidth=0.9)
    ax.axvline(scores.median(), color=ink, linestyle="--", linewidth=1.2, label=f"median {round(scores.median(), 2):g}")
    ax.set_xlabel(f"points from the machine (of {max_points:g})", color=ink)
    ax.set_ylabel("submissions", color=ink)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.tick_params(colors=ink)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(ink)
    ax.legend(frameon=False, labelcolor=ink, loc="upper left")
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=180, transparent=True)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()
