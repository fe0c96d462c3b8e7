"""Values to the YAML that an author would write: plain where it can be, quoted where it must be, blocks for paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

from hongke.source.scalars import resolve

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=\u3000](?:[^\n\t#:]|:(?=[^\s])|(?<=\S)#)*\Z")
_IN_FLOW = re.compile(r"[,\[\]{}:?]")
_BREAKS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b\u2028\u2029\ufeff\ufffe\uffff\t\x85]")
_LONGEST_LINE = 100
"""How long a list in brackets may be before each item gets its own line."""


def entry_text(values: dict[str, Any]) -> str:
    """Return the YAML of an entry."""
    return "".join(f"{line}\n" for line in _mapping(values, ""))


def _mapping(values: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        yield from _pair(key, value, indent)


def _pair(key: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict | list | tuple):
        flow = None if isinstance(value, dict) or _holds_collections(value) else _flow(value)
        if not value:
            yield f"{indent}{key}: {'{}' if isinstance(value, dict) else '[]'}"
        elif flow is not None and len(flow) <= _LONGEST_LINE:
            yield f"{indent}{key}: {flow}"
        else:
            yield f"{indent}{key}:"
            yield from _mapping(value, f"{indent}  ") if isinstance(value, dict) else _items(value, f"{indent}  ")
    elif isinstance(value, str) and _is_block(value):
        lines = value.rstrip("\n").split("\n")
        yield f"{indent}{key}: |{'' if value.endswith(chr(10)) else '-'}"
        yield from (f"{indent}  {line}" if line else "" for line in lines)
    else:
        yield f"{indent}{key}: {_scalar(value, flow=False)}"


def _items(values: list[Any] | tuple[Any, ...], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict) and value:
            flow = _flow(value)
            if flow is not None and len(flow) <= _LONGEST_LINE:
                yield f"{indent}- {flow}"
                continue
            first, *rest = _mapping(value, f"{indent}  ")
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from rest
        elif isinstance(value, list | tuple | dict):
            yield f"{indent}- {_inline(value)}"
        else:
            yield f"{indent}- {_scalar(value, flow=False)}"


def _holds_collections(value: Any) -> bool:
    return any(
        isinstance(child, dict | list | tuple) for child in (value.values() if isinstance(value, dict) else value)
    )


def _flow(value: Any) -> str | None:
    """Return a mapping of scalars or a list in one line; None for a mapping that needs more than that."""
    return None if isinstance(value, dict) and _holds_collections(value) else _inline(value)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return _scalar(value, flow=True)


def _is_block(text: str) -> bool:
    """Whether a text is written as a block: several lines, none of which a block would change."""
    if "\n" not in text.rstrip("\n") or text.endswith("\n\n") or text[0] in " \n" or _BREAKS.search(text):
        return False
    return not any(line != line.rstrip() or line.startswith(("\u3000", "\xa0")) for line in text.split("\n"))


def _scalar(value: Any, *, flow: bool) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    if isinstance(value, str) and not _is_plain(value, flow=flow):
        return _BREAKS.sub(lambda found: _escaped(found.group()), json.dumps(value, ensure_ascii=False))
    return str(value)


def _is_plain(text: str, *, flow: bool) -> bool:
    if not _PLAIN.match(text) or text != text.strip() or text.endswith(":") or _BREAKS.search(text):
        return False
    if text.startswith(("---", "...", "<<")) or (flow and _IN_FLOW.search(text)):
        return False
    return isinstance(resolve(text), str)


def _escaped(character: str) -> str:
    return f"\\u{ord(character):04x}"
