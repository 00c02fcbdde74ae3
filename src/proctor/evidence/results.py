"""What was measured, kept beside the course, with a fingerprint that says for what it holds."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import nbformat

from proctor.course.check import naming
from proctor.course.errors import CourseError
from proctor.course.layout import Course, Unit
from proctor.course.notebooks import kind, points
from proctor.evidence.measure import Exercise, GradeCell, Measured, Survivor, Wrong
from proctor.evidence.minutes import minutes
from proctor.evidence.mutants.make import mutants_of
from proctor.evidence.steady import Luck, Steadiness


class NoEvidence(CourseError):
    """A unit that was never measured."""


def folder(course: Course) -> Path:
    """Where the results lie, and the pages that are made of them."""
    return course.root / "docs" / "evidence"


def path_of(course: Course, unit: Unit) -> Path:
    """The results of one unit."""
    return folder(course) / f"{unit.name}.json"


def write_measured(course: Course, unit: Unit, measured: Measured, named: naming.Figures) -> None:
    """Keep what was measured; the same measurement gives the same bytes but for the seconds."""
    content = {"fingerprint": fingerprint(course, unit), "measured": asdict(measured), "named": asdict(named)}
    _write(course, unit, (_content(course, unit) if path_of(course, unit).exists() else {}) | content)


def write_draws(course: Course, unit: Unit, draws: Iterable[Steadiness]) -> None:
    """Keep how the unit's cells fared on many draws, beside what holds of other environments.

    NoEvidence if nothing else is kept.
    """
    kept = {one.environment: one for one in (*read_draws(course, unit), *draws)}
    of = [asdict(kept[environment]) for environment in sorted(kept)]
    _write(course, unit, _content(course, unit) | {"draws": {"fingerprint": _of_draws(course, unit), "of": of}})


def _write(course: Course, unit: Unit, content: dict) -> None:
    path = path_of(course, unit)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def read(course: Course, unit: Unit) -> Measured:
    """What was measured last; NoEvidence if nothing was."""
    return _measured(_content(course, unit)["measured"])


def read_named(course: Course, unit: Unit) -> naming.Figures:
    """How often feedback named the mistake when that was measured last; NoEvidence if nothing was."""
    content = _content(course, unit).get("named")
    if content is None:
        raise _nothing(course, unit)
    return naming.Figures(**content | {"held_back": tuple(map(tuple, content["held_back"]))})


def read_draws(course: Course, unit: Unit) -> tuple[Steadiness, ...]:
    """How the unit as it is now fared on many draws; empty if that was not measured."""
    draws = _content(course, unit).get("draws", {})
    return tuple(map(_steadiness, draws["of"])) if draws.get("fingerprint") == _of_draws(course, unit) else ()


def is_fresh(course: Course, unit: Unit) -> bool:
    """Whether what was measured holds for the unit as it is now; NoEvidence if nothing was."""
    return _content(course, unit)["fingerprint"] == fingerprint(course, unit)


def fingerprint(course: Course, unit: Unit) -> str:
    """A hash of all that the measurement depends on: code cells, stated minutes, data, variants, records, mutants.

    Prose is left out, so that mending a sentence asks for no new measurement.
    """
    digest = hashlib.sha256()
    for part in _parts(course, unit):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _of_draws(course: Course, unit: Unit) -> str:
    """A fingerprint that holds what a person exempted, too."""
    path = course.exemptions(unit.name)
    return hashlib.sha256(
        fingerprint(course, unit).encode() + (path.read_bytes() if path.is_file() else b"")
    ).hexdigest()


def _parts(course: Course, unit: Unit) -> Iterator[bytes]:
    for cell in nbformat.read(unit.notebook, 4).cells:
        if cell.cell_type == "code" and kind(cell) != "free":
            yield f"{cell.id} {kind(cell)} {points(cell):g}\n{cell.source}".encode()
        if kind(cell) == "solution":
            yield "\n".join(mutant.operator + mutant.source for mutant in mutants_of(cell)).encode()
    yield json.dumps(minutes(unit.notebook)).encode()
    recorded = (course.variants(unit.name), course.equivalents(unit.name))
    for path in (*unit.files, *recorded):
        yield path.name.encode() + (path.read_bytes() if path.is_file() else b"")


def _content(course: Course, unit: Unit) -> dict:
    path = path_of(course, unit)
    if not path.exists():
        raise _nothing(course, unit)
    return json.loads(path.read_text(encoding="utf-8"))


def _nothing(course: Course, unit: Unit) -> NoEvidence:
    path = path_of(course, unit).relative_to(course.root)
    return NoEvidence(f"{unit.name}: no evidence in {path}; run `proctor check {unit.name} --mutants --write`")


def _measured(content: dict) -> Measured:
    records = {"exercises": Exercise, "survivors": Survivor, "cells": GradeCell, "wrong": Wrong}
    made = {name: tuple(type_(**one) for one in content[name]) for name, type_ in records.items()}
    pairs = {name: tuple(map(tuple, content[name])) for name in ("redundant", "stale", "contradicted")}
    return Measured(**content | made | pairs | {"misjudged": tuple(content["misjudged"])})


def _steadiness(content: dict) -> Steadiness:
    lucks = ("rejected", "rejected_in_single", "missed", "undecided")
    made = {name: tuple(Luck(**one | {"runs": tuple(one["runs"])}) for one in content[name]) for name in lucks}
    return Steadiness(**content | made | {name: tuple(content[name]) for name in ("doubles", "needless")})
