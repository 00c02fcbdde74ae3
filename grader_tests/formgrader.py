"""A Jupyter server with nbgrader's formgrader, and a browser that writes down what a page tries to do."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from proctor.course.layout import Course

START_SECONDS = 120
PAGE_SECONDS = 60

_WATCH = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'open', 'print']) window[name] = () => { window.ran.push(name) };
"""
"""Runs in each page before anything of the page does."""

_POKE = """
const inside = document.getElementById('notebook-container') || document.body;
const stop = event => { event.preventDefault() };
document.addEventListener('click', stop, true);
for (const element of inside.querySelectorAll('*')) {
  if (element.closest('.panel-heading, .panel-footer, .navbar')) continue;
  for (const type of ['click', 'mouseover', 'mouseenter', 'focus', 'toggle', 'load', 'error', 'begin', 'animationend'])
    element.dispatchEvent(new Event(type, {bubbles: false, cancelable: true}));
}
document.removeEventListener('click', stop, true);
"""
"""What a person's hand would set off, in the part of a page that shows a student's work."""

_ACTING = """
const inside = document.getElementById('notebook-container') || document.body;
const found = [];
for (const element of inside.querySelectorAll('*')) {
  if (element.closest('.panel-heading, .panel-footer')) continue;
  if (element.matches('script, style, link, iframe, frame, object, embed, form, meta, base, svg, math, video, audio'))
    found.push(element.outerHTML.slice(0, 200));
  for (const {name, value} of element.attributes) {
    if (name.startsWith('on') || name === 'srcdoc' || name === 'srcset') found.push(`${name}=${value}`);
    if (['href', 'src', 'action', 'formaction', 'data', 'poster', 'background', 'xlink:href'].includes(name)
        && !/^(#|data:image\\/png;base64,|mailto:|https?:\\/\\/[^/])/.test(value)) found.push(`${name}=${value}`);
    if (name === 'style' && /url|position|margin|expression/i.test(value)) found.push(`${name}=${value}`);
  }
}
return found;
"""


@contextmanager
def open_formgrader(course: Course, folder: Path):
    """Start a server on a course, with settings of its own under ``folder``; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR")}
    options = [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1"]
    options += ["--no-browser", "--IdentityProvider.token=", f"--ServerApp.root_dir={course.root}"]
    if os.geteuid() == 0:
        options.append("--allow-root")
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options],
            cwd=course.root,
            env={**os.environ, **own, "HOME": str(folder), "IPYTHONDIR": str(folder / "ipython")},
            stdout=log,
            stderr=log,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_it_answers(f"{address}/formgrader/api/status", server, folder / "log")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_it_answers(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the server does not answer ({error}):\n{log.read_text()[-4000:]}") from error
            time.sleep(0.3)


class Watched:
    """A browser whose pages cannot do anything unseen."""

    def __init__(self, browser) -> None:
        self._browser = browser
        browser.set_page_load_timeout(PAGE_SECONDS)
        self._script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
        # MathJax comes from elsewhere: a test reaches nobody
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*cdnjs.cloudflare.com*"]})

    def close(self) -> None:
        self._browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", self._script)
        self._browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})

    def open(self, address: str, ready: str = "return true") -> None:
        """Open a page and wait until the script ``ready`` says that all of it is there."""
        self._browser.get(address)
        self.wait(ready)

    def wait(self, ready: str) -> None:
        """Wait until a script returns something true."""
        deadline = time.monotonic() + PAGE_SECONDS
        while not self.ask(ready):
            assert time.monotonic() < deadline, f"{self._browser.current_url} is not ready: {ready}"
            time.sleep(0.1)

    def ask(self, script: str):
        """What a script in the page returns."""
        return self._browser.execute_script(script)

    def text(self) -> str:
        """All text that the page shows."""
        return self.ask("return document.body.innerText")

    def poke(self) -> None:
        """Touch everything of the student's in the page."""
        self.ask(_POKE)
        time.sleep(0.3)

    def ran(self) -> list[str]:
        """What ran in the page that should not have, and the title if it says so."""
        return self.ask("return [...window.ran, ...(document.title === 'ran' ? ['title'] : [])]")

    def fetched(self) -> list[str]:
        """Addresses of everything that the page asked for, whether it came or not."""
        return self.ask("return performance.getEntriesByType('resource').map(entry => entry.name)")

    def acting(self) -> list[str]:
        """What in the page's notebook a browser would act on, now or at a click."""
        return self.ask(_ACTING)
