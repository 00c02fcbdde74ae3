"""What assistants and students open in a browser runs nothing of a student's, and shows the marks.

A real Jupyter server with nbgrader's formgrader, and a real browser. The same submissions are handed in three times:
for `proctor grade`, for `nbgrader autograde` and for the formgrader's button.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from formgrader import Watched, open_formgrader
from hostile_page import ANSWER, hostile_files, hostile_notebook, html_texts, open_beacon
from nbgrader.api import Gradebook

from proctor.course.classroom import fill, hand_in, reference, released_notebook
from proctor.course.layout import Course
from proctor.course.new import new
from proctor.course.release import release

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
UNIT, NOTEBOOK = "01-mean", "mean"
WAYS = ("proctor", "nbgrader", "button")
MARKS = {
    "hostile": {"centre-values": 3.0, "centre-purity": 1.0, "centre-keeps": None},
    "half": {"centre-values": 0.0, "centre-purity": 1.0, "centre-keeps": None},
}
HALF = "def centre(X):\n    return np.asarray(X, dtype=float) - np.mean(X)\n"
LISTS = (
    "manage_assignments",
    f"manage_submissions/{UNIT}",
    "gradebook",
    f"gradebook/{UNIT}",
    f"gradebook/{UNIT}/{NOTEBOOK}",
    "manage_students",
    "manage_students/proctor-hostile",
    f"manage_students/proctor-hostile/{UNIT}",
)
LISTED = "return typeof models !== 'undefined' && models !== undefined && models.loaded"
GRADED = "return formgrader.grades !== undefined && formgrader.grades.loaded && formgrader.comment_uis.length > 0"
"""The page's own word for it waits for MathJax, which is not there."""


@pytest.fixture(scope="module")
def beacon():
    with open_beacon() as (address, asked):
        yield address, asked


@pytest.fixture(scope="module")
def course(tmp_path_factory, beacon) -> Course:
    """A released course with everyone's submissions, those of ``proctor`` graded, those of ``nbgrader`` too."""
    root = tmp_path_factory.mktemp("browsed")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = Course.find(root)
    unit, _ = new(course, UNIT)
    release(course, unit)
    given, released = reference(unit), released_notebook(course, unit)
    answer = f"{ANSWER}.\n\n{html_texts(beacon[0])[0]}"
    for way in WAYS:
        notebook = hostile_notebook(released.read_bytes(), beacon[0], **{**given, "centre-keeps": answer})
        folder = hand_in(course, unit, f"{way}-hostile", notebook)
        for name, content in hostile_files(beacon[0]).items():
            (folder / name).write_bytes(content)
        half = {**given, "centre": HALF, "centre-keeps": f"**{ANSWER}**: $x_i - x_j$ has no $\\mathbf{{m}}$ in it."}
        hand_in(course, unit, f"{way}-half", fill(released, half))
    for who in MARKS:
        _call(course, "proctor", "grade", UNIT, "--student", f"proctor-{who}")
    _call(course, "nbgrader", "autograde", UNIT, "--student", "nbgrader-*")
    _call(course, "proctor", "feedback", UNIT)
    return course


@pytest.fixture(scope="module")
def server(course, tmp_path_factory):
    with open_formgrader(course, tmp_path_factory.mktemp("server")) as address:
        yield f"{address}/formgrader"


@pytest.fixture
def page(browser):
    watched = Watched(browser)
    yield watched
    watched.close()


@pytest.fixture(scope="module")
def by_button(course, server, browser):
    """The students whose submissions the button has graded: pressed in the page, as a person does."""
    watched = Watched(browser)
    students = [f"button-{who}" for who in MARKS]
    for student in students:
        watched.open(f"{server}/manage_submissions/{UNIT}", LISTED)
        watched.ask(
            f"[...document.querySelectorAll('#main-table tr')].find(row => row.querySelector('.student-id')"
            f".textContent === '{student}').querySelector('.autograde a').click()"
        )
        watched.wait("return document.querySelector('.modal-title') !== null")
        assert "Success" == watched.ask("return document.querySelector('.modal-title').textContent"), watched.text()
        assert [] == watched.ran()
    watched.close()
    return students


def _call(course: Course, program: str, *arguments: str) -> None:
    """Run a command in the course; exit code 1 says that something needs a person, as a hostile submission does."""
    command = [str(Path(sys.prefix, "bin", program)), *arguments]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=300)
    assert done.returncode in ((0, 1) if program == "proctor" else (0,)), f"{arguments}: {done.stdout}{done.stderr}"


def _submission(course: Course, student: str):
    """Id of the formgrader's page, automatic scores by cell, and whether the submission is flagged."""
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        found = gradebook.find_submission_notebook(NOTEBOOK, UNIT, student)
        return found.id, {grade.name: grade.auto_score for grade in found.grades}, found.flagged


def _autograded(course: Course, student: str) -> dict[str, bytes]:
    folder = course.folder("autograded", UNIT, student)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("who", MARKS)
def test_every_way_gives_the_same_marks_and_files(course, by_button, who):
    """`proctor grade`, `nbgrader autograde` and the formgrader's button give the same marks, flags and notebooks."""
    ways = {way: _submission(course, f"{way}-{who}")[1:] for way in WAYS}
    files = {way: _autograded(course, f"{way}-{who}") for way in WAYS}

    assert dict.fromkeys(WAYS, (MARKS[who], who == "hostile")) == ways
    assert files["proctor"] == files["nbgrader"]
    assert files["proctor"] == files["button"]


@pytest.mark.parametrize("way", WAYS)
def test_the_page_of_a_submission_runs_nothing(course, server, by_button, page, beacon, way):
    """The formgrader's page of the hostile submission runs and fetches nothing of the student's, touched or not."""
    page.open(f"{server}/submissions/{_submission(course, f'{way}-hostile')[0]}/", GRADED)
    page.poke()

    assert [] == page.ran()
    assert [] == page.acting()
    assert [] == beacon[1]
    assert [] == [address for address in page.fetched() if not _is_expected(address, server)]


@pytest.mark.parametrize("who", MARKS)
def test_the_page_of_a_submission_shows_answer_and_marks(course, server, page, who):
    """An assistant sees the written answer, and in the field of each cell the mark of that cell and no other."""
    page.open(f"{server}/submissions/{_submission(course, f'proctor-{who}')[0]}/", GRADED)
    fields = page.ask(
        "return formgrader.grade_uis"
        ".map(ui => [ui.model.get('name'), ui.$score.attr('id'), ui.$score.attr('placeholder')])"
    )

    assert ANSWER in page.text()
    assert {(name, name) for name in MARKS[who]} == {(name, field) for name, field, _ in fields}
    assert MARKS[who] == {name: None if shown is None else float(shown) for name, _, shown in fields}


@pytest.mark.parametrize("path", LISTS)
def test_lists_run_nothing(course, server, by_button, page, beacon, path):
    """No list of the formgrader runs or fetches anything of a student's."""
    page.open(f"{server}/{path}", LISTED)

    assert [] == page.ran()
    assert [] == beacon[1]
    assert [] == [address for address in page.fetched() if not _is_expected(address, server)]


def test_a_submission_with_incidents_is_flagged_in_the_list(course, server, page):
    """The formgrader's list has a flag at the hostile submission, and none at an honest one."""
    page.open(f"{server}/gradebook/{UNIT}/{NOTEBOOK}", LISTED)

    def flags(student):
        row = f"document.querySelector('a[href$=\"{_submission(course, student)[0]}\"]').closest('tr')"
        return page.ask(f"return {row}.querySelectorAll('.flagged .glyphicon-flag').length")

    assert (1, 0) == (flags("proctor-hostile"), flags("proctor-half"))


@pytest.mark.parametrize("who", MARKS)
def test_a_feedback_page_runs_nothing_and_shows_the_marks(course, page, beacon, who):
    """The page that a student gets back runs and fetches nothing, and shows the answer and every mark."""
    path = course.folder("feedback", UNIT, f"proctor-{who}") / f"{NOTEBOOK}.html"
    page.open(path.as_uri())
    page.poke()

    assert [] == page.ran()
    assert [] == beacon[1]
    assert [] == [address for address in page.fetched() if not _is_expected(address, "file:")]
    assert ANSWER in page.text()
    assert f"{sum(score or 0 for score in MARKS[who].values()):g} of 4" in page.text()


def test_script_that_runs_is_seen(page, beacon, tmp_path):
    """The tests above can fail: the same texts in a page of their own run, fetch and act."""
    address, asked = beacon
    made = tmp_path / "page.html"
    made.write_text(f"<div id=notebook-container>{''.join(html_texts(address)[:6])}</div>")
    page.open(made.as_uri())
    page.poke()
    ran, acting, seen = page.ran(), page.acting(), list(asked)
    asked.clear()

    assert "alert" in ran
    assert "title" in ran
    assert acting
    assert seen


def _is_expected(address: str, own: str) -> bool:
    return address.startswith((own, "https://cdnjs.cloudflare.com/", "data:image/png;base64,"))
