"""Right and wrong solutions, one function each: what the graders are graded with.

A file ``grader_tests/variants/NN_name.py`` belongs to the unit ``NN-name``. In it::

    @right("relu")
    def mask_product(x):
        '''multiplies by the 0/1 mask'''
        return x * (x > 0)

    @wrong("relu", fails="relu-values")
    def absolute(x):
        '''negative inputs are reflected instead of clipped'''
        return np.abs(x)

The first argument names the solution cell that the variant replaces. Its docstring is a clause that
completes "this is what one gets when ...": staff read it in reports, students in feedback.
A variant's source runs inside the notebook, so it may use what the notebook defines, and nothing else.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    """One solution of one exercise, with what grading must make of it."""

    name: str
    exercise: str
    """``grade_id`` of the solution cell that it replaces."""
    clause: str
    """Completes "this is what one gets when ..."."""
    source: str
    """Python source that defines the exercise's function."""
    fails: tuple[str, ...]
    """Grade cells that must fail; empty for a right variant. The first is the one it is named for."""
    also: tuple[str, ...] = ()
    """Grade cells that may fail with it, because the misconception touches them too."""

    @property
    def is_right(self) -> bool:
        return not self.fails


def right(exercise: str, defines: str | None = None) -> Callable:
    """Mark a function (or class) as a right solution of ``exercise``: it must lose nothing.

    ``defines`` is the name the notebook calls it by; default: ``exercise`` with underscores.
    """
    return lambda made: _attach(made, exercise, defines, fails=(), also=())


def wrong(
    exercise: str, *, fails: str | tuple[str, ...], also: str | tuple[str, ...] = (), defines: str | None = None
) -> Callable:
    """Mark a function (or class) as a wrong solution that must lose the cells ``fails`` and no other.

    Cells named in ``also`` may be lost or kept.
    """
    return lambda made: _attach(made, exercise, defines, fails=_names(fails), also=_names(also))


def _names(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _attach(made, exercise: str, defines: str | None, *, fails: tuple[str, ...], also: tuple[str, ...]):
    clause = inspect.getdoc(made)
    if not clause:
        raise ValueError(f"variant {made.__name__} has no docstring; say what one did to get this result")
    made.variant = Variant(
        name=made.__name__,
        exercise=exercise,
        clause=" ".join(clause.split()),
        source=_source(made, defines or exercise.replace("-", "_")),
        fails=fails,
        also=also,
    )
    return made


def _source(made, defines: str) -> str:
    """The source of a function or class, without its decorator and docstring, under the exercise's name."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(made)))
    node = tree.body[0]
    node.decorator_list, node.name = [], defines
    node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
