"""One submission graded: the examiner's whole task, from the submitted bytes to marks and an executed notebook.

This runs in the examiner's process. So the parent, which holds the gradebook, never parses what a student
handed in, and a job can be sent to any machine: plain data in, plain data out.
"""

import json
import time
from dataclasses import dataclass, field

from proctor.grading.answers import Answers
from proctor.grading.examiner import Processes, examine
from proctor.grading.job import Cell, CellRun, Incident, Job, Limits
from proctor.grading.marks import auto_score
from proctor.grading.prose import safe_markdown
from proctor.grading.rebuild import Placed, rebuild
from proctor.grading.skeleton import ROLES, Skeleton

MAX_SHOWN_CODE = 50_000
"""Characters of a student's cell; nobody types as many."""


@dataclass(frozen=True)
class Submission:
    """One submitted notebook and the instructor's frame for it, ready to be graded anywhere."""

    key: str
    """Names the submission in logs and results; means nothing to the engine."""
    skeleton: Skeleton
    notebook: bytes
    """The submitted file, as it was found."""
    files: dict[str, bytes] = field(default_factory=dict)
    """The unit's own data files, beside the notebook wherever its cells run: relative path to content."""
    own_files: dict[str, bytes] = field(default_factory=dict)
    """What the student handed in beside the notebook: only the candidate finds it there."""
    limits: Limits = field(default_factory=Limits)
    stuck: tuple[str, ...] = ()
    """Cells that an earlier try of grading was stuck in, beyond its own alarms' reach."""
    answers: bytes = b""
    """Packed :class:`~proctor.grading.answers.Answers`: only the examiner reads them."""
    prepared: bytes = b""
    """:attr:`Skeleton.prepared`, for the examiner."""


@dataclass(frozen=True)
class Graded:
    """What grading made of one submission: all that the parent stores."""

    key: str
    notebook: str
    """The executed notebook, as JSON text."""
    scores: dict[str, float | None]
    """Automatic score of each graded cell by ``grade_id``; None where a person decides."""
    unanswered: tuple[str, ...]
    """Solution and answer cells that were left as they were released."""
    incidents: tuple[Incident, ...]
    staff: dict[str, str]
    """What only staff may see, by cell."""
    wall_seconds: float
    cell_seconds: dict[str, float]
    notes: dict[str, list[str]] = field(default_factory=dict)
    """What feedback tells the student of a failed check beyond its message, by cell."""


def grade(submission: Submission, processes: Processes) -> Graded:
    """Rebuild the notebook, run it, mark it.

    Raises UnreadableNotebook if the submitted file is no notebook.
    """
    started = time.monotonic()
    skeleton = submission.skeleton
    placed, notes = rebuild(skeleton, submission.notebook)
    cells = tuple(Cell(cell.name, skeleton.role(cell), cell.source) for cell in placed if _runs(cell))
    files = {**submission.own_files, **submission.files}
    stuck = frozenset(submission.stuck)
    given = (skeleton.imports, submission.answers, submission.prepared)
    job = Job(submission.key, cells, files, submission.limits, stuck, *given)
    result = examine(job, processes)
    runs = {run.name: run for run in result.cells}
    graded = [cell for cell in placed if cell.kind in ("test", "answer")]
    follows = any(run.given_right for run in result.cells)
    share = Answers.unpack(submission.answers).follow_through if follows else 0.0
    return Graded(
        key=submission.key,
        notebook=_dumps(skeleton, placed, runs),
        scores={cell.name: auto_score(cell, runs.get(cell.name), share) for cell in graded},
        unanswered=tuple(cell.name for cell in placed if cell.kind in ("solution", "answer") and not cell.answered),
        incidents=tuple(Incident("", "forgery", note) for note in notes) + result.incidents,
        staff={run.name: run.staff for run in result.cells if run.staff},
        wall_seconds=time.monotonic() - started,
        cell_seconds={run.name: run.wall_seconds for run in result.cells},
        notes={run.name: list(run.notes) for run in result.cells if run.notes},
    )


def _runs(cell: Placed) -> bool:
    return cell.cell_type == "code" and cell.kind in ROLES


def _dumps(skeleton: Skeleton, placed: tuple[Placed, ...], runs: dict[str, CellRun]) -> str:
    """The executed notebook in nbformat's own form: sorted keys, indent 1."""
    names = [cell.name for cell in skeleton.cells if cell.is_named]
    prose = safe_markdown((cell.source for cell in placed if _is_students_prose(cell)), names)
    cells = [
        _cell(cell, runs.get(cell.name), number, next(prose) if _is_students_prose(cell) else _shown(cell))
        for number, cell in enumerate(placed, start=1)
    ]
    notebook = {"cells": cells, "metadata": skeleton.metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(cell: Placed, run: CellRun | None, number: int, source: str) -> dict:
    # the text of a raw cell reaches a page as it is
    cell_type = "markdown" if cell.cell_type == "raw" and _is_students_prose(cell) else cell.cell_type
    made = {"cell_type": cell_type, "id": cell.name, "metadata": cell.metadata, "source": _lines(source)}
    if cell.cell_type == "code":
        made["execution_count"] = number if run else None
        made["outputs"] = [_split(output) for output in _outputs(cell, run)] if run else []
    return made


def _shown(cell: Placed) -> str:
    """Code as a page shows it: a student's cell may be longer than anything that colours code can bear."""
    if cell.kind not in ("solution", "free") or len(cell.source) <= MAX_SHOWN_CODE:
        return cell.source
    return f"{cell.source[:MAX_SHOWN_CODE]}\n# … all {len(cell.source):,} characters of this cell were run"


def _is_students_prose(cell: Placed) -> bool:
    return cell.cell_type != "code" and cell.kind in ("solution", "answer", "free") and cell.answered


def _outputs(cell: Placed, run: CellRun) -> list[dict]:
    """A cell's outputs; a test cell's partial credit stands as the number that nbgrader looks for."""
    outputs = [dict(output) for output in run.outputs]
    if cell.kind == "test" and not run.failed and run.number is not None:
        # nbgrader takes the first result that it meets for the mark, and any stderr for a failure
        outputs = [output for output in outputs if output["output_type"] != "execute_result"]
        text = repr(auto_score(cell, run))
        outputs.append(
            {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}, "execution_count": None}
        )
    if cell.kind == "test":
        for output in outputs:
            if output.get("name") == "stderr":
                output["name"] = "stdout"
    return outputs


def _split(output: dict) -> dict:
    """The output with its texts as lists of lines, as nbformat writes them."""
    if "text" in output:
        output["text"] = _lines(output["text"])
    if "data" in output:
        output["data"] = {mime: text if mime == "image/png" else _lines(text) for mime, text in output["data"].items()}
    return output


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
