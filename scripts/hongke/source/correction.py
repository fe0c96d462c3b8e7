"""Lines of YAML as they should have been written. A line is offered only where YAML then reads it as one field or item."""

from __future__ import annotations

import re

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML without libyaml reads the same, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

LONGEST = 80
"""A longer line is not repeated in a message."""
KEY = r"[\w.-]+"
_HEAD = re.compile(rf"(?P<head>\s*(?:- +)*(?:{KEY} *: +)?)(?P<value>.*?)\s*\Z")
_SEPARATOR = re.compile(r"\s*[，、；]\s*")


def offer(line: str | None) -> str:
    """Return the end of a hint that shows the corrected line, or nothing where there is none that is sound."""
    text = (line or "").strip()
    return f"改成：{text}" if text and len(text) <= LONGEST and _reads(text) else ""


def _reads(text: str) -> bool:
    """Whether YAML reads the line alone as a field or an item of a list, without anchors, aliases and tags.

    Nor as the head of a block of text, which is not all on one line: there libyaml takes `|#`, and YAML does not.
    """
    try:
        events = list(yaml.parse(text, Loader=_Loader))
    except yaml.YAMLError:
        return False
    marked = any(getattr(event, "anchor", None) or getattr(event, "tag", None) for event in events)
    blocks = any(isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">") for event in events)
    roots = events[2:3]  # none where the line is a comment
    return not (marked or blocks) and any(
        isinstance(root, yaml.MappingStartEvent | yaml.SequenceStartEvent) for root in roots
    )


def with_colon(line: str) -> str:
    """Return the line with `: ` after its key in place of a full-width colon, or of one without a space."""
    return re.sub(rf"^(\s*(?:- +)?{KEY}) *[：:][ \u3000]*", r"\1: ", line, count=1)


def with_dash(line: str) -> str:
    """Return the line with `- ` at its beginning in place of a dash without a space, or of a full-width one."""
    return re.sub(r"^(\s*)[-－—]+\s*", r"\1- ", line, count=1)


def with_brackets(line: str) -> str:
    """Return the line with its list in ASCII brackets and commas."""
    found = re.match(r"(?P<head>[^\[［【]*)[\[［【](?P<items>[^\[\]［］【】]*)[\]］】]?\s*\Z", line)
    return f"{found['head']}[{_SEPARATOR.sub(', ', found['items'].strip())}]" if found else line


def with_quotes(line: str) -> str | None:
    """Return the line with its whole value quoted; None where it holds both sorts of quotes, or has none."""
    found = _HEAD.match(line)
    if not found or not found["value"]:
        return None
    mark = next(
        (mark for mark in "\"'" if mark not in found["value"] and (mark == "'" or "\\" not in found["value"])), ""
    )
    return f"{found['head']}{mark}{found['value']}{mark}" if mark else None


def with_closing_quote(line: str) -> tuple[str, bool] | None:
    """Return the line with the quote that its value opens closed at its end, and whether a full-width one stood there.

    None where the value opens no quote, or has a second one.
    """
    found = _HEAD.match(line)
    if not found or found["value"][:1] not in ('"', "'") or found["value"].count(found["value"][0]) != 1:
        return None
    value = found["value"]
    full_width = value[-1] in "“”＂‘’"
    return f"{found['head']}{value[:-1] if full_width else value}{value[0]}", full_width


def value_column(line: str) -> int:
    """Return the index at which the value of a line begins."""
    found = _HEAD.match(line)
    return found.start("value") if found else 0
