"""What a student reads when Validate, in a real JupyterLab and a real browser, finds nothing wrong."""

import shutil
from pathlib import Path

import pytest
from formgrader import Watched, open_formgrader

from proctor.course.classroom import fill, reference
from proctor.course.layout import Course
from proctor.course.new import new
from proctor.course.release import release

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BUTTON = """
return [...document.querySelectorAll('.jp-NotebookPanel-toolbar *')].find(
  part => part.matches('button, jp-button') && part.textContent.trim() === 'Validate');
"""
IDLE = """return document.querySelectorAll('.jp-Notebook .jp-Cell').length > 3
  && [...document.querySelectorAll('.jp-Notebook-ExecutionIndicator')].some(one => one.dataset.status === 'idle');"""
SAID = "return [...document.querySelectorAll('.validation-success p')].map(one => one.innerText).join()"


def test_success_says_what_remains(tmp_path, browser):
    """The dialog speaks of the checks that can be seen, and names what is graded later."""
    (tmp_path / "course").mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path / "course")
    course = Course.find(tmp_path / "course")
    unit, _ = new(course, "01-mean")
    release(course, unit)
    own = course.root / "mine"
    own.mkdir()
    filled = fill(course.folder("release", unit.name) / unit.notebook.name, reference(unit))
    (own / unit.notebook.name).write_bytes(filled)

    with open_formgrader(course, tmp_path / "jupyter") as address:
        browser.set_window_size(1500, 900)  # a narrow toolbar hides buttons behind a menu
        watched = Watched(browser)
        try:
            watched.open(f"{address}/lab/tree/mine/{unit.notebook.name}", BUTTON)
            watched.wait(IDLE)
            watched.wait(BUTTON)
            browser.execute_script(BUTTON).click()
            watched.wait(SAID)
            said = browser.execute_script(SAID)
        finally:
            watched.close()

    assert "passes all the tests" not in said
    assert "every check that you can see holds" in said and "What remains is graded after you hand in" in said
