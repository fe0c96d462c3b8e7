"""A YAML tree as plain values, and back as text: what needs quotes, what is a block of lines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as MappingType
from datetime import date, time
from decimal import Decimal
from typing import Any

from hongke.source.scalars import resolve
from hongke.source.tree import Mapping, Node, Scalar

_INDICATOR = re.compile(r"[-?:](?:\s|\Z)|[\[\]{},#&*!|>'\"%@`]|---|\.\.\.|[ \t]")
"""How a plain scalar cannot begin."""
_INSIDE = re.compile(r": |:\Z| #|[\t\n\r]|[ \t]\Z|[,\[\]{}]")
"""What a plain scalar cannot hold; brackets and commas break flow collections only, and are quoted everywhere alike."""
_IN_FLOW = re.compile(r"[,\[\]{}]")
_ODD = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u200a\u200c-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that a reader of YAML refuses unless they are escaped."""


def plain(node: Node) -> Any:
    """Return a tree as dicts, lists and scalars."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {key: plain(child) for key, child in node.items.items()}
    return [plain(child) for child in node.items]


def scalar_text(value: Any) -> str | None:
    """Return how a value that is no text is written; None for text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return None


def needs_quotes(text: str, *, flow: bool = False) -> bool:
    """Whether a text of one line would be read as something else without quotes."""
    if not isinstance(resolve(text), str) or _INDICATOR.match(text) or _ODD.search(text):
        return True
    found = _INSIDE.search(text)
    while found and not flow and _IN_FLOW.fullmatch(found.group()):
        found = _INSIDE.search(text, found.end())
    return found is not None


def quoted(text: str) -> str:
    """Return a text in double quotes, everything odd in it escaped."""
    escaped = json.dumps(text, ensure_ascii=False)
    return _ODD.sub(lambda odd: f"\\u{ord(odd.group()):04X}", escaped)


def as_block(text: str) -> tuple[str, list[str]] | None:
    """Return the mark (`|`, `|-`, `|+`) and the lines of a text as a literal block; None where it cannot be one."""
    if "\n" not in text or _ODD.search(text) or "\t" in text:
        return None
    body = text.rstrip("\n")
    lines = body.split("\n")
    if not body or text[0] in " \n" or any(line != line.rstrip(" ") for line in lines):
        return None
    ends = len(text) - len(body)
    lines += [""] * (ends - 1)
    return ("|-", "|", "|+")[min(ends, 2)], lines


def without_empty(values: MappingType[str, Any]) -> dict[str, Any]:
    """Return the mapping less what stands for nothing: None, an empty list, an empty mapping."""
    return {key: value for key, value in values.items() if value not in (None, [], {})}
