"""The leak guard finds what students must not have, wherever and however it is put, and nothing else."""

import base64
import bz2
import gzip
import io
import json
import zipfile
import zlib

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from proctor.course.leakguard import content_leaks, file_leaks, leaks, metadata_leaks
from proctor.course.secrets import ExemptionError, exemptions, is_common_code

SOLUTION = "return X - X.mean(axis=0, keepdims=True)"
TEST = "columns.append([value - mean for value in column])"
ANSWER = "Do not centre when zero itself has a meaning, for example in counts where most entries are empty."
SCHEME = "names the position as changed, and differences or distances between rows as kept"


@pytest.fixture
def plant(unit, released, edit):
    """Plant something in the released notebook, and give what the guard says of it."""

    def planted(how):
        edit(released / "mean.ipynb", how, keep_form=False)
        return leaks(unit, released)

    return planted


def only(found):
    """The one cell or file and the secret's cell that all leaks agree on."""
    (one,) = {(leak.place, leak.source.partition(",")[0]) for leak in found}
    return one


def test_a_clean_release_has_no_leaks(unit, released):
    """What nbgrader makes of a sound unit passes."""
    assert [] == leaks(unit, released)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (f"Do it like this: `{SOLUTION}`.", "cell centre"),
        (f"```\n        {SOLUTION}\n```", "cell centre"),
        ("return X  -  X.mean( axis = 0,\n   keepdims = True )", "cell centre"),
        (f"We compute {TEST} by hand.", "cell centre-values"),
        (ANSWER, "cell centre-keeps"),
        ("**Do not** centre when\nzero *itself* has a meaning, for example in counts where most", "cell centre-keeps"),
        (f"* {SCHEME.upper()}", "cell centre-keeps"),
        (base64.b64encode(f"# hint\n{SOLUTION}".encode()).decode(), "cell centre"),
        (f"aword{base64.b64encode(SOLUTION.encode()).decode()}", "cell centre"),
        (SOLUTION.encode().hex(), "cell centre"),
        (base64.b64encode(zlib.compress(SOLUTION.encode())).decode(), "cell centre"),
        (base64.b64encode(gzip.compress(base64.b64encode(SOLUTION.encode()), mtime=0)).decode(), "cell centre"),
        ("return X - X.mean(axis&#61;0, keepdims&#61;True)", "cell centre"),
    ],
)
def test_a_secret_in_a_text_is_found(plant, text, origin):
    """Prose, fenced code, other blanks and markup, capitals, base64, hex, zlib, HTML: all are the same secret."""
    found = plant(lambda cells, _: cells["section-1"].update(source=text))

    assert ("cell section-1", origin) == tuple(part.partition(", ")[0] for part in only(found))


@pytest.mark.parametrize(
    "code",
    [
        f"def g(X):\n        {SOLUTION}  # mine",
        "def g(X):\n    return (X - X.mean(axis=0,\n                    keepdims=(True)))",
        "C = X - X.mean(axis=0, keepdims=True)",
    ],
)
def test_a_solution_in_another_layout_is_found(plant, code):
    """Indentation, comments, brackets, line breaks and another statement around it do not hide a solution."""
    found = plant(lambda _, notebook: notebook.cells.append(new_code_cell(code, id="extra")))

    assert ("cell extra", "cell centre") == only(found)


@pytest.mark.parametrize(
    "hide",
    [
        lambda cells, nb: nb.metadata.update(author=SOLUTION),
        lambda cells, nb: nb.metadata.kernelspec.update(display_name=SOLUTION),
        lambda cells, nb: cells["section-1"].metadata.update(deep={"er": [{"note": SOLUTION}]}),
        lambda cells, nb: cells["section-1"].metadata.update({SOLUTION: 1}),
        lambda cells, nb: cells["section-1"].metadata.update(tags=[SOLUTION]),
        lambda cells, nb: cells["imports"].metadata.nbgrader.update(comment=SOLUTION),
        lambda cells, nb: cells["imports"].outputs.append(new_output("stream", text=SOLUTION)),
        lambda cells, nb: cells["imports"].outputs.append(
            new_output("display_data", data={"application/json": {"a": [SOLUTION]}})
        ),
        lambda cells, nb: cells["imports"].outputs.append(
            new_output("error", ename="E", evalue="", traceback=[SOLUTION])
        ),
        lambda cells, nb: cells["section-1"].update(
            attachments={"a.txt": {"text/plain": base64.b64encode(SOLUTION.encode()).decode()}}
        ),
    ],
)
def test_a_secret_anywhere_in_the_notebook_is_found(plant, hide):
    """Metadata at any level, keys, tags, outputs and attachments are all read."""
    found = [leak for leak in plant(hide) if leak.source]

    assert {"cell centre"} == {leak.source.partition(",")[0] for leak in found}


def _zip(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def _npz() -> bytes:
    packed = io.BytesIO()
    np.savez_compressed(packed, notes=np.array([SOLUTION]))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("data.csv", f"a,b\n1,{SOLUTION}\n".encode()),
        ("data.json", json.dumps({"x": {"y": SOLUTION}}).encode()),
        ("data.txt", SOLUTION.encode("utf-16")),
        ("data.zip", _zip("inner.txt", SOLUTION.encode())),
        ("data.zip", _zip("inner.zip", _zip("x", gzip.compress(SOLUTION.encode(), mtime=0)))),
        ("data.zip", _zip(SOLUTION, b"")),
        ("data.npz", _npz()),
        ("data.csv.gz", gzip.compress(SOLUTION.encode(), mtime=0)),
        ("data.gz", bz2.compress(SOLUTION.encode())),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"zTXt" + zlib.compress(SOLUTION.encode())),
    ],
)
def test_a_secret_in_a_data_file_is_found(unit, released, name, content):
    """Tables, JSON, other encodings, archives in archives, arrays and pictures are opened."""
    for folder in (unit.folder, released):
        (folder / name).write_bytes(content)

    found = leaks(unit, released)

    assert {(name, "cell centre")} == {(leak.file, leak.source.partition(",")[0]) for leak in found}


@pytest.mark.parametrize("marker", ["### BEGIN SOLUTION", "# END HIDDEN TESTS", "### BEGIN MARK SCHEME"])
def test_a_marker_is_found(plant, marker):
    """A marker that is left says that something was not cut."""
    (found,) = plant(lambda cells, _: cells["section-1"].update(source=marker))

    assert marker.lstrip("# ") in found.what


def test_other_metadata_than_needed_is_refused(released, edit):
    """Metadata that no student needs is named, cell by cell, harmless or not."""

    def add(cells, notebook):
        notebook.metadata["authors"] = []
        cells["section-1"].metadata["collapsed"] = True
        cells["imports"].execution_count = 3

    edit(released / "mean.ipynb", add, keep_form=False)

    assert {"holds authors", "holds metadata collapsed", "holds execution_count"} == {
        leak.what for leak in metadata_leaks(released / "mean.ipynb")
    }


@pytest.mark.parametrize(
    "name",
    [".secret", "sub/.hidden/data.csv", "mean.py", "mean.md", "helper.py", "notes.docx", "solutions.csv", "rubric.txt"],
)
def test_a_file_that_is_no_data_is_refused(unit, name):
    """Hidden files, copies of the notebook, programs and files for staff may not stand in a unit's folder."""
    path = unit.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")

    assert [name] == [leak.file for leak in file_leaks(unit)]


def test_a_link_is_refused(unit, released, tmp_path):
    """A link would carry along whatever it points to."""
    (tmp_path / "elsewhere.csv").write_text("1")
    for folder in (unit.folder, released):
        (folder / "data.csv").symlink_to(tmp_path / "elsewhere.csv")

    assert {"is a link"} == {leak.what for leak in file_leaks(unit) + file_leaks(unit, released)}


def test_the_release_holds_the_allowed_files_and_no_others(unit, released):
    """A file too many and a file too few are both named."""
    (unit.folder / "users.csv").write_text("1")
    (released / "extra.csv").write_text("1")

    assert {"users.csv", "extra.csv"} == {leak.file for leak in file_leaks(unit, released)}


def test_what_students_may_see_passes(plant):
    """Signatures, set-up that anybody writes, short formulas and the criteria's titles are no secrets."""
    shown = (
        "`def centre(X)` gives an array of $C_{ij} = X_{ij} - m_j$; `X = np.asarray(X)`, `n, d = X.shape`.\n\n"
        "```python\nfig, ax = plt.subplots()\nfor i in range(n):\n    pass\nreturn X\n```\n\n"
        "- What changes and what stays (2 points)\n\nIt moves the cloud of points."
    )

    assert [] == plant(lambda _, notebook: notebook.cells.append(new_markdown_cell(shown, id="fine")))


@pytest.mark.parametrize(
    "line",
    [
        "return x",
        "import numpy as np",
        "n, d = X.shape",
        "x = np.asarray(x, dtype=float)",
        "pass",
        "else:",
        "return -1.0",
    ],
)
def test_a_line_that_anybody_writes_is_common(line):
    """Returns of a name, imports, conversions and set-up are nobody's idea."""
    assert is_common_code(line)


@pytest.mark.parametrize(
    "line", ["return np.maximum(x, 0)", "grad[x < 0] = 0", "return x * (x > 0)", "w = w - lr * g", "y = np.exp(z)"]
)
def test_a_line_with_an_idea_is_not_common(line):
    """One operator or one telling call makes a line worth hiding, however short."""
    assert not is_common_code(line)


def test_a_line_shown_on_purpose_passes_where_it_says_so_and_nowhere_else(unit, released, edit):
    """SHOWN names the cells: the line passes there, and is a leak in any other."""
    remark = "  # SHOWN in section-1: the section quotes the line and asks what it hides"

    def mark(cells, _):
        cells["centre"].source = cells["centre"].source.replace(SOLUTION, SOLUTION + remark)

    def quote(cells, _):
        for name in ("section-1", "section-2"):
            cells[name].source += f"\n\n`{SOLUTION}`"

    edit(unit.notebook, mark)
    edit(released / "mean.ipynb", quote, keep_form=False)

    assert {"cell section-2"} == {leak.place for leak in leaks(unit, released)}


def test_an_answer_shown_on_purpose_says_so_below_it(unit, released, edit):
    """In prose the remark follows the line that is shown, as an HTML comment."""

    def mark(cells, _):
        source = cells["centre-keeps"].source
        cells["centre-keeps"].source = source.replace(
            ANSWER, f"{ANSWER}\n<!-- SHOWN in section-2: the prompt gives this case as its example -->"
        )

    edit(unit.notebook, mark)
    edit(released / "mean.ipynb", lambda cells, _: cells["section-2"].update(source=ANSWER), keep_form=False)

    assert [] == leaks(unit, released)


@pytest.mark.parametrize("remark", ["# SHOWN", "# SHOWN in section-1", "# SHOWN: a reason of enough words here"])
def test_showing_needs_a_place_and_a_reason(unit, edit, remark):
    """A remark without one of them is refused, so that no exemption is silent."""

    def mark(cells, _):
        cells["centre"].source = cells["centre"].source.replace(SOLUTION, f"{SOLUTION}  {remark}")

    edit(unit.notebook, mark)

    with pytest.raises(ExemptionError, match="centre, line 5"):
        exemptions(nbformat.read(unit.notebook, as_version=4))


def test_a_leak_says_what_where_from_and_what_to_do(unit, released, edit):
    """One line tells the instructor everything."""
    edit(released / "mean.ipynb", lambda cells, _: cells["section-1"].update(source=SOLUTION), keep_form=False)

    (leak,) = content_leaks(nbformat.read(unit.notebook, as_version=4), released)

    assert (
        "mean.ipynb, cell section-1: holds a line of a solution: return X - X.mean(axis=0, keepdims=True) "
        "(from cell centre, line 5); take it out there; if students are meant to see it, "
        "end the instructor's line with `# SHOWN in <cell>: <why>`"
    ) == str(leak)
