"""The notebook inside the candidate: IPython's shell without a kernel, a terminal, a history or a home folder."""

import asyncio
import builtins
import sys
import traceback
import warnings
from collections.abc import Sequence
from types import CodeType

import matplotlib
import matplotlib.pyplot as plt
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from matplotlib_inline.config import InlineBackend
from traitlets import Instance, Type
from traitlets.config import Config

from proctor.grading import inline_backend
from proctor.grading.compiler import Compiler, Transformers
from proctor.grading.figures import decoded_pixels, figure_pixels
from proctor.grading.recorder import PIXELS, RecordedStream, Recorder
from proctor.wire.ends import CELL_FILE
from proctor.wire.faults import lines_of, message_of

BACKEND = f"module://{inline_backend.__name__}"
_CELL_FILE_PREFIX = CELL_FILE.partition("{")[0]


class _Formatter(DisplayFormatter):
    """Mime bundles in which an image is pixels."""

    def format(self, obj, include=None, exclude=None):
        if isinstance(obj, Figure):
            shown = {"text/plain": repr(obj)}
            return ({**shown, PIXELS: figure_pixels(obj)} if inline_backend.draws else shown), {}
        return super().format(obj, include, exclude)


class _Publisher(DisplayPublisher):
    """Hands what ``display`` shows to the recorder."""

    def publish(self, data, metadata=None, **kwargs):
        self.shell.recorder.show("display_data", _with_pixels(data))

    def clear_output(self, wait=False):
        self.shell.recorder.clear()


class _ResultHook(DisplayHook):
    """Hands the value of a cell's last expression to the recorder."""

    def quiet(self):
        return self.semicolon_at_end_of_expression(self.shell.compile.source)

    def start_displayhook(self):
        self._is_active = True

    def write_output_prompt(self):
        """A notebook's page prints the prompt."""

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.recorder.show("execute_result", _with_pixels(format_dict))

    def finish_displayhook(self):
        self._is_active = False


class Shell(InteractiveShell):
    """Runs cells and records what they show."""

    displayhook_class = Type(_ResultHook)
    display_pub_class = Type(_Publisher)
    compiler_class = Type(Compiler)
    input_transformer_manager = Instance(Transformers, ())

    recorder: Recorder

    def init_profile_dir(self, profile_dir):
        self.profile_dir = None

    def init_display_formatter(self):
        self.display_formatter = _Formatter(parent=self)

    def init_history(self):
        self.history_manager = HistoryManager(shell=self, parent=self, hist_file=":memory:")

    def init_instance_attrs(self):
        super().init_instance_attrs()
        self._first_flags = self.compile.flags
        self.input_transformer_manager.compiler = self.compile

    def should_run_async(self, raw_cell, *, transformed_cell=None, **told):
        # to find out for certain compiles the whole cell once more
        return any(word in transformed_cell for word in ("async", "await")) and super().should_run_async(
            raw_cell, transformed_cell=transformed_cell, **told
        )

    def enable_gui(self, gui=None):
        """Figures are drawn in memory whatever a cell asks for."""

    def enable_matplotlib(self, gui=None):
        return "inline", BACKEND

    def ask_exit(self):
        raise SystemExit

    def showtraceback(self, exc_tuple=None, *args, **kwargs):
        error = exc_tuple[1] if exc_tuple else sys.exc_info()[1]
        self.recorder.fail(type(error).__name__, message_of(error), _traceback(error))

    showsyntaxerror = showindentationerror = show_usage_error = lambda self, *args, **kwargs: Shell.showtraceback(self)

    async def run_ast_nodes(self, nodelist, cell_name, interactivity="last_expr", compiler=compile, result=None):
        codes, self.compile.codes = self.compile.codes, ()
        for code in codes:
            if await self.run_code(code, result):
                return True
        return not codes and await super().run_ast_nodes(nodelist, cell_name, interactivity, compiler, result)

    def run(self, name: str, source: str, codes: Sequence[CodeType] = ()) -> BaseException | None:
        """Run one cell as a notebook does; the exception that ended it, or None.

        ``codes`` is what it is compiled to, where that is known. A notebook that changed how cells are run goes by
        the source.
        """
        as_ever = self.ast_node_interactivity == "last_expr" and not self.ast_transformers and not self._future_flags()
        self.compile.cell, self.compile.source, self.compile.codes = name, source, codes if as_ever else ()
        result = self.run_cell(source)
        self._show_open_figures()
        return result.error_before_exec or result.error_in_exec

    def _future_flags(self) -> int:
        """The ``from __future__ import`` of cells before, which hold for those after them."""
        return self.compile.flags & ~self._first_flags

    def _show_open_figures(self) -> None:
        try:
            inline_backend.show()
        except Exception as error:
            self.recorder.write("stderr", f"a figure could not be drawn: {message_of(error)}\n")
            plt.close("all")


def make_shell() -> Shell:
    """The process's shell; it takes ``sys.stdout`` and ``sys.stderr`` over when ``attach`` is called."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.autoawait = True
    config.InteractiveShell.enable_tip = False
    config.InteractiveShell.enable_html_pager = False
    matplotlib.use(BACKEND)
    # IPython's advice to a person at a terminal
    warnings.filterwarnings("ignore", message="To exit: use")
    shell = Shell.instance(config=config)
    shell.loop_runner = asyncio.run
    shell.configurables.append(InlineBackend.instance(parent=shell))
    return shell


def attach(shell: Shell, recorder: Recorder) -> None:
    """Let everything that the process shows go to ``recorder``, and nothing be read from anyone."""
    shell.recorder = recorder
    sys.stdout, sys.stderr = RecordedStream(recorder, "stdout"), RecordedStream(recorder, "stderr")
    builtins.input = _no_input


def _no_input(prompt=""):
    raise RuntimeError("input() was called, but nobody can answer while a notebook is graded; use a variable")


def _with_pixels(data: dict) -> dict:
    """A mime bundle whose image, if it has one, is decoded here, in the process that it comes from."""
    for kind in ("image/png", "image/jpeg"):
        if kind in data and PIXELS not in data:
            pixels = decoded_pixels(data[kind])
            if pixels is not None:
                return {**data, PIXELS: pixels}
    return data


def _traceback(error: BaseException) -> list[str]:
    """Lines that show where in the student's own cells an exception came from."""
    if isinstance(error, SyntaxError):
        return [line.rstrip("\n") for line in traceback.format_exception_only(error)]
    shown = ["Traceback (most recent call last):"]
    for file, line, function in lines_of(error, _CELL_FILE_PREFIX):
        cell = file[len(_CELL_FILE_PREFIX) : -1]
        where = "" if function == "<module>" else f", in {function}"
        shown.append(f"  Cell {cell}, line {line}{where}")
        text = traceback.linecache.getline(file, line).strip()
        if text:
            shown.append(f"    {text}")
    return [*shown, f"{type(error).__name__}: {message_of(error)}"]
