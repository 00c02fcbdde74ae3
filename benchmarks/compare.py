"""Stock nbgrader and proctor side by side, in one run, on the same class.

    .venv/bin/python benchmarks/compare.py [--unit 05-relu] [--rounds 3] [--class-size 200] [--sizes 50 1000]

Writes benchmarks/results.json and docs/figures/cost.png, and prints what it measured. Every figure is of whole
commands, as a person would start them; stock nbgrader and proctor take turns, so both see the same machine.
Stock nbgrader grades one submission and then a few: what each further one takes is the difference, and what a class
of any size would take follows. Proctor's commands are taken apart in the same way.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from bench_class import make_class
from formgrader_lists import lists
from processes import Measured, machine, measure

from proctor.course.layout import Course

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
SMALL = 10
"""The class that tells what a command takes to start."""


def main() -> None:
    options = _options()
    # both commands call other programs of the environment by name
    os.environ["PATH"] = os.pathsep.join([str(Path(PYTHON).parent), os.environ["PATH"]])
    with tempfile.TemporaryDirectory(prefix="proctor-benchmark-") as name:
        results = run(options, Path(name))
    (ROOT / "benchmarks" / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    if results["sizes"]:
        picture(results, ROOT / "docs" / "figures" / "cost.png")
    print(report(results))


def run(options: argparse.Namespace, scratch: Path) -> dict:
    """All measurements, as plain data; times in seconds."""
    source, unit, full = Course.find(ROOT), options.unit, options.class_size
    one = make_class(source, unit, 1, scratch / "one", stock=True)
    few = make_class(source, unit, options.stock, scratch / "few", stock=True)
    small = make_class(source, unit, SMALL, scratch / "small")
    whole = make_class(source, unit, full, scratch / "whole")
    rounds = []
    for _ in range(options.rounds):
        bare = measure([PYTHON, "benchmarks/bare.py", str(whole.root), unit], cwd=ROOT)
        rounds.append(
            {
                "stock": _costs((1, _stock(one.root, unit)), (options.stock, _stock(few.root, unit)), full),
                "proctor, 1 worker": _costs(
                    (SMALL, _proctor(small.root, unit, 1)), (full, _proctor(whole.root, unit, 1)), full
                ),
                "proctor, 2 workers": _costs(
                    (SMALL, _proctor(small.root, unit, 2)), (full, _proctor(whole.root, unit, 2)), full
                ),
                "bare": float(bare.output.split()[-1]),
            }
        )
    sizes = {}
    for size in sorted(options.sizes):
        course = make_class(source, unit, size, scratch / f"class-{size}")
        measured = _proctor(course.root, unit, 2)
        sizes[size] = {"seconds": measured.wall_seconds / size, "peak_memory_mib": measured.peak_memory_mib}
    listed = lists(course, unit, scratch / "formgrader", options.rounds) if sizes else {}
    return {
        "machine": machine(),
        "unit": unit,
        "class_size": full,
        "rounds": rounds,
        "sizes": sizes,
        "lists": {"size": max(options.sizes, default=0), "seconds": listed},
    }


def _costs(few: tuple[int, Measured], many: tuple[int, Measured], class_size: int) -> dict[str, float]:
    """What a command takes to start, for each further submission, and so for one of a class."""
    each = (many[1].wall_seconds - few[1].wall_seconds) / (many[0] - few[0])
    start = few[1].wall_seconds - few[0] * each
    return {"start": start, "each": each, "of class": start / class_size + each}


def times_stock(results: dict, name: str, key: str = "each") -> float:
    """How many times as fast as stock nbgrader, for each further submission; the median of the rounds' ratios."""
    return statistics.median(each["stock"][key] / each[name][key] for each in results["rounds"])


def report(results: dict) -> str:
    """The measurements in words: medians, and ratios taken round by round."""
    rounds = results["rounds"]

    def median(of) -> float:
        return statistics.median(of(each) for each in rounds)

    lines = [
        f"{results['machine']}; unit {results['unit']}; median of {len(rounds)} rounds; isolation on",
        f"{'':20} {'start':>8} {'each further':>14} {'times stock':>12} {'of ' + str(results['class_size']):>12} "
        f"{'times stock':>12}",
    ]
    for name in ("stock", "proctor, 1 worker", "proctor, 2 workers"):
        start, each, of_class = (median(lambda r, k=key: r[name][k]) for key in ("start", "each", "of class"))  # noqa: B023
        faster, faster_class = (times_stock(results, name, key) for key in ("each", "of class"))
        lines.append(
            f"{name:20} {start:6.1f} s {each * 1000:11.0f} ms {faster:12.1f} {of_class * 1000:9.0f} ms "
            f"{faster_class:12.1f}"
        )
    bare = median(lambda r: r["bare"])
    over = median(lambda r: r["proctor, 1 worker"]["each"] - r["bare"])
    more = f"one worker takes {abs(over) * 1000:.0f} ms {'more' if over > 0 else 'less'}"
    lines.append(f"{'the same cells, bare':20} {'':8} {bare * 1000:11.0f} ms; {more}")
    for size, each in results["sizes"].items():
        lines.append(
            f"class of {size:>5}: {each['seconds'] * 1000:6.0f} ms a submission with 2 workers, "
            f"peak memory {each['peak_memory_mib']:.0f} MiB in all"
        )
    listed = results["lists"]
    for name, each in listed["seconds"].items():
        lines.append(
            f"formgrader's list of {listed['size']} {name}: {each['proctor']:.2f} s with the course's settings, "
            f"{each['stock']:.2f} s with nbgrader's own"
        )
    return "\n".join(lines)


def picture(results: dict, target: Path) -> None:
    """Cost against class size, on logarithmic axes."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    start, each_more = (statistics.median(r["stock"][key] for r in results["rounds"]) for key in ("start", "each"))
    sizes = sorted(results["sizes"], key=int)
    counts = [int(size) for size in sizes]
    fig, ax = plt.subplots(figsize=(6, 3.6), layout="constrained")
    ax.plot(
        counts,
        [start + each_more * count for count in counts],
        "s--",
        color="0.45",
        label="stock nbgrader (from its start and each further one)",
    )
    ax.plot(
        counts,
        [results["sizes"][size]["seconds"] * int(size) for size in sizes],
        "o-",
        color="0.1",
        label="proctor, 2 workers",
    )
    ax.set(xscale="log", yscale="log", xlabel="submissions in the class", ylabel="seconds for the whole class")
    ax.legend(frameon=False)
    ax.grid(alpha=0.3)
    fig.savefig(target, dpi=150)


def _stock(root: Path, unit: str) -> Measured:
    return _checked(measure([PYTHON, "-m", "nbgrader", "autograde", unit, "--force"], cwd=root))


def _proctor(root: Path, unit: str, workers: int) -> Measured:
    command = [PYTHON, "-m", "proctor", "--course", str(root), "grade", unit, "--force", "--workers", str(workers)]
    return _checked(measure(command))


def _checked(measured: Measured) -> Measured:
    if measured.returncode:
        raise SystemExit(f"a measured command failed:\n{measured.output[-2000:]}")
    return measured


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unit", default="05-relu")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stock", type=int, default=11, help="submissions that stock nbgrader grades beside one alone")
    parser.add_argument("--class-size", type=int, default=200, help="submissions that proctor grades in each round")
    parser.add_argument("--sizes", type=int, nargs="*", default=[50, 200, 1000])
    return parser.parse_args()


if __name__ == "__main__":
    main()
