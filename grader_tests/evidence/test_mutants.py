"""The operators make the mistakes that they are named for, and nothing twice."""

import ast

import pytest
from nbformat.v4 import new_code_cell

from proctor.evidence.mutants.make import mutants_of

FLAGS = {"grade": False, "grade_id": "f", "locked": False, "schema_version": 3, "solution": True, "task": False}


def solution(body: str, head: str = "def f(x):"):
    """A solution cell whose hidden part is ``body``."""
    lines = "\n    ".join(["### BEGIN SOLUTION", *body.splitlines(), "### END SOLUTION"])
    return new_code_cell(f'{head}\n    """What it does."""\n    {lines}', metadata={"nbgrader": dict(FLAGS)})


@pytest.mark.parametrize(
    ("operator", "line", "mutant"),
    [
        ("swapped operator", "return a + b", "return a - b"),
        ("swapped operator", "return a @ b", "return a * b"),
        ("swapped operator", "a -= b", "a += b"),
        ("swapped operands", "return a - b", "return b - a"),
        ("swapped operands", "return a @ b", "return b @ a"),
        ("dropped operand", "return a / n", "return a"),
        ("dropped operand", "return np.exp(z - z.max())", "return np.exp(z)"),
        ("dropped operand", "return a / (b + eps)", "return a / b"),
        ("dropped sign", "return ~a", "return a"),
        ("flipped sign", "y = a * b", "y = -(a * b)"),
        ("changed number", "return a[1]", "return a[0]"),
        ("changed number", "return 0.5 * a", "return 1.0 * a"),
        ("changed number", "return a + 1e-12", "return a + 0.0"),
        ("changed boundary", "return a > b", "return a >= b"),
        ("changed boundary", "a[x < 0] = 0", "a[x <= 0] = 0"),
        ("negated condition", "return a if b else c", "return c if b else a"),
        ("changed function", "return np.mean(a)", "return np.sum(a)"),
        ("changed function", "return a.argmax()", "return a.argmin()"),
        ("changed function", "return np.log(a)", "return np.log2(a)"),
        ("left out function", "return np.sqrt(a)", "return a"),
        ("left out function", "return np.clip(a, 0, 1)", "return a"),
        ("left out function", "return a.copy()", "return a"),
        ("swapped arguments", "return f(a, b)", "return f(b, a)"),
        ("swapped arguments", "return np.where(c, a, b)", "return np.where(c, b, a)"),
        ("dropped keyword", "return a.sum(axis=1, keepdims=True)", "return a.sum(axis=1)"),
        ("dropped keyword", "return a.sum(axis=1, keepdims=True)", "return a.sum()"),
        ("other axis", "return a.sum(axis=0)", "return a.sum(axis=1)"),
        ("other divisor", "return a.std(axis=0)", "return a.std(axis=0, ddof=1)"),
        ("dropped transpose", "return a.T @ b", "return a @ b"),
        ("added transpose", "return A @ b", "return A.T @ b"),
        ("shifted range", "return range(n)", "return range(n - 1)"),
        ("shifted slice", "return a[:k]", "return a[:k + 1]"),
        ("shifted slice", "return a[::-1]", "return a[:]"),
        ("swapped index", "return a[i, j]", "return a[j, i]"),
        ("unshuffled", "return rng.permutation(n)", "return np.arange(n)"),
        ("deleted statement", "a += 1", "pass"),
        ("constant return", "return a * b", "return 0 * (a * b)"),
        ("swapped results", "return (a, b)", "return (b, a)"),
        ("cast return", "return a * b", "return np.float32(a * b)"),
        ("cast return", "return a * b", "return np.int64(a * b)"),
        ("updated in place", "x = 2 * x", "x[...] = 2 * x"),
        ("returned too early", "y = 2 * x", "y = 2 * x\nreturn y"),
    ],
)
def test_an_operator_makes_its_mistake(operator, line, mutant):
    """A line with one place for a mistake has the mutant that the mistake makes of it."""
    assert (operator, line, mutant) in {(one.operator, *one.changed) for one in mutants_of(solution(line))}


def test_loops_end_early_and_conditions_always_hold():
    """A loop runs once, a `while` becomes an `if`, and a branch is taken whatever its condition."""
    made = {one.operator: one.source for one in mutants_of(solution("for a in x:\n    b(a)"))}
    assert "        break" in made["one turn"].splitlines()
    made = {one.operator: one.source for one in mutants_of(solution("while a:\n    b()\nif c:\n    d()"))}
    assert "    if a:" in made["one turn"].splitlines()
    assert "    d()" in made["only branch"].splitlines()


def test_an_argument_is_changed_while_the_result_stays():
    """The mutant for purity returns what the reference returns, and turns the caller's array round."""
    (mutant,) = [
        one
        for one in mutants_of(solution("return x + 1", "def f(x: np.ndarray):"))
        if one.operator == "changed argument"
    ]
    import numpy as np

    names, given = {"np": np}, np.array([1.0, 2.0, 5.0])
    exec(mutant.source, names)

    assert [2.0, 3.0, 6.0] == names["f"](given).tolist()
    assert [5.0, 2.0, 1.0] == given.tolist()


def test_a_default_is_changed_and_a_parameter_is_taken_for_another():
    """What stands in the signature has mutants too."""
    made = {one.changed for one in mutants_of(solution("return a", "def f(a: float, b: float=0.1):"))}

    assert ("def f(a: float, b: float=0.1):", "def f(a: float, b: float=0.2):") in made
    assert ("return a", "return b") in made


def test_every_mutant_differs_and_is_python():
    """No mutant comes twice or equals the reference, and all of them compile."""
    cell = solution("n = len(x)\ny = x - x.mean(axis=0)\nreturn y.T @ y / n")
    sources = [one.source for one in mutants_of(cell)]

    assert len(set(sources)) == len(sources) > 20
    assert mutants_of(cell)[0].original not in sources
    assert all(isinstance(ast.parse(source), ast.Module) for source in sources)


def test_only_the_hidden_part_is_mutated():
    """Lines that students are given have no mutants."""
    cell = solution("return x")
    cell.source = cell.source.replace("def f(x):", "def g(x):\n    return x + 1\n\n\ndef f(x):")

    assert all("return x + 1" in one.source for one in mutants_of(cell) if one.operator != "changed argument")


def test_how_a_picture_looks_has_no_mutants():
    """Colours, styles and limits of the axes are the student's choice; labels and data are not."""
    made = {
        one.changed[1] for one in mutants_of(solution("ax.plot(x, 'o-', color='red', label='a')\nax.set_ylim(0, 1)"))
    }

    assert "ax.plot(x, 'o-', color='red', label='')" in made
    assert not any("red" not in text and "plot" in text for text in made)
    assert not any("set_ylim" in text for text in made)


def test_equal_changes_of_equal_lines_are_told_apart():
    """The second of two equal lines that change in the same way says that it is the second."""
    made = [one for one in mutants_of(solution("a += 1\nb()\na += 1")) if one.changed == ("a += 1", "pass")]

    assert [1, 2] == [one.place for one in made]
