"""A running `hongke serve` as tests use it: its address, its stream of states, its files."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page

PATIENCE = 40
"""Seconds until a test gives up; never a measure of anything."""
_SCRIPT = re.compile(rb'<script type="module" src="/__hongke/preview\.js" data-hk-preview="[^"]*"></script>')


class Preview:
    """The command in a process of its own."""

    def __init__(self, root: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hongke", "serve", "--root", root, "--port", "0", *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self.printed: list[str] = []
        self._spoken = threading.Condition()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.url = re.search(r"http://\S+", self.said("http://"))[0]  # type: ignore[index]
        self.port = int(self.url.split(":")[2].split("/")[0])
        self.state(lambda state: bool(not state["version"].endswith("-0") or state["box"]))

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._spoken:
                self.printed.append(line.decode("utf-8"))
                self._spoken.notify_all()
        with self._spoken:
            self.printed.append("(ended)")
            self._spoken.notify_all()

    def said(self, words: str) -> str:
        """Wait until the command has printed the words; returns all that it printed."""
        with self._spoken:
            assert self._spoken.wait_for(lambda: any(words in line for line in self.printed), PATIENCE), self.printed
            return "".join(self.printed)

    def state(self, wanted: Callable[[dict[str, str]], bool] = lambda _: True) -> dict[str, str]:
        """Wait for a state that is wanted."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/__hongke/events")
        answer = connection.getresponse()
        beats = 0
        while beats < PATIENCE / 5 and (line := answer.readline()):
            beats += line == b"event: beat\n"
            if line.startswith(b"data: {"):
                state: dict[str, str] = json.loads(line[6:])
                if wanted(state):
                    connection.close()
                    return state
        connection.close()
        raise AssertionError(f"never came to it: {self.printed}")

    def after(self, version: str) -> dict[str, str]:
        """Wait for a site that is newer than this one."""
        return self.state(lambda state: state["version"] != version)

    def indexed(self) -> None:
        """Wait until the search index is that of the site."""
        self.state(lambda state: state["index"] == state["version"])

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and content of a path, which is sent as it stands."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", quote(path, safe="/%?.:"), headers=headers)
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def page(self, path: str) -> str:
        """Return a page as text."""
        return self.get(f"/{path}")[2].decode("utf-8")

    def stop(self) -> None:
        """End the command."""
        self.process.kill()
        self.process.wait()
        self._listener.join()
        if self.process.stdout:
            self.process.stdout.close()


def as_built(content: bytes) -> bytes:
    """Return a page without the preview's script."""
    return _SCRIPT.sub(b"", content)


def tab(browser: Browser, preview: Preview, path: str = "", **options: object) -> Page:
    """Open a page of the preview in a window of its own, and mark it: a reload takes the mark away."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}, **options).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE * 1000)
    # The stream never ends, so a page is there when its document is.
    page.goto(preview.url + path, wait_until="load")
    return page
