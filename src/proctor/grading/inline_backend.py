"""matplotlib backend of the candidate: figures appear where the cell shows them, as in a notebook.

Chosen by name (``module://proctor.grading.inline_backend``); matplotlib calls ``show``.
"""

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

__all__ = ["FigureCanvas", "show"]


def show(*args, **kwargs) -> None:
    """Show every open figure and close it."""
    for number in plt.get_fignums():
        figure = plt.figure(number)
        plt.close(figure)
        display(figure)
