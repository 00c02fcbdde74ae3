"""One zygote a host, in a process that is set up as that host; what every attempt came to is gathered there."""

import os
import socket
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attempts
import honest_code
import pytest
from hosts import HOSTS, on_host
from spawning import HERE, ROOMY, SMALL, ask

from proctor.isolation import Exit, Zygote


@pytest.fixture(scope="session", params=HOSTS)
def host(request):
    """The name of a simulated host."""
    return request.param


@pytest.fixture(scope="session")
def gathered(host):
    """What everything in attempts.py and honest_code.py came to on the host, with the zygote's layers."""
    return on_host(host, _gather)


def _gather() -> dict:
    sys.path.insert(0, HERE)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as outside:
        os.chmod(outside, 0o777)
        secret = Path(outside, "secret")
        secret.write_text("the answer")
        secret.chmod(0o666)
        local = os.path.join(outside, "socket")
        with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
            unix.bind(local)
            unix.listen()
            os.chmod(local, 0o777)
            surroundings = {
                "secret": str(secret),
                "outside": outside,
                "port": tcp.getsockname()[1],
                "unix": local,
                "victim": os.getpid(),
            }
            preload = ("numpy", "matplotlib.pyplot", "IPython", "attempts", "honest_code")
            with Zygote(preload, import_paths=[HERE], scratch_root=outside) as zygote:

                def attempt(name):
                    return _end(*ask(zygote, "attempts:run", {**surroundings, "attempt": name}, SMALL))

                def work(name):
                    return ask(zygote, "honest_code:run", name, ROOMY)[0]

                # Several threads share the zygote, as grading does.
                with ThreadPoolExecutor(4) as pool:
                    ends = dict(zip(attempts.ATTEMPTS, pool.map(attempt, attempts.ATTEMPTS), strict=True))
                    honest = dict(zip(honest_code.HONEST, pool.map(work, honest_code.HONEST), strict=True))
                layers = zygote.layers
        left = sorted(path.name for path in Path(outside).iterdir())
        return {
            "ends": ends,
            "honest": honest,
            "layers": layers,
            "secret": secret.read_text(),
            "mode and time": (secret.stat().st_mode & 0o777, secret.stat().st_mtime > 1),
            "library mode": os.stat(os.__file__).st_mode & 0o777,
            "left": left,
        }


def _end(said, exit_: Exit) -> str:
    if exit_.reason:
        return f"watch {exit_.reason}"
    if exit_.signal:
        return f"signal {exit_.signal}"
    return said
