"""Makes a new unit: a small working example to write over."""

import re
import shutil
from importlib.resources import as_file, files
from pathlib import Path

from proctor.course.errors import CourseError
from proctor.course.layout import Course, Unit


class BadUnitName(CourseError):
    """A name that does not read NN-name."""


class UnitExists(CourseError):
    """The new unit would overwrite something."""


def new(course: Course, name: str) -> tuple[Unit, Path]:
    """Make ``source/NN-name/`` and its variants from the scaffold; the unit passes ``check`` as it is.

    BadUnitName if ``name`` is not like ``25-new-topic``, UnitExists if any of it is there; nothing is made then.
    """
    if not re.fullmatch(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*", name):
        raise BadUnitName(f"cannot call a unit {name!r}: expected two digits and a kebab-case name, like 25-new-topic")
    unit = Unit(name, course.folder("source", name).resolve())
    variants = course.variants(name)
    notebook = unit.folder / f"{name.partition('-')[2]}.ipynb"
    for path in (unit.folder, variants):
        if path.exists():
            raise UnitExists(
                f"{path.relative_to(course.root)} is there already; choose another name, or remove it first"
            )
    with as_file(files("proctor.course") / "scaffold") as scaffold:
        for template, target in ((scaffold / "unit.ipynb", notebook), (scaffold / "variants.py", variants)):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(template, target)
    return unit, variants
