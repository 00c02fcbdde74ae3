"""From what came of a cell to its automatic score, by nbgrader's rules.

Unlike stock nbgrader, what a submission writes to standard error never costs a mark, and the number that
gives partial credit is the examiner's own.
"""

from proctor.grading.job import CellRun
from proctor.grading.rebuild import Placed


def auto_score(cell: Placed, run: CellRun | None, follow_through: float = 0.0) -> float | None:
    """Points for a graded cell; None where a person decides.

    An answer left as it was released scores 0. A test cell scores 0 if it failed, its last expression if that
    is a number (kept within 0 and the cell's points; 0 for NaN), and all its points otherwise. One that failed, and
    holds with right solutions of earlier exercises, scores that share of what it earns then.
    """
    if cell.kind != "test":
        return None if cell.answered else 0.0
    if cell.cell_type != "code":
        return None
    if run is not None and run.failed and run.given_right is not None:
        return follow_through * auto_score(cell, run.given_right)
    if run is None or run.failed:
        return 0.0
    if run.number is None:
        return cell.max_points
    # Stock nbgrader gives full marks for NaN and for negative numbers; here neither earns anything.
    return min(run.number, cell.max_points) if run.number >= 0 else 0.0
