"""The preview's web server: pages with the script that reloads them, files, and the stream of states."""

from __future__ import annotations

import hashlib
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from socketserver import TCPServer
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from hongke.assets import FOLDER
from hongke.preview.answers import Answer, injected, type_of
from hongke.preview.box import bare_page
from hongke.preview.state import State
from hongke.preview.worker import Worker
from hongke.preview.workshop import Workshop

OWN = "/__hongke/"
"""Where the preview's own files and its stream of states are; no page of a catalogue can be there."""
_BEAT = 5.0
"""Seconds between two signs of life in the stream."""
_FIRST_INDEX = 120.0
"""Seconds that a search waits for the first index."""


class PreviewServer(ThreadingHTTPServer):
    """Serves a workshop's site."""

    daemon_threads = True
    # On Windows the address could otherwise be taken while another server has it.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, address: tuple[str, int], workshop: Workshop, worker: Worker) -> None:
        self.workshop = workshop
        self.worker = worker
        self._local = address[0] in ("127.0.0.1", "localhost", "::1")
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server what this machine is called, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a browser hangs up."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def welcomes(self, host: str) -> bool:
        """Whether a request was meant for this server: a page of another site must not read drafts by a name of its own."""
        return not self._local or urlsplit(f"//{host}").hostname in ("127.0.0.1", "localhost", "::1", None)

    def answer(self, path: str) -> Answer:
        """Return what a path below the site's own server holds."""
        if path.startswith(OWN):
            return _own(path.removeprefix(OWN))
        workshop = self.workshop
        try:
            mount = workshop.mount
            if not path.startswith(mount):
                return Answer(status=302, location=mount) if path == "/" else self._missing()
            return self._site(path.removeprefix(mount))
        except Exception:
            html = bare_page("这一页没能做出来", "程序出错了，别的页面不受影响。", traceback.format_exc())
            return Answer(status=500, content=html.encode("utf-8"))

    def _site(self, path: str) -> Answer:
        workshop = self.workshop
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        content = workshop.index.get(name)
        if content is None:
            with workshop.turns.reader():
                store = workshop.store
                if store is None:
                    return Answer(status=503, content=_NO_SITE)
                content = store.get(name)
                if content is None and store.has_page(f"{name}/index.html"):
                    return Answer(status=302, location=f"{workshop.mount}{quote(path)}/")
        if content is None and name.startswith(f"{FOLDER}/"):
            content = workshop.index.get(name, wait=_FIRST_INDEX)
        return self._missing() if content is None else Answer(content=content, type=type_of(name))

    def _missing(self) -> Answer:
        with self.workshop.turns.reader():
            store = self.workshop.store
            content = store.get("404.html") if store else None
        return Answer(status=404, content=content or _NO_SITE)


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "hongke"
    timeout = 60

    def do_GET(self) -> None:
        """Answer with the content."""
        self._reply(body=True)

    def do_HEAD(self) -> None:
        """Answer without the content."""
        self._reply(body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the terminal is for what is wrong with the catalogue."""

    def _reply(self, *, body: bool) -> None:
        if not self.server.welcomes(self.headers.get("Host", "")):
            self._send(
                Answer(status=403, content="这个地址不对。".encode(), type="text/plain; charset=utf-8"), body=body
            )
            return
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path == f"{OWN}events":
            if parts.query == "woken":
                self.server.worker.wake()
            self._stream()
            return
        version = self.server.workshop.board.state.version
        answer = self.server.answer(path)
        if answer.type.startswith("text/html"):
            content = injected(answer.content, _script(version))
            answer = Answer(content=content, type=answer.type, status=answer.status, location=answer.location)
        self._send(answer, body=body)

    def _send(self, answer: Answer, *, body: bool) -> None:
        tag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        same = answer.status == 200 and self.headers.get("If-None-Match") == tag
        self.send_response(304 if same else answer.status)
        if answer.location:
            self.send_header("Location", answer.location)
        self.send_header("Content-Type", answer.type)
        # Ask every time; what has not changed is not sent again.
        self.send_header("Cache-Control", "no-cache")
        self.send_header("ETag", tag)
        self.send_header("X-Content-Type-Options", "nosniff")
        if not same:
            self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        if body and not same:
            self.wfile.write(answer.content)

    def _stream(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        board = self.server.workshop.board
        told: State | None = None
        while not board.closed:
            state = board.wait(told, _BEAT)
            event = "state" if state != told else "beat"
            told = state
            self.wfile.write(f"event: {event}\ndata: {state.message() if event == 'state' else ''}\n\n".encode())
            self.wfile.flush()


def _own(name: str) -> Answer:
    if name not in ("preview.js", "preview.css"):
        return Answer(status=404, type="text/plain; charset=utf-8")
    file = resources.files("hongke") / "preview" / "browser" / name
    return Answer(content=file.read_bytes(), type=type_of(name))


def _script(version: str) -> str:
    return f'<script type="module" src="{OWN}preview.js" data-hk-preview="{version}"></script>'


_NO_SITE = bare_page("站点还没有做好", "正在读取目录，或者有问题要先改（列在上面）。做好以后这里自动显示。").encode(
    "utf-8"
)
