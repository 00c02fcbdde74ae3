"""The report's pictures as PNG images, once for light pages and once for dark ones."""

import base64
import io
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from proctor.course.report.analysis import CellRow

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
    figure = _figure(5.5, 2.6)
    ax = figure.subplots()
    ax.hist(scores, bins=bins(max_points), color=bar, rwidth=0.9)
    ax.axvline(scores.median(), color=ink, linestyle="--", linewidth=1.2, label=f"median {round(scores.median(), 2):g}")
    ax.set_xlabel(f"points from the machine (of {max_points:g})", color=ink)
    ax.set_ylabel("submissions", color=ink)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    _in_ink(ax, ink)
    ax.legend(frameon=False, labelcolor=ink, loc="upper left")
    return _data_uri(figure)


def cell_chart(cells: Sequence[CellRow], page: str) -> str:
    """Facility and discrimination of each cell as a data URI, for a page that is ``light`` or ``dark``."""
    ink, bar = INK[page]
    places = np.arange(len(cells))
    figure = _figure(7.5, 0.9 + 0.21 * len(cells))
    left, right = figure.subplots(1, 2, sharey=True)
    left.barh(places, [row.facility or 0 for row in cells], color=bar, height=0.6)
    left.set_xlim(0, 1)
    left.set_xlabel("facility", color=ink)
    left.set_yticks(places, [row.item.key for row in cells], fontsize=7)
    left.set_ylim(len(cells) - 0.5, -0.5)
    known = [(place, row) for place, row in zip(places, cells, strict=True) if row.discrimination is not None]
    for is_low, marker, size in ((False, "o", 22), (True, "X", 55)):  # told apart by shape, in grey too
        chosen = [(place, row.discrimination) for place, row in known if (row.discrimination < 0) == is_low]
        if chosen:
            right.scatter([value for _, value in chosen], [place for place, _ in chosen], s=size, c=bar, marker=marker)
    right.axvline(0, color=ink, linewidth=1)
    right.set_xlim(-1, 1)
    right.set_xlabel("discrimination (crosses: below 0)", color=ink)
    for ax in (left, right):
        _in_ink(ax, ink)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x", color=ink, alpha=0.15)
    return _data_uri(figure)


def _figure(width_inches: float, height_inches: float) -> Figure:
    figure = Figure(figsize=(width_inches, height_inches), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def _in_ink(ax, ink: str) -> None:
    ax.tick_params(colors=ink)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(ink)


def _data_uri(figure: Figure) -> str:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=150, transparent=True)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()
