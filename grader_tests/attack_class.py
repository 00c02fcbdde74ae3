"""A class with honest students among attackers, graded by the whole pipeline; what came of it, as plain data."""

import ast
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import attack_traps
from attack_course import CANARY, UNIT, copy_course, unit_of
from attack_solutions import FUNCTIONS, NEARLY_RIGHT, with_program
from attacks import folders, notebooks
from nbgrader.api import Gradebook

from proctor.course.classroom import fill, hand_in, reference, released_notebook
from proctor.course.feedback import autograded_students, write_feedback
from proctor.course.grading_run import GradingRun
from proctor.course.layout import Course

ATTACKS = Path(__file__).parent / "attacks"
PROGRAMS = sorted(path.stem for path in ATTACKS.glob("*.py") if path.stem not in ("notebooks", "folders", "__init__"))
HONEST = ("0-honest", "program-n-honest", "zz-honest")
"""Before, among and after the attackers in the order of grading."""
BASE = "base"
WORKERS = 2


@dataclass(frozen=True)
class Attacker:
    """One hostile submission: its name, and how it gets into the submitted folder."""

    student: str
    hand_in: Callable[[Course, Path], None]


def program(name: str) -> str:
    return (ATTACKS / f"{name}.py").read_text(encoding="utf-8")


def right_solutions(course: Course) -> dict[str, str]:
    """The instructor's solutions, without the canary in them."""
    return {name: re.sub(rf"{CANARY}[-\w]*", "", source) for name, source in reference(unit_of(course)).items()}


def source_of(name: str, course: Course, *, is_fault: bool) -> bytes:
    """The notebook of a program: among nearly right solutions, or among right ones where it is a fault."""
    text = program(name)
    if is_fault:
        solutions = with_program(text, right_solutions(course), disguised=("mean-of",))
    else:
        solutions = with_program(text, NEARLY_RIGHT, disguised=tuple(FUNCTIONS))
    notebook = json.loads(fill(released_notebook(course, unit_of(course)), solutions))
    if any(isinstance(node, ast.FunctionDef) and node.name == "at_the_end" for node in ast.parse(text).body):
        notebook["cells"].append(notebooks.code_cell("at_the_end()"))
    return json.dumps(notebook).encode()


def submit(course: Course, student: str, notebook: bytes, targets: dict) -> Path:
    """Hand a notebook in, with all that an attacker could know about this machine beside it."""
    folder = hand_in(course, unit_of(course), student, notebook)
    (folder / "targets.json").write_text(json.dumps(targets))
    return folder


def hand_in_honest(course: Course, canaries: dict[str, str]) -> None:
    right = right_solutions(course)
    release = released_notebook(course, unit_of(course))
    for student in HONEST:
        written = {**right, "why-derive": f"Because {canaries['neighbour']} said so."}
        hand_in(course, unit_of(course), student, fill(release, written))


def hand_in_attacks(course: Course, home: Path, addresses: dict, faults: frozenset[str], chosen=None) -> None:
    """The base, every program, every forged notebook and every odd folder; ``chosen`` names some."""
    unit = unit_of(course)
    release = released_notebook(course, unit).read_bytes()
    targets = {
        **addresses,
        **{"parent": os.getpid(), "course": str(course.root), "home": str(home)},
        **{"python": sys.prefix, "mark": attack_traps.MARK, "key": attack_traps.IPC_KEY},
    }
    submit(course, BASE, fill(released_notebook(course, unit), NEARLY_RIGHT), targets)
    for name in PROGRAMS:
        if chosen is None or name in chosen:
            notebook = source_of(name, course, is_fault=name in faults)
            submit(course, student_of(name), notebook, targets)
    for name, forge in notebooks.FORGERIES.items():
        if chosen is None or name in chosen:
            submit(course, student_of(name, "notebook"), forge(release, NEARLY_RIGHT), targets)
    for name, lay_out in folders.FOLDERS.items():
        if chosen is None or name in chosen:
            folder = submit(course, student_of(name, "folder"), fill(released_notebook(course, unit), NEARLY_RIGHT), {})
            lay_out(folder, course)


def student_of(name: str, kind: str = "program") -> str:
    return f"{kind}-{name.replace('_', '-')}"


def grade_class(
    course: Course, folder: Path, canaries: dict[str, str], faults: frozenset[str], with_feedback: bool, chosen=None
) -> dict:
    """Grade the honest students alone, then among the attackers, and gather all that a test wants to know."""
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    alone = copy_course(course, folder / "alone")
    among = copy_course(course, folder / "among")
    with attack_traps.set_up(canaries) as (listeners, home):
        hand_in_honest(alone, canaries)
        hand_in_honest(among, canaries)
        hand_in_attacks(among, home, listeners.addresses, faults, chosen)
        quiet = _grade(alone, with_feedback)
        before = attack_traps.own_descriptors()
        loud = _grade(among, with_feedback)
        after = attack_traps.own_descriptors()
        return {
            **loud,
            "alone": quiet,
            "reached": sorted(listeners.reached),
            "descriptors": (before, after),
            "processes": attack_traps.children(),
            "left": attack_traps.marked_files(folder, home),
            "ipc": attack_traps.marked_ipc(),
            "last year": (among.root / "grades-of-last-year.csv").read_text(),
        }


def _grade(course: Course, with_feedback: bool) -> dict:
    run = GradingRun(course, workers=WORKERS)
    outcomes = {outcome.student: outcome for outcome in run.outcomes()}
    graded = autograded_students(course, UNIT)
    pages = {student: write_feedback(course, UNIT, student) for student in graded} if with_feedback else {}
    return {
        "records": {student: outcome.record for student, outcome in outcomes.items()},
        "problems": run.problems,
        "feedback": pages,
        "autograded": {student: _files(course.folder("autograded", UNIT, student)) for student in graded},
        "pages": {student: _files(course.folder("feedback", UNIT, student)) for student in pages},
        "gradebook": _gradebook(course),
        "release": _files(course.folder("release", UNIT)),
    }


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _gradebook(course: Course) -> dict[str, tuple[dict, bool]]:
    """Automatic scores by cell, and whether the notebook is flagged, for each student."""
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        rows = {}
        for submission in gradebook.assignment_submissions(UNIT):
            (notebook,) = submission.notebooks
            rows[submission.student_id] = (
                {grade.name: grade.auto_score for grade in notebook.grades},
                notebook.flagged,
            )
        return rows
