"""Puts a submission's answers into the instructor's notebook.

The skeleton decides which cells there are, in which order, of which kind and for how many points. From the
submission come only the text of the student's own cells, found by ``grade_id`` (else by cell id, else by
unchanged text), and the cells that the student added, each behind the cell it stood behind. So nothing that
is done to a notebook's frame, by accident or on purpose, costs or gains a mark; it leaves a note for staff.
"""

import json
from dataclasses import dataclass
from functools import lru_cache

from proctor.grading.skeleton import Skeleton, SkeletonCell

MAX_EXTRA_CELLS = 500
"""More cells than anyone adds by hand; what goes beyond is left out, and noted."""


class UnreadableNotebook(Exception):
    """The submitted file is no notebook; the message says why, in one line."""


@dataclass(frozen=True)
class Placed:
    """One cell of the rebuilt notebook."""

    name: str
    kind: str
    cell_type: str
    source: str
    metadata: dict
    answered: bool = True
    """False where the student left a cell as it was released."""
    max_points: float = 0.0


@dataclass(frozen=True)
class _Found:
    """A cell of the submission, read defensively."""

    grade_id: str | None
    id: str | None
    cell_type: str
    source: str


def rebuild(skeleton: Skeleton, submission: bytes) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
    """The cells to run and show, in order, and notes on what had been done to the notebook's frame.

    Raises UnreadableNotebook if ``submission`` is no notebook at all.
    """
    found = _read(submission)
    notes: list[str] = []
    places = _match(skeleton, found, notes)
    by_place = {index: cell for cell, index in zip(found, places, strict=True) if index is not None}
    extras = _extras(found, places, notes)

    placed: list[Placed] = list(_free_cells(extras.get(-1, ())))
    for index, frame in enumerate(skeleton.cells):
        cell = _fill(frame, by_place.get(index), notes)
        if cell is not None:
            placed.append(cell)
        placed.extend(_free_cells(extras.get(index, ())))
    return _with_unique_names(placed), tuple(notes)


def _fill(frame: SkeletonCell, given: _Found | None, notes: list[str]) -> Placed | None:
    """The skeleton's cell with the student's text where the student may write."""
    if given is None:
        if frame.is_named:
            notes.append(f"cell {frame.name} is missing; it was put back")
        elif frame.cell_type == "code":
            return None  # a demonstration that the student deleted: nothing depends on it
        text = frame.released if frame.is_students else frame.source
    elif frame.is_students:
        text = given.source
    else:
        text = frame.source
        if _normal(given.source) != _normal(frame.released):
            notes.append(f"locked cell {frame.name} was changed; the instructor's text was used")
    if given is not None and frame.is_named and given.cell_type != frame.cell_type:
        notes.append(f"cell {frame.name} was {given.cell_type}, expected {frame.cell_type}; its text was kept")
    answered = frame.is_students and _normal(text) != _normal(frame.released)
    return Placed(frame.name, frame.kind, frame.cell_type, text, frame.metadata, answered, frame.max_points)


def _match(skeleton: Skeleton, found: list[_Found], notes: list[str]) -> list[int | None]:
    """For each cell of the submission the index of the skeleton's cell it is, or None for a cell of the student's."""
    named = {cell.name: i for i, cell in enumerate(skeleton.cells) if cell.is_named}
    free = {cell.name: i for i, cell in enumerate(skeleton.cells) if not cell.is_named}
    same_text = {(cell.cell_type, _normal(cell.released)): i for i, cell in enumerate(skeleton.cells)}
    places: list[int | None] = [None] * len(found)
    taken: set[int] = set()

    def claim(position: int, index: int | None) -> bool:
        if index is None or index in taken or places[position] is not None:
            return False
        places[position] = index
        taken.add(index)
        return True

    # A copied cell brings its grade_id along; like nbgrader, the last one is the answer.
    for position in reversed(range(len(found))):
        name = found[position].grade_id
        if name is None:
            continue
        if name not in named:
            notes.append(f"cell {name[:60]!r} is not one of this notebook's; it was run as the student's own")
        elif not claim(position, named[name]):
            notes.append(f"cell {name} occurs more than once; the last one was graded")
    for table in (named, free):
        for position, cell in enumerate(found):
            if cell.grade_id is None:
                claim(position, table.get(cell.id))
    for position, cell in enumerate(found):
        claim(position, same_text.get((cell.cell_type, _normal(cell.source))))
    return places


def _extras(found: list[_Found], places: list[int | None], notes: list[str]) -> dict[int, list[_Found]]:
    """The student's own cells, by the index of the skeleton's cell they stand behind (-1: before all)."""
    extras: dict[int, list[_Found]] = {}
    anchor, count = -1, 0
    for cell, index in zip(found, places, strict=True):
        if index is not None:
            anchor = index
        elif cell.source.strip():
            count += 1
            if count <= MAX_EXTRA_CELLS:
                extras.setdefault(anchor, []).append(cell)
    if count > MAX_EXTRA_CELLS:
        notes.append(f"{count} added cells, expected at most {MAX_EXTRA_CELLS}; the rest was left out")
    return extras


def _free_cells(cells) -> list[Placed]:
    return [Placed("added", "free", cell.cell_type, cell.source, {}) for cell in cells]


def _with_unique_names(placed: list[Placed]) -> tuple[Placed, ...]:
    """Numbers the student's own cells, ``added-1`` and so on, keeping clear of the skeleton's names."""
    names = {cell.name for cell in placed}
    result, number = [], 0
    for cell in placed:
        if cell.name == "added":
            number += 1
            while f"added-{number}" in names:
                number += 1
            cell = Placed(f"added-{number}", cell.kind, cell.cell_type, cell.source, cell.metadata)
        result.append(cell)
    return tuple(result)


def _read(submission: bytes) -> list[_Found]:
    """The submission's cells, whatever its version; nothing in it is trusted to be of the right type."""
    try:
        notebook = json.loads(submission)
    except (ValueError, RecursionError) as error:
        raise UnreadableNotebook(f"not a notebook: expected JSON, got something else ({_brief(error)})") from None
    if not isinstance(notebook, dict):
        raise UnreadableNotebook(f"not a notebook: expected a JSON object, got {type(notebook).__name__}")
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):  # nbformat 3 and older
        sheets = [sheet for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets for cell in _list(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise UnreadableNotebook("not a notebook: expected a list of cells, got none")
    return [_cell(cell) for cell in cells if isinstance(cell, dict)]


def _cell(cell: dict) -> _Found:
    metadata = cell.get("metadata")
    flags = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = flags.get("grade_id") if isinstance(flags, dict) else None
    cell_type = cell.get("cell_type")
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return _Found(
        grade_id=name if isinstance(name, str) and name else None,
        id=cell.get("id") if isinstance(cell.get("id"), str) else None,
        cell_type=cell_type if cell_type in ("code", "raw") else "markdown",
        # what UTF-8 cannot write would otherwise lose the whole notebook when it is saved
        source=source.encode("utf-8", "replace").decode("utf-8") if isinstance(source, str) else "",
    )


def _list(value) -> list:
    return value if isinstance(value, list) else []


@lru_cache(maxsize=1024)
def _normal(text: str) -> str:
    """Text as comparisons see it: editors change line ends and trailing blanks."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0][:80]
