"""Second marks, given without sight of the first, and kept apart from the gradebook."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from dataclasses import dataclass
from pathlib import Path

from proctor.course import records
from proctor.course.errors import CourseError
from proctor.course.layout import Course, Unit
from proctor.course.records import write_atomically
from proctor.course.review.answers import Place, executed_notebook
from proctor.course.review.exhibits import Exhibit, exhibits
from proctor.course.review.plan import load_plan
from proctor.course.skeletons import notebook_paths

HEAD = ("answer", "cell", "max_points", "points", "comment")


class SheetWrong(CourseError):
    """A filled sheet that cannot be entered; nothing of it was."""


@dataclass(frozen=True)
class Asked:
    """One answer that an assistant marks a second time."""

    code: str
    """Stands for the student and the cell on the sheet."""
    student: str
    place: Place
    exhibit: Exhibit


SecondMarks = dict[str, dict[str, dict[str, dict]]]
"""Assistant → student → ``notebook/cell`` → its ``points`` and ``comment``."""


def asked_of(course: Course, unit: Unit, assistant: str) -> list[Asked]:
    """What the plan gives an assistant to mark a second time, by cell, students in no order that means anything.

    Made of the plan and the executed notebooks: no mark that a person gave is read.
    """
    found = []
    students = [student for student, given in load_plan(course, unit.name).items() if given.second == assistant]
    for student in students:
        record = records.load(course, unit.name, student)
        by_machine = {name for name, score in record.scores.items() if score is not None} if record else set()
        for path in notebook_paths(unit):
            executed = executed_notebook(course, unit.name, student, path.stem)
            for exhibit in exhibits(executed.cells) if executed else ():
                if by_machine & {exhibit.cell, f"{path.stem}/{exhibit.cell}"}:
                    continue  # left as it was released: nothing to mark
                code = hashlib.sha256(f"{unit.name}\0{student}\0{path.stem}\0{exhibit.cell}".encode()).hexdigest()[:10]
                found.append(Asked(code, student, (path.stem, exhibit.cell), exhibit))
    return sorted(found, key=lambda asked: (asked.place, asked.code))


def empty_table(asked: list[Asked]) -> str:
    """The sheet to fill in, as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows((one.code, one.exhibit.cell, f"{one.exhibit.max_points:g}", "", "") for one in asked)
    return stream.getvalue()


def enter(course: Course, unit: Unit, assistant: str, sheet: Path) -> int:
    """Store the marks of a filled sheet, and return how many were new; lines without points are left for later.

    A second mark that was entered before stays as it was: it was given blind. SheetWrong names the line otherwise.
    """
    asked = {one.code: one for one in asked_of(course, unit, assistant)}
    marks = load_second(course, unit.name)
    mine = marks.setdefault(assistant, {})
    entered = 0
    for number, row in enumerate(_rows(sheet), start=2):
        if not (row["points"] or "").strip():
            continue
        one = asked.get((row["answer"] or "").strip())
        if one is None:
            raise SheetWrong(
                f"{sheet.name}, line {number}: answer {row['answer']!r} is not on the sheet of {assistant}"
            )
        points = _points(row["points"], one.exhibit.max_points, f"{sheet.name}, line {number}")
        key = "/".join(one.place)
        if key not in mine.setdefault(one.student, {}):
            mine[one.student][key] = {"points": points, "comment": (row["comment"] or "").strip()}
            entered += 1
    write_atomically(_path(course, unit.name), json.dumps(marks, indent=1, ensure_ascii=False) + "\n")
    return entered


def load_second(course: Course, unit: str) -> SecondMarks:
    """All second marks of a unit."""
    path = _path(course, unit)
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise SheetWrong(f"cannot read {path.relative_to(course.root)}: {error}; mend it by hand") from error


def _rows(sheet: Path) -> list[dict]:
    try:
        rows = csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig")))
        found = list(rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SheetWrong(f"cannot read {sheet}: {error}; expected the CSV that was written, with points") from error
    if missing := set(HEAD) - set(rows.fieldnames or ()):
        raise SheetWrong(
            f"{sheet.name}: no column {', '.join(sorted(missing))}; save it with commas, as it was written"
        )
    return found


def _points(text: str, most: float, where: str) -> float:
    try:
        points = float(text.strip().replace(",", "."))
    except ValueError:
        points = math.nan
    if not 0 <= points <= most:
        raise SheetWrong(f"{where}: expected points from 0 to {most:g}, got {text!r}")
    return points


def _path(course: Course, unit: str) -> Path:
    return course.root / ".proctor" / "review" / unit / "second.json"
