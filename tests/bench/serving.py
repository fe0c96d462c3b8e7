"""A server that counts what it sends, so that a worker's requests count as a page's do, and the browser that asks it."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

BLANK = "bench-blank.html"
"""An empty page that every server has beside the folder's files."""
_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


@dataclass(frozen=True)
class Sent:
    """One file that was sent: its address from the root, its bytes, and what a server that compresses text would send."""

    path: str
    size: int
    compressed: int


class Server:
    """Serves a folder; `compress` sends text as gzip, as web servers are usually set up to do."""

    def __init__(self, folder: Path, *, compress: bool = False) -> None:
        self.folder = folder
        self.sent: list[Sent] = []
        handler = functools.partial(_Compressing if compress else _Handler, directory=str(folder))
        self._server = _Counting(("127.0.0.1", 0), handler)
        self._server.owner = self
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def count(self, path: str) -> None:
        """Count a file as sent."""
        file = self.folder / path
        if file.is_file():
            self.sent.append(Sent(path, *_sizes(file)))

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


@functools.lru_cache(maxsize=100_000)
def _sizes(file: Path) -> tuple[int, int]:
    size = file.stat().st_size
    return size, len(gzip.compress(file.read_bytes(), 6)) if file.suffix in _COMPRESSED else size


class _Counting(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # with the usual 5, a page that opens six connections may wait a second for one
    owner: Server


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every kept connection waits 40 ms a file

    def do_GET(self) -> None:
        if self.path.lstrip("/") != BLANK:
            super().do_GET()
            return
        page = b"<!doctype html><html lang=zh><meta charset=utf-8><link rel=icon href=data:,><title>bench</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        if code == 200 and isinstance(self.server, _Counting):
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if path.is_relative_to(self.server.owner.folder):
                self.server.owner.count(path.relative_to(self.server.owner.folder).as_posix())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


class _Compressing(_Handler):
    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() and self.path.partition("?")[0].endswith("/") else file
        if file.suffix not in _COMPRESSED or not file.is_file():
            super().do_GET()
            return
        content = _compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(content)


@functools.lru_cache(maxsize=1000)
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6)


def chromium_path() -> str:
    """Return the Chromium that the tests use; SystemExit if there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise SystemExit("Chromium is not installed")
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium that the tests use; SystemExit if there is none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield browser
        browser.close()
