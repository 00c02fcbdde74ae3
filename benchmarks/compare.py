"""Stock nbgrader and proctor side by side, in one run, on the same class.

    .venv/bin/python benchmarks/compare.py [--unit 05-relu] [--rounds 3] [--stock 5] [--class-size 50] [--sizes 50 1000]

Writes benchmarks/results.json and docs/figures/cost.png, and prints what it measured. Every figure is of whole
commands, as a person would start them; stock nbgrader and proctor take turns, so both see the same machine.
"""

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from classes import make_class
from processes import machine, measure

from proctor.course.layout import Course

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="proctor-benchmark-") as name:
        results = run(options, Path(name))
    (ROOT / "benchmarks" / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    picture(results, ROOT / "docs" / "figures" / "cost.png")
    print(report(results))


def run(options: argparse.Namespace, scratch: Path) -> dict:
    """All measurements, as plain data."""
    source, unit = Course.find(ROOT), options.unit
    stock = make_class(source, unit, options.stock, scratch / "stock", stock=True)
    ours = make_class(source, unit, options.class_size, scratch / "ours")
    rounds = []
    for _ in range(options.rounds):
        rounds.append(
            {
                "stock": _per_submission(_stock(stock.root, unit), options.stock),
                "one_worker": _per_submission(_proctor(ours.root, unit, 1), options.class_size),
                "two_workers": _per_submission(_proctor(ours.root, unit, 2), options.class_size),
                "bare": float(
                    measure([PYTHON, "benchmarks/bare.py", str(ours.root), unit], cwd=ROOT).output.split()[-1]
                ),
            }
        )
    sizes = {}
    for size in options.sizes:
        course = make_class(source, unit, size, scratch / f"class-{size}")
        measured = _proctor(course.root, unit, 2)
        sizes[size] = {**_per_submission(measured, size), "peak_memory_mib": measured.peak_memory_mib}
    return {"machine": machine(), "unit": unit, "stock_size": options.stock, "rounds": rounds, "sizes": sizes}


def report(results: dict) -> str:
    """The measurements in words: medians, and ratios taken round by round."""
    rounds = results["rounds"]

    def median(of) -> float:
        return statistics.median(of(each) for each in rounds)

    lines = [results["machine"], f"unit {results['unit']}, median of {len(rounds)} rounds, isolation on:"]
    for name, words in (
        ("stock", "stock nbgrader"),
        ("one_worker", "proctor, 1 worker"),
        ("two_workers", "proctor, 2 workers"),
    ):
        seconds = median(lambda each: each[name]["seconds"])  # noqa: B023
        ratio = median(lambda each: each["stock"]["seconds"] / each[name]["seconds"])  # noqa: B023
        lines.append(f"  {words:20} {seconds * 1000:8.0f} ms a submission   {ratio:5.1f} times stock")
    over = median(lambda each: each["one_worker"]["seconds"] - each["bare"])
    lines.append(
        f"  {'bare execution':20} {median(lambda each: each['bare']) * 1000:8.0f} ms a submission   "
        f"(proctor, 1 worker: {over * 1000:.0f} ms more)"
    )
    for size, each in results["sizes"].items():
        lines.append(
            f"  class of {size:>5}: {each['seconds'] * 1000:6.0f} ms a submission, "
            f"peak memory {each['peak_memory_mib']:.0f} MiB in all"
        )
    return "\n".join(lines)


def picture(results: dict, target: Path) -> None:
    """Cost against class size, on logarithmic axes."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    stock = statistics.median(each["stock"]["seconds"] for each in results["rounds"])
    sizes = sorted(results["sizes"], key=int)
    counts = [int(size) for size in sizes]
    fig, ax = plt.subplots(figsize=(6, 3.6), layout="constrained")
    ax.plot(
        counts,
        [stock * count for count in counts],
        "s--",
        color="0.45",
        label="stock nbgrader (from its cost a submission)",
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


def _stock(root: Path, unit: str):
    return _checked(measure([PYTHON, "-m", "nbgrader", "autograde", unit, "--force"], cwd=root))


def _proctor(root: Path, unit: str, workers: int):
    command = [PYTHON, "-m", "proctor", "--course", str(root), "grade", unit, "--force", "--workers", str(workers)]
    return _checked(measure(command))


def _checked(measured):
    if measured.returncode:
        raise SystemExit(f"a measured command failed:\n{measured.output[-2000:]}")
    return measured


def _per_submission(measured, count: int) -> dict:
    return {"seconds": measured.wall_seconds / count, "peak_memory_mib": measured.peak_memory_mib}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unit", default="05-relu")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stock", type=int, default=5, help="submissions that stock nbgrader grades in each round")
    parser.add_argument("--class-size", type=int, default=50, help="submissions that proctor grades in each round")
    parser.add_argument("--sizes", type=int, nargs="*", default=[50, 200, 1000])
    return parser.parse_args()


if __name__ == "__main__":
    main()
