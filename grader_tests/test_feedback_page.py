"""The page that a student gets back: nothing hidden, nothing that acts, and readable by everyone.

Pages of honest, wrong and hostile submissions, searched for what may not be there and opened in a real browser.
"""

import re
import shutil
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from pathlib import Path

import axe_core_python
import nbformat
import pytest
from attack_pages import acting_parts
from formgrader import Watched
from hostile_page import ANSWER, hostile_files, hostile_notebook, open_beacon
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI

from proctor.course import records
from proctor.course.bench import load_variants
from proctor.course.classroom import fill, hand_in, reference, released_notebook
from proctor.course.feedback import write_feedback
from proctor.course.grading_run import GradingRun
from proctor.course.layout import Course
from proctor.course.new import new
from proctor.course.notebooks import canonical, dumps, kind
from proctor.course.regions import lines
from proctor.course.release import release

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
MEAN, RELU = "01-mean", "05-relu"
MOST_BYTES = 1_000_000
CANARIES = ("90017.25", "70019.5", "30011.125")
"""Inputs of a hidden test, and a value that it expects."""
CANARY_TEST = """
assert abs(np.asarray(centre(np.array([[90017.25, -70019.5], [29995.0, 2.0]])))[0, 0] - 30011.125) < 1e-6, (
    "The first entry is off. Reread section 1."
)
"""
LEAKS = {
    "raises": "def centre(X):\n    raise ValueError(repr(np.asarray(X).tolist()))\n",
    "names": "def centre(X):\n    raise type(str(np.asarray(X).tolist()), (Exception,), {})(str(X))\n",
    "asserts": "def centre(X):\n    assert len(X) == 0, str(np.asarray(X).tolist())\n",
    "prints": "def centre(X):\n    print(np.asarray(X).tolist())\n    return X\n",
    "keeps": "kept = []\ndef centre(X):\n    kept.append(np.asarray(X).tolist())\n    return kept\n",
    "answers": "def centre(X):\n    return str(np.asarray(X).tolist())\n",
}
SHOWS_LATER = "import sys\nprint(kept, file=sys.stderr)\nfrom IPython.display import display, HTML\n"
SHOWS_LATER += "display(HTML(f'<table><tr><td>{kept}</td></tr></table>'))\nraise ValueError(kept)"
FILLS = """import numpy as np, matplotlib.pyplot as plt
print("x<&" * 60_000)
for _ in range(4):
    plt.figure(figsize=(9, 9)); plt.imshow(np.random.rand(900, 900, 3)); plt.show()
"""
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run().then(found => done(found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' ')}`)));
"""


@pytest.fixture(scope="module")
def beacon():
    with open_beacon() as (address, asked):
        yield address, asked


@pytest.fixture(scope="module")
def course(tmp_path_factory, beacon, shared_engine, empty_gradebook) -> Course:
    """Two units, graded: every wrong variant of one, and of the other honest, leaking and hostile work."""
    root = tmp_path_factory.mktemp("feedback")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copy(empty_gradebook, root / "gradebook.db")
    course = Course.find(root)
    mean, _ = new(course, MEAN)
    _plant_canaries(mean.notebook)
    shutil.copytree(ROOT / "source" / RELU, root / "source" / RELU)
    for unit in course.units():
        release(course, unit)
    _hand_in_means(course, beacon[0])
    _hand_in_relus(course)
    run = GradingRun(course, workers=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("proctor.course.grading_run.open_engine", _opens(shared_engine))
        assert not [outcome.record.problem for outcome in run.outcomes() if outcome.record.problem]
    record = records.load(course, MEAN, "half")
    note = "One gets this when rows and columns change roles."
    records.save(course, replace(record, notes={"centre-values": [note]}))
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        answered = gradebook.find_grade("centre-keeps", "mean", MEAN, "half")
        answered.manual_score, answered.needs_manual_grade = 2.0, False
        gradebook.find_comment("centre-keeps", "mean", MEAN, "half").manual_comment = "A case\nis <missing>."
        gradebook.db.commit()
    for folder in (root / "autograded").glob("*/*"):
        assert write_feedback(course, folder.name, folder.parent.name) is None
    return course


def _opens(engine):
    @contextmanager
    def opened(**_):
        yield engine

    return opened


def _plant_canaries(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.id == "centre-values"]
    cell.source = cell.source.replace("### BEGIN HIDDEN TESTS", f"### BEGIN HIDDEN TESTS{CANARY_TEST}")
    path.write_text(dumps(canonical(notebook)), encoding="utf-8")


def _hand_in_means(course: Course, address: str) -> None:
    unit = course.unit(MEAN)
    given, released = reference(unit), released_notebook(course, unit)
    half = "def centre(X):\n    return np.asarray(X, dtype=float) - np.mean(X)\n"
    answer = f"**{ANSWER}**: $x_i - x_j$ has no $\\mathbf{{m}}$ in it."
    hand_in(course, unit, "right", fill(released, given))
    hand_in(course, unit, "untouched", released.read_bytes())
    hand_in(course, unit, "half", fill(released, {**given, "centre": half, "centre-keeps": answer}))
    for name, code in LEAKS.items():
        hand_in(course, unit, name, _with_cells(fill(released, {**given, "centre": code}), SHOWS_LATER))
    hand_in(course, unit, "fills", _with_cells(fill(released, {**given, "centre-keeps": "x<&" * 30_000}), *3 * [FILLS]))
    folder = hand_in(course, unit, "hostile", hostile_notebook(released.read_bytes(), address, **given))
    for name, content in hostile_files(address).items():
        (folder / name).write_bytes(content)


def _with_cells(notebook: bytes, *sources: str) -> bytes:
    """The notebook with cells of the student's own at its end."""
    read = nbformat.reads(notebook.decode(), as_version=4)
    read.cells += [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.writes(read).encode()


def _hand_in_relus(course: Course) -> None:
    """Each submission has the next wrong variant of every exercise, until all of them were handed in."""
    unit = course.unit(RELU)
    given, released = reference(unit), released_notebook(course, unit)
    wrong: dict[str, list[str]] = {}
    for variant in load_variants(ROOT / "grader_tests" / "variants" / "05_relu.py"):
        if not variant.is_right:
            wrong.setdefault(variant.exercise, []).append(variant.source)
    for number in range(max(map(len, wrong.values()))):
        chosen = {name: sources[number % len(sources)] for name, sources in wrong.items()}
        hand_in(course, unit, f"wrong-{number}", fill(released, {**given, **chosen}))


def _pages(course: Course) -> dict[str, str]:
    found = sorted(course.root.glob("feedback/*/*/*.html"))
    return {f"{path.parts[-3]} {path.parts[-2]}": path.read_text() for path in found if path.stem in ("relu", "mean")}


def _page(course: Course, student: str, unit: str = MEAN) -> str:
    return _pages(course)[f"{student} {unit}"]


def _hidden_lines(course: Course, unit: str) -> set[str]:
    """Lines of the hidden tests that stand nowhere in what students were given, but for the authors' messages."""
    cells = nbformat.read(course.unit(unit).notebook, as_version=4).cells
    released = released_notebook(course, course.unit(unit)).read_text()
    hidden = {line.text.strip() for cell in cells if kind(cell) == "test" for line in lines(cell) if line.hidden}
    return {line for line in hidden if len(line) > 8 and not line.startswith('"') and line not in released}


def test_no_page_holds_a_line_of_a_hidden_test(course):
    """No page of any wrong, leaking or hostile submission holds a line of a hidden test, or a mark scheme."""
    for name, page in _pages(course).items():
        text = unescape(re.sub(r"<[^>]+>", "", page))
        lines_of_tests = _hidden_lines(course, name.partition(" ")[2])
        assert len(lines_of_tests) > 10
        assert set() == {line for line in lines_of_tests if line in text or line in page}
        assert "HIDDEN TESTS" not in text and "MARK SCHEME" not in text


@pytest.mark.parametrize("student", [*LEAKS, "half", "hostile"])
def test_no_page_holds_an_input_or_an_expected_value(course, student):
    """Code that raises, names, prints, keeps and shows what hidden tests pass to it shows it to nobody."""
    page = _page(course, student)
    assert "Does not hold yet" in page or student == "hostile"
    assert [] == [canary for canary in CANARIES if canary in page]


def test_the_inputs_reach_the_code_that_leaks_them(course):
    """The test above can fail: what that code raises and prints holds the inputs, in the staff's record."""
    for student in ("raises", "asserts", "prints"):
        assert CANARIES[0] in str(records.load(course, MEAN, student).staff)


def test_no_page_holds_a_path_or_what_staff_record(course):
    """Folders of this machine, incidents and what was printed during tests stay with staff."""
    for name, page in _pages(course).items():
        student, _, unit = name.partition(" ")
        record = records.load(course, unit, student)
        told = unescape(page)
        assert str(course.root) not in page and str(ROOT) not in page
        assert [] == [note.detail for note in record.incidents if len(note.detail) > 20 and note.detail in told]
        assert [] == [text for text in record.staff.values() if len(text) > 20 and text in told]


def test_every_page_is_small_and_acts_in_no_way(course):
    """All pages are under 1 MB, have no script, load nothing, and forbid both."""
    for page in _pages(course).values():
        assert len(page.encode()) < MOST_BYTES
        assert "default-src 'none'" in page
        unexpected = {
            part for part in acting_parts(page) if not part.startswith(("<meta", "<style", "style: ", "TeX "))
        }
        assert set() == unexpected
        assert 1 == page.count("<style")


def test_the_page_says_what_failed_and_where_to_reread(course):
    """A failed check has its name, its points, the author's message with a link to the section, and notes."""
    page = _page(course, "half")
    assert "Checks: values on tables of several shapes, away from the origin." in page
    assert '<span class="count">0 of 3</span>' in page
    assert 'Reread <a href="#section-1">section 1</a>.' in page
    assert "One gets this when rows and columns change roles." in page
    assert 'id="section-1"' in page


def test_the_page_shows_the_students_own_work_and_a_persons_words(course):
    """Code, answer with its mathematics, criteria, points and the assistant's comment stand on the page."""
    page = _page(course, "half")
    assert "return np.asarray(X, dtype=float) - np.mean(X)" in unescape(page)
    assert f"<strong>{ANSWER}</strong>: <math" in page
    assert "What changes and what stays" in page
    assert "2 of 3 points" in page
    assert "A case\nis &lt;missing&gt;." in page
    assert "<strong>3</strong> of 7 points" in page


def test_an_error_in_the_students_code_names_its_line_and_type(course):
    """Of an exception during a hidden test the page shows the type and the student's own line."""
    page = unescape(_page(course, "raises"))
    assert "Your code stopped with ValueError, in cell centre, line 2, in centre: raise ValueError(repr(" in page


def test_what_is_left_as_released_is_told_from_what_is_wrong(course):
    """A notebook without answers hears that nothing is written yet, not that its code stopped."""
    page = _page(course, "untouched")
    assert 2 == page.count("Nothing is written here yet: the cell centre is as it was released.")
    assert "Your code stopped" not in page
    assert "You left this as it was released." in page


def test_points_that_wait_are_not_lost(course):
    """Points that a person has yet to give stand apart from those that are decided."""
    page = _page(course, "right")
    assert "<strong>4</strong> of 4 points so far" in page
    assert "3 more points wait for a person" in page
    assert "Every check of your code holds." in page


def test_the_guide_for_students_explains_every_verdict():
    """docs/students.md says what each word means that a page can say of a check."""
    template = (ROOT / "src/proctor/course/feedback_page/templates/page.html.j2").read_text()
    (words,) = re.findall(r"set words = \{(.*)\}", template)
    guide = (ROOT / "docs" / "students.md").read_text()
    said = re.findall(r': "([^"]+)"', words)
    assert 4 == len(said)
    assert [] == [word for word in said if f"| {word} |" not in guide]


def test_the_formgraders_button_makes_the_same_page(course):
    """What the button calls writes, byte for byte, the page that `proctor feedback` wrote."""
    before = _page(course, "half")
    done = NbGraderAPI(course.nbgrader, config=course.config).generate_feedback(MEAN, "half", force=True)
    assert done["success"], done
    assert before == _page(course, "half")


@pytest.fixture
def page(browser):
    watched = Watched(browser)
    yield watched
    watched.close()
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize("student, unit", [("half", MEAN), ("hostile", MEAN), ("fills", MEAN), ("wrong-2", RELU)])
def test_everyone_can_read_it_on_a_phone(course, browser, page, beacon, student, unit):
    """At 360 pixels, light and dark: axe finds nothing on the page opened up, nothing sticks out, nothing runs."""
    (path,) = course.folder("feedback", unit, student).glob(f"{unit.partition('-')[2]}.html")
    size = {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page.open(path.as_uri())
    for scheme in ("light", "dark"):
        media = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
        for is_open in (False, True):
            page.ask(f"document.querySelectorAll('details').forEach(each => {{ each.open = {str(is_open).lower()} }})")
            assert 360 >= page.ask("return document.documentElement.scrollWidth")
        page.ask(AXE)
        assert [] == browser.execute_async_script(RUN_AXE)
    page.poke()

    assert [] == page.ran()
    assert 0 == page.ask("return document.scripts.length")
    assert [] == beacon[1]
    assert [] == [address for address in page.fetched() if not address.startswith("data:image/png;base64,")]
