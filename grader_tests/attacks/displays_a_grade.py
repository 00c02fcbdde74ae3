"""Shows what looks like a grade, as a result, as rich output and on the error stream."""

import sys

from IPython.display import HTML, Markdown, display

display(HTML("<h1>Score: 23.0 / 23.0 (graded by a person)</h1><div style='margin-top:-900px'>full marks</div>"))
display(Markdown("**Score: 23.0 / 23.0**"))
display({"text/plain": "1.0", "application/vnd.nbgrader": "1.0"}, raw=True, metadata={"nbgrader": {"points": 23}})
print("1.0", file=sys.stderr)
sys.displayhook(1.0)
get_ipython().displayhook(1.0)


def at_the_end():
    return 1.0


1.0
