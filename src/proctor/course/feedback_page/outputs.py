"""What a student's cell showed, as HTML: text, tables and pictures, each made anew here."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Iterable
from dataclasses import dataclass

import nh3
from markupsafe import Markup
from nbformat import NotebookNode
from PIL import Image

from proctor.course.feedback_page.formulas import mathml
from proctor.course.feedback_page.prose import WIDE
from proctor.course.feedback_page.room import MAX_OUTPUT_CHARACTERS, Room, without_folders

MAX_HTML_CHARACTERS = 40_000
MAX_OUTPUTS = 50
"""Of one cell."""
MAX_WIDTH_PIXELS = 1280
"""Of a picture on the page: twice its widest place."""
_TABLE = set("table caption thead tbody tfoot tr th td p br b strong i em code pre ul ol li div span sub sup".split())
_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}


@dataclass(frozen=True)
class Picture:
    """A picture on the page."""

    data: str
    """Base64 of a PNG."""
    width_pixels: int
    height_pixels: int


Shown = Markup | Picture


def shown_outputs(outputs: Iterable[NotebookNode], room: Room) -> list[Shown]:
    """The outputs of one of the student's cells, in their order, as far as there is room."""
    outputs = list(outputs)
    made = [found for output in outputs[:MAX_OUTPUTS] if (found := _shown(output, room))]
    if len(outputs) > MAX_OUTPUTS:
        made.append(Markup(f'<p class="soft">{len(outputs) - MAX_OUTPUTS} more outputs are not shown.</p>'))
    return made


def error_line(output: NotebookNode) -> str:
    """An exception of the student's own cell in one line; what a traceback says of libraries is left out."""
    return without_folders(": ".join(filter(None, (output.ename, output.evalue))))


def _shown(output: NotebookNode, room: Room) -> Shown | None:
    if output.output_type == "stream":
        return _text(output.get("text", ""), room)
    if output.output_type == "error":
        return room.text(error_line(output), MAX_OUTPUT_CHARACTERS)
    data = output.get("data", {})
    if "image/png" in data:
        return _picture(data["image/png"], room)
    if len(table := data.get("text/html", "")) <= MAX_HTML_CHARACTERS and "<table" in table:
        return room.take(_table(table))
    tex = data.get("text/latex", "").strip()
    if formula := mathml(tex.strip("$"), block=True) if tex else None:
        return room.take(Markup(f'<div class="formula" role="group" aria-label="formula" tabindex="0">{formula}</div>'))
    return _text(data.get("text/plain", ""), room)


def _text(text: str, room: Room) -> Markup | None:
    return room.text(without_folders(text.rstrip()), MAX_OUTPUT_CHARACTERS) if text.strip() else None


def _table(given: str) -> Markup:
    """A table such as pandas makes, without styles, links and names; wide ones scroll by themselves."""
    cleaned = nh3.clean(
        without_folders(given),
        tags=_TABLE,
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes=set(),
        attribute_filter=lambda tag, name, value: value if name in _ATTRIBUTES.get(tag, ()) else None,
        clean_content_tags={"script", "style"},
    )
    return Markup(f"{WIDE}{cleaned}</div>")


def _picture(data: str, room: Room) -> Shown:
    """The picture encoded anew, smaller where the page has little room left."""
    try:
        image = Image.open(io.BytesIO(base64.b64decode(data)), formats=["PNG"])
        pixels = image.width * image.height
        if pixels > room.pixels:
            return Markup('<p class="soft">A picture is not shown: there is no room for so large a one.</p>')
        room.pixels -= pixels
        image = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, binascii.Error, Image.DecompressionBombError):
        return Markup('<p class="soft">A picture is not shown: it cannot be read.</p>')
    on_white = Image.new("RGB", image.size, "white")
    on_white.paste(image, mask=image.getchannel("A"))
    width = min(image.width, MAX_WIDTH_PIXELS)
    share = max(room.picture_bytes // 4, 20_000)
    while width >= 100:
        size = (width, max(1, round(image.height * width / image.width)))
        encoded = _encoded(on_white if size == image.size else on_white.resize(size))
        if len(encoded) <= min(share, room.picture_bytes):
            room.picture_bytes -= len(encoded)
            return Picture(encoded, *size)
        width //= 2
    return Markup('<p class="soft">A picture is not shown: the page is full.</p>')


def _encoded(image: Image.Image) -> str:
    stream = io.BytesIO()
    image.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode("ascii")
