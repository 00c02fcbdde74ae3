r"""Written answers, made safe to look at.

A student's Markdown is shown to assistants by nbconvert, which passes raw HTML through. So an answer is rendered
here, as nbconvert will. If there is no raw HTML in it, and every tag and link that the renderer made is on the
list below, the answer stays as it was written; otherwise all of it is shown as plain text, in a code block.
"""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from proctor.grading.outputs import ACTING_TEX

MAX_CHARACTERS = 100_000
MAX_RENDERED_CHARACTERS = 10_000
"""Of one answer: there are texts that take a renderer the square of their length. Longer ones are plain text."""
MAX_RENDERED_IN_ALL = 10 * MAX_RENDERED_CHARACTERS
"""Of one notebook."""
NOTE = "*This answer holds HTML, links or TeX that are not shown as such; here it is as plain text.*"

_PLAIN = re.compile(r"[^<>&\[\]\\`~|#]*\Z")
_UNDERLINE = re.compile(r"^[ \t>]*[=-]+[ \t]*$", re.MULTILINE)
"""Makes a heading of the line above it."""
_TAGS = set(
    "p br hr em strong del s code pre span div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote "
    "table thead tbody tr th td a sup sub".split()
)
_ATTRIBUTES = {"align", "title", "start", "aria-label"}
_CLASSES = re.compile(
    r"language-[\w+-]+|"
    r"(anchor-link|highlight|hl-\w+|[a-z]{1,3}\d?|math|)( (anchor-link|highlight|hl-\w+|[a-z]{1,3}\d?))*"
)
_FIELD_ID = "{}", "{}_extra_credit", "{}-comment"
_PAGE_IDS = {"notebook", "notebook-container", "toc", "statusmessage"}
"""Ids that nbgrader's pages look for, of fields by cell and of their own: a heading has its text for an id."""
_STYLED = {"th": {"text-align:left", "text-align:right", "text-align:center"}}
_STYLED["td"] = _STYLED["th"]


def safe_markdown(texts: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """A notebook's answers: each as it is if a browser may see what it renders to, else in a code block.

    ``names`` are the ``grade_id`` of the notebook's cells; no heading may pass for one.
    """
    taken = _PAGE_IDS.union(form.format(name) for name in names for form in _FIELD_ID)
    left = MAX_RENDERED_IN_ALL
    for text in texts:
        text = text[:MAX_CHARACTERS]
        if _PLAIN.match(text) and not _UNDERLINE.search(text):
            yield text
            continue
        left -= len(text)
        may_render = len(text) <= MAX_RENDERED_CHARACTERS and left >= 0
        yield text if may_render and not ACTING_TEX.search(text) and _renders_safely(text, taken) else _as_code(text)


def _as_code(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{NOTE}\n\n{fence}text\n{text}\n{fence}"


def _renders_safely(text: str, taken: set[str]) -> bool:
    """Whether nbconvert makes of the text a page with nothing on it but what is on the list."""
    page = _Page(taken)
    try:
        page.feed(MarkdownWithMath(renderer=_Renderer(escape=False)).render(text))
        page.close()
    except Exception:  # raw HTML, or a renderer that stumbles over an answer, which must not be lost
        return False
    return page.is_safe and not ACTING_TEX.search("".join(page.texts))


class _RawHtml(Exception):
    """The text holds HTML of its own."""


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, for text without HTML: browsers read that in more ways than a check can."""

    def inline_html(self, html: str) -> str:
        raise _RawHtml

    block_html = inline_html


class _Page(HTMLParser):
    """Reads a rendered page and remembers its text, and whether all of it is on the list."""

    def __init__(self, taken: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.is_safe = True
        self.texts: list[str] = []
        self._taken = taken

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.is_safe = False
        for name, value in attributes:
            value = value or ""
            if name == "style":
                ok = value.rstrip(";").replace(" ", "") in _STYLED.get(tag, ())
            elif name == "href":
                ok = _is_harmless_link(value)
            elif name == "class":
                ok = bool(_CLASSES.fullmatch(value))
            elif name == "id":
                ok = value not in self._taken
            else:
                ok = name in _ATTRIBUTES
            self.is_safe = self.is_safe and ok

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.is_safe = False

    def handle_decl(self, decl: str) -> None:
        self.is_safe = False

    unknown_decl = handle_pi = handle_decl


def _is_harmless_link(target: str) -> bool:
    """Whether following a link, which takes a click, runs nothing on this page."""
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.netloc)  # "http:work.html" leads to a file that was handed in, on this page's own server
    return parts.scheme == "mailto" or (parts.scheme == "" and target.startswith("#"))
