"""Moves the seeds of a grade cell, so that it draws other inputs of the same kind."""

import ast
from functools import lru_cache

STEP = 1_000_003
"""How far each run moves every seed: a prime far beyond the seeds that people write, so no run meets another's."""
SEEDED = ("default_rng", "seed", "RandomState", "Random")
"""Calls whose first argument is a seed."""


@lru_cache(maxsize=4096)
def reseeded(source: str, run: int) -> str:
    """A grade cell's code in its ``run``-th run: each seed moved by ``run`` steps; run 0 is the code as it stands."""
    return ast.unparse(_Moved(run * STEP).visit(ast.parse(source))) if run else source


def drawn(test: str, run: int) -> str:
    """What a grade cell is called in its ``run``-th run."""
    return f"{test} +{run}" if run else test


def is_seeding(node: ast.AST) -> bool:
    """Whether a node calls something with a seed."""
    return isinstance(node, ast.Call) and bool(node.args) and _called(node) in SEEDED


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


class _Moved(ast.NodeTransformer):
    def __init__(self, by: int) -> None:
        self.by = by

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if is_seeding(node):
            seed, *others = node.args
            if isinstance(seed, ast.List | ast.Tuple):  # a sequence is one seed; a longer one is another
                moved = type(seed)([*seed.elts, ast.Constant(self.by)], ast.Load())
            else:
                moved = ast.BinOp(seed, ast.Add(), ast.Constant(self.by))
            node.args = [moved, *others]
        return node
