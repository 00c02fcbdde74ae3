"""Prints, displays and raises more than anyone reads."""

import sys

from IPython.display import HTML, display

for number in range(3_000):
    print("x" * 1_000, number)
    print("y" * 1_000, file=sys.stderr)
    if number < 700:
        display(HTML("<p>" + "z" * 1_000 + "</p>"))
get_ipython().recorder._limit = 10**9
raise ValueError("w" * 10_000_000)
