"""The bytes of a posting list: on which pages a term stands, where, and how often.

A list is, for each page: varint(gap << 1 | ext), and where ext is set one byte: 128 in the title, 64 in a heading, the low
six bits how often (1 where there is no byte).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from operator import length_hint

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


def revised_list(data: bytes, pages: Iterable[int], ext_of: Callable[[int, int], int]) -> bytes:
    """Return a list with the bytes of some pages, in order, as `ext_of` gives them: of a page and its byte before.

    A page that is not in the list has the byte 0 before; one that gets it is left out. The rest is copied as it stands: one pass,
    whose loop is what patching a long list costs.
    """
    out = bytearray()
    size = len(data)
    units = iter(data)
    page = gap = start = end = ext = 0
    copied = copied_page = last = (
        0  # data is copied to here; the page it has come to there; the page that `out` has come to
    )

    def copy(to: int, at_page: int) -> None:
        nonlocal copied, copied_page, last
        if to <= copied:
            return
        if copied_page != last:
            value, after = read_varint(data, copied)
            out.extend(varints((value + ((copied_page - last) << 1),)))
            copied = after
        out.extend(data[copied:to])
        copied, copied_page, last = to, at_page, at_page

    for number in pages:
        if page < number or not end:
            start = size
            for value in units:
                length = 1
                if value > 127:
                    value &= 127
                    while (more := next(units)) > 127:
                        value |= (more & 127) << 7 * length
                        length += 1
                    value |= more << 7 * length
                    length += 1
                page += value >> 1
                if value & 1:
                    ext = next(units)
                if page >= number:
                    end = size - length_hint(units)
                    start = end - length - (value & 1)
                    gap = value >> 1
                    ext = ext if value & 1 else 1
                    break
            else:
                end, gap = size, 0
        stands = start < size and page == number
        copy(start, page - gap)
        new = ext_of(number, ext if stands else 0)
        if stands:
            copied, copied_page = end, page
        if new:
            out += varints(((number - last) << 1 | (new != 1),))
            last = number
            if new != 1:
                out.append(new)
    copy(size, 0)
    return bytes(out)


def moved_list(data: bytes, parts: Sequence[tuple[int, int | None]]) -> bytes:
    """Return a list whose pages have other numbers: of each part of the old ones its first, and by how much they grow, None
    where its pages are gone. The first part begins with 0; no page overtakes another.

    Only the first page of each part is written anew, and what follows that of the last is not looked at.
    """
    out = bytearray()
    size = len(data)
    units = iter(data)
    page = limit = last = copied = 0
    part = -1
    shift: int | None = None
    for value in units:
        length = 1
        if value > 127:
            value &= 127
            while (more := next(units)) > 127:
                value |= (more & 127) << 7 * length
                length += 1
            value |= more << 7 * length
            length += 1
        before = page
        page += value >> 1
        if value & 1:
            next(units)
        if page < limit:
            continue
        end = size - length_hint(units)
        start = end - length - (value & 1)
        if shift is not None:
            out += data[copied:start]
            last = before + shift
        while part + 1 < len(parts) and parts[part + 1][0] <= page:
            part += 1
        shift = parts[part][1]
        if shift is not None:
            out += varints(((page + shift - last) << 1 | (value & 1),))
            copied = start + length
        if part + 1 == len(parts):
            break
        limit = parts[part + 1][0]
    if shift is not None:
        out += data[copied:]
    return bytes(out)
