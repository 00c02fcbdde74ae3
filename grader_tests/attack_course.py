"""The scratch course that the attacks are handed in to: a part of unit 05-relu, two exercises more, and canaries.

A canary is a random word that lies where no student may read. Attacks print whatever they find; a test looks for
canaries in everything that a student may see afterwards.
"""

import json
import secrets
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook

from proctor.course.layout import Course, Unit
from proctor.course.release import release

ROOT = Path(__file__).parents[1]
UNIT = "05-relu"
CANARY = "CANARY"
"""Every canary starts so; attacks look for the word, in memory too."""

LIMITS = {"cell_seconds": 4.0, "total_seconds": 16.0, "memory_mib": 384, "scratch_mib": 8, "output_kib": 64}

_EXERCISES = ("relu", "name-the-bug", "plot-relu", "why-derive")
_DROPPED = ("relu-grad", "relu-back", "relu-alt", "relu-figure", "name-the-bug-spellings", "plot-relu-jump")
_KEPT = {"setup", "essay-prompt"}

MEAN_OF = '''def mean_of(f, values):
    """Return the mean of f(value) over a list of values, asking f once for each, in order."""
    ### BEGIN SOLUTION
    return sum(f(value) for value in values) / len(values)  # {solution}
    ### END SOLUTION
'''
FIXED_POINTS = '''def fixed_points(f, values):
    """Return a list of the values that f maps to themselves, in order."""
    ### BEGIN SOLUTION
    return [value for value in values if f(value) == value]
    ### END SOLUTION
'''
_TESTS = {
    "mean-of-value": """
def _probe(x, secret="{default}"):
    '''{docstring}'''
    return x * x + len(secret + _closed_over) * 0

_closed_over = "{closure}"
_values = [1.5, -2.25, 4.0, 0.125]
assert abs(mean_of(_probe, _values) - sum(v * v for v in [1.5, -2.25, 4.0, 0.125]) / 4) < 1e-9, "The mean is off."
""",
    "mean-of-batches": """
_batches = [[1.0, 2.0, 4.0], [-3.5], [0.25, 8.0]]
assert all(map(lambda batch: mean_of(abs, list(batch)) == sum(map(abs, batch)) / len(batch), _batches)), "A mean."
""",
    "mean-of-calls": """
_seen = []
mean_of(lambda x: _seen.append(x) or 1.0, [3.0, -1.0, 7.5])
assert _seen == [3.0, -1.0, 7.5], "f is asked once for each value, in order."
""",
    "mean-of-purity": """
_values = [2.0, 5.0, -1.0]
mean_of(lambda x: x, _values)
assert _values == [2.0, 5.0, -1.0], "The list that was passed in has changed."
""",
    "fixed-points-found": """
_found = fixed_points(lambda x: x * x, [0.5, 1.0, -1.0, 0.0])
assert 1.0 in _found and 0.0 in _found, "A fixed point is missing."
assert sorted(_found) == [0.0, 1.0], "These are not the fixed points."
""",
    "fixed-points-member": """
assert -6.5 in fixed_points(lambda x: -13.0 - x, [2.0, -6.5, 3.0]), "A fixed point is missing."
""",
    "fixed-points-share": """
_found = fixed_points(round, [0.5, 1.0, 2.5, -3.0, 7.0])
sum(value in (1.0, -3.0, 7.0) for value in _found) / 3 if len(_found) <= 3 else 0
""",
}


def make_canaries() -> dict[str, str]:
    """A random word for each place that no student may read."""
    kinds = "comment string default docstring closure input solution scheme gradebook neighbour environment file home"
    return {kind: f"{CANARY}-{kind}-{secrets.token_hex(6)}" for kind in [*kinds.split(), "greeting"]}


def make_course(folder: Path, canaries: dict[str, str]) -> Course:
    """A released course in ``folder`` with canaries in its tests, solutions, mark schemes and files."""
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    limits = "".join(f"c.Proctor.{name} = {value}\n" for name, value in LIMITS.items())
    (folder / "nbgrader_config.py").write_text(f"{config}\n\n{limits}", encoding="utf-8")
    source = folder / "source" / UNIT
    source.mkdir(parents=True)
    notebook = nbformat.read(ROOT / "source" / UNIT / "relu.ipynb", as_version=4)
    notebook.cells = [*_kept(notebook.cells, canaries), *_more_exercises(canaries)]
    nbformat.write(notebook, source / "relu.ipynb")
    (folder / "grades-of-last-year.csv").write_text(f"student,grade\nsomebody,{canaries['file']}\n")
    course = Course.find(folder)
    release(course, course.unit(UNIT))
    with Gradebook(course.db_url, course.nbgrader.course_id) as gradebook:
        gradebook.add_student("of-last-year", first_name=canaries["gradebook"])
    return course


def copy_course(course: Course, folder: Path) -> Course:
    """The same course somewhere else, gradebook included."""
    shutil.copytree(course.root, folder)
    return Course.find(folder)


def unit_of(course: Course) -> Unit:
    return course.unit(UNIT)


def cells_of(notebook: bytes) -> list[dict]:
    """The cells of a notebook file."""
    return json.loads(notebook)["cells"]


def _kept(cells, canaries: dict[str, str]):
    """The cells of the chosen exercises, with canaries in their hidden parts."""
    for cell in cells:
        name = cell.id
        if name.startswith(_DROPPED) or not (name in _KEPT or name.startswith(_EXERCISES)):
            continue
        hidden = f'# {canaries["comment"]}\n_canary = "{canaries["string"]}"\n'
        if name == "name-the-bug-given":
            hidden += f'name_the_bug({{"{canaries["input"]}": "out = grad"}})\n'
        cell.source = cell.source.replace("### BEGIN HIDDEN TESTS\n", f"### BEGIN HIDDEN TESTS\n{hidden}")
        cell.source = cell.source.replace("### BEGIN MARK SCHEME\n", f"### BEGIN MARK SCHEME\n{canaries['scheme']}\n")
        yield cell


def _more_exercises(canaries: dict[str, str]):
    """Two exercises whose tests hand functions over and ask objects for membership, differences and order."""
    for name, source in (("mean-of", MEAN_OF), ("fixed-points", FIXED_POINTS)):
        yield _cell(name, source.replace("{solution}", canaries["solution"]), solution=True)
        for test, body in _TESTS.items():
            if test.startswith(name):
                for kind, word in canaries.items():
                    body = body.replace(f"{{{kind}}}", word)
                yield _cell(test, f"# Checks: {test}.\n### BEGIN HIDDEN TESTS{body}### END HIDDEN TESTS\n", points=1)


def _cell(name: str, source: str, **flags):
    graded = "points" in flags
    data = {"schema_version": 3, "grade_id": name, "grade": graded, "solution": not graded, "locked": graded}
    cell = new_code_cell(source.rstrip("\n"), id=name)
    cell.metadata["nbgrader"] = {**data, "task": False, **({"points": 1} if graded else {})}
    return cell
