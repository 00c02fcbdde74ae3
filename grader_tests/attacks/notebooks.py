"""Forged notebooks: each builder takes the released notebook and solutions, and returns the bytes to hand in."""

import json
from collections.abc import Callable

FORGERIES: dict[str, Callable[[bytes, dict[str, str]], bytes]] = {}


def forgery(build: Callable) -> Callable:
    FORGERIES[build.__name__] = build
    return build


def code_cell(source: str, **metadata) -> dict:
    """A cell of the student's own."""
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def markdown_cell(source: str, **metadata) -> dict:
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def _read(release: bytes, solutions: dict[str, str]) -> dict:
    notebook = json.loads(release)
    for name, cell in _named(notebook).items():
        cell["source"] = solutions.get(name, cell["source"])
    return notebook


def _named(notebook: dict) -> dict[str, dict]:
    cells = [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in cells}


def _tests(notebook: dict) -> list[dict]:
    return [cell for cell in _named(notebook).values() if cell["metadata"]["nbgrader"]["grade"]]


def _bytes(notebook: dict) -> bytes:
    return json.dumps(notebook).encode()


@forgery
def deletes_the_tests(release: bytes, solutions: dict[str, str]) -> bytes:
    """Deletes every graded and locked cell."""
    notebook = _read(release, solutions)
    named = [cell for cell in _named(notebook).values() if cell["metadata"]["nbgrader"]["locked"]]
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in named]
    return _bytes(notebook)


@forgery
def duplicates_every_cell(release: bytes, solutions: dict[str, str]) -> bytes:
    """Hands every cell in three times, tests with other text first and last."""
    notebook = _read(release, solutions)
    harmless = [{**cell, "source": "1.0"} for cell in _tests(notebook)]
    notebook["cells"] = [*harmless, *notebook["cells"], *notebook["cells"], *harmless]
    return _bytes(notebook)


@forgery
def reverses_the_order(release: bytes, solutions: dict[str, str]) -> bytes:
    """Puts the tests before what they test."""
    notebook = _read(release, solutions)
    notebook["cells"].reverse()
    return _bytes(notebook)


@forgery
def empties_the_tests(release: bytes, solutions: dict[str, str]) -> bytes:
    """Replaces the text of every test by one that passes."""
    notebook = _read(release, solutions)
    for cell in _tests(notebook):
        cell["source"] = "assert True\n1.0"
    return _bytes(notebook)


@forgery
def makes_tests_its_own(release: bytes, solutions: dict[str, str]) -> bytes:
    """Declares tests to be solutions and answers, unlocked, so that the student's text counts."""
    notebook = _read(release, solutions)
    for cell in _tests(notebook):
        cell["source"] = "1.0"
        cell["metadata"]["nbgrader"].update(solution=True, grade=False, locked=False, task=False)
        cell["metadata"].update(editable=True, deletable=True)
    return _bytes(notebook)


@forgery
def makes_tests_prose(release: bytes, solutions: dict[str, str]) -> bytes:
    """Declares tests to be Markdown and raw text, and written answers to be code."""
    notebook = _read(release, solutions)
    for number, cell in enumerate(_tests(notebook)):
        cell["cell_type"] = "code" if cell["cell_type"] == "markdown" else ("markdown", "raw", "heading")[number % 3]
        cell.pop("outputs", None)
    return _bytes(notebook)


@forgery
def raises_the_points(release: bytes, solutions: dict[str, str]) -> bytes:
    """Writes more points, other checksums and a score into the metadata."""
    notebook = _read(release, solutions)
    for cell in _tests(notebook):
        cell["metadata"]["nbgrader"].update(points=1000, checksum="0" * 32, cell_type="code", score=1000)
        cell["metadata"].update(points=1000, max_score=1000, auto_score=1000, manual_score=1000)
    notebook["metadata"]["nbgrader"] = {"score": 1000, "late_submission_penalty": -1000}
    return _bytes(notebook)


@forgery
def swaps_the_grade_ids(release: bytes, solutions: dict[str, str]) -> bytes:
    """Gives each test the name of another, and the hard ones the name of the easy one."""
    notebook = _read(release, solutions)
    for cell in _tests(notebook):
        cell["metadata"]["nbgrader"]["grade_id"] = "relu-shapes"
    names = [*_named(json.loads(release)), "mean-of-value"]
    for name, cell in zip(reversed(names), _named(notebook).values(), strict=False):
        cell["id"] = name
    return _bytes(notebook)


@forgery
def points_every_test_at_one_answer(release: bytes, solutions: dict[str, str]) -> bytes:
    """Repeats the solution cells under the names of tests, and tests under the names of solutions."""
    notebook = _read(release, solutions)
    named = _named(notebook)
    for name, cell in list(named.items()):
        copy = json.loads(json.dumps(cell))
        copy["metadata"]["nbgrader"]["grade_id"] = "relu" if name != "relu" else "relu-values"
        notebook["cells"].append(copy)
    return _bytes(notebook)


@forgery
def fakes_the_outputs(release: bytes, solutions: dict[str, str]) -> bytes:
    """Hands in outputs, execution counts and attachments that look like full marks."""
    notebook = _read(release, solutions)
    result = {"output_type": "execute_result", "data": {"text/plain": "1.0"}, "metadata": {}, "execution_count": 1}
    for cell in notebook["cells"]:
        cell["attachments"] = {"x.png": {"image/png": "PHNjcmlwdD4="}, "x.svg": {"image/svg+xml": "<svg onload=x>"}}
        if cell["cell_type"] == "code":
            cell.update(outputs=[result], execution_count=1000)
    return _bytes(notebook)


@forgery
def hides_code_in_metadata(release: bytes, solutions: dict[str, str]) -> bytes:
    """Puts code and script where a reader of metadata may run or show it: kernels, languages, widgets, names."""
    notebook = _read(release, solutions)
    script = "<script>alert('owned')</script>"
    notebook["metadata"] = {
        "kernelspec": {"name": "bash", "display_name": script, "language": "bash", "argv": ["touch", "/tmp/x"]},
        "language_info": {
            "name": script,
            "codemirror_mode": script,
            "pygments_lexer": "../../x",
            "nbconvert_exporter": "x",
        },
        "title": script,
        "authors": [{"name": script}],
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"x": script}}},
        "celltoolbar": script,
        "nbgrader": {"exec": "import os"},
        script: script,
    }
    for cell in notebook["cells"]:
        cell["metadata"].update({script: script, "tags": [script, "remove_cell", "skip-execution"], "collapsed": True})
        cell["metadata"].update(slideshow={"slide_type": script}, jupyter={"source_hidden": True}, style=script)
        cell["id"] = "x' onclick='alert(1)"
    notebook["nbformat_minor"] = script
    return _bytes(notebook)


@forgery
def adds_a_thousand_cells(release: bytes, solutions: dict[str, str]) -> bytes:
    """Adds more cells than anyone writes, some under names of the instructor's."""
    notebook = _read(release, solutions)
    names = ["setup", "relu-values", "added-1", "added-2", "", "x" * 100_000, "../../x", "\n\x1b[2J"]
    cells = [{**code_cell("pass"), "id": names[number % len(names)]} for number in range(1_000)]
    notebook["cells"][1:1] = cells
    return _bytes(notebook)


@forgery
def ends_many_candidates(release: bytes, solutions: dict[str, str]) -> bytes:
    """Adds many cells that end their process, each after one that does not."""
    notebook = _read(release, solutions)
    for number in range(25):
        notebook["cells"] += [code_cell(f"x = {number}"), code_cell("import os; os._exit(0)")]
    return _bytes(notebook)


@forgery
def shows_a_thousand_pictures(release: bytes, solutions: dict[str, str]) -> bytes:
    """Adds cells that each show as many and as large pictures as a cell may show."""
    notebook = _read(release, solutions)
    draw = """import numpy as np
pixels = np.zeros((1999, 1999, 4), np.uint8)
for _ in range(2):
    get_ipython().recorder.show("display_data", {"application/x-pixels": pixels})"""
    notebook["cells"] += [code_cell(draw) for _ in range(20)]
    return _bytes(notebook)


@forgery
def writes_what_renders_slowly(release: bytes, solutions: dict[str, str]) -> bytes:
    """Hands in prose that takes a Markdown renderer hours: brackets, emphasis, links, quotes and tables, nested."""
    notebook = _read(release, solutions)
    for text in ("[" * 50_000, "*a_ " * 25_000, "> " * 30_000, "[a](" * 25_000, "`" * 99_999, "![[]()" * 15_000):
        notebook["cells"].append(markdown_cell(text))
    notebook["cells"] += [markdown_cell("\\begin{x}" * 10_000) for _ in range(40)]
    for text in ("$" * 90_000, "<" * 90_000, "|a" * 40_000 + "\n" + "|-" * 40_000, "- " * 40_000, "**a" * 30_000):
        notebook["cells"].append(markdown_cell(text))
    return _bytes(notebook)


@forgery
def injects_script_into_prose(release: bytes, solutions: dict[str, str]) -> bytes:
    """Writes script into the written answer and into Markdown and raw cells of its own."""
    notebook = _read(release, solutions)
    texts = [
        "<script>alert('owned')</script>",
        "<img src=x onerror=alert('owned')>",
        "[x](javascript:alert(1))",
        "[x](JaVa&#115;cript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        "![x](x' onerror='alert(1))",
        "![x](http://127.0.0.1:9/owned.png)",
        "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
        "![x](attachment:x.svg)",
        '[x](http://x "onmouseover=alert(1)")',
        "`<script>`<script>alert('owned')</script>",
        "```html\n</code></pre><script>alert('owned')</script>\n```",
        "```x' onclick='alert(1)\nx\n```",
        "~~~\n<script>\n~~~\n<script>alert('owned')</script>",
        r"$\href{javascript:alert(1)}{x}$",
        r"$\style{background:url(http://127.0.0.1:9/owned)}{x}$",
        r"$\mmlToken{mi}[href='javascript:alert(1)']{x}$",
        r"$\bbox[background:url(http://127.0.0.1:9/owned)]{x}$",
        r"$\let\x\href \x{javascript:alert(1)}{y}$",
        "$</script><script>alert('owned')</script>$",
        "$$<img src=x onerror=alert('owned')>$$",
        r"\\(<img src=x onerror=alert('owned')>\\)",
        "| a |\n|---|\n| <script>alert('owned')</script> |",
        "<!--><script>alert('owned')</script>-->",
        "<svg><script>alert(1)</script></svg><style>.score{display:none}</style>",
        "<details open ontoggle=alert(1)>",
        "# <a name='score'></a>Score: 23 {#score onclick=alert(1)}",
        "&lt;script&gt;alert('owned')&lt;/script&gt;",
        "<x-y onclick=alert(1)>\u2028</x-y>",
        "x\x00<scr\x00ipt>alert('owned')</script>",
        "[x](http://127.0.0.1:9/)[y][z]\n\n[z]: <data:text/html,owned> 'x'",
    ]
    named = _named(notebook)
    named["why-derive"]["source"] = "\n\n".join(texts)
    named["why-derive"]["attachments"] = {"x.svg": {"image/svg+xml": "<svg onload=alert(1)>"}}
    notebook["cells"] += [markdown_cell(text, attachments={"x": {}}) for text in texts]
    notebook["cells"] += [{**markdown_cell(text), "cell_type": "raw"} for text in texts]
    notebook["cells"] += [code_cell(f"'''{texts[0]}'''  # {texts[1]}")]
    notebook["cells"] += [{**markdown_cell(texts[1]), "metadata": {"raw_mimetype": "text/html"}, "cell_type": "raw"}]
    return _bytes(notebook)


@forgery
def writes_odd_text(release: bytes, solutions: dict[str, str]) -> bytes:
    """Hands in text with half characters, zero bytes, control codes and a line of five megabytes."""
    notebook = _read(release, solutions)
    texts = ["\ud800", "x = '\x00'", "\x1b[2J\x1b]0;owned\x07", "\r\n\u2028\u2029\x85\x0c1 / 0", "‮ print('x')"]
    notebook["cells"] += [code_cell(text) for text in texts] + [markdown_cell(text) for text in texts]
    notebook["cells"] += [code_cell("%%html\n<script>alert(1)</script>"), code_cell("!touch /tmp/left-by-an-attack")]
    notebook["cells"] += [
        code_cell("%load_ext autoreload"),
        code_cell("%run targets.json"),
        code_cell("%%writefile x\nx"),
    ]
    notebook["cells"] += [
        code_cell("(" * 10_000),
        code_cell("x = " + "-" * 100_000 + "1"),
        code_cell("#" + "x" * 5_000_000),
    ]
    return _bytes(notebook)


@forgery
def weighs_fifty_megabytes(release: bytes, solutions: dict[str, str]) -> bytes:
    """Brings fifty megabytes along in outputs, attachments and metadata."""
    notebook = _read(release, solutions)
    heavy = "x" * 10_000_000
    for cell in notebook["cells"][:5]:
        cell["metadata"]["heavy"] = cell["outputs"] = cell["attachments"] = heavy[:3_400_000]
    return _bytes(notebook)


@forgery
def mistypes_everything(release: bytes, solutions: dict[str, str]) -> bytes:
    """Has numbers, lists and nothing where a reader expects text, and text where it expects more."""
    notebook = _read(release, solutions)
    odd = [None, 1, [], {}, True, [None, 1, "x"], "x", 1e400]
    cells = [{"cell_type": value, "source": value, "metadata": value, "id": value, "outputs": value} for value in odd]
    cells += [{"metadata": {"nbgrader": {"grade_id": value, "points": value}}} for value in odd]
    notebook["cells"] += [*cells, *odd]
    notebook["metadata"] = notebook["nbformat"] = None
    return _bytes(notebook)


@forgery
def is_an_old_notebook(release: bytes, solutions: dict[str, str]) -> bytes:
    """Is written in the format of 2012, with worksheets."""
    notebook = _read(release, solutions)
    for cell in notebook["cells"]:
        cell["input"] = cell.pop("source")
    sheets = [{"cells": notebook.pop("cells"), "metadata": {}}, None, {"cells": "x"}]
    return _bytes({**notebook, "worksheets": sheets, "nbformat": 3, "nbformat_minor": 0})


@forgery
def repeats_its_keys(release: bytes, solutions: dict[str, str]) -> bytes:
    """Has every key of the notebook twice, so that two readers see two notebooks."""
    whole = _bytes(_read(release, solutions)).decode()
    return ('{"cells": [], ' + whole[1:-1] + ', "nbformat": 4, "metadata": {}}').encode()


@forgery
def nests_without_end(release: bytes, solutions: dict[str, str]) -> bytes:
    """Is JSON of a million brackets."""
    return b"[" * 1_000_000


@forgery
def takes_much_memory_to_read(release: bytes, solutions: dict[str, str]) -> bytes:
    """Is a small file that becomes gigabytes when it is read."""
    return b'{"cells":[' + b"{}," * 15_000_000 + b"{}]}"


@forgery
def is_no_text(release: bytes, solutions: dict[str, str]) -> bytes:
    """Is bytes of no encoding."""
    return bytes(range(256)) * 100


@forgery
def has_long_numbers(release: bytes, solutions: dict[str, str]) -> bytes:
    """Holds a number of a million digits."""
    return release.replace(b'"nbformat": 4', b'"nbformat": ' + b"4" * 1_000_000)
