"""What the names of a locked or test cell mean: the instructor's first, then Python's, then the student's.

A student who redefines ``np``, a helper or a builtin changes only their own world. Names that no locked cell
and no builtin has, and no unlocked cell of the instructor's imports, are looked up in the student's notebook, in
their process.
"""

import builtins
import contextlib
from collections.abc import Mapping
from types import MappingProxyType

from proctor.wire.ends import ExaminerEnd
from proctor.wire.handles import Handle

STUDENTS_MODULES = frozenset({"matplotlib", "mpl_toolkits", "pylab", "seaborn", "IPython", "ipywidgets"})
"""Packages that act on the notebook's own figures and outputs, and so are used where the notebook is."""


_AT_A_TERMINAL = ("exit", "quit", "copyright", "credits", "license", "help")
"""What Python adds to its builtins for a person at a terminal: a student may well name a function so."""


class Scope:
    """The names that locked cells made, and the way to the student's; ``end`` is None while there is no candidate.

    ``imports``: the statement behind each name that the instructor's unlocked cells import.
    """

    def __init__(self, end: ExaminerEnd | None, imports: Mapping[str, str] = MappingProxyType({})):
        self.end = end
        self._imports = imports
        self._imported: dict[str, object] = {}
        self._found: dict[str, Handle] = {}
        self.hidden: dict[str, object] = {}
        """What the student's names stood for that a test deleted, until it puts them back or ends."""
        self._beyond = _Builtins(self)
        self.names: dict[str, object] = {"__name__": "__main__", "__builtins__": self._beyond}

    def for_test(self) -> dict[str, object]:
        """A copy of the names for one test cell: what it defines is gone after it."""
        return _TestNames(self)

    def settle(self) -> bool:
        """The student's process puts back what is hidden; whether anything is."""
        was_hidden = bool(self.hidden)
        self.hidden.clear()
        return was_hidden

    def forget(self) -> None:
        """Look the student's names up anew: a cell of the notebook ran, and may have redefined them."""
        self._found.clear()

    def hide(self, name: str) -> None:
        """Take one of the student's names away, there and here; their process puts it back when it settles."""
        self.hidden[name] = self.student(name)
        self.end.request("hide", name)

    def unhide(self, name: str) -> None:
        """Give a name that was taken away back."""
        del self.hidden[name]
        self.end.request("unhide", name)

    def imported(self, name: str):
        """What ``name`` is by the instructor's unlocked cells' imports; NameError if they do not make it."""
        if name not in self._imported and name in self._imports:
            made: dict[str, object] = {"__builtins__": self._beyond}
            with contextlib.suppress(ImportError):
                exec(self._imports[name], made)
                self._imported[name] = made[name]
        try:
            return self._imported[name]
        except KeyError:
            raise NameError(name) from None

    def student(self, name: str):
        """What ``name`` stands for in the student's notebook; NameError if nothing."""
        if self.end is None or name.startswith("__") or name in self.hidden:
            raise NameError(name)
        if name in self._found:
            return self._found[name]
        value = self.end.request("name", name)
        if isinstance(value, Handle):
            self._found[name] = value
        return value

    def module(self, name: str, package, level: int, wanted: tuple):
        """``__import__`` of a locked or test cell."""
        root = name.partition(".")[0]
        if level or root not in STUDENTS_MODULES:
            return builtins.__import__(name, package, None, wanted, level)
        if self.end is None:
            raise ImportError(f"no module {name}: there is no notebook to draw in")
        found = self.end.request("import", name)
        for part in wanted:
            try:
                self.end.request("import", f"{name}.{part}")
            except ImportError:  # a function or class
                continue
        return found if wanted else self.end.request("import", root)


class _TestNames(dict):
    """The names of one test cell.

    A test may delete a function of the student's to see who needs it, and assign that object back. Nothing else that
    a test assigns reaches the student: a student who guesses a name could read an expected value under it.
    """

    def __init__(self, scope: Scope):
        super().__init__(scope.names)
        self._scope = scope

    def __delitem__(self, name):
        if name in self:
            super().__delitem__(name)
        else:
            self._scope.hide(name)

    def __setitem__(self, name, value):
        if isinstance(value, Handle) and self._scope.hidden.get(name) is value:
            self._scope.unhide(name)
        else:
            super().__setitem__(name, value)


class _Builtins(dict):
    """Builtins of a locked or test cell; what they lack is the student's."""

    def __init__(self, scope: Scope):
        super().__init__(vars(builtins))
        for name in _AT_A_TERMINAL:
            self.pop(name, None)
        self._scope = scope
        self["__import__"] = lambda name, globals=None, locals=None, wanted=(), level=0: scope.module(
            name, globals, level, wanted or ()
        )
        self["display"] = lambda *objects, **options: None
        self["get_ipython"] = lambda: _Magics(scope)

    def __missing__(self, name):
        for find in (self._scope.imported, self._scope.student):
            with contextlib.suppress(NameError):
                return find(name)
        raise KeyError(name)


class _Magics:
    """What ``%magic`` lines of a locked cell do in the examiner: nothing but to run the code in ``%%time``."""

    def __init__(self, scope: Scope):
        self._scope = scope

    def run_line_magic(self, name: str, line: str, *args, **kwargs) -> None:
        if name in ("time", "timeit"):
            exec(line, self._scope.names)

    def run_cell_magic(self, name: str, line: str, body: str) -> None:
        if name in ("time", "timeit", "capture"):
            exec(body, self._scope.names)

    def system(self, command: str) -> None:
        """A locked cell's ``!command`` is the notebook's affair."""

    getoutput = system
