"""yaml-language-server as an editor talks to it: JSON-RPC over its standard input and output."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

TIMEOUT = 60


class LanguageServer:
    """A running server whose workspace is a catalogue with `.vscode/settings.json`."""

    def __init__(self, node: str, program: str, root: Path) -> None:
        self.root = root
        self.settings = json.loads((root / ".vscode/settings.json").read_text("utf-8"))
        self.process = subprocess.Popen([node, program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.diagnostics: dict[str, queue.Queue[list[dict[str, Any]]]] = {}
        self.number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        folder = {"uri": root.as_uri(), "name": "catalogue"}
        self.request(
            "initialize",
            {
                "processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder], "locale": "zh-cn",
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True, "didChangeConfiguration": {"dynamicRegistration": True}},
                    "textDocument": {
                        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                        "hover": {"contentFormat": ["markdown"]},
                        "publishDiagnostics": {},
                    },
                },
            },
        )  # fmt: skip
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": self.settings}})

    def open(self, file: str, text: str) -> list[dict[str, Any]]:
        """Open a file with this text and return what the server says of it."""
        uri = self._uri(file)
        if uri in self.diagnostics:
            self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}})
            self._last(uri)
        self.number += 1  # a file that is opened again in the same version would be taken as read
        document = {"uri": uri, "languageId": "yaml", "version": self.number, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return self._last(uri)

    def completions(self, file: str, line: int, column: int) -> dict[str, dict[str, Any]]:
        """Return what may stand at a place, lines and columns from 0, by label."""
        found = self.request("textDocument/completion", self._at(file, line, column))
        return {item["label"]: item for item in found["items"]}

    def hover(self, file: str, line: int, column: int) -> str:
        """Return what the server says of the word at a place."""
        return str(self.request("textDocument/hover", self._at(file, line, column))["contents"]["value"])

    def request(self, method: str, params: dict[str, Any]) -> Any:
        """Ask and wait for the answer."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        answer = self.answers.get(timeout=TIMEOUT)
        assert answer["id"] == self.number
        assert "error" not in answer, answer
        return answer["result"]

    def close(self) -> None:
        """End the server that this object started."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()

    def _last(self, uri: str) -> list[dict[str, Any]]:
        """Return what the server says last: it speaks more than once of a file, when its settings have come too."""
        said = self.diagnostics.setdefault(uri, queue.Queue())
        found = said.get(timeout=TIMEOUT)
        while True:
            try:
                found = said.get(timeout=0.7)
            except queue.Empty:
                return found

    def _uri(self, file: str) -> str:
        return (self.root / file).as_uri()

    def _at(self, file: str, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self._uri(file)}, "position": {"line": line, "character": column}}

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode("utf-8")
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            self.answers.put(message)
        elif message["method"] == "textDocument/publishDiagnostics":
            params = message["params"]
            self.diagnostics.setdefault(params["uri"], queue.Queue()).put(params["diagnostics"])
        elif "id" in message:
            # A request of the server's: it waits for an answer, most of all for its configuration.
            items = (
                message.get("params", {}).get("items", []) if message["method"] == "workspace/configuration" else None
            )
            result = None if items is None else [self._configuration(item.get("section")) for item in items]
            self._send({"id": message["id"], "result": result})

    def _configuration(self, section: str | None) -> Any:
        """Return the settings of a section as an editor does: `yaml.schemas` becomes `schemas` of `yaml`."""
        prefix = f"{section}."
        found: dict[str, Any] = {}
        for name, value in self.settings.items():
            if name.startswith(prefix):
                *parents, last = name.removeprefix(prefix).split(".")
                owner = found
                for parent in parents:
                    owner = owner.setdefault(parent, {})
                owner[last] = value
        return found
