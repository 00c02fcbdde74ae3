"""Where everything of a course lies, as nbgrader's configuration says.

A course is a folder with ``nbgrader_config.py``; a unit is one nbgrader assignment: a folder
``source/NN-name/`` with one notebook and the data files that students may have.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from proctor.course.errors import ConfigurationError, CourseNotFound, UnitLayoutError, UnknownUnit

if TYPE_CHECKING:  # both are slow to import, and most commands need neither
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

CONFIG_NAME = "nbgrader_config.py"
STEPS = ("source", "release", "submitted", "autograded", "feedback")


@dataclass(frozen=True)
class Unit:
    """One unit of the course, as it lies in the source folder."""

    name: str
    """``NN-name``: nbgrader's assignment id."""
    folder: Path

    @cached_property
    def notebook(self) -> Path:
        """The unit's only notebook; UnitLayoutError if there is none, or more than one."""
        found = sorted(self.folder.glob("*.ipynb"))
        if len(found) != 1:
            names = ", ".join(path.name for path in found) or "none"
            raise UnitLayoutError(
                f"unit {self.name}: expected one notebook in {self.folder}, got {names}; "
                f"keep {self.name.partition('-')[2] or self.name}.ipynb and move the rest elsewhere"
            )
        return found[0]

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """Everything in the folder but the notebook, hidden files and links too, sorted."""
        here = (path for path in self.folder.rglob("*") if path.is_symlink() or not path.is_dir())
        return tuple(sorted(path for path in here if path != self.notebook))


@dataclass(frozen=True)
class Course:
    """One course: its root folder, and the paths that follow from nbgrader's configuration."""

    root: Path

    @classmethod
    def find(cls, folder: Path | str = ".") -> Course:
        """The course in ``folder``; CourseNotFound if it has no nbgrader_config.py."""
        root = Path(folder).resolve()
        if not (root / CONFIG_NAME).is_file():
            raise CourseNotFound(
                f"no course in {root}: expected a file {CONFIG_NAME}; go to the course's folder, or give --course DIR"
            )
        return cls(root)

    @cached_property
    def config(self) -> Config:
        """nbgrader's configuration, read where nbgrader reads it; the course's file wins over Jupyter's folders."""
        from jupyter_core.paths import jupyter_config_path
        from traitlets.config import Application

        reader = Application(raise_config_file_errors=True)
        try:
            reader.load_config_file("nbgrader_config", path=[str(self.root), *jupyter_config_path()])
        except Exception as error:  # a configuration file is a program: anything can come out of it
            raise ConfigurationError(
                f"cannot read {CONFIG_NAME}: {type(error).__name__}: {error}; `nbgrader --help`, run there, shows where"
            ) from error
        config = reader.config
        config.CourseDirectory.root = str(self.root)
        return config

    @cached_property
    def nbgrader(self) -> CourseDirectory:
        """nbgrader's own view of this course: a CourseDirectory, configured."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config)

    @property
    def db_url(self) -> str:
        """The gradebook's SQLAlchemy URL; a relative SQLite path starts at the root, as with nbgrader."""
        url = self._setting("db_url", "") or "sqlite:///gradebook.db"
        scheme, _, path = url.partition(":///")
        return f"{scheme}:///{self.root / path}" if scheme == "sqlite" and path != ":memory:" else url

    def folder(self, step: str, unit: str, student: str = ".") -> Path:
        """The folder of a unit at one of nbgrader's ``STEPS``; source and release know no student."""
        structure = self._setting("directory_structure", "{nbgrader_step}/{student_id}/{assignment_id}")
        name = self._setting(f"{step}_directory", step)
        return self.root / Path(structure.format(nbgrader_step=name, student_id=student, assignment_id=unit))

    def variants(self, unit: str) -> Path:
        """The file with the right and wrong solutions of a unit; it may not exist."""
        return self._about("variants", unit, "py")

    def exemptions(self, unit: str) -> Path:
        """The file with what a person judged to be as it must be in a unit; it may not exist."""
        return self._about("exemptions", unit, "toml")

    def equivalents(self, unit: str) -> Path:
        """The file with the equivalent mutants of a unit; it may not exist."""
        return self._about("equivalents", unit, "toml")

    def units(self, names: tuple[str, ...] = ()) -> tuple[Unit, ...]:
        """The units of these names, in the order given; without names all of them, in order.

        UnknownUnit if a name is not a folder in source/.
        """
        source = self.folder("source", ".")
        known = {
            path.name: Unit(path.name, path)
            for path in (sorted(source.iterdir()) if source.is_dir() else ())
            if path.is_dir() and not path.name.startswith((".", "_"))
        }
        for name in names:
            if name not in known:
                raise UnknownUnit(
                    f"no unit {name} in {source}: expected one of {', '.join(known) or '(there are none)'}; "
                    f"`proctor new {name}` makes one"
                )
        return tuple(known[name] for name in names) if names else tuple(known.values())

    def unit(self, name: str) -> Unit:
        """The unit of this name; UnknownUnit if there is none."""
        return self.units((name,))[0]

    def _about(self, what: str, unit: str, suffix: str) -> Path:
        return self.root / "grader_tests" / what / f"{unit.replace('-', '_')}.{suffix}"

    def _setting(self, name: str, default: str) -> str:
        """A setting of nbgrader's CourseDirectory, without importing nbgrader."""
        return self.config.CourseDirectory.get(name, default)
