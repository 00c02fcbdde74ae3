"""matplotlib backend of the candidate: figures appear where the cell shows them, as in a notebook.

Chosen by name (``module://proctor.grading.inline_backend``); matplotlib calls what ``__all__`` names.
"""

import matplotlib.pyplot as plt
from IPython.display import display

from proctor.grading.lettering import FigureCanvas
from proctor.grading.prepared import new_figure

__all__ = ["FigureCanvas", "new_figure_manager", "new_figure_manager_given_figure", "show"]

draws = True
"""Whether anyone will see the figures; where nobody does, drawing them would be most of the work."""


def new_figure_manager(number, *args, **kwargs):
    """A new figure, in the care of a manager of this backend."""
    return new_figure_manager_given_figure(number, new_figure(*args, **kwargs))


def new_figure_manager_given_figure(number, figure):
    """A manager of this backend for a figure that there is."""
    return FigureCanvas.new_manager(figure, number)


def show(*args, **kwargs) -> None:
    """Show every open figure, if anyone will see it, and close it."""
    for number in plt.get_fignums():
        figure = plt.figure(number)
        plt.close(figure)
        if draws:
            display(figure)
