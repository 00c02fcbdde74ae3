"""Outputs as a page may show them: text, sanitised HTML, TeX that does not act, and images made from pixels."""

import base64
import io
import json
from html.parser import HTMLParser

import numpy as np
import pytest
from attack_pages import acting_parts
from PIL import Image

from proctor.grading.outputs import MAX_IMAGE_PIXELS, MAX_IMAGES, encode_png, safe_html, safe_outputs

PIXELS = np.random.default_rng(3).integers(0, 256, (5, 7, 4), dtype=np.uint8)


def shown(**data) -> dict:
    """The mime bundle that a page gets for what a cell displayed."""
    (output,) = safe_outputs(
        [{"output_type": "display_data", "data": {k.replace("_", "/"): v for k, v in data.items()}}]
    )
    return output["data"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT\n>alert(1)</SCRIPT\t>",
        "<scr<script>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a><a href=//elsewhere>x</a><a href=run.html>x</a>",
        "<form action=x><input autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>x</button></form>",
        "<meta http-equiv=refresh content='0;url=x'><base href=x><link rel=stylesheet href=x>",
        "<style>@import 'x'; body{display:none}</style>",
        "<object data=x></object><embed src=x><video src=x onerror=alert(1)></video>",
        "<details open ontoggle=alert(1)>x</details>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<!--><script>alert(1)</script>--><![CDATA[<script>alert(1)</script>]]>",
        "<b id=score name=score class=score>x</b>",
        "<x-y onclick=alert(1) style='x:expression(alert(1))'>x</x-y>",
        "<p style='background:url(x);background-color:url(x);border:u\\\\72l(x) 1px'>x</p>",
        "<p style='position:fixed;margin:-9px;z-index:9;color:image-set(x 1x)'>x</p>",
        "<blockquote cite=x>x</blockquote><del cite=x>x</del><q cite=javascript:alert(1)>x</q>",
        "\x00<scr\x00ipt>alert(1)</script>",
        "<\ud800script>alert(1)</script>",
    ],
)
def test_html_that_acts_loses_what_acts(html):
    """No script, handler, address, name or outside resource is left of an HTML output."""
    cleaned = safe_html(html)

    assert set() == acting_parts(cleaned)
    assert set() == attributes_of(cleaned) - {"style", "rel"}


@pytest.mark.parametrize(
    "html",
    [
        r"<p>$\href{javascript:alert(1)}{x}$</p>",
        r"<p>$\hr<wbr>ef{javascript:alert(1)}{x}$</p>",
        r"<p>$\hr<!-- -->ef{javascript:alert(1)}{x}$</p>",
        r"<p>$&#92;href{javascript:alert(1)}{x}$</p>",
        r"<p>$&bsol;st&#121;le{background:url(x)}{x}$</p>",
        r"<b>\</b>cssId{score}{x}",
        r"<script>x</script>\mmlToken{mi}[href=x]{y}",
    ],
)
def test_html_with_tex_that_acts_is_shown_as_text(html):
    """TeX in an HTML output, which the page would typeset, does not link or style: all of it stands as text."""
    shown_as = safe_html(html)

    assert shown_as.startswith("<pre>")
    assert 1 == shown_as.count("<pre>") == shown_as.count("<") - 1


@pytest.mark.parametrize(
    "html",
    [
        "<p>Loss <b>0.5</b></p>",
        '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        '<p style="color:red;text-align:center">x</p>',
        "<ul><li>$\\frac{1}{2}$</li></ul><pre>x &lt; y</pre>",
    ],
)
def test_honest_html_stays(html):
    """Tables, lists, emphasis, plain colours and formulas come through unchanged."""
    assert html == safe_html(html)


@pytest.mark.parametrize(
    "tex",
    [r"$\frac{a}{b}$", r"\begin{aligned}a&=b\\c&=d\end{aligned}", r"$\textstyle \mathbf{x}^\top\hrefx$", "$a & b$"],
)
def test_honest_tex_stays(tex):
    """Formulas come through unchanged."""
    assert tex == shown(text_latex=tex)["text/latex"]


def test_less_and_greater_in_tex_stay_what_they_mean():
    """The signs that could open a tag are written as the commands that typeset them."""
    assert r"$a \lt b \gt c$" == shown(text_latex="$a <b >c$")["text/latex"]
    assert "<" not in shown(text_latex="$</script><script>alert(1)</script>$")["text/latex"]


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\href1{x}",
        r"\href_x",
        r"\style{color:red}{x}",
        r"\class{score}{x}",
        r"\cssId{x}{y}",
        r"\require{html}",
        r"\unicode{x3c}",
        r"\mmlToken{mi}[href=x]{y}",
        r"\bbox[background:url(x)]{y}",
        "\\hr\x00ef{x}{y}",
        r"\let\x\href \x{javascript:alert(1)}{y}",
        r"\data{x}{y}",
        r"\htmlId{x}{y}",
    ],
)
def test_tex_that_acts_is_left_out(tex):
    """TeX that sets links, styles, classes or ids is not shown as TeX; the plain text stays."""
    assert {"text/plain": "as text"} == shown(text_latex=f"${tex}$", text_plain="as text")


def test_only_four_kinds_of_data_are_shown():
    """SVG, script, widgets, Markdown and images in a student's own bytes never reach a page."""
    kinds = ["image/svg+xml", "application/javascript", "application/json", "image/png", "image/jpeg", "text/markdown"]
    kinds += ["application/vnd.jupyter.widget-view+json", "application/vnd.plotly.v1+json", "application/pdf"]
    data = {kind: "<script>alert(1)</script>" for kind in kinds}
    (output,) = safe_outputs(
        [{"output_type": "display_data", "data": data, "metadata": {"text/html": {"isolated": True}, "x": "y"}}]
    )

    assert {"text/plain": data["text/markdown"]} == output["data"]
    assert {} == output["metadata"]


def test_an_output_of_an_unknown_kind_is_left_out():
    """What nbformat does not know is not shown."""
    assert [] == safe_outputs([{"output_type": "update_display_data", "data": {}}, {"output_type": None}, {}])


@pytest.mark.parametrize("name", ["stdout", "stderr", "<script>", None])
def test_streams_are_text_of_one_of_two_names(name):
    """A stream keeps its text, without colours and control characters, under a name that nbformat knows."""
    text = "a\tb\n<script>\x1b[31mred\x1b[0m\x1b]8;;javascript:alert(1)\x07\x00\x08\x9b1mé☃"
    (output,) = safe_outputs([{"output_type": "stream", "name": name, "text": text}])

    assert ("stderr" if name == "stderr" else "stdout") == output["name"]
    assert "a\tb\n<script>red]8;;javascript:alert(1)1mé☃" == output["text"]


def test_errors_are_text():
    """An error keeps its name, message and traceback as bounded text."""
    given = {"ename": "X" * 999, "evalue": "\x1b[1mno\x1b[0m", "traceback": ["a\x00"] * 500}
    (output,) = safe_outputs([{"output_type": "error", **given}])

    assert {"output_type": "error", "ename": "X" * 200, "evalue": "no", "traceback": ["a"] * 100} == output


def test_half_characters_can_be_written_to_a_file():
    """Text that UTF-8 has no bytes for does not lose the notebook."""
    outputs = [{"output_type": "stream", "text": "\ud800"}, {"output_type": "error", "evalue": "\udfff"}]
    data = dict.fromkeys(("text/html", "text/latex", "text/plain"), "x\ud800")
    safe = safe_outputs([*outputs, {"output_type": "execute_result", "data": data}])

    json.dumps(safe, ensure_ascii=False).encode()
    assert {"text/html": "x?", "text/latex": "x?", "text/plain": "x?"} == safe[2]["data"]


def test_an_image_is_encoded_from_its_pixels():
    """What a page gets is a PNG of the same pixels, with nothing else in the file."""
    (output,) = safe_outputs([{"output_type": "display_data", "data": {"text/plain": "x"}, "pixels": PIXELS}])
    image = Image.open(io.BytesIO(base64.b64decode(output["data"]["image/png"])))

    assert np.array_equal(PIXELS, np.asarray(image))
    assert {} == image.info


def test_an_opaque_image_has_no_alpha():
    """An alpha channel that says nothing is left out, and the colours stay."""
    opaque = PIXELS.copy()
    opaque[..., 3] = 255
    image = Image.open(io.BytesIO(base64.b64decode(encode_png(opaque))))

    assert "RGB" == image.mode
    assert np.array_equal(opaque[..., :3], np.asarray(image))


@pytest.mark.parametrize(
    "pixels",
    [
        b"\x89PNG\r\n\x1a\n<script>",
        PIXELS.astype(float),
        PIXELS[..., 0],
        PIXELS[..., :2],
        PIXELS[:0],
        np.broadcast_to(np.uint8(0), (MAX_IMAGE_PIXELS + 1, 1, 4)),
        np.array([[[None] * 4]], dtype=object),
    ],
    ids=["bytes", "float", "flat", "two channels", "empty", "too large", "objects"],
)
def test_what_is_no_image_of_sane_size_is_not_encoded(pixels):
    """Only uint8 pixels of three or four channels, and not too many of them, become an image."""
    assert encode_png(pixels) is None


def test_a_cell_shows_a_bounded_number_of_images():
    """Beyond the bound an output keeps its text alone."""
    given = [{"output_type": "display_data", "data": {"text/plain": "x"}, "pixels": PIXELS}] * (MAX_IMAGES + 3)
    safe = safe_outputs(given)

    assert MAX_IMAGES == sum("image/png" in output["data"] for output in safe)
    assert len(given) == len(safe)


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag, attributes):
        self.names.update(name for name, _ in attributes)


def attributes_of(html: str) -> set[str]:
    """The names of all attributes in a page."""
    page = _Attributes()
    page.feed(html)
    page.close()
    return page.names
