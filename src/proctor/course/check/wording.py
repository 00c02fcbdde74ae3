"""Is a message one of the texts that stand in its grade cell, or is it made of what the test computes?"""

import ast
from collections.abc import Iterator


def is_written(message: ast.expr, cell: ast.Module) -> bool:
    """Whether all that a message can come to is text that stands in the cell, pieced together at most."""
    return all(_is_text(part, cell, frozenset()) for part in _parts(message))


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """What a message is pieced together from."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from (*_parts(node.left), *_parts(node.right))
    elif isinstance(node, ast.IfExp):
        yield from (*_parts(node.body), *_parts(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield from (part.value if isinstance(part, ast.FormattedValue) else part for part in node.values)
    else:
        yield node


def _is_text(node: ast.expr, cell: ast.Module, asked: frozenset[str]) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.List | ast.Tuple):
        return all(_is_text(part, cell, asked) for part in node.elts)
    if isinstance(node, ast.Dict):
        return all(_is_text(value, cell, asked) for value in node.values)
    if isinstance(node, ast.Subscript):
        return _is_text(node.value, cell, asked)
    if isinstance(node, ast.Name) and node.id not in asked:
        bound = list(_bound(node.id, cell))
        return bool(bound) and all(
            value is not None and all(_is_text(part, cell, asked | {node.id}) for part in _parts(value))
            for value in bound
        )
    return False


def _bound(name: str, cell: ast.Module) -> Iterator[ast.expr | None]:
    """Every value that a name can have, as it stands in the cell; None where that cannot be told."""
    seen = 0
    for node in ast.walk(cell):
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.For | ast.comprehension):
            pairs = [(node.target, entry) for entry in _entries(node.iter)]
        else:
            continue
        for target, value in pairs:
            for one, its in _unpacked(target, value):
                if isinstance(one, ast.Name) and one.id == name:
                    seen += 1
                    yield its
    stored = sum(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in ast.walk(cell))
    if stored > seen:  # bound in a way that is not looked at: a `with`, an augmented assignment
        yield None


def _entries(iterated: ast.expr) -> list[ast.expr | None]:
    """What a loop goes through: the entries of a list, of several side by side, or of a dict."""
    if isinstance(iterated, ast.List | ast.Tuple):
        return list(iterated.elts)
    if isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Name) and iterated.func.id == "zip":
        return [ast.Tuple(list(iterated.args), ast.Load())]
    return [None]


def _unpacked(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """The names on the left with what is on the right, where both sides have as many."""
    if not isinstance(target, ast.Tuple | ast.List):
        yield target, value
        return
    matching = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
    for position, part in enumerate(target.elts):
        yield from _unpacked(part, value.elts[position] if matching else None)
