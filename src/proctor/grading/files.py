"""The unit's data files, where the notebook finds them."""

import sys
from pathlib import Path


def write_files(files: dict[str, bytes]) -> None:
    """Write the unit's data files into the current folder; their names are relative paths inside it.

    Modules among them can then be imported, as in a notebook.
    """
    for name, content in files.items():
        path = Path(name)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError(f"data file {name!r}: expected a relative path inside the unit")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if "" not in sys.path:
        sys.path.insert(0, "")
