"""What acts in a page: script, handlers, frames, forms, addresses, and TeX that acts on the page around it."""

import re
from html.parser import HTMLParser

_ACTING_TAGS = {"iframe", "frame", "object", "embed", "form", "base", "meta", "link", "style", "script", "applet"}
_ADDRESSES = {"href", "src", "action", "formaction", "data", "srcdoc", "poster", "background", "xlink:href", "srcset"}
_ACTING_TEX = re.compile(
    r"\\(href|style|class|cssId|require|unicode|mmlToken|bbox|data|html\w*|let|def|newcommand)(?![A-Za-z])"
)
_LINK = re.compile(r"https?://|mailto:")
_PLAIN = {"pre", "code"}
_HARMLESS = re.compile(r"#|data:image/png;base64,|data:text/javascript|https://cdnjs\.cloudflare\.com/")


def acting_parts(html: str) -> set[str]:
    """Everything in a page that a browser would act on, as text to compare between pages."""
    page = _Page()
    page.feed(html)
    page.close()
    return page.parts


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: set[str] = set()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "") for name, value in attributes}
        if tag in _ACTING_TAGS:
            self.parts.add(f"<{tag} {sorted(given.items())}>")
        for name, value in given.items():
            if name.startswith("on"):
                self.parts.add(f"{name}={value}")
            elif tag == "a" and name == "href" and _LINK.match(value):
                continue  # takes a click, and runs nothing on this page
            elif name in _ADDRESSES and not _HARMLESS.match(value):
                self.parts.add(f"{name}={value[:200]}")
            elif name == "style" and re.search(r"url|position|expression|margin|import|z-index", value, re.IGNORECASE):
                self.parts.add(f"style={value}")
        if tag in _PLAIN or tag in ("script", "style"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            self.parts.add(f"{self._open[-1]}: {data[:2000]}")
        elif not self._open:
            self.parts.update(f"TeX {found.group()}" for found in _ACTING_TEX.finditer(data))
