"""Environments in which solutions are graded: this one, and others with other versions of NumPy."""

import subprocess
import sys
from functools import cache

from proctor.course.errors import CourseError

_VERSIONS = """
import platform, matplotlib, nbformat, numpy, scipy
print(f"Python {platform.python_version()}, NumPy {numpy.__version__}, matplotlib {matplotlib.__version__}")
"""


class BadEnvironment(CourseError):
    """A Python that cannot run a unit's cells."""


@cache
def versions(python: str = sys.executable) -> str:
    """What an environment has, for a person; BadEnvironment if it is none or lacks something."""
    try:
        asked = subprocess.run([python, "-P", "-c", _VERSIONS], capture_output=True, text=True)
    except OSError as error:
        raise BadEnvironment(
            f"cannot run {python}: {error.strerror}; give the path of a Python, as old/bin/python"
        ) from error
    if asked.returncode:
        last = (asked.stderr.strip().splitlines() or ["nothing was said"])[-1]
        raise BadEnvironment(
            f"{python} cannot run the units: {last}; run: {python} -m pip install numpy scipy matplotlib nbformat"
        )
    return asked.stdout.strip()
