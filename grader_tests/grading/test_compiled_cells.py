"""A cell that comes compiled shows, and leaves behind, what it does when the shell reads it."""

import pytest

from proctor.grading import code
from proctor.grading.job import Cell

NOTEBOOKS = {
    "a value": [("locked", "a = 3\na + 1"), ("locked", "_ + 1")],
    "a value that is kept quiet": [("locked", "a = 3\na;")],
    "no value": [("locked", "a = [1]\nfor b in a:\n    b"), ("locked", "print(a, b)")],
    "text alone": [("locked", '"""What this is."""'), ("locked", "print(__doc__)")],
    "nothing": [("locked", ""), ("locked", "# a remark")],
    "an error": [("locked", "def f():\n    return 1 / 0\n\na = 1\nf()\nprint('never')"), ("locked", "print(a)")],
    "no Python": [("locked", "a = = 1")],
    "magic": [("locked", "%precision 3\n1 / 3"), ("locked", "%%capture\nprint(1)"), ("locked", "!echo $HOME")],
    "waiting": [("locked", "import asyncio\nawait asyncio.sleep(0)\n5")],
    "a setting that shows more": [
        ("student", "get_ipython().ast_node_interactivity = 'all'"),
        ("locked", "1\n2"),
    ],
    "a future that came before": [
        ("student", "from __future__ import annotations"),
        ("locked", "def f(x: unknown): pass\nf.__annotations__"),
    ],
    "a future of its own": [
        ("locked", "from __future__ import annotations\ndef f(x: unknown): pass"),
        ("student", "def g(x: unknown): pass\ng.__annotations__"),
    ],
    "another reading": [
        ("student", "get_ipython().input_transformers_post.append(lambda lines: [l.replace('1', '2') for l in lines])"),
        ("locked", "print(1)"),
    ],
    "another tree": [
        (
            "student",
            "import ast\n"
            "class Larger(ast.NodeTransformer):\n"
            "    def visit_Constant(self, node):\n"
            "        return ast.copy_location(ast.Constant(7), node) if node.value == 1 else node\n"
            "get_ipython().ast_transformers.append(Larger())",
        ),
        ("locked", "1"),
    ],
    "a cell in a cell": [("locked", "get_ipython().run_cell('print(4)')\n5"), ("locked", "6")],
}


@pytest.mark.parametrize("cells", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_compiled_or_not(grade, monkeypatch, cells):
    """Outputs, failures and their tracebacks, and names."""
    cells = [*cells, ("student", "sorted(name for name in globals() if not name.startswith('_'))")]
    compiled = grade(*cells)
    monkeypatch.setattr(code, "as_notebook", _refuse)
    read = grade(*cells)

    assert [cell.outputs for cell in read.cells] == [cell.outputs for cell in compiled.cells]
    assert [cell.failed for cell in read.cells] == [cell.failed for cell in compiled.cells]
    assert not read.cells[-1].failed


def test_what_is_compiled():
    """Cells that students see, and that are Python with no warning to show and no wish for the future; no test."""
    cells = [Cell("a", "locked", "1"), Cell("b", "test", "2"), Cell("c", "student", "3"), Cell("d", "locked", "%pwd")]
    cells += [Cell("e", "locked", "from __future__ import annotations"), Cell("f", "locked", "1 is 1")]

    assert ["a", "c"] == list(code.Instructors.of(cells).notebook)


def _refuse(cell):
    raise ValueError(cell.name)
