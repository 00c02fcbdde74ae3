"""Operators on formulas: signs, terms, factors, numbers, comparisons and conditions."""

import ast
from collections.abc import Iterator

OTHER_OPERATORS = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
ORDER_MATTERS = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
BOUNDARIES = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
NEGATIONS = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
TINY = 1e-6
"""Numbers below it guard against zero; twice such a number is another right choice, so it is dropped or made 1."""


def swapped_operator(node: ast.AST) -> Iterator[ast.expr]:
    """``a + b`` → ``a - b``, ``a * b`` → ``a / b``, …; in ``a += b`` too."""
    if isinstance(node, ast.BinOp):
        for other in OTHER_OPERATORS.get(type(node.op), ()):
            yield ast.BinOp(node.left, other(), node.right)
    elif isinstance(node, ast.AugAssign):
        for other in OTHER_OPERATORS.get(type(node.op), ()):
            yield [ast.AugAssign(node.target, other(), node.value)]
        yield [ast.Assign([node.target], node.value, lineno=0)]


def swapped_operands(node: ast.AST) -> Iterator[ast.expr]:
    """``a - b`` → ``b - a``, also for ``/``, ``**`` and ``@``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ORDER_MATTERS):
        yield ast.BinOp(node.right, node.op, node.left)


def dropped_operand(node: ast.AST) -> Iterator[ast.expr]:
    """``a + b`` → ``a`` and ``b``: a term, a factor (such as 1/n), a shift or an eps is missing."""
    if isinstance(node, ast.BinOp):
        yield node.left
        yield node.right
    elif isinstance(node, ast.BoolOp):
        for left_out in node.values:
            kept = [value for value in node.values if value is not left_out]
            yield kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)


def dropped_sign(node: ast.AST) -> Iterator[ast.expr]:
    """``-a`` → ``a``, ``~a`` → ``a``, ``not a`` → ``a``."""
    if isinstance(node, ast.UnaryOp):
        yield node.operand


def flipped_sign(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """``x = a`` → ``x = -a``, for what is assigned to a name."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name | ast.Subscript):
        is_filled_later = "zeros(" in ast.unparse(node.value) or "empty(" in ast.unparse(node.value)
        if isinstance(node.value, ast.BinOp | ast.Call | ast.Name | ast.Subscript) and not is_filled_later:
            yield [ast.Assign(node.targets, ast.UnaryOp(ast.USub(), node.value), lineno=0)]


def changed_number(node: ast.AST) -> Iterator[ast.expr]:
    """Whole numbers are off by one, others doubled or one too large, tiny ones 0 or 1; True ↔ False."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, float):
        changed = (0.0, 1.0) if 0 < abs(value) < TINY else (value * 2, value + 1)
        yield from (ast.Constant(other) for other in changed if other != value)


def changed_text(node: ast.AST) -> Iterator[ast.expr]:
    """A text is empty: a key, a name that is compared or returned, a label."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield ast.Constant("")


def changed_boundary(node: ast.AST) -> Iterator[ast.expr]:
    """``a > b`` → ``a >= b``, and the like."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in BOUNDARIES:
        yield ast.Compare(node.left, [BOUNDARIES[type(node.ops[0])](), *node.ops[1:]], node.comparators)


def negated_condition(node: ast.AST) -> Iterator[ast.expr]:
    """``a > b`` → ``a <= b``; ``and`` ↔ ``or``; the two values of a conditional expression change places."""
    if isinstance(node, ast.Compare):
        yield ast.Compare(node.left, [NEGATIONS[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)


def one_branch(node: ast.AST) -> Iterator[ast.expr]:
    """``a if c else b`` → ``a`` and ``b``."""
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse


OPERATORS = (
    swapped_operator,
    swapped_operands,
    dropped_operand,
    dropped_sign,
    flipped_sign,
    changed_number,
    changed_text,
    changed_boundary,
    negated_condition,
    one_branch,
)
