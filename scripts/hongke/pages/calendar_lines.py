"""Calendars (RFC 5545) written line by line, with the bytes that the library icalendar gives; a test makes them both ways."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

_LONGEST = 74
"""Octets of a line before it is folded: a folded line begins with a space, and has no more than 75."""
_HELD = frozenset(b"\\^")
"""Characters that are not parted from the one that follows: together they may stand for another."""
_CONTINUED = 0x80
_LEADING = 0xC0
_LINE_END = b"\r\n"


def text(value: str) -> str:
    r"""Return a text as the value of a property: what has a meaning there is escaped, line ends become `\n`."""
    value = value.replace(r"\N", "\n").replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
    return value.replace("\r\n", r"\n").replace("\n", r"\n").replace("\r", r"\n")


def moment(value: datetime) -> str:
    """Return a moment in UTC."""
    return f"{day(value)}T{value:%H%M%S}Z"


def day(value: date) -> str:
    """Return a whole day."""
    return f"{value.year:04}{value.month:02}{value.day:02}"


def lines(properties: Iterable[str]) -> bytes:
    """Return properties, each a name, a colon and a value, as lines that are folded where they are long."""
    written = [line.encode() for line in properties]
    return b"".join((line if len(line) <= _LONGEST else _folded(line)) + _LINE_END for line in written)


def _folded(line: bytes) -> bytes:
    parts = []
    start = 0
    while len(line) - start > _LONGEST:
        end = start + _LONGEST
        while line[end] & _LEADING == _CONTINUED:
            end -= 1
        if end > start + 1 and line[end - 1] in _HELD:
            end -= 1
        parts.append(line[start:end])
        start = end
    return b"\r\n ".join((*parts, line[start:]))
