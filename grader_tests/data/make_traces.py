"""Make source/10-debug-clinic/traces.npz, the training runs that unit 10-debug-clinic diagnoses.

Every trace is a real run of a small NumPy network; the code that trains it is the unit's own cell ``clinic``.
From the root of the course::

    .venv/bin/python grader_tests/data/make_traces.py

The runs with too high a learning rate are chaotic: another build of BLAS may give other numbers, and the same signs.
"""

from pathlib import Path

import nbformat
import numpy as np

UNIT = Path(__file__).parents[2] / "source" / "10-debug-clinic"
RUNS = {
    "healthy": [(3, 6, (24,), 80, 1)],
    "learning rate too high": [(2, 5, (), 90, 12), (4, 8, (20, 20), 60, 14)],
    "learning rate too low": [(3, 6, (24,), 80, 11), (2, 5, (), 90, 12)],
    "separable data diverging": [(2, 5, (), 90, 11), (5, 8, (32,), 70, 11)],
    "shuffled labels": [(3, 6, (24,), 90, 11), (4, 10, (24,), 80, 12)],
    "unnormalized input": [(4, 10, (24,), 75, 11), (2, 5, (), 90, 13)],
    "vanishing gradient": [(3, 6, (24,), 80, 11), (5, 8, (32,), 70, 11)],
    "leak": [(3, 6, (24,), 80, 12), (2, 5, (), 90, 11)],
}
"""For each fault the runs: classes, features, hidden layers, epochs, seed."""


def clinic() -> dict:
    """What the notebook's cell ``clinic`` defines."""
    cells = nbformat.read(UNIT / "debug-clinic.ipynb", as_version=4).cells
    names = {"np": np}
    exec(next(cell.source for cell in cells if cell.id == "clinic"), names)
    return names


if __name__ == "__main__":
    run_with = clinic()["run_with"]
    arrays = {}
    for fault, runs in RUNS.items():
        for number, run in enumerate(runs):
            for key, value in run_with(fault, *run).items():
                kept = {"n_classes": np.int16, "train_loss": np.float64}.get(key, np.float32)
                arrays[f"{fault}/{number}/{key}"] = np.asarray(value, dtype=kept)
    target = UNIT / "traces.npz"
    np.savez_compressed(target, **arrays)
    print(f"{target.name}: {sum(map(len, RUNS.values()))} runs, {target.stat().st_size / 1024:.0f} KiB")
