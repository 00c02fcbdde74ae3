"""Shows script in every kind of output: HTML, SVG, LaTeX, Markdown, JavaScript, JSON, widgets, errors, streams."""

import warnings

from IPython.display import HTML, SVG, IFrame, Javascript, Latex, Markdown, Math, display

script = "<script>alert('owned')</script>"
htmls = [
    script,
    "<img src=x onerror=alert('owned')>",
    "<svg/onload=alert('owned')>",
    "<a href='javascript:alert(1)'>full marks</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import 'http://127.0.0.1:9/owned.css'; .score {display: none}</style>",
    "<div style='background:url(http://127.0.0.1:9/owned);position:fixed;top:0;width:100%;height:100%'>owned</div>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form action='http://127.0.0.1:9/'><input name=password><button>Log in</button></form>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/owned'><base href='http://127.0.0.1:9/'>",
    "<details open ontoggle=alert(1)><object data='data:text/html,owned'></object><embed src='http://127.0.0.1:9/'>",
    "<b id='cell-id=relu' class='score' onclick=alert(1)>x</b><textarea></textarea></div></div></body></html>",
]
for html in htmls:
    display(HTML(html))
    display(Markdown(html))
    display(Latex(html))
    print(html)
    warnings.warn(html, stacklevel=1)
    display({"text/html": [html], "text/plain": [html]}, raw=True)
for tex in (
    r"\href{javascript:alert(1)}{x}",
    r"$\style{background:url(http://127.0.0.1:9/owned)}{x}$",
    r"\require{html}\class{score}{x}",
    r"$\mmlToken{mi}[href='javascript:alert(1)']{x}$",
    r"\bbox[background:url(http://127.0.0.1:9/owned)]{x}",
    r"\def\x{\href}\x{javascript:alert(1)}{y} \cssId{score}{1} \unicode{x3c} \text{" + script + "}",
    "$</script>" + script + "$",
):
    display(Math(tex))
    display(Latex(tex))
    display(Markdown(f"${tex}$"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><text>x</text></svg>"))
display(Javascript("alert(1)"), IFrame("http://127.0.0.1:9/owned", 1, 1))
display({"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "application/json": {"x": script}}, raw=True)
display(
    {"application/vnd.bokehjs_exec.v0+json": "", "application/vnd.plotly.v1+json": {}}, raw=True, metadata={"x": script}
)


class Error(Exception):
    pass


Error.__name__ = Error.__qualname__ = script


def disguise(function):
    def raising(*args):
        function(*args)
        raise Error(htmls[1] + "\x1b]8;;javascript:alert(1)\x07x\x1b[0m")

    return raising


def at_the_end():
    raise Error(htmls[0] + "\x1b[31m" + htmls[5])
