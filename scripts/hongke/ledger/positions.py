"""Where each value of a JSON text stands."""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from hongke.source.tree import Path

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_DEPTH = 3
"""`entries`, the number of an entry, its field: nothing deeper is named in a message."""


class Positions:
    """Line and column of the values of a sound JSON text by their path; those of a field are where its name begins."""

    def __init__(self, text: str) -> None:
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._offsets = _offsets(text)

    def __getitem__(self, path: Path) -> tuple[int, int]:
        """Return line and column, from 1, of the value at the path, or of the nearest one around it."""
        while path and path not in self._offsets:
            path = path[:-1]
        offset = self._offsets.get(path, 0)
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def _offsets(text: str) -> dict[Path, int]:
    found: dict[Path, int] = {}
    path: list[str | int] = []
    is_object: list[bool] = []
    name_next = False
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in "}]":
            is_object.pop()
            path.pop()
            name_next = False
            continue
        if mark == ":":
            continue
        if mark == ",":
            name_next = is_object[-1]
            if not name_next:
                path[-1] = int(path[-1]) + 1
            continue
        if name_next:
            path[-1] = json.loads(mark, strict=False)
            name_next = False
        if len(path) <= _DEPTH:
            found.setdefault(tuple(path), token.start())
        if mark in "{[":
            is_object.append(mark == "{")
            path.append("" if mark == "{" else 0)
            name_next = mark == "{"
    return found
