"""What travels between the proctor, the examiner and a cluster's workers: plain, frozen data.

A job holds all that grading one submission needs and nothing else; a result holds all that came of it.
Neither holds an object that a student's code made.
"""

from dataclasses import dataclass, field

ROLES = ("student", "locked", "test")


@dataclass(frozen=True)
class Cell:
    """One code cell to run, in notebook order."""

    name: str
    """Cell id; for graded cells the ``grade_id``."""
    role: str
    """``student``: run by the candidate. ``locked``: run by the candidate, then by the examiner.
    ``test``: run by the examiner alone; the candidate never sees its source."""
    source: str


@dataclass(frozen=True)
class Limits:
    """What one submission may use; reaching one costs the cell that reached it."""

    cell_seconds: float = 30.0
    total_seconds: float = 300.0
    memory_mib: int = 1024
    scratch_mib: int = 64
    open_files: int = 64
    output_kib: int = 256
    """Text, per cell; what goes beyond is cut, with a line that says so."""
    message_mib: int = 64
    """Values that cross in one message."""
    one_at_a_time: bool = False
    """Whether no other submission's code may run at the same time on the same machine."""


@dataclass(frozen=True)
class Job:
    """One submission of one unit, ready to run anywhere."""

    key: str
    """Names the submission in logs and results; means nothing to the engine."""
    cells: tuple[Cell, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    """The unit's data files, relative path to content; they lie in the candidate's working folder."""
    limits: Limits = Limits()
    stuck: frozenset[str] = frozenset()
    """Cells that are not run in the examiner, since one was stuck there."""
    imports: dict[str, str] = field(default_factory=dict)
    """What the instructor's unlocked cells import: name to the statement that makes it."""
    answers: bytes = b""
    """Packed :class:`~proctor.grading.answers.Answers`, for the feedback on what fails."""
    prepared: bytes = b""
    """Packed :class:`~proctor.grading.code.Instructors`: the instructor's cells, compiled and looked at."""


@dataclass(frozen=True)
class Incident:
    """Something staff should know about: what happened, in which cell."""

    cell: str
    kind: str
    """``timeout``, ``exit``, ``crash``, ``memory``, ``output``, ``blocked``, ``protocol`` or ``forgery``."""
    detail: str


def as_plain(result) -> dict:
    """The fields of a dataclass that has ``incidents``, for JSON; shared, where ``asdict`` would copy them."""
    return vars(result) | {"incidents": [vars(incident) for incident in result.incidents]}


@dataclass(frozen=True)
class CellRun:
    """What came of one cell."""

    name: str
    outputs: tuple[dict, ...] = ()
    """nbformat outputs that a student may see, safe to look at: of a test cell only its message, never its source
    or inputs."""
    failed: bool = False
    number: float | None = None
    """Value of a test cell's last expression where it is a number: partial credit."""
    staff: str = ""
    """What only staff may see: printed and raised while a test called the student's code."""
    wall_seconds: float = 0.0
    notes: tuple[str, ...] = ()
    """What a student is told of a test that failed beyond its message, in sentences."""
    given_right: "CellRun | None" = None
    """A test that failed and holds with right solutions of earlier exercises: what came of it then."""


@dataclass(frozen=True)
class Result:
    """What came of one submission."""

    key: str
    cells: tuple[CellRun, ...]
    incidents: tuple[Incident, ...] = ()
