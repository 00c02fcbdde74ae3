"""Importing this module makes a process ready to fork examiners from: for a zygote's preload.

Libraries load and compile parts of themselves when they are first used. That is done here, on a text and an image that
nobody sees, and not once more for every submission.
"""

import numpy as np

from proctor.grading import examiner_process
from proctor.grading.outputs import encode_png, safe_html
from proctor.grading.prose import safe_markdown

__all__ = ["examiner_process"]

encode_png(np.zeros((2, 2, 4), np.uint8))
safe_html("<b>bold</b>")
list(safe_markdown(["# A heading\n\nA *word*, `code` and $x$:\n\n- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |"], ()))
