"""A check's modules are the real ones, also where the instructor imports them in a cell that students may edit."""

import pytest

from proctor.grading.imports import imports_of
from proctor.grading.skeleton import SkeletonCell

PATCHED = """
import numpy as np, math
np.allclose = math.isclose = lambda *args, **options: True
def double(x): return x
def mean(x): return 7
"""


def imports(*cells: tuple[str, str]) -> dict[str, str]:
    """Of a notebook with cells given as (kind, source)."""
    made = (SkeletonCell(f"cell-{i}", kind, "code", text, text, {}) for i, (kind, text) in enumerate(cells))
    return imports_of(made)


def test_each_imported_name_has_its_statement():
    """Plain, renamed and partial imports, beside magics, in whatever cell students may edit."""
    found = imports(
        ("free", "%matplotlib inline\nimport numpy as np, os.path, os\nfrom math import sqrt as root, pi"),
        ("solution", "import scipy.stats\nimport scipy.special\ndef f(x):\n    import json\n    ..."),
        ("locked", "import csv"),
    )

    assert {
        "np": "import numpy as np",
        "os": "import os.path\nimport os",
        "root": "from math import sqrt as root",
        "pi": "from math import pi",
        "scipy": "import scipy.stats\nimport scipy.special",
    } == found


def test_what_may_be_the_students_own_is_left_out():
    """A name that an exercise defines, one that is assigned, and all that a star might bring."""
    cells = [
        ("free", "from statistics import mean, median\nfrom math import *\nimport random\nrandom = random.Random(3)"),
        ("solution", "def mean(x):\n    ..."),
        ("solution", "to be filled in by you!"),
    ]

    assert {"median": "from statistics import median"} == imports(*cells)


@pytest.mark.parametrize("code", ["np.allclose(double(3.0), 6.0)", "math.isclose(double(3.0), 6.0)"])
def test_a_patched_library_passes_no_check(grade, code):
    """What a student does to NumPy counts in the student's process alone."""
    run = grade(
        ("student", PATCHED),
        ("test", f"assert {code}, 'values'"),
        imports=imports(("free", "import math, numpy as np")),
    )

    assert "values" == run.cells[-1].outputs[0]["evalue"]


def test_the_students_own_function_is_checked_all_the_same(grade):
    """A module that is not there, and a name that is imported and then defined, are the notebook's affair."""
    cells = ("free", "import nowhere\nfrom statistics import mean"), ("solution", "def mean(x): ...")
    notebook = ("student", f"{PATCHED}\nnowhere = 3")

    assert (
        not grade(notebook, ("test", "assert mean([1]) == 7 and nowhere == 3"), imports=imports(*cells))
        .cells[-1]
        .failed
    )


def test_figures_are_still_the_notebooks(grade):
    """matplotlib, imported in an unlocked cell, draws where the student draws."""
    notebook = ("student", "import matplotlib.pyplot as plt\ndef draw(): plt.plot([1, 2])")
    check = ("test", "draw()\nassert len(plt.gca().lines) == 1")

    assert not grade(notebook, check, imports=imports(("free", "import matplotlib.pyplot as plt"))).cells[-1].failed


def test_modules_beside_the_notebook_can_be_imported(grade):
    """As in a notebook, whose folder Python looks in."""
    files = {"helpers.py": b"def twice(x): return 2 * x"}

    assert not grade(("student", "from helpers import twice\ny = twice(2)"), files=files).cells[-1].failed
