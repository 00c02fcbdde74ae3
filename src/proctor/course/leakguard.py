"""The leak guard: is there anything in a release that students must not have?

It reads the instructor's notebook and the released bytes, and trusts neither nbgrader nor its configuration.
"""

import ast
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import nbformat
from nbformat import NotebookNode

from proctor.course.layout import Unit
from proctor.course.regions import MARKER
from proctor.course.secrets import Exemption, Secret, exemptions, secrets, squash_code, squash_prose
from proctor.course.views import views

DATA_SUFFIXES = frozenset(".csv .tsv .json .txt .npy .npz .gz .zip .png .jpg .jpeg .svg .gif .parquet .wav .md".split())
"""What a unit's data files may be. Code that students need stands in the notebook's locked cells."""
TWIN_SUFFIXES = frozenset(".py .md .txt .rmd .qmd .json .html .pdf".split())
"""A file with the notebook's name and one of these is a copy of it, solutions included."""
MAX_CODE = 200_000
"""Characters of a text that is tried as Python; more is data."""
STAFF_WORDS = frozenset("solution solutions answer answers rubric instructor instructors hidden variants".split())
"""Words in a file's name that say it is for staff."""
NOTEBOOK_KEYS = frozenset({"kernelspec", "language_info"})
CELL_KEYS = frozenset({"nbgrader", "tags", "deletable", "editable"})
NBGRADER_KEYS = frozenset("grade grade_id locked schema_version solution task points checksum cell_type".split())


@dataclass(frozen=True)
class Leak:
    """One thing in a release that students must not have."""

    file: str
    place: str
    """Cell, member of an archive, encoding; empty for the file itself."""
    what: str
    source: str
    """Where it came from in the instructor's notebook; empty where that is not the question."""
    remedy: str

    def __str__(self) -> str:
        at = f"{self.file}, {self.place}" if self.place else self.file
        return f"{at}: {self.what}{f' (from {self.source})' if self.source else ''}; {self.remedy}"


def file_leaks(unit: Unit, folder: Path | None = None) -> list[Leak]:
    """Files that may not be released: in ``folder``, measured against what the unit's source folder allows.

    Without ``folder``: the files of the source folder itself, before anything is made of them.
    """
    leaks = []
    allowed = {unit.notebook.name}
    for path in unit.files:
        name = path.relative_to(unit.folder).as_posix()
        fault = _fault(unit, path, name)
        if fault is None:
            allowed.add(name)
        elif folder is None:
            leaks.append(Leak(name, "", *fault))
    if folder is None:
        return leaks
    here = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if _is_file(path)}
    for name, path in sorted(here.items()):
        if path.is_symlink():
            leaks.append(Leak(name, "", "is a link", "", "put the file itself into the source folder"))
        elif name not in allowed:
            leaks.append(
                Leak(name, "", "is not one of the files that students may have", "", "take it out of the unit's folder")
            )
    for name in sorted(allowed - set(here)):
        leaks.append(Leak(name, "", "is missing from the release", "", "look at CourseDirectory.ignore"))
    return leaks


def content_leaks(notebook: NotebookNode, folder: Path) -> list[Leak]:
    """Solutions, hidden tests, answers, mark schemes and nbgrader's markers in the bytes of a release.

    ``notebook`` is the instructor's. Exempt are lines that it shows on purpose (SHOWN), in the cells they name.
    """
    wanted = secrets(notebook)
    shown = _places(exemptions(notebook))
    leaks: dict[tuple[str, str, str, int], Leak] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        for place, text in views(path.read_bytes()):
            haystacks = _haystacks(text)
            if marker := MARKER.search(text):
                leaks.setdefault(
                    (name, place, marker[0], 0),
                    Leak(name, place, f"holds nbgrader's marker {marker[0]}", "", "mark the cell so nbgrader cuts it"),
                )
            for secret in wanted:
                if secret.needle in haystacks[secret.form] and not _is_shown(secret, shown, name, place):
                    leaks.setdefault((name, place, secret.cell, secret.line), _content_leak(secret, name, place))
    return list(leaks.values())


def metadata_leaks(path: Path) -> list[Leak]:
    """Metadata, outputs and fields of a released notebook that no student needs: places to hide things in."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    found = [("notebook metadata", key) for key in notebook["metadata"].keys() - NOTEBOOK_KEYS]
    info = notebook["metadata"].get("language_info", {}).keys() - {"name"}
    kernel = notebook["metadata"].get("kernelspec", {}).keys() - {"name", "display_name", "language"}
    found += [("notebook metadata", key) for key in info | kernel]
    found += [("notebook", key) for key in notebook.keys() - {"cells", "metadata", "nbformat", "nbformat_minor"}]
    for cell in notebook["cells"]:
        where = f"cell {cell.get('id')}"
        found += [(where, f"metadata {key}") for key in cell["metadata"].keys() - CELL_KEYS]
        found += [
            (where, f"metadata nbgrader.{key}") for key in cell["metadata"].get("nbgrader", {}).keys() - NBGRADER_KEYS
        ]
        fields = {"id", "cell_type", "metadata", "source", "attachments", "outputs", "execution_count"}
        found += [(where, key) for key in cell.keys() - fields]
        found += [(where, key) for key in ("outputs", "execution_count") if cell.get(key)]
    return [
        Leak(path.name, where, f"holds {key}", "", "take it out of the source notebook (`proctor check` names others)")
        for where, key in sorted(found)
    ]


def leaks(unit: Unit, folder: Path) -> list[Leak]:
    """Everything wrong with a release of ``unit`` that lies in ``folder``, checked from scratch."""
    source = nbformat.read(unit.notebook, as_version=4)
    found = file_leaks(unit, folder) + content_leaks(source, folder)
    released = folder / unit.notebook.name
    return found + (metadata_leaks(released) if released.is_file() else [])


def shown_on_purpose(unit: Unit) -> list[Exemption]:
    """The unit's SHOWN remarks, for people to read; ExemptionError if one gives no place or reason."""
    return list(exemptions(nbformat.read(unit.notebook, as_version=4)))


def _fault(unit: Unit, path: Path, name: str) -> tuple[str, str, str] | None:
    """What forbids a file of the source folder: (what, source, remedy)."""
    pure = PurePosixPath(name)
    if path.is_symlink():
        return "is a link", "", "put the file itself there"
    if any(part.startswith(".") for part in pure.parts):
        return "is a hidden file", "", "move it out of the unit's folder"
    if pure.stem.lower() == unit.notebook.stem.lower() and pure.suffix.lower() in TWIN_SUFFIXES:
        return "is a copy of the notebook in another form", "", "move it out of the unit's folder"
    if pure.suffix.lower() not in DATA_SUFFIXES:
        return (
            f"is not data (expected one of {' '.join(sorted(DATA_SUFFIXES))})",
            "",
            "move it out of the unit's folder",
        )
    if words := STAFF_WORDS & set(re.findall(r"[a-z]+", name.lower())):
        return (
            f"has a name for staff ({', '.join(sorted(words))})",
            "",
            "move it out of the unit's folder, or rename it",
        )
    return None


def _is_file(path: Path) -> bool:
    return path.is_symlink() or not path.is_dir()


def _haystacks(text: str) -> dict[str, str]:
    """A released text in the forms that secrets are looked for; statements joined by newlines, as they stand."""
    printed = "\n".join(squash_code(code) for code in _printed(text))
    return {"code": squash_code(text) + "\n" + printed, "prose": squash_prose(text)}


def _printed(text: str) -> Iterator[str]:
    """Statements of whatever Python code there is in a text, as Python's parser prints them."""
    fenced = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) + re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
    for code in (text, *fenced):
        if len(code) > MAX_CODE:
            continue
        try:
            with warnings.catch_warnings(action="ignore"):  # prose is full of escapes that Python does not know
                tree = ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.stmt):
                yield ast.unparse(node)


def _places(exempt: dict[Exemption, set[str]]) -> dict[str, set[str]]:
    """Needle → the cells and files that may hold it."""
    places: dict[str, set[str]] = {}
    for exemption, needles in exempt.items():
        for needle in needles:
            places.setdefault(needle, set()).update(exemption.places)
    return places


def _is_shown(secret: Secret, shown: dict[str, set[str]], file: str, place: str) -> bool:
    cell = re.match(r"cell ([^,]+)$", place)
    return file in shown.get(secret.needle, ()) or bool(cell and cell[1] in shown.get(secret.needle, ()))


def _content_leak(secret: Secret, file: str, place: str) -> Leak:
    line = secret.text.strip()
    return Leak(
        file,
        place,
        f"holds a line of a {secret.what}: {line[:100]}{'…' if len(line) > 100 else ''}",
        f"cell {secret.cell}, line {secret.line}",
        "take it out there; if students are meant to see it, end the instructor's line with `# SHOWN in <cell>: <why>`",
    )
