"""Operators on statements: what is left out, returned too early, cast, or done to an argument."""

import ast
from collections.abc import Callable, Iterator

SHARED = {"np.ndarray": "{0}[...] = {0}[::-1]", "dict": "{0}.clear()", "list": "{0}.reverse()"}
"""By what an annotation begins with: a change of the caller's object that any contents survive."""


def deleted_statement(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """A line, or a whole loop or branch, is not there."""
    if isinstance(node, ast.stmt) and not isinstance(node, ast.Return | ast.Pass | ast.FunctionDef | ast.Import):
        yield [ast.Pass()]


def one_turn(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """A loop ends after its first turn; a ``while`` becomes an ``if``."""
    if isinstance(node, ast.For):
        yield [ast.For(node.target, node.iter, [*node.body, ast.Break()], node.orelse, lineno=0)]
    elif isinstance(node, ast.While):
        yield [ast.If(node.test, node.body, [])]


def only_branch(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """``if c: a else: b`` → ``a`` and ``b``, whatever the condition."""
    if isinstance(node, ast.If):
        yield node.body
        if node.orelse:
            yield node.orelse


def returned_too_early(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """A name is returned as soon as it is assigned."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        yield [node, ast.Return(node.targets[0])]


def constant_return(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Nothing, zeros of the right shape, or the negative is returned; of several results, one by one."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield [ast.Return(ast.Constant(None))]
        if isinstance(node.value, ast.Constant):
            return  # changed_number and changed_text do the rest
        yield from _each_result(node, lambda value: ast.BinOp(ast.Constant(0), ast.Mult(), value))
        yield from _each_result(node, lambda value: ast.UnaryOp(ast.USub(), value))


def swapped_results(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Two neighbouring results change places."""
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for number in range(len(node.value.elts) - 1):
            values = list(node.value.elts)
            values[number : number + 2] = values[number + 1], values[number]
            yield [ast.Return(ast.Tuple(values, ast.Load()))]


def cast_return(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """A result comes in single or half precision, or cut to whole numbers."""
    if isinstance(node, ast.Return) and node.value is not None:
        for dtype in ("float32", "float16", "int64"):
            cast = ast.Attribute(ast.Name("np"), dtype)
            yield from _each_result(node, lambda value, cast=cast: ast.Call(cast, [value], []))


def changed_argument(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The result is right, and what the caller passed in is changed on the way out."""
    if not isinstance(node, ast.FunctionDef):
        return
    for argument in node.args.args:
        annotation = ast.unparse(argument.annotation) if argument.annotation else ""
        for beginning, change in SHARED.items():
            if annotation.startswith(beginning):
                kept = [ast.parse(f"{argument.arg}_given = {argument.arg}").body[0]]
                afterwards = ast.parse(change.format(f"{argument.arg}_given")).body
                body = [ast.Try([*node.body], [], [], afterwards)]
                yield [ast.FunctionDef(node.name, node.args, [*kept, *body], [], node.returns, lineno=0)]


def updated_in_place(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """``w = w - a`` → ``w -= a``, and ``u = m * u + g`` → ``u[...] = m * u + g``."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
        if any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node.value)):
            place = ast.Subscript(ast.Name(name), ast.Constant(...), ast.Store())
            yield [ast.Assign([place], node.value, lineno=0)]


def other_parameter(node: ast.AST, peers: dict[str, tuple[str, ...]]) -> Iterator[ast.expr]:
    """A parameter is taken for another one of the same kind."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from (ast.Name(other) for other in peers.get(node.id, ()))


def _each_result(node: ast.Return, change: Callable[[ast.expr], ast.expr]) -> Iterator[list[ast.stmt]]:
    """The return statement with one result changed, for each of its results."""
    if not isinstance(node.value, ast.Tuple):
        yield [ast.Return(change(node.value))]
        return
    for number, value in enumerate(node.value.elts):
        values = list(node.value.elts)
        values[number] = change(value)
        yield [ast.Return(ast.Tuple(values, ast.Load()))]


OPERATORS = (
    deleted_statement,
    one_turn,
    only_branch,
    returned_too_early,
    constant_return,
    swapped_results,
    cast_return,
    changed_argument,
    updated_in_place,
)
