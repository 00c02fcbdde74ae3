"""The candidate: the process that runs a submission's cells and answers the examiner's questions about them.

Nothing here defends anything: a student's code can change every line of it at run time. It is written for the
honest student; the examiner believes nothing that it says of a mark.
"""

import marshal
import random
import socket
from functools import cache

import matplotlib.pyplot as plt
import numpy as np

from proctor.grading import inline_backend, lettering, prepared
from proctor.grading.attempts import Attempts
from proctor.grading.files import write_files
from proctor.grading.recorder import Recorder
from proctor.grading.shell import Shell, attach, make_shell
from proctor.wire.ends import CandidateEnd

SEED = 0
_WARM_CELL = """
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([0, 1], [0, 1], label="line")
ax.set(xlabel="x", ylabel="$y$", title="title")
ax.legend()
plt.show()
raise NotImplementedError()
"""


@cache
def shell_of_this_process() -> Shell:
    """The shell that runs the cells; made once, and ready to be forked."""
    return make_shell()


def warm() -> None:
    """Run a cell and draw a figure once, so that processes forked from this one start at once.

    Afterwards nothing of that cell is left but what Python and matplotlib remember of fonts and code.
    """
    shell = shell_of_this_process()
    recorder = shell.recorder = Recorder(output_kib=16)
    names = set(shell.user_ns)
    shell.run("warm", _WARM_CELL)
    recorder.take()
    for name in set(shell.user_ns) - names:
        del shell.user_ns[name]
    prepared.prepare()
    lettering.warm()


def main(sock: socket.socket, arg: object = None) -> None:
    """Serve the examiner at the other end of ``sock`` until it closes its end; the zygote's entry.

    The current folder is the candidate's own: the unit's data files are written there.
    """
    Candidate(sock).end.serve()


class Candidate:
    """A submission's notebook while it runs, and what the examiner may ask of it besides operations on objects."""

    def __init__(self, sock: socket.socket):
        services = {"start": self.start, "run": self.run, "name": self.name, "settle": self.settle}
        services |= {"hide": self.hide, "unhide": self.unhide}
        self.end = CandidateEnd(sock, services, self.is_untidy)
        self.shell = shell_of_this_process()
        self.recorder = Recorder(output_kib=0)
        self.hidden: dict[str, object] = {}
        self.attempts = Attempts()

    def start(self, files: dict[str, bytes], output_kib: int, message_mib: int, draws: bool) -> None:
        """Get ready: write the unit's files, seed the global generators, record what is shown.

        ``draws`` is False where nobody will see the figures: they are closed at the end of a cell, not drawn.
        """
        write_files(files)
        self.end.channel.max_block_bytes = message_mib << 20
        self.recorder = Recorder(output_kib)
        attach(self.shell, self.recorder)
        inline_backend.draws = draws
        self.attempts.watch()
        random.seed(SEED)
        np.random.seed(SEED)

    def run(self, name: str, source: str, codes: bytes) -> tuple[bool, list[dict], bool, str, list[str]]:
        """Run one cell: whether it failed, its outputs, whether they were cut, its exception's name, its attempts.

        ``codes``: what it is compiled to, as :func:`proctor.grading.code.as_notebook` gives it, or nothing.
        """
        error = self.shell.run(name, source, marshal.loads(codes) if codes else [])
        outputs, was_cut = self.recorder.take()
        error_name = "" if error is None else type(error).__name__
        return error is not None, outputs, was_cut, error_name, self.attempts.take()

    def name(self, name: str):
        """The value of a global name of the notebook."""
        try:
            return self.shell.user_ns[name]
        except KeyError:
            raise NameError(f"name {name!r} is not defined") from None

    def hide(self, name: str) -> None:
        """Take a global name of the notebook away until ``unhide``, or the end of the test."""
        self.hidden[name] = self.shell.user_ns.pop(name)

    def unhide(self, name: str) -> None:
        """Give a global name back what it stood for."""
        self.shell.user_ns[name] = self.hidden.pop(name)

    def is_untidy(self) -> bool:
        """Whether there is something for ``settle`` to tell or to close."""
        return bool(self.recorder.has_any or self.attempts.were_any or plt.get_fignums())

    def settle(self, held: list[int]) -> tuple[str, list[str]]:
        """Tidy up after a test: what was printed and tried meanwhile; figures and objects not ``held`` are let go."""
        plt.close("all")
        for name in list(self.hidden):
            self.unhide(name)
        self.end.keep_only(held)
        outputs, _ = self.recorder.take()
        printed = "".join(output["text"] for output in outputs if output["output_type"] == "stream")
        return printed, self.attempts.take()
