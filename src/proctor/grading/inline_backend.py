"""matplotlib backend of the candidate: figures appear where the cell shows them, as in a notebook.

Chosen by name (``module://proctor.grading.inline_backend``); matplotlib calls ``show``.
"""

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

__all__ = ["FigureCanvas", "show"]

draws = True
"""Whether anyone will see the figures; where nobody does, drawing them would be most of the work."""


def show(*args, **kwargs) -> None:
    """Show every open figure, if anyone will see it, and close it."""
    for number in plt.get_fignums():
        figure = plt.figure(number)
        plt.close(figure)
        if draws:
            display(figure)
