"""Which parts of this machine every locked-in process needs to see: Python, its libraries, a few devices."""

import os
import sys
from functools import cache

READABLE_DEVICES = ("/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
WRITABLE_DEVICES = ("/dev/null",)

SYSTEM_PATHS = (
    "/usr",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
)


@cache
def runtime_paths() -> tuple[str, ...]:
    """Absolute paths of the system's libraries, this Python, and all that it imports from; no path twice."""
    prefixes = (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix)
    paths = [os.path.abspath(path) for path in (*prefixes, *sys.path) if path]
    paths = [path for path in (*paths, *SYSTEM_PATHS) if path != "/" and os.path.exists(path)]
    return tuple(path for path in dict.fromkeys(paths) if not _lies_in_another(path, paths))


def _lies_in_another(path: str, paths: list[str]) -> bool:
    return any(path.startswith(other + "/") for other in paths)
