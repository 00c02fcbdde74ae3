"""Written answers: honest ones stay as they are, and what would act on a page stands as plain text."""

import pytest
from attack_pages import acting_parts
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from proctor.grading.prose import MAX_CHARACTERS, MAX_RENDERED_CHARACTERS, MAX_RENDERED_IN_ALL, NOTE, safe_markdown

NAMES = ("softmax-values", "why-derive")

HONEST = [
    "",
    "One sentence.",
    "Differences stay: $x_i - x_j$ has no $\\mathbf{m}$ in it, so $a < b$ and $c > d$ stay.",
    "$$\\begin{aligned}a &= b \\\\ c &= d\\end{aligned}$$\n\nand \\\\(x\\\\) and \\\\[y\\\\]",
    "\\begin{equation}\\frac{1}{2}\\end{equation}",
    "# A heading\n\n## Softmax values\n\nUnderlined\n----------\n\n- a\n- *b*\n  1. **c**\n\n> quote\n\n---\n",
    "| a | b |\n|:--|:-:|\n| $x$ | `y` |",
    "`a < b` and\n\n```python\nif a < b and c:\n    print('<b>')\n```\n\n```pseudo\nx <- y\n```",
    '[a book](https://example.org/a?b=1&c=2 "title") and https://example.org and <mailto:a@example.org> and [up](#top)',
    "if a < b then c > d; R & D; x <- y; caf\u00e9 \u2603; 5 \\$; ~~old~~",
    "Term\n: what it means",
    "&alpha; &lt; &beta; &amp; &nbsp;",
    "line\\\nbreak  \nbreak",
]

HOSTILE = [
    "<script>alert(1)</script>",
    "text <b>bold</b>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<!-- x -->",
    "<?x ?>",
    "<!DOCTYPE html>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](JaVa&#115;cript:alert(1))",
    "[x](<\x01javascript:alert(1)>)",
    "[x](javascript&colon;alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,x)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[x](run.html)",
    "[x](http:run.html)",
    "[x](https:run.html)",
    "[x](http:/run.html)",
    "[x](//elsewhere/x)",
    "[x](/formgrader/api/status)",
    "![x](plot.png)",
    "![x](https://example.org/x.png)",
    "![x](attachment:x.svg)",
    "- [ ] a box",
    "```mermaid\ngraph TD; a-->b\n```",
    '```x"onclick="alert(1)\nx\n```',
    "# softmax-values",
    "softmax-values\n===",
    "> why-derive\n> ---",
    "# softmax-values_extra_credit",
    "## why-derive-comment",
    "# statusmessage",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\href1{x}$",
    r"$\style{color:red}{x}$",
    r"$\mmlToken{mi}[href=x]{y}$",
    r"$\bbox[background:url(x)]{y}$",
    r"&#36;&#92;href{javascript:alert(1)}{x}&#36;",
    r"&dollar;&bsol;href{javascript:alert(1)}{x}&dollar;",
    r"$\hr*e*f{x}{y}$ $\cssId{softmax-values}{x}$",
    "x\x00<scr\x00ipt>alert(1)</script>",
]

# pieces that mean something to a renderer, to put together at random
PIECES = st.sampled_from(
    [
        *HOSTILE,
        "<",
        ">",
        "</code>",
        "</pre>",
        "<script>alert(1)</script>",
        "```",
        "````",
        "~~~",
        "`",
        "\n",
        "\n\n",
        "    ",
        "$",
        "$$",
        "\\\\(",
        "\\\\)",
        "\\begin{x}",
        "\\end{x}",
        "[",
        "](",
        ")",
        "![",
        "\\",
        "|",
        "|-|",
        "> ",
        "- ",
        "&lt;",
        "\r",
        "\x0b",
        "\x0c",
        "\x85",
        "\u2028",
        "\t",
        "x",
        "1. ",
        ": ",
        "#",
        "*",
        "_",
        '"',
        "'",
        "text",
    ]
)


def shown(text: str) -> str:
    """What becomes of one answer."""
    (safe,) = safe_markdown([text], NAMES)
    return safe


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_answer_stays_as_it_is(text):
    """Formulas, lists, tables, code, headings and links to elsewhere come through unchanged."""
    assert text == shown(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_would_act_is_shown_as_plain_text(text):
    """HTML, script, images, links to run or to the page's own server, and names of fields end up in a code block."""
    safe = shown(text)

    assert safe.startswith(f"{NOTE}\n\n```")
    assert text in safe
    assert set() == acting_parts(markdown2html_mistune(safe))


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_that_is_put_together_acts(text):
    """Whatever is written, the page that nbconvert makes of the safe answer holds nothing that acts."""
    html = markdown2html_mistune(shown(text))

    assert set() == acting_parts(html)
    assert not [name for name in NAMES if f'id="{name}"' in html]


@pytest.mark.parametrize("fence", ["```", "````", "~~~", "`" * 40])
def test_no_fence_in_an_answer_ends_the_code_block(fence):
    """The block's own fence is longer than any in the answer."""
    html = markdown2html_mistune(
        shown(f"{fence}\n<script>alert(1)</script>\n{fence}\n<script>alert(1)</script>\n{fence}")
    )

    assert "<script" not in html
    assert 2 == html.count("&lt;script&gt;")


def test_long_answers_are_not_rendered_but_all_there():
    """An answer that may take a renderer long is plain text, and one beyond all measure is cut."""
    long = "*a* & " * (MAX_RENDERED_CHARACTERS // 6 + 1)

    assert long in shown(long)
    assert shown(long).startswith(NOTE)
    assert MAX_CHARACTERS == len(shown("a" * (MAX_CHARACTERS + 1)))


def test_many_answers_are_rendered_up_to_a_bound():
    """Beyond the notebook's bound answers that need rendering are plain text; those that need none stay."""
    answer = "*a* & " * (MAX_RENDERED_CHARACTERS // 6)
    fit = MAX_RENDERED_IN_ALL // len(answer)
    safe = list(safe_markdown([answer] * (fit + 2) + ["plain"], ()))

    assert [answer] * fit == safe[:fit]
    assert all(text.startswith(NOTE) for text in safe[fit:-1])
    assert "plain" == safe[-1]
