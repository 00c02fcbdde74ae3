"""What a candidate says of a cell that it ran, checked: it may say anything."""

from dataclasses import dataclass

import numpy as np

from proctor.grading.attempts import KNOWN
from proctor.grading.recorder import MAX_OUTPUTS, MAX_PIXEL_BYTES, MAX_PIXELS, TEXT_TYPES
from proctor.wire.errors import ProtocolError

_NOTICES = 2
"""Outputs beyond the limit that tell of a cut, or of the exception that ended the cell."""
_NOTICE_CHARACTERS = 1000


MAX_SHOWN = 64 << 20
"""Weight of what all cells of a notebook may show together: some 65 figures, or 4 MiB of text."""


@dataclass(frozen=True)
class Ran:
    """What came of a cell in the candidate."""

    failed: bool
    outputs: tuple[dict, ...]
    was_cut: bool
    error_name: str
    attempts: tuple[str, ...]
    """What the cell tried that its process may not do: :mod:`proctor.grading.attempts`."""

    @property
    def is_out_of_memory(self) -> bool:
        return self.error_name == "MemoryError"


def read_run(answer, output_kib: int) -> Ran:
    """The candidate's answer to ``run``; ProtocolError unless all of it is of the form that Recorder gives."""
    if type(answer) is not tuple or tuple(map(type, answer)) != (bool, list, bool, str, list):
        raise ProtocolError("expected what a cell showed, got something else")
    failed, outputs, was_cut, error_name, attempts = answer
    read = tuple(_output(output) for output in outputs)
    characters = sum(len(text) for output in read for text in _texts(output))
    pixels = sum(output["pixels"].nbytes for output in read if "pixels" in output)
    if (
        len(read) > MAX_OUTPUTS + _NOTICES
        or characters > output_kib * 1024 + _NOTICES * _NOTICE_CHARACTERS
        or pixels > MAX_PIXEL_BYTES
    ):
        raise ProtocolError("a cell shows more than it may")
    return Ran(failed, read, was_cut, error_name[:100], _attempts(attempts))


def read_settled(answer) -> tuple[str, tuple[str, ...]]:
    """The candidate's answer to ``settle``: what was printed, and what was tried; ProtocolError unless it is that."""
    if type(answer) is not tuple or tuple(map(type, answer)) != (str, list):
        raise ProtocolError("expected what was printed, got something else")
    return answer[0], _attempts(answer[1])


def _attempts(said: list) -> tuple[str, ...]:
    return tuple(text for text in said[: len(KNOWN)] if type(text) is str and text in KNOWN)


def weight_of(output: dict) -> int:
    """How heavy an output is to keep and to show: bytes of pixels, and sixteen for each character."""
    return 16 * sum(map(len, _texts(output))) + (output["pixels"].nbytes if "pixels" in output else 0)


def _output(output) -> dict:
    kind = _field(output, "output_type", str)
    if kind == "stream":
        return {"output_type": kind, "name": _field(output, "name", str)[:6], "text": _field(output, "text", str)}
    if kind == "error":
        traceback = [_text(line) for line in _field(output, "traceback", list)]
        names = {key: _field(output, key, str) for key in ("ename", "evalue")}
        return {"output_type": kind, **names, "traceback": traceback}
    if kind not in ("display_data", "execute_result"):
        raise ProtocolError("expected an output of a kind that notebooks have, got another")
    given = _field(output, "data", dict)
    data = {name: _text(given[name]) for name in TEXT_TYPES if name in given}
    read = {"output_type": kind, "data": data, "metadata": {}}
    if "pixels" in output:
        pixels = _field(output, "pixels", np.ndarray)
        if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 4:
            raise ProtocolError(f"expected uint8 pixels (height, width, 4), got {pixels.dtype} {pixels.shape}")
        if pixels.shape[0] * pixels.shape[1] > MAX_PIXELS:
            raise ProtocolError("an image is larger than it may be")
        read["pixels"] = pixels
    return read


def _field(output, name: str, kind: type):
    value = output.get(name) if type(output) is dict else None
    if type(value) is not kind:
        raise ProtocolError(f"expected {name} of an output as {kind.__name__}, got {type(value).__name__}")
    return value


def _text(value) -> str:
    if type(value) is not str:
        raise ProtocolError(f"expected text in an output, got {type(value).__name__}")
    return value


def _texts(output: dict):
    if output["output_type"] == "stream":
        yield output["text"]
    elif output["output_type"] == "error":
        yield from (output["ename"], output["evalue"], *output["traceback"])
    else:
        yield from output["data"].values()
