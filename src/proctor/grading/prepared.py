"""Figures made before the fork: what a cell's ``plt.subplots()`` gets is there already.

matplotlib takes several milliseconds to make a pair of axes, and as long again for the ticks that it draws first,
which is most of what many grade cells and figures take. So the zygote makes some, as pyplot does, and its children
hand them out, for as long as the defaults that they were made with are still the defaults.
"""

from functools import partial

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec

_FIGURES = 12
"""More than most notebooks ask for; whoever asks for more gets one that is made then."""
_TICKS = 11
"""Of an axis: a default axis has at most two more than the nine of its locator, beyond its ends."""

_ready: list[Figure] = []
_defaults: dict = {}


def prepare() -> None:
    """Make the figures; they are gone as they are handed out."""
    _defaults.update(matplotlib.rcParams)
    _ready.extend(_made() for _ in range(_FIGURES))


def new_figure(*args, FigureClass=Figure, figsize=None, **kwargs) -> Figure:
    """A figure as ``FigureClass`` makes it, from those that are ready where that is the same."""
    is_default = not args and FigureClass is Figure and all(_is_default(name, kwargs[name]) for name in kwargs)
    if not (_ready and is_default and _is_size(figsize) and _are_defaults()):
        return FigureClass(*args, figsize=figsize, **kwargs)
    figure = _ready.pop()
    if figsize is not None:
        figure.set_size_inches(figsize)
    return figure


def _made() -> Figure:
    figure = Figure()
    axes = figure.add_subplot()
    for axis in (axes.xaxis, axes.yaxis):
        axis.get_major_ticks(_TICKS)
    figure.delaxes(axes)
    figure.add_subplot = partial(_first_subplot, figure, axes)
    return figure


def _first_subplot(figure: Figure, axes: Axes, *args, **kwargs) -> Axes:
    """What the figure's first ``add_subplot`` gives: the axes that are there, if they are what is asked for."""
    del figure.add_subplot  # from now on its class's own
    of_all = args[0].get_geometry() == (1, 1, 0, 0) if args and isinstance(args[0], SubplotSpec) else args == ()
    if not of_all or any(value is not None for value in kwargs.values()) or not _are_defaults():
        return figure.add_subplot(*args, **kwargs)
    if args:
        axes.set_subplotspec(args[0])
    return figure.add_subplot(axes)


def _are_defaults() -> bool:
    return dict.__eq__(matplotlib.rcParams, _defaults)


def _is_default(name: str, value) -> bool:
    """Whether an option of pyplot's leaves a figure as it is without it."""
    return value is None or (name == "frameon" and value is True)


def _is_size(figsize) -> bool:
    is_pair = isinstance(figsize, tuple | list) and len(figsize) == 2
    return figsize is None or (is_pair and all(type(side) in (int, float) and 0 < side < 100 for side in figsize))
