"""Grades what was submitted: submissions in, executed notebooks, marks and records out.

The parent reads files, schedules and writes; it runs no student code and no test code, and parses nothing that a
student handed in. For each submission it writes, in this order: the executed notebook, the marks (one
transaction), the record. A run that is killed anywhere leaves the last step undone, so the next run grades that
submission again and ends in the same state as one that was never stopped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from proctor.course import executed, records
from proctor.course.answers import answers_of
from proctor.course.gradebook import GradebookUnusable, GradebookWriter, NotebookMarks
from proctor.course.layout import Course, Unit
from proctor.course.limits import limits_of
from proctor.course.records import Record
from proctor.course.skeletons import SourceUnreadable, notebook_paths, register, skeletons
from proctor.course.submissions import Handed, UnreadableSubmission, handed_in
from proctor.grading.engine import Engine, EngineFault
from proctor.grading.job import Incident
from proctor.grading.submission import Graded, Submission

MEANINGFUL = frozenset({"timeout", "exit", "crash", "memory", "output", "blocked", "protocol", "forgery"})
"""Incidents that flag a submission for staff."""


@dataclass(frozen=True)
class Outcome:
    """What came of one submission in this run."""

    student: str
    unit: str
    record: Record
    before: dict[str, float | None] = field(default_factory=dict)
    """Automatic scores that stood in the gradebook before; empty on a first grading."""
    was_graded: bool = True
    """False where nothing had changed since the last run, so nothing was done."""

    @property
    def needs_person(self) -> str | None:
        """Why a person should look at it, in one line; None where nobody needs to."""
        if self.record.problem:
            return self.record.problem
        kinds = sorted({incident.kind for incident in self.record.incidents})
        return f"incidents: {', '.join(kinds)}" if kinds else None


class UnitGrading:
    """Grading one unit: who handed in, and what is left to do."""

    def __init__(self, course: Course, unit: Unit, *, student: str | None = None) -> None:
        """Raises SourceUnreadable where the instructor's notebook is no assignment."""
        self.course, self.unit = course, unit
        self.skeletons = {skeleton.name: skeleton for skeleton in skeletons(course, unit)}
        if not self.skeletons:
            raise SourceUnreadable(f"{unit.folder} has no notebook; a unit is one .ipynb file and its data")
        self.handed, self.problems = handed_in(course, unit.name, student)
        self._files = {path.relative_to(unit.folder).as_posix(): path.read_bytes() for path in _data_files(unit)}
        self._limits = limits_of(course)
        self._answers = {path.stem: answers_of(course, unit, path).pack() for path in notebook_paths(unit)}
        self._unit_print = _digest(
            version("proctor"),
            *(skeleton.packed.decode() for skeleton in self.skeletons.values()),
            repr(sorted(self._files.items())),
            repr(self._limits),
            repr(sorted(self._answers.items())),
        )

    def run(self, engine: Engine, *, force: bool = False) -> Iterator[Outcome]:
        """Grade all that changed since the last run (with ``force``, all), yielding outcomes as they come."""
        register(self.course, self.unit)
        executed.clear_leftovers(self.course)
        with GradebookWriter(self.course, self.unit.name) as gradebook:
            waiting: dict[str, _Pending] = {}
            unchanged: list[Outcome] = []
            for key, graded in engine.grade_all(self._jobs(waiting, unchanged, force)):
                yield from _drain(unchanged)
                pending = waiting[key.partition("/")[0]]
                pending.results[key.partition("/")[2]] = graded
                if len(pending.results) == pending.expected:
                    del waiting[pending.handed.student]
                    yield self._store(gradebook, pending)
            yield from _drain(unchanged)

    def _jobs(self, waiting: dict[str, _Pending], unchanged: list[Outcome], force: bool) -> Iterable[Submission]:
        """The notebooks to grade, read one submission at a time; fills ``waiting`` and ``unchanged`` on the way."""
        for handed in self.handed:
            fingerprint = _digest(self._unit_print, handed.fingerprint())
            last = records.load(self.course, self.unit.name, handed.student)
            if not force and last and last.fingerprint == fingerprint and self._is_stored(handed.student):
                unchanged.append(Outcome(handed.student, self.unit.name, last, was_graded=False))
                continue
            try:
                notebooks = {name: handed.read_notebook(name) for name in self.skeletons}
                given = {name: content for name, content in notebooks.items() if content is not None}
                if not given:
                    wanted = " and ".join(f"{name}.ipynb" for name in self.skeletons)
                    raise UnreadableSubmission(f"no notebook: expected {wanted} in the folder; hand it in again")
                files, notes = handed.read_files(self._files)
            except UnreadableSubmission as error:
                unchanged.append(self._fail(handed, str(error)))
                continue
            pending = _Pending(handed, fingerprint, {**files, **self._files}, notes, len(given))
            own = {name: content for name, content in files.items() if name not in self._files}
            waiting[handed.student] = pending
            for name, content in given.items():
                key = f"{handed.student}/{name}"
                skeleton = self.skeletons[name]
                yield Submission(
                    *(key, skeleton, content, self._files, own, self._limits),
                    answers=self._answers[name],
                    prepared=skeleton.prepared,
                )

    def _is_stored(self, student: str) -> bool:
        return self.course.folder("autograded", self.unit.name, student).is_dir()

    def _fail(self, handed: Handed, problem: str) -> Outcome:
        record = Record(handed.student, self.unit.name, problem=problem)
        records.save(self.course, record)
        return Outcome(handed.student, self.unit.name, record)

    def _store(self, gradebook: GradebookWriter, pending: _Pending) -> Outcome:
        handed, graded = pending.handed, pending.results
        faults = [f"{name}.ipynb: {result}" for name, result in graded.items() if isinstance(result, EngineFault)]
        if faults:
            return self._fail(handed, "; ".join(faults))
        # feedback is written beside the files, and what lies under its name cannot be replaced by an ordinary user
        pages = {f"{name}.html" for name in self.skeletons}
        files = {name: content for name, content in pending.files.items() if name not in pages}
        files.update({f"{name}.ipynb": result.notebook.encode() for name, result in graded.items()})
        timestamp = handed.timestamp()
        if timestamp:
            files["timestamp.txt"] = timestamp.encode()
        executed.store(self.course, self.unit.name, handed.student, files)
        record = self._record(pending)
        try:
            marks = {name: _marks(result, record) for name, result in graded.items()}
            previous = gradebook.store(handed.student, marks, timestamp)
        except GradebookUnusable as error:
            return self._fail(handed, str(error))
        records.save(self.course, record)
        return Outcome(handed.student, self.unit.name, record, previous.scores)

    def _record(self, pending: _Pending) -> Record:
        graded: dict[str, Graded] = pending.results
        several = len(self.skeletons) > 1

        def named(notebook: str, cell: str) -> str:
            return f"{notebook}/{cell}" if several else cell

        missing = [skeleton for name, skeleton in self.skeletons.items() if name not in graded]
        notes = tuple(Incident("", "forgery", note) for note in pending.notes)
        return Record(
            student=pending.handed.student,
            unit=self.unit.name,
            fingerprint=pending.fingerprint,
            problem=f"{missing[0].name}.ipynb was not handed in" if missing else None,
            scores={named(n, c): score for n, result in graded.items() for c, score in result.scores.items()},
            max_scores={
                named(name, cell.name): cell.max_points
                for name, skeleton in self.skeletons.items()
                for cell in skeleton.cells
                if cell.kind == "test"
            },
            incidents=notes + tuple(incident for result in graded.values() for incident in result.incidents),
            staff={named(n, c): text for n, result in graded.items() for c, text in result.staff.items()},
            notes={named(n, c): told for n, result in graded.items() for c, told in result.notes.items()},
            cell_seconds={named(n, c): s for n, result in graded.items() for c, s in result.cell_seconds.items()},
            wall_seconds=sum(result.wall_seconds for result in graded.values()),
        )


@dataclass
class _Pending:
    """A submission whose notebooks are being graded."""

    handed: Handed
    fingerprint: str
    files: dict[str, bytes]
    notes: list[str]
    expected: int
    results: dict[str, Graded | EngineFault] = field(default_factory=dict)


def _marks(graded: Graded, record: Record) -> NotebookMarks:
    flagged = any(incident.kind in MEANINGFUL for incident in record.incidents)
    return NotebookMarks(graded.scores, frozenset(graded.unanswered), flagged)


def _data_files(unit: Unit) -> list[Path]:
    """The unit's own files, which every submission finds beside its notebook."""
    inside = (path for path in sorted(unit.folder.rglob("*")) if path.is_file() and not path.is_symlink())
    relative = ((path, path.relative_to(unit.folder).parts) for path in inside)
    return [path for path, parts in relative if path.suffix != ".ipynb" and not any(p.startswith(".") for p in parts)]


def _drain(outcomes: list[Outcome]) -> Iterator[Outcome]:
    while outcomes:
        yield outcomes.pop(0)


def _digest(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode(errors="surrogateescape") + b"\0")
    return digest.hexdigest()
