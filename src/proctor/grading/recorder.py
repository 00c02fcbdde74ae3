"""What a cell shows, as it is shown: text, rich output and pixels, in order and in bounds."""

import io

import numpy as np

PIXELS = "application/x-pixels"
"""Key, in a mime bundle inside the candidate, of an image as an uint8 array (height, width, 4)."""
TEXT_TYPES = ("text/plain", "text/html", "text/markdown", "text/latex")

MAX_OUTPUTS = 500
"""Per cell; a run of prints to one stream is one output."""
MAX_PIXELS = 4_000_000
"""Per image."""
MAX_PIXEL_BYTES = 32 << 20
"""Images of one cell, together, uncompressed."""


class Recorder:
    """Collects the outputs of one cell after another, as nbformat's dicts with images under ``pixels``."""

    def __init__(self, output_kib: int):
        self._limit = output_kib * 1024
        self._begin()

    @property
    def has_any(self) -> bool:
        """Whether there is something to take."""
        return bool(self._outputs)

    def take(self) -> tuple[list[dict], bool]:
        """The outputs since the last time, and whether some had to be cut."""
        outputs, was_cut = self._outputs, self._was_cut
        for output in outputs:
            if "pieces" in output:
                output["text"] = "".join(output.pop("pieces"))
        self._begin()
        return outputs, was_cut

    def _begin(self) -> None:
        self._outputs: list[dict] = []
        self._was_cut = False
        self._left, self._pixels_left = self._limit, MAX_PIXEL_BYTES

    def write(self, stream: str, text: str) -> None:
        """Text printed to ``stdout`` or ``stderr``."""
        bounded = self._bounded(text)
        last = self._outputs[-1] if self._outputs else {}
        if last.get("output_type") == "stream" and last["name"] == stream:
            last["pieces"].append(bounded)
        elif bounded:
            self._add({"output_type": "stream", "name": stream, "pieces": [bounded]})
        self._mind_text(bounded, text)

    def show(self, output_type: str, bundle: dict) -> None:
        """A mime bundle, as ``display_data`` or ``execute_result``."""
        given = {name: bundle[name] for name in TEXT_TYPES if isinstance(bundle.get(name), str)}
        data = {name: self._bounded(text) for name, text in given.items()}
        output = {"output_type": output_type, "data": data, "metadata": {}}
        pixels = bundle.get(PIXELS)
        if isinstance(pixels, np.ndarray):
            self._pixels_left -= pixels.nbytes
            if self._pixels_left < 0:
                self._cut(f"an image was left out: a cell may show {MAX_PIXEL_BYTES >> 20} MiB of pixels")
                return
            output["pixels"] = pixels
        self._add(output)
        for name, text in data.items():
            self._mind_text(text, given[name])

    def fail(self, name: str, message: str, traceback: list[str]) -> None:
        """The exception that ended the cell."""
        lines = [self._bounded(line) for line in traceback]
        error = {"output_type": "error", "ename": name, "evalue": self._bounded(message), "traceback": lines}
        self._outputs.append(error)

    def clear(self) -> None:
        """Forget what the cell has shown so far, as ``clear_output`` asks."""
        self._outputs.clear()

    def _bounded(self, text: str) -> str:
        text = text[: self._left]
        self._left -= len(text)
        return text

    def _mind_text(self, bounded: str, text: str) -> None:
        if len(bounded) < len(text):
            self._cut(f"output is cut here: a cell may show {self._limit >> 10} KiB of text")

    def _add(self, output: dict) -> None:
        if len(self._outputs) < MAX_OUTPUTS:
            self._outputs.append(output)
        else:
            self._cut(f"output is cut here: a cell may show {MAX_OUTPUTS} things")

    def _cut(self, why: str) -> None:
        if not self._was_cut:
            self._was_cut = True
            self._outputs.append({"output_type": "stream", "name": "stderr", "pieces": [f"\n[{why}]\n"]})


class RecordedStream(io.TextIOBase):
    """Stands for ``sys.stdout`` or ``sys.stderr``; has no descriptor behind it."""

    encoding = "utf-8"

    def __init__(self, recorder: Recorder, name: str):
        self._recorder, self._name = recorder, name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.write(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True
