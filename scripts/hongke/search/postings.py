"""The bytes of a posting list: on which pages a term stands, where, and how often.

A list is, for each page: varint(gap << 1 | ext), and where ext is set one byte: 128 in the title, 64 in a heading, the low
six bits how often (1 where there is no byte).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

TITLE = 128
HEADING = 64
MOST = 63
"""One byte beside a page in a posting: whether the term stands in the title, in a heading, and how often in all (to 63)."""

IN_TEXT, IN_HEADING, IN_TITLE = range(3)
"""Where a term stands; on a page that has it in several places, the highest counts."""
MARKS = (0, HEADING, TITLE)
"""The bit of each of these."""


def title_byte(length: int) -> int:
    """Return a title's length in steps of four characters, to sixty."""
    return min(60, (length + 2) // 4 * 4)


def length_byte(length: int) -> int:
    """Return a page's length in terms, 2·log2(length + 1): half octaves are fine enough to rank by, and pack small."""
    return int(2 * math.log2(length + 1))


def varints(values: Iterable[int]) -> bytes:
    """Return numbers as variable-length integers, seven bits a byte, the lowest first."""
    out = bytearray()
    for value in values:
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        out.append(value)
    return bytes(out)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at a place, and the place after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def read_list(data: bytes) -> dict[int, int]:
    """Return the pages of a list, in order, with the byte of each; 1 where there is none."""
    found = {}
    page = at = 0
    end = len(data)
    while at < end:
        value = data[at]
        at += 1
        if value > 127:
            value, at = read_varint(data, at - 1)
        page += value >> 1
        if value & 1:
            found[page] = data[at]
            at += 1
        else:
            found[page] = 1
    return found


def written_list(pages: Mapping[int, int]) -> bytes:
    """Return the list of pages in order, with the byte of each."""
    out = bytearray()
    before = 0
    for page, ext in pages.items():
        value = (page - before) << 1 | (ext != 1)
        before = page
        if value < 128:
            out.append(value)
        else:
            out += varints((value,))
        if ext != 1:
            out.append(ext)
    return bytes(out)
