"""What the cells that students may edit import, as the instructor wrote them.

Many courses import NumPy in an ordinary cell. A check that says ``np.allclose`` means NumPy's, not what a student's
notebook has put in its place; so such names are imported where the check runs, by the released text.
"""

import ast
from collections.abc import Iterable, Iterator

from proctor.grading.code import parsed
from proctor.grading.skeleton import SkeletonCell


def imports_of(cells: Iterable[SkeletonCell]) -> dict[str, str]:
    """The statement that makes each imported name.

    Left out is what such a cell also defines, and so is ``import *``: there the student's own may be meant.
    """
    trees = [
        tree
        for cell in cells
        if cell.is_students and cell.cell_type == "code"
        for tree in _trees((cell.released, cell.source))
    ]
    made: dict[str, str] = {}
    for node in (node for tree in trees for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)):
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            statement = ast.unparse(_alone(node, alias))
            # `import a.b` and `import a.c` both make a
            made[name] = f"{made[name]}\n{statement}" if name in made and not alias.asname else statement
    defined = {name for tree in trees for node in tree.body for name in _defined(node)}
    return {name: statement for name, statement in made.items() if name not in defined | {"*"}}


def _trees(sources: Iterable[str]) -> Iterator[ast.Module]:
    for source in dict.fromkeys(sources):
        try:
            yield parsed(source, "<released>")
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # a gap for students to fill in
            continue


def _alone(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> ast.stmt:
    if isinstance(node, ast.Import):
        return ast.Import([alias])
    return ast.ImportFrom(node.module, [alias], node.level)


def _defined(node: ast.stmt) -> Iterator[str]:
    """Names that a statement at a cell's top binds other than by an import."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    else:
        yield from (
            part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
        )
