"""What a student may read of a failed test cell, and what staff may.

A student reads the author's own message; of an exception in their own code its type and their own lines. Never
the test's source, its inputs or the values it expects, and never text that the candidate made up: it has seen
the inputs.
"""

import ast
import traceback
from collections.abc import Mapping

import numpy as np

from proctor.grading.code import parsed
from proctor.wire.ends import CELL_FILE
from proctor.wire.errors import Broken, Disconnected, HandleError, OutOfTime
from proctor.wire.faults import Fault, fault_of

MAX_MESSAGE_CHARACTERS = 4000
_MAX_STAFF_CHARACTERS = 20_000
_CELL_FILE_PREFIX = CELL_FILE.partition("{")[0]
_NUMPY_TESTING = np.testing.__name__


def for_student(error: BaseException, sources: Mapping[str, str], last_result: str | None) -> dict:
    """The output of a test cell that ``error`` ended.

    ``sources`` are the cells that students see, by name; ``last_result`` names the type of what their code
    returned last, if it returned anything.
    """
    if isinstance(error, Broken):
        return _output("TimeoutError" if isinstance(error, OutOfTime) else "RuntimeError", _ending(error))
    fault = fault_of(error)
    if fault is not None:
        return _of_students_code(fault, sources)
    if isinstance(error, AssertionError):
        return _output("AssertionError", _authors_message(error) or "a check of this cell failed")
    name = type(error).__name__
    if isinstance(error, NameError):
        # which name, only where the student can read it anyway
        known = error.name and any(error.name in text for text in sources.values())
        return _output(name, f"your notebook does not define {error.name if known else 'a name that the check uses'}")
    if isinstance(error, HandleError):
        return _output(
            "TypeError", "your code gave an object where the check needs a number, a string, an array or a list"
        )
    what = "returned last" if last_result is None else f"returned last (of type {last_result})"
    return _output(name, f"the check could not work with what your code {what}; look at its type and shape")


def for_staff(error: BaseException) -> str:
    """The whole story: the test's own lines, the exception, and what the student's process said of it."""
    story = traceback.TracebackException.from_exception(error)
    story.stack[:] = [frame for frame in story.stack if frame.filename.startswith(_CELL_FILE_PREFIX)]
    text = "".join(story.format(chain=False))
    fault = fault_of(error)
    if fault is not None:
        places = "".join(f"  {file} line {line} in {function}\n" for file, line, function in fault.lines)
        text += f"raised in the student's process as {fault.given_name}: {fault.message}\n{places}"
    return text[:_MAX_STAFF_CHARACTERS]


def of_lost_candidate(error: Broken) -> dict:
    """The output of a cell in which the student's process was lost."""
    return _output("TimeoutError" if isinstance(error, OutOfTime) else "RuntimeError", _ending(error))


def not_run() -> dict:
    """The output of a cell for which there was no time left."""
    return _output("TimeoutError", "this cell was not run: the cells before it used up the notebook's time")


def _ending(error: Broken) -> str:
    if isinstance(error, OutOfTime):
        return "this cell took too long and was stopped"
    if isinstance(error, Disconnected):
        return "your code ended the process that it ran in"
    return "the process that your code ran in stopped answering as it should"


def _of_students_code(fault: Fault, sources: Mapping[str, str]) -> dict:
    """Type and the innermost own line: its text is taken from the cells here, not from the candidate.

    That line alone, and the function that holds it by the source: the more a candidate may choose of what is shown,
    the more of a check's inputs it could spell out.
    """
    for file, number, _ in reversed(fault.lines):
        cell = file[len(_CELL_FILE_PREFIX) : -1]
        lines = sources.get(cell, "").splitlines()
        if 0 < number <= len(lines):
            function = _function_at(number, sources[cell])
            where = f"cell {cell}, line {number}" + (f", in {function}" if function else "")
            return _output(fault.name, f"raised in your code: {where}: {lines[number - 1].strip()}")
    return _output(fault.name, "raised when the check called your code")


def _function_at(number: int, source: str) -> str:
    """The innermost function around a line; empty where there is none."""
    try:
        functions = [
            node for node in ast.walk(parsed(source, "")) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    around = [node for node in functions if node.lineno <= number <= node.end_lineno]
    return max(around, key=lambda node: node.lineno).name if around else ""


def _authors_message(error: AssertionError) -> str:
    """What the author wrote behind the comma of the assert, or as ``err_msg`` of a NumPy check.

    Text that NumPy made holds the values compared, so it is left out.
    """
    frames = list(traceback.walk_tb(error.__traceback__))
    message = error.args[0] if error.args else ""
    if frames and frames[-1][0].f_code.co_filename.startswith(_CELL_FILE_PREFIX):
        return message if isinstance(message, str) else ""
    for frame, _ in frames:
        if frame.f_globals.get("__name__", "").startswith(_NUMPY_TESTING):
            given = frame.f_locals.get("err_msg", "")
            return given if isinstance(given, str) else ""
    return ""


def _output(name: str, message: str) -> dict:
    message = message[:MAX_MESSAGE_CHARACTERS]
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": [f"{name}: {message}"]}
