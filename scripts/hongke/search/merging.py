"""Postings of batches of pages to the lists of the whole index: what a batch says of a term is encoded when it is counted.

At the end only the first posting of each batch is written, which depends on the batch before; the others are copied behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from hongke.search.counting import Postings, han_term
from hongke.search.shards import Term

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Places = NDArray[np.int64]

_AT_ONCE = 1 << 17
"""How many bytes of lists are put together at once, so that memory does not grow with the site."""


class Encoded(NamedTuple):
    """What a batch of pages says of each of its terms: the first page with its byte, the last, and the bytes of all but the first."""

    keys: NDArray[np.uint32]
    firsts: NDArray[np.uint32]
    exts: Bytes
    lasts: NDArray[np.uint32]
    sizes: NDArray[np.uint32]
    data: Bytes


def encoded(postings: Postings) -> Encoded:
    """Return the postings of a batch in fewer bytes."""
    keys, pages, exts = postings
    if not len(keys):
        return Encoded(keys, pages, exts, pages, keys, exts)
    firsts = np.append(0, np.flatnonzero(keys[1:] != keys[:-1]) + 1)
    gaps = pages.copy()
    gaps[1:] -= pages[:-1]
    data, ends = _written(gaps, exts, without=firsts)
    lasts = np.append(firsts[1:], len(keys)) - 1
    # Nothing was written of the first.
    sizes = ends[lasts] - ends[firsts]
    return Encoded(keys[firsts], pages[firsts], exts[firsts], pages[lasts], sizes.astype(np.uint32), data)


def merged(han: list[Encoded], words: list[Encoded], numbers: dict[str, int]) -> Iterator[Term]:
    """Give every term with its list, in JavaScript's order (UTF-16 code units); `numbers` are the keys of words.

    The batches follow each other as their pages do; they are taken out of their lists, so that nothing is kept twice.
    """
    # Of words the key that counts is their place among each other.
    names = sorted(numbers, key=units)
    place = np.zeros(len(names), np.uint32)
    place[[numbers[name] for name in names]] = np.arange(len(names), dtype=np.uint32)
    words[:] = [batch._replace(keys=place[batch.keys]) for batch in words]
    others = _joined(words)
    other, data = next(others, (len(names), b""))
    heads = [int.from_bytes(units(name)[:4].ljust(4, b"\0"), "big") for name in names] + [1 << 32]
    for key, found in _joined(han):
        while heads[other] < key:
            yield names[other], data
            other, data = next(others, (len(names), b""))
        yield han_term(key), found
    while other < len(names):
        yield names[other], data
        other, data = next(others, (len(names), b""))


def units(term: str) -> bytes:
    """Return a term as it is sorted."""
    return term.encode("utf-16-be")


def _joined(batches: list[Encoded]) -> Iterator[tuple[int, bytes]]:
    """Give each key with its list."""
    if not sum(len(batch.keys) for batch in batches):
        return
    keys = np.concatenate([batch.keys for batch in batches])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts, exts, lasts, sizes = (np.concatenate([batch[part] for batch in batches])[order] for part in range(1, 5))
    data = np.concatenate([batch.data for batch in batches])
    begins = np.cumsum(np.concatenate([batch.sizes for batch in batches]), dtype=np.int64)[order] - sizes
    batches.clear()
    alike = keys[1:] == keys[:-1]
    gaps = firsts.astype(np.int64)
    gaps[1:][alike] -= lasts[:-1][alike]
    ends = np.append(np.flatnonzero(~alike) + 1, len(keys))
    # Cut between keys.
    totals = np.cumsum(sizes + np.int64(1))[ends - 1]
    cuts = [0, *(np.flatnonzero(np.diff(totals // _AT_ONCE)) + 1).tolist(), len(ends)]
    bounds = np.append(0, ends)
    for low, high in pairwise(cuts):
        some = slice(int(bounds[low]), int(bounds[high]))
        heads, head_ends = _written(gaps[some], exts[some])
        lists, list_ends = _woven(heads, head_ends, data, begins[some], sizes[some])
        begin = 0
        for key, end in zip(
            keys[bounds[low:high]].tolist(),
            list_ends[bounds[low + 1 : high + 1] - bounds[low] - 1].tolist(),
            strict=True,
        ):
            yield key, lists[begin:end]
            begin = end


def _woven(
    heads: Bytes, head_ends: Places, data: Bytes, begins: Places, sizes: NDArray[np.uint32]
) -> tuple[bytes, Places]:
    """Return heads, each with its part of the data behind it, and where these end."""
    ends = head_ends + np.cumsum(sizes, dtype=np.int64)
    out = np.empty(int(ends[-1]), np.uint8)
    part = np.cumsum(sizes, dtype=np.int64) - sizes
    at = np.arange(int(sizes.sum(dtype=np.int64)))
    out[at + np.repeat(head_ends, sizes)] = data[at + np.repeat(begins - part, sizes)]
    at = np.arange(len(heads))
    out[at + np.repeat(part, np.diff(head_ends, prepend=0))] = heads
    return out.tobytes(), ends


def _written(gaps: NDArray[np.integer[Any]], exts: Bytes, *, without: Places | None = None) -> tuple[Bytes, Places]:
    """Return the bytes of postings (`postings.py`) but of some, and where each ends."""
    has_ext = exts != 1
    values = gaps.astype(np.uint32)
    values <<= np.uint32(1)
    values |= has_ext
    lengths = has_ext.astype(np.uint8)
    lengths += np.uint8(1)
    for bits in (7, 14, 21, 28):
        longer = values >= 1 << bits
        if not longer.any():
            break
        lengths += longer
    if without is not None:
        lengths[without] = 0
        has_ext[without] = False
        values[without] = 0
    ends = np.cumsum(lengths, dtype=np.int64)
    out = np.empty(int(ends[-1]) + 1 if len(ends) else 0, np.uint8)
    at = ends - lengths
    # What is left out has the place of the next, which is written over it: of the same places the last one counts.
    out[at] = values.astype(np.uint8) & np.uint8(127)
    marked = np.flatnonzero(has_ext)
    out[ends.take(marked) - 1] = exts.take(marked)
    # Byte by byte of those that need another one.
    on = np.flatnonzero(values > 127)
    more, at = values[on], at[on]
    while len(at):
        out[at] |= np.uint8(128)
        more >>= np.uint32(7)
        at += 1
        out[at] = more & np.uint32(127)
        on = np.flatnonzero(more > 127)
        more, at = more[on], at[on]
    return out[:-1], ends
