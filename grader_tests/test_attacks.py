"""Attackers in a class of honest students: nothing gained, nothing leaked, nothing left, nobody else touched.

Every program, forged notebook and odd folder of ``attacks/`` is handed in to one course and graded by the whole
pipeline, on a machine whose root grades, and on one where an ordinary user does, without namespaces.
"""

import ast
import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.append(str(HERE / "isolation"))  # the simulated hosts live with isolation's own tests

import attack_class  # noqa: E402
import attack_course  # noqa: E402
from attack_faults import FAULTS, IN_ITS_CELL, INCIDENTS, UNGRADABLE, WATCHED, WHEN_CALLED  # noqa: E402
from attack_pages import acting_parts  # noqa: E402
from attacks import folders, notebooks  # noqa: E402
from hosts import let_everyone_through, on_host  # noqa: E402

HOSTS = ("root", "container user") if os.geteuid() == 0 else ("ordinary",)
STUDENTS = (
    *(attack_class.student_of(name) for name in attack_class.PROGRAMS),
    *(attack_class.student_of(name, "notebook") for name in notebooks.FORGERIES),
    *(attack_class.student_of(name, "folder") for name in folders.FOLDERS),
)


@pytest.fixture(scope="session")
def canaries():
    return attack_course.make_canaries()


@pytest.fixture(scope="session")
def attacked_course(tmp_path_factory, canaries):
    """The course before anyone handed in; every host works on a copy."""
    folder = tmp_path_factory.mktemp("attacked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        course = attack_course.make_course(folder, canaries)
    let_everyone_through(folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o055 | (0o011 if path.is_dir() else 0))
    return course


@pytest.fixture(scope="session", params=HOSTS)
def graded(request, attacked_course, canaries, tmp_path_factory):
    """What came of the class on one host; feedback pages, which no host changes, on the first alone."""
    folder = tmp_path_factory.mktemp("class")
    folder.chmod(0o777)
    arguments = (attacked_course, folder, canaries, frozenset(FAULTS), request.param == HOSTS[0])
    return {**on_host(request.param, attack_class.grade_class, *arguments), "host": request.param}


def _scores(graded, student: str) -> dict[str, float]:
    return {name: score or 0.0 for name, score in graded["gradebook"][student][0].items()}


def test_there_are_attacks_of_every_kind():
    """More than a hundred attacks, and each says in its first line what it tries."""
    said = [ast.get_docstring(ast.parse(attack_class.program(name))) for name in attack_class.PROGRAMS]
    said += [made.__doc__ for made in (*notebooks.FORGERIES.values(), *folders.FOLDERS.values())]

    assert 100 <= len(STUDENTS)
    assert len(STUDENTS) == len({text.splitlines()[0] for text in said})


def test_an_attack_gains_no_cell(graded):
    """Nobody earns a cell that the same solutions do not earn without the attack."""
    base = _scores(graded, attack_class.BASE)
    faults = {attack_class.student_of(name) for name in FAULTS}
    gained = {
        student: [name for name, score in _scores(graded, student).items() if score > base[name]]
        for student in STUDENTS
        if student in graded["gradebook"] and student not in faults
    }

    assert {} == {student: names for student, names in gained.items() if names}


def test_the_base_has_cells_to_gain(graded):
    """Without an attack, the solutions that attackers hand in earn one cell, and lose all that need an honest one."""
    assert {"relu-shapes": 1.0} == {name: score for name, score in _scores(graded, "base").items() if score}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_costs_its_own_cell_alone(graded, name):
    """Among right solutions, what a fault does not stand in, or is not called by, keeps every point."""
    own = "relu" if name in IN_ITS_CELL else "mean-of-value"
    right, earned = _scores(graded, attack_class.HONEST[0]), _scores(graded, attack_class.student_of(name))

    lost = {cell for cell in right if earned[cell] < right[cell]}
    elsewhere = {cell for cell in lost if not cell.startswith(own)}

    assert len(elsewhere) <= (1 if name in WATCHED and graded["host"] != "root" else 0), elsewhere
    assert name in WHEN_CALLED or lost


@pytest.mark.parametrize(("name", "kind"), INCIDENTS.items())
def test_an_incident_is_recorded_and_flagged(graded, name, kind):
    """What staff should know of stands in the record, and the submission is flagged in the gradebook."""
    (student,) = (known for known in STUDENTS if known.endswith("-" + name.replace("_", "-")))

    assert kind in {incident.kind for incident in graded["records"][student].incidents}
    assert graded["gradebook"][student][1]


def test_only_what_is_no_notebook_is_not_graded(graded):
    """Every submission gets a mark, but those without a notebook that can be read; these get one line of why."""
    why = {student: graded["records"][student].problem for student in STUDENTS if student in graded["records"]}

    assert UNGRADABLE == {student for student in STUDENTS if why.get(student, "not read") is not None}
    assert all(text is None or ("\n" not in text and text.isprintable()) for text in why.values())
    assert [] == [line for line in graded["problems"] if "\n" in line or not line.isprintable()]


def test_no_secret_reaches_a_student(graded, canaries):
    """No canary stands in an executed notebook, a file beside it, a feedback page or the public part of a record."""
    leaks = []
    for student in STUDENTS:
        seen = {**_without_tests(graded["autograded"].get(student, {})), **graded["pages"].get(student, {})}
        if student in graded["records"]:
            record = graded["records"][student]
            seen["record"] = repr((record.problem, record.incidents, record.scores)).encode()
        leaks += [(student, name, kind) for name, data in seen.items() for kind in _found(data, canaries)]

    assert [] == leaks


def test_feedback_shows_no_hidden_test(graded, canaries):
    """Honest students' pages hold no canary but the word that they wrote themselves."""
    hidden = {kind: word for kind, word in canaries.items() if kind != "neighbour"}
    for student in attack_class.HONEST:
        for name, page in graded["pages"].get(student, {}).items():
            assert (name, []) == (name, _found(page, hidden))


def test_no_page_acts(graded):
    """A feedback page of an attacker's holds nothing that a browser acts on but what every page holds."""
    pages = graded["pages"]
    assert bool(pages) == (graded["host"] == HOSTS[0])  # feedback depends on no host, so the first alone writes it
    every = acting_parts(pages[attack_class.HONEST[0]]["relu.html"].decode()) if pages else set()

    acting = {student: acting_parts(page["relu.html"].decode()) - every for student, page in pages.items()}

    assert {} == {student: parts for student, parts in acting.items() if parts}
    assert set() == {student for student, problem in graded["feedback"].items() if problem}


def test_honest_students_are_graded_as_if_alone(graded):
    """Notebooks, marks and pages of honest students are the same, byte for byte, without and among attackers."""
    for student in attack_class.HONEST:
        for what in ("autograded", "gradebook", "pages"):
            assert graded["alone"][what].get(student) == graded[what].get(student), f"{student}: {what}"
        assert {} == {incident: student for incident in graded["records"][student].incidents}
        assert sum(graded["records"][student].max_scores.values()) == graded["records"][student].score


def test_no_attacker_finds_another(graded):
    """What one submission leaves, the next does not find."""
    for student in STUDENTS:
        for name, data in graded["autograded"].get(student, {}).items():
            assert (student, name, []) == (student, name, re.findall(rb"CANARY-(?:left|imported)[^\n\\]*\\n", data))


def test_nothing_is_left_behind(graded, attacked_course):
    """No process, file, descriptor or shared memory outlives the run, and the course is as it was."""
    before, after = graded["descriptors"]

    assert [] == graded["processes"]
    assert [] == graded["left"]
    assert [] == graded["ipc"]
    assert not Counter(after) - Counter(before)  # what another test left open may be closed meanwhile
    assert (attacked_course.root / "grades-of-last-year.csv").read_text() == graded["last year"]
    assert graded["alone"]["release"] == graded["release"]


def test_no_listener_was_reached(graded):
    """Nothing connected to a listener on this machine, in any family of sockets."""
    assert [] == graded["reached"]


def _without_tests(files: dict[str, bytes]) -> dict[str, bytes]:
    """An autograded folder's files; in the notebook the tests themselves, which only staff open, are left out."""
    if "relu.ipynb" not in files:
        return files
    notebook = json.loads(files["relu.ipynb"])
    for cell in notebook["cells"]:
        flags = cell["metadata"].get("nbgrader", {})
        if flags.get("locked") and flags.get("grade"):
            cell["source"] = []
    return {**files, "relu.ipynb": json.dumps(notebook).encode()}


def _found(data: bytes, canaries: dict[str, str]) -> list[str]:
    return [kind for kind, word in canaries.items() if word.encode() in data]
