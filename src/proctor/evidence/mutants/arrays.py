"""Operators on NumPy code: functions, axes, shapes, slices, copies and dtypes."""

import ast
from collections.abc import Iterator

from proctor.evidence.mutants.looks import is_look

OTHER_FUNCTIONS = {
    "mean": ("sum", "median"),
    "sum": ("mean",),
    "max": ("min",),
    "min": ("max",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "any": ("all",),
    "all": ("any",),
    "log": ("log2", "log1p"),
    "log2": ("log",),
    "exp": ("expm1", "exp2"),
    "std": ("var",),
    "var": ("std",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "ones_like": ("zeros_like",),
    "zeros_like": ("ones_like",),
    "cumsum": ("cumprod",),
    "logaddexp": ("maximum",),
    "eigvalsh": ("diag",),
}
"""A function or method, and what it is mixed up with."""
BUILTINS = {"max": "min", "min": "max", "any": "all", "all": "any"}
LEFT_OUT = {"abs", "sqrt", "square", "log", "exp", "tanh", "clip", "maximum", "minimum", "cumsum", "copy", "astype"}
"""Functions that one forgets: what remains is their first argument, or what the method was called on."""
CASTS = {"array", "asarray"}
SYMMETRIC = {"maximum", "minimum", "logaddexp", "allclose", "array_equal", "max", "min"}
"""Functions whose first two arguments may change places."""


def changed_function(node: ast.AST) -> Iterator[ast.expr]:
    """``mean`` ↔ ``sum``, ``max`` ↔ ``min``, ``log`` → ``log2``, …, as functions and as methods."""
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute):
        for other in OTHER_FUNCTIONS.get(node.func.attr, ()):
            yield ast.Call(ast.Attribute(node.func.value, other), node.args, node.keywords)
    elif isinstance(node.func, ast.Name) and node.func.id in BUILTINS:
        yield ast.Call(ast.Name(BUILTINS[node.func.id]), node.args, node.keywords)


def left_out_function(node: ast.AST) -> Iterator[ast.expr]:
    """``np.sqrt(x)`` → ``x``, ``x.copy()`` → ``x``, ``np.array(x)`` → ``x``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of_module = isinstance(node.func.value, ast.Name) and node.func.value.id in ("np", "math")
        if node.func.attr in LEFT_OUT | CASTS and (node.args or not of_module):
            yield node.args[0] if of_module else node.func.value


def swapped_arguments(node: ast.AST) -> Iterator[ast.expr]:
    """``f(a, b)`` → ``f(b, a)``; in ``np.where(c, a, b)`` the two values, and each of them alone."""
    if not isinstance(node, ast.Call) or len(node.args) < 2 or _called(node) in SYMMETRIC:
        return
    first = 1 if _called(node) == "where" and len(node.args) == 3 else 0
    arguments = list(node.args)
    arguments[first : first + 2] = arguments[first + 1], arguments[first]
    if not any(isinstance(argument, ast.Starred) for argument in arguments):
        yield ast.Call(node.func, arguments, node.keywords)
    if first == 1:
        yield from node.args[1:]


def dropped_keyword(node: ast.AST) -> Iterator[ast.expr]:
    """``f(x, axis=1, keepdims=True)`` → without ``axis``, without ``keepdims``, and without both."""
    if not isinstance(node, ast.Call):
        return
    for left_out in (keyword for keyword in node.keywords if not is_look(node, keyword)):
        kept = [keyword for keyword in node.keywords if keyword is not left_out]
        yield ast.Call(node.func, node.args, kept)
    if {"axis", "keepdims"} <= {keyword.arg for keyword in node.keywords}:
        yield ast.Call(node.func, node.args, [k for k in node.keywords if k.arg not in ("axis", "keepdims")])


def other_axis(node: ast.AST) -> Iterator[ast.expr]:
    """``axis=0`` ↔ ``axis=1``."""
    if isinstance(node, ast.Call):
        for number, keyword in enumerate(node.keywords):
            if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
                keywords = list(node.keywords)
                keywords[number] = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
                yield ast.Call(node.func, node.args, keywords)


def other_divisor(node: ast.AST) -> Iterator[ast.expr]:
    """``std`` and ``var`` with ``ddof=1``; a norm that adds sizes in place of squares."""
    if isinstance(node, ast.Call):
        extra = {"std": ("ddof", 1), "var": ("ddof", 1), "norm": ("ord", 1)}.get(_called(node))
        if extra and extra[0] not in {keyword.arg for keyword in node.keywords}:
            yield ast.Call(node.func, node.args, [*node.keywords, ast.keyword(extra[0], ast.Constant(extra[1]))])


def dropped_transpose(node: ast.AST) -> Iterator[ast.expr]:
    """``A.T`` → ``A``."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value


def added_transpose(node: ast.AST) -> Iterator[ast.expr]:
    """``A @ B`` → ``A.T @ B`` and ``A @ B.T``, of capitals: vectors are lower case, and their own transpose."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        if isinstance(node.left, ast.Name) and node.left.id[0].isupper():
            yield ast.BinOp(ast.Attribute(node.left, "T"), node.op, node.right)
        if isinstance(node.right, ast.Name) and node.right.id[0].isupper():
            yield ast.BinOp(node.left, node.op, ast.Attribute(node.right, "T"))


def shifted_range(node: ast.AST) -> Iterator[ast.expr]:
    """``range(n)`` → ``range(n - 1)``, ``range(n + 1)`` and ``range(1, n)``; of ``arange`` too."""
    if isinstance(node, ast.Call) and _called(node) in ("range", "arange"):
        for number, argument in enumerate(node.args):
            for moved in _moved(argument):
                yield ast.Call(node.func, [*node.args[:number], moved, *node.args[number + 1 :]], node.keywords)
        if len(node.args) == 1:
            yield ast.Call(node.func, [ast.Constant(1), *node.args], node.keywords)


def shifted_slice(node: ast.AST) -> Iterator[ast.expr]:
    """``x[:k]`` → ``x[:k - 1]``, ``x[:k + 1]`` and ``x[1:k]``; ``x[::-1]`` → ``x[:]``."""
    if not isinstance(node, ast.Slice):
        return
    yield from (ast.Slice(moved, node.upper, node.step) for moved in _moved(node.lower))
    yield from (ast.Slice(node.lower, moved, node.step) for moved in _moved(node.upper))
    if node.step is not None:
        yield ast.Slice(node.lower, node.upper, None)
    elif node.lower is None and node.upper is not None:
        yield ast.Slice(ast.Constant(1), node.upper, None)
    elif node.upper is None and node.lower is not None:
        yield ast.Slice(node.lower, ast.Constant(-1), None)


def unshuffled(node: ast.AST) -> Iterator[ast.expr]:
    """``rng.permutation(n)`` → ``np.arange(n)``."""
    if isinstance(node, ast.Call) and _called(node) == "permutation":
        yield ast.Call(ast.Attribute(ast.Name("np"), "arange"), node.args, [])


def swapped_index(node: ast.AST) -> Iterator[ast.expr]:
    """``A[i, j]`` → ``A[j, i]``."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        yield ast.Subscript(node.value, ast.Tuple(node.slice.elts[::-1], ast.Load()), node.ctx)


def _called(call: ast.Call) -> str:
    """The name of what is called, without its module."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _moved(bound: ast.expr | None) -> Iterator[ast.expr]:
    """A bound that is off by one in both directions; numbers are moved by ``changed_number``."""
    if bound is not None and not isinstance(bound, ast.Constant | ast.UnaryOp):
        yield ast.BinOp(bound, ast.Add(), ast.Constant(1))
        yield ast.BinOp(bound, ast.Sub(), ast.Constant(1))


OPERATORS = (
    changed_function,
    left_out_function,
    swapped_arguments,
    dropped_keyword,
    other_axis,
    other_divisor,
    dropped_transpose,
    added_transpose,
    shifted_range,
    shifted_slice,
    unshuffled,
    swapped_index,
)
