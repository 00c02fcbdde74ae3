"""Records that a person keeps beside the course, each with a reason."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from proctor.course.errors import CourseError


def records(path: Path, table: str, keys: Mapping[str, type], refused: type[CourseError]) -> list[dict]:
    """The records ``[[table]]`` of a TOML file, none where there is no file; ``refused`` if one is incomplete.

    ``keys`` are what each record has, with its type; none may be empty.
    """
    if not path.exists():
        return []
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])
    except tomllib.TOMLDecodeError as error:
        raise refused(f"{path.name}: is no TOML: {error}") from error
    for number, record in enumerate(found, start=1):
        wrong = [key for key, type_ in keys.items() if not isinstance(record.get(key), type_) or not record[key]]
        if wrong or set(record) - set(keys):
            named = ", ".join(wrong or sorted(set(record) - set(keys)))
            raise refused(f"{path.name}: record {number}: expected {', '.join(keys)}, all filled in; mend {named}")
    return found
