"""What a submission displays, made safe to look at.

Only four things reach a page that a person opens: plain text, sanitised HTML, LaTeX without macros that act on
the page, and images that were encoded here from pixels. A student's bytes are never decoded as an image, and
a student's script never reaches a browser.
"""

import base64
import html
import re

import nh3
import numpy as np

from proctor.grading.png import png

MAX_IMAGE_PIXELS = 4_000_000
MAX_IMAGES = 20
"""Images per cell."""
MAX_HTML_CHARACTERS = 200_000

_TAGS = nh3.ALLOWED_TAGS - {"img", "area", "map"}
_ATTRIBUTES = {
    "*": {"style"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}
_STYLES = {
    "text-align",
    "font-weight",
    "font-style",
    "color",
    "background-color",
    "padding",
    "border",
}
_LOADING = re.compile(r"url|image|\\\\", re.IGNORECASE)
"""Values in a style that fetch something, or hide a word behind a backslash."""
ACTING_TEX = re.compile(
    r"\\(href|style|class|cssId|require|unicode|mmlToken|bbox|data|html\w*)(?![A-Za-z])", re.IGNORECASE
)
"""MathJax commands that set links, classes, ids or styles, or load code."""
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def safe_outputs(outputs) -> list[dict]:
    """nbformat outputs that hold nothing but text, sanitised HTML and PNG images made here.

    ``outputs`` are the candidate's, in nbformat's form, with images as uint8 arrays (height, width, 4) under
    ``pixels``. What cannot be shown is left out or replaced by a line that says so.
    """
    result: list[dict] = []
    images = 0
    for output in outputs:
        match output.get("output_type"):
            case "stream":
                name = "stderr" if output.get("name") == "stderr" else "stdout"
                result.append({"output_type": "stream", "name": name, "text": _text(output.get("text"))})
            case "error":
                result.append(_error(output))
            case "display_data" | "execute_result" as output_type:
                data, has_image = _data(output, may_draw=images < MAX_IMAGES)
                images += has_image
                shown = {"output_type": output_type, "data": data, "metadata": {}}
                if output_type == "execute_result":
                    shown["execution_count"] = None
                result.append(shown)
    return result


def _data(output: dict, *, may_draw: bool) -> tuple[dict, bool]:
    """One mime bundle made safe, and whether it holds an image."""
    given, data = output.get("data") or {}, {}
    pixels = output.get("pixels")
    if pixels is not None and may_draw:
        png = encode_png(pixels)
        if png is not None:
            data["image/png"] = png
    if "text/html" in given:
        data["text/html"] = safe_html(given["text/html"])
    if "text/latex" in given and not ACTING_TEX.search(_text(given["text/latex"])):
        data["text/latex"] = _text(given["text/latex"]).replace("<", r"\lt ").replace(">", r"\gt ")
    # nbconvert renders text/markdown with raw HTML in it: shown as the text it is.
    data["text/plain"] = _text(given.get("text/plain") or given.get("text/markdown") or "")
    return data, "image/png" in data


def _error(output: dict) -> dict:
    return {
        "output_type": "error",
        "ename": _text(output.get("ename"))[:200],
        "evalue": _text(output.get("evalue")),
        "traceback": [_text(line) for line in output.get("traceback", ())][:100],
    }


def safe_html(given: str) -> str:
    """HTML without script, links to act on, outside resources or positioning; tables and plain styles stay.

    Where the page would read its text as TeX that acts, the HTML is shown as text.
    """
    given = _text(given)[:MAX_HTML_CHARACTERS]
    cleaned = nh3.clean(
        given,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=lambda tag, name, value: None if _LOADING.search(value) else value,
        filter_style_properties=_STYLES,
        url_schemes=set(),
        clean_content_tags={"script", "style"},
    )
    if ACTING_TEX.search(html.unescape(nh3.clean(cleaned, tags=set(), clean_content_tags=set()))):
        return f"<pre>{html.escape(given)}</pre>"
    return cleaned


def encode_png(pixels: np.ndarray) -> str | None:
    """Base64 PNG of uint8 pixels (height, width, 3 or 4); None if they are not an image of sane size."""
    if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8 or pixels.ndim != 3:
        return None
    height, width, channels = pixels.shape
    if channels not in (3, 4) or not 0 < height * width <= MAX_IMAGE_PIXELS:
        return None
    return base64.b64encode(png(pixels)).decode("ascii")


def _text(value) -> str:
    """Text that a page, a terminal and a file can hold: no colour codes, control characters or half characters."""
    text = "" if value is None else str(value)
    return _CONTROL.sub("", _ANSI.sub("", text)).encode("utf-8", "replace").decode("utf-8")
