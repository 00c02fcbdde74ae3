"""A picture of one unit's evidence: how many mutants each grade cell fails."""

from pathlib import Path

from proctor.evidence.measure import Measured


def draw(measured: Measured, path: Path) -> None:
    """Write a PNG: one bar a grade cell, dark for the mutants that no other cell fails."""
    from matplotlib.figure import Figure

    cells = measured.cells
    figure = Figure(figsize=(8, 0.9 + 0.23 * len(cells)), layout="constrained")
    ax = figure.subplots()
    places = range(len(cells))
    ax.barh(places, [cell.mutants for cell in cells], color="0.78", label="fails, as other grade cells do")
    ax.barh(places, [cell.alone for cell in cells], color="midnightblue", label="no other grade cell fails it")
    ax.set_yticks(places, [cell.name for cell in cells], fontsize=8)
    ax.invert_yaxis()
    ax.margins(y=0.01)
    ax.set_xlabel("mutants that the grade cell fails (number)")
    ax.legend(loc="lower right", fontsize=8)
    figure.savefig(path, dpi=100, metadata={"Software": None})
