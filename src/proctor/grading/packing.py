"""Submissions and results as blocks of bytes, for a socket or a cluster: JSON and file contents, nothing else."""

import json
from dataclasses import asdict

from proctor.grading.job import Incident, Limits, as_plain
from proctor.grading.skeleton import Skeleton
from proctor.grading.submission import Graded, Submission


def pack_submission(submission: Submission) -> list[bytes]:
    """A description in JSON, then skeleton, notebook, answers and prepared cells, and the contents of all files."""
    description = {
        "key": submission.key,
        "limits": asdict(submission.limits),
        "files": list(submission.files),
        "own_files": list(submission.own_files),
        "stuck": submission.stuck,
    }
    contents = [*submission.files.values(), *submission.own_files.values()]
    frame = (submission.skeleton.packed, submission.notebook, submission.answers, submission.prepared)
    return [json.dumps(description).encode(), *frame, *contents]


def unpack_submission(blocks: list[bytes]) -> Submission:
    """The inverse of :func:`pack_submission`."""
    description, skeleton, notebook, answers, prepared, *contents = blocks
    plain = json.loads(bytes(description))
    files, own = plain["files"], plain["own_files"]
    return Submission(
        key=plain["key"],
        skeleton=Skeleton.unpack(bytes(skeleton)),
        notebook=bytes(notebook),
        files=dict(zip(files, map(bytes, contents[: len(files)]), strict=True)),
        own_files=dict(zip(own, map(bytes, contents[len(files) :]), strict=True)),
        limits=Limits(**plain["limits"]),
        stuck=tuple(plain["stuck"]),
        answers=bytes(answers),
        prepared=bytes(prepared),
    )


def pack_graded(graded: Graded) -> bytes:
    """A result as JSON."""
    return json.dumps(as_plain(graded)).encode()


def unpack_graded(block: bytes) -> Graded:
    """The inverse of :func:`pack_graded`."""
    plain = json.loads(block)
    plain["incidents"] = tuple(Incident(**incident) for incident in plain["incidents"])
    plain["unanswered"] = tuple(plain["unanswered"])
    return Graded(**plain)
