"""The parts of the documents that a program writes: run this file to write them anew; tests compare.

.venv/bin/python grader_tests/house/documents.py            all but the demo's output
.venv/bin/python grader_tests/house/documents.py --demo     the demo's output too: runs the demo
"""

import importlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click

ROOT = Path(__file__).parents[2]
FIGURE = ROOT / "docs" / "figures" / "relu.png"
HELP_WIDTH = 100


def units_table() -> str:
    """README's table of units: docs/units.toml, with a link where the unit is in source/."""
    lines = ["| unit | asks | you draw | builds on | |", "|---|---|---|---|---|"]
    for unit in tomllib.loads((ROOT / "docs" / "units.toml").read_text())["unit"]:
        name, short = unit["name"], unit["name"].partition("-")[2]
        there = (ROOT / "source" / name / f"{short}.ipynb").exists()
        title = f"[{name}](release/{name}/{short}.ipynb)" if there else name
        state = "ready" if there else "planned"
        lines.append(f"| {title} | {unit['asks']} | {unit['draws']} | {' '.join(unit['needs'])} | {state} |")
    return "\n".join(lines)


def commands_page() -> str:
    """docs/commands.md: the help of the command line and of each of its commands."""
    from proctor.cli import COMMANDS, group

    def section(title: str, command: click.Command, parent: click.Context | None) -> str:
        context = click.Context(
            command,
            info_name=title.split()[-1],
            parent=parent,
            terminal_width=HELP_WIDTH,
            max_content_width=HELP_WIDTH,
            help_option_names=["-h", "--help"],  # as the group sets them when it runs
        )
        return f"## {title}\n```\n{command.get_help(context)}\n```\n"

    parent = click.Context(group, info_name="proctor")
    commands = ((name, group.get_command(parent, name)) for name in sorted(COMMANDS))
    sections = [section("proctor", group, None), *(section(f"proctor {n}", c, parent) for n, c in commands)]
    head = "# Commands\n\nMade from `--help`, which says the same.\nIn a fresh clone write `./proctor` for `proctor`.\n"
    return "\n".join([head, *sections])


def demo_output() -> str:
    """What ``./proctor demo`` prints where no terminal is attached, as a fenced block."""
    environ = os.environ | {"COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "proctor", "demo"], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr
    return f"```\n{done.stdout.rstrip()}\n```"


def speed() -> tuple[str, str]:
    """What the committed run of the benchmark measured: README's sentence, and the operators' table."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    compare = importlib.import_module("compare")
    sys.path.remove(str(ROOT / "benchmarks"))
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text())
    one, two = (compare.times_stock(results, f"proctor, {workers}") for workers in ("1 worker", "2 workers"))
    sentence = (
        f"With isolation on, it grades unit {results['unit']} {one:.0f} times as fast as stock nbgrader with one "
        f"worker, and {two:.0f} times with two ([how that was measured](docs/operators.md#how-fast-it-is))."
    )
    return sentence, f"```\n{compare.report(results)}\n```"


def draw_relu(path: Path) -> None:
    """README's figure: what the reference solution of unit 05-relu draws, as students see it."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import nbformat

    notebook = nbformat.read(ROOT / "source" / "05-relu" / "relu.ipynb", as_version=4)
    sources = {cell.id: cell.source for cell in notebook.cells}
    names: dict = {}
    for cell in ("setup", "plot-relu", "relu-figure"):
        exec(sources[cell], names)
    path.parent.mkdir(exist_ok=True)
    plt.gcf().savefig(path, dpi=100, bbox_inches="tight", metadata={"Software": None})
    plt.close("all")


def steady(text: str) -> str:
    """Text without what differs from run to run: durations, rates, scratch folders and the space they take."""
    text = re.sub(r"/\S*?/proctor-demo\S*?(?=[/\s])", "DEMO", text)
    text = re.sub(r"\b\d+(?:[.,]\d+)? ?(ms|s|seconds|min)\b", r"N \1", text)
    text = re.sub(r"\b\d+(?:[.,]\d+)?(?= (?:submissions )?(?:per second|a second|/s))", "N", text)
    return re.sub(r"[ \t]+", " ", text)


def block(page: str, name: str) -> str:
    """The part of a page between ``<!-- name -->`` and ``<!-- end of name -->``."""
    return re.search(_marks(name), page, re.DOTALL)[2]


def with_block(page: str, name: str, content: str) -> str:
    """The page with that part replaced."""
    return re.sub(_marks(name), lambda found: f"{found[1]}{content}{found[3]}", page, flags=re.DOTALL)


def _marks(name: str) -> str:
    return rf"(<!-- {name} -->\n)(.*?)(\n<!-- end of {name} -->)"


def main(arguments: list[str]) -> None:
    readme = ROOT / "README.md"
    page = with_block(readme.read_text(), "units", units_table())
    if "--demo" in arguments:
        page = with_block(page, "demo", demo_output())
    sentence, table = speed()
    readme.write_text(with_block(page, "speed", sentence))
    operators = ROOT / "docs" / "operators.md"
    operators.write_text(with_block(operators.read_text(), "speed", table))
    (ROOT / "docs" / "commands.md").write_text(commands_page())
    draw_relu(FIGURE)


if __name__ == "__main__":
    main(sys.argv[1:])
