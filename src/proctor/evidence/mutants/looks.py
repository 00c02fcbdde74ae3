"""What has no mutants: how a drawing looks, which is the student's choice and a person's to grade."""

import ast

COSMETIC = frozenset(
    "alpha bbox_to_anchor c capsize color colors cmap edgecolor facecolor fontsize frameon ha linestyle linewidth"
    " linewidths loc lw marker markeredgewidth markerfacecolor markersize mec mew mfc ms ncol s solid_capstyle"
    " transform va width zorder".split()
)
"""Keywords of matplotlib that change how a picture looks, and nothing that it says."""

FRAMING = frozenset({"set_ylim", "set_xlim", "set_aspect", "text", "legend", "grid"})
"""Methods that frame or annotate a picture. (Ticks and labels say what is drawn, and have mutants.)"""


def is_look(owner: ast.AST, node: ast.AST) -> bool:
    """Whether a node says how a drawing looks: a keyword such as ``color``, a style such as ``"o-"``, the frame."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call) and getattr(node.value.func, "attr", "") in FRAMING
    if isinstance(node, ast.keyword):
        return node.arg in COSMETIC
    is_plot = isinstance(owner, ast.Call) and getattr(owner.func, "attr", "") in ("plot", "get_cmap")
    return is_plot and isinstance(node, ast.Constant) and isinstance(node.value, str)
