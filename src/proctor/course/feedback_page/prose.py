"""Markdown as HTML for the page: no raw HTML, no image, no script, headings as bold lines, TeX as MathML."""

from __future__ import annotations

import html
import re
import secrets
from functools import lru_cache

import nh3
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from proctor.course.feedback_page.formulas import mathml

MAX_RENDERED_CHARACTERS = 10_000
"""Of one text: there are texts that take a renderer the square of their length. Longer ones are plain text."""
MAX_FORMULAS = 300
"""Of one text; what goes beyond is shown as TeX."""
MAX_UNBROKEN_TEX = 24
"""Characters of a formula in a line of text that fits on a phone; browsers do not break formulas."""
WIDE = '<div class="wide" role="group" aria-label="table" tabindex="0">'
"""Around a table, which scrolls by itself where it is wide, with the keyboard too."""
_TAGS = set("p br hr em strong del code pre ul ol li blockquote table thead tbody tr th td a sup sub".split())


@lru_cache(maxsize=500)
def to_html(text: str) -> Markup:
    """The Markdown as HTML that is safe on the page."""
    if len(text) > MAX_RENDERED_CHARACTERS:
        return plain(text)
    renderer = _Renderer(escape=True, allow_harmful_protocols=False)
    try:
        made = MarkdownWithMath(renderer=renderer).render(text)
    except Exception:  # a renderer that stumbles over an answer, which must not be lost
        return plain(text)
    cleaned = nh3.clean(
        made,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=_known_attribute,
        url_schemes={"http", "https", "mailto"},
    )
    cleaned = cleaned.replace("<table>", f"{WIDE}<table>").replace("</table>", "</table></div>")
    return Markup(re.sub(f"{renderer.token}-(\\d+)-", lambda found: renderer.formulas[int(found[1])], cleaned))


@lru_cache(maxsize=500)
def line_to_html(text: str) -> Markup:
    """One line of Markdown, such as a heading, without the paragraph around it."""
    made = to_html(re.sub(r"^(\d+)\.", r"\1\\.", text)).strip()  # a number makes no list here
    whole = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", made, re.DOTALL)
    return Markup(whole[1]) if whole and "<a " not in made else Markup(html.escape(text))


def plain(text: str) -> Markup:
    """The text as it is."""
    return Markup(f"<pre>{html.escape(text)}</pre>")


def _known_attribute(tag: str, name: str, value: str) -> str | None:
    """A link leads to a page elsewhere: on the page's own server lie files that students handed in."""
    if name == "href" and not re.match(r"https?://|mailto:", value, re.IGNORECASE):
        return None
    return value


class _Renderer(IPythonRenderer):
    """nbconvert's reading of Markdown and TeX, written for this page."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.formulas: list[str] = []
        self.token = secrets.token_hex(16)
        """With a number stands for a formula while the text around it is cleaned; nobody can write it beforehand."""

    def heading(self, text: str, level: int, **attributes) -> str:
        return f"<p><strong>{text}</strong></p>"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return f"<em>[image: {html.escape(text)}]</em>" if text else "<em>[image]</em>"

    def block_code(self, code: str, info: str | None = None) -> str:
        return f"<pre>{html.escape(code)}</pre>"

    def block_math(self, body: str) -> str:
        return self._formula(body, block=True)

    def inline_math(self, body: str) -> str:
        return self._formula(body, block=False)

    def latex_environment(self, name: str, body: str) -> str:
        return self._formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)

    def _formula(self, tex: str, *, block: bool) -> str:
        made = mathml(tex.strip(), block=block) if len(self.formulas) < MAX_FORMULAS else None
        if made is None:
            return f"<code>{html.escape(tex)}</code>"
        if block or len(tex) > MAX_UNBROKEN_TEX:  # wide ones scroll by themselves, with the keyboard too
            kind = "formula" if block else "formula within"
            made = f'<span class="{kind}" role="group" aria-label="formula" tabindex="0">{made}</span>'
        self.formulas.append(made)
        return f"{self.token}-{len(self.formulas) - 1}-"
