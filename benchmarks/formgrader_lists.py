"""The formgrader's lists of a graded class: how long they take, with the course's settings and with nbgrader's own.

The real formgrader answers real requests, in servers that take turns on the same gradebook and files.
"""

import statistics
import sys
import time
import urllib.request
from pathlib import Path

from bench_class import STOCK_CONFIG

from proctor.course.layout import CONFIG_NAME, Course

sys.path.append(str(Path(__file__).parents[1] / "grader_tests"))
from formgrader import open_formgrader

ASKED = 5
"""Requests to each server, after one that fills its caches."""


def lists(course: Course, unit: str, scratch: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Median seconds for each list of a unit's submissions, ``{list: {"stock": s, "proctor": s}}``."""
    notebook = course.unit(unit).notebook.stem
    pages = {
        "submissions": f"formgrader/api/submissions/{unit}",
        "notebooks": f"formgrader/api/submitted_notebooks/{unit}/{notebook}",
    }
    configuration = course.root / CONFIG_NAME
    settings = {"proctor": configuration.read_text(encoding="utf-8"), "stock": STOCK_CONFIG}
    took = {page: {name: [] for name in settings} for page in pages}
    try:
        for number in range(rounds):
            for name, text in settings.items():
                configuration.write_text(text, encoding="utf-8")
                with open_formgrader(course, scratch / f"{name}-{number}") as address:
                    for page, path in pages.items():
                        took[page][name] += _asked(f"{address}/{path}")
    finally:
        configuration.write_text(settings["proctor"], encoding="utf-8")
    return {page: {name: statistics.median(times) for name, times in each.items()} for page, each in took.items()}


def _asked(address: str) -> list[float]:
    times = []
    for _ in range(1 + ASKED):
        started = time.perf_counter()
        with urllib.request.urlopen(address) as answer:
            answer.read()
        times.append(time.perf_counter() - started)
    return times[1:]
