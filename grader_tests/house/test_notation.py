"""docs/notation.md says what the notebooks do: names in code, symbols in formulas, sources."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import nbformat
import pytest

from proctor.course.notebooks import kind

ROOT = Path(__file__).parents[2]
UNITS = {path.parent.name[:2]: path for path in sorted((ROOT / "source").glob("*/*.ipynb"))}


def tables() -> list[dict[str, str]]:
    """Every row of every table of the page: column -> text."""
    rows, header = [], None
    for line in (ROOT / "docs" / "notation.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else None
        if cells is None or header is None:
            header = cells
        elif not set(cells[0]) <= set("-"):
            rows.append(dict(zip(header, cells, strict=True)))
    return rows


ROWS = tables()
NAMED = [row for row in ROWS if "in code" in row]
CITED = [row for row in ROWS if "source" in row]


@cache
def notebook(unit: str) -> nbformat.NotebookNode:
    """A unit's notebook; read once."""
    return nbformat.read(UNITS[unit], 4)


def student_functions(unit: str) -> list[ast.FunctionDef]:
    """The functions that students of a unit write."""
    cells = [cell for cell in notebook(unit).cells if kind(cell) == "solution"]
    return [part for cell in cells for part in ast.parse(cell.source).body if isinstance(part, ast.FunctionDef)]


@cache
def public_names(unit: str) -> set[str]:
    """The words in arguments and docstrings of a unit's functions: what students see of them in code."""
    words = {argument.arg for function in student_functions(unit) for argument in function.args.args}
    for function in student_functions(unit):
        words |= set(re.findall(r"[A-Za-z_]\w*", ast.get_docstring(function) or ""))
    return words


def prose(unit: str) -> str:
    """All markdown of a unit."""
    return "\n".join(cell.source for cell in notebook(unit).cells if cell.cell_type == "markdown")


@cache
def formulas(unit: str) -> str:
    """All formulas of a unit."""
    return "\n".join(re.findall(r"\$\$.*?\$\$|\$[^$]+\$", prose(unit), re.S))


def occurs(symbol: str, unit: str) -> bool:
    """Whether a formula of the unit contains the symbol, not as a part of a longer word."""
    return re.search(r"(?<![A-Za-z\\])" + re.escape(symbol) + r"(?![A-Za-z])", formulas(unit)) is not None


def claimed_units() -> dict[str, list[str]]:
    """Name in code -> the units of all its rows together."""
    claims = defaultdict(list)
    for row in NAMED:
        for name in re.findall(r"`(\w+)`", row["in code"]):
            claims[name] += row["units"].split()
    return claims


@pytest.mark.parametrize("name", sorted(claimed_units()))
def test_a_name_in_code_is_used_in_the_units_that_its_rows_list(name):
    """The rows of a name in code list each unit whose functions show it, once, and no other."""
    expected = sorted(unit for unit in UNITS if name in public_names(unit))
    assert sorted(claimed_units()[name]) == expected


@pytest.mark.parametrize("row", NAMED, ids=lambda row: f"{row['symbol']} {row['units']}")
def test_a_symbol_stands_in_a_formula_of_each_unit_listed(row):
    """Each unit of a row has a formula with the row's symbol."""
    symbols = re.findall(r"\$([^$]+)\$", row["symbol"])
    missing = [(symbol, unit) for symbol in symbols for unit in row["units"].split() if not occurs(symbol, unit)]
    assert missing == []


@pytest.mark.parametrize("row", CITED, ids=lambda row: f"{row['source']} {row['units']}")
def test_a_source_is_cited_where_its_notation_is_compared(row):
    """The unit of a compared source names it, and uses the symbols that the page says are ours."""
    for unit in row["units"].split():
        ours = re.findall(r"\$([^$]+)\$", row["here"])
        assert row["source"] in prose(unit), f"unit {unit} does not name {row['source']}"
        assert [symbol for symbol in ours if not occurs(symbol, unit)] == []


def test_what_two_units_share_is_on_the_page():
    """A name that functions of two units take as an argument is on the page."""
    takers = defaultdict(set)
    for unit in UNITS:
        for function in student_functions(unit):
            for argument in function.args.args:
                takers[argument.arg].add(unit)
    shared = {name for name, units in takers.items() if len(units) > 1}
    named = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "notation.md").read_text()))
    assert shared - named == set()
