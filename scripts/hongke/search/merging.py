"""Posting lists of batches of pages to those of the whole index, encoded a hundred thousand postings at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from hongke.search.counting import Lists

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AT_ONCE = 1 << 17
"""How many postings are encoded together, so that memory does not grow with the site."""
Term = tuple[str, bytes]
"""A term with its list."""


def merged(han: Sequence[Lists], words: Sequence[Lists], numbers: dict[str, int]) -> Iterator[Term]:
    """Give every term with its list, in JavaScript's order (UTF-16 code units); `numbers` are the keys of words."""
    # Of words the key that counts is their place among each other.
    names = sorted(numbers, key=units)
    place = np.zeros(len(names), np.uint32)
    place[[numbers[name] for name in names]] = np.arange(len(names), dtype=np.uint32)
    others = _encoded([_renumbered(lists, place) for lists in words])
    other, data = next(others, (len(names), b""))
    heads = [int.from_bytes(units(name)[:4].ljust(4, b"\0"), "big") for name in names] + [1 << 32]
    for key, found in _encoded(han):
        while heads[other] < key:
            yield names[other], data
            other, data = next(others, (len(names), b""))
        yield chr(key >> 16) + (chr(key & 0xFFFF) if key & 0xFFFF else ""), found
    while other < len(names):
        yield names[other], data
        other, data = next(others, (len(names), b""))


def units(term: str) -> bytes:
    """Return a term as it is sorted."""
    return term.encode("utf-16-be")


def _renumbered(lists: Lists, place: NDArray[np.uint32]) -> Lists:
    keys = place[lists.keys]
    order = np.argsort(keys)
    starts = np.cumsum(lists.sizes) - lists.sizes
    sizes = lists.sizes[order]
    # Where each posting comes from: its list's start, and how far it is in it.
    at = np.repeat(starts[order] - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
    return Lists(lists.first, keys[order], sizes, lists.pages[at], lists.exts[at])


def _encoded(batches: Sequence[Lists]) -> Iterator[tuple[int, bytes]]:
    """Give each key with its list."""
    if not batches:
        return
    keys, inverse = np.unique(np.concatenate([batch.keys for batch in batches]), return_inverse=True)
    sizes = np.bincount(inverse, np.concatenate([batch.sizes for batch in batches]), len(keys)).astype(np.int64)
    ends = np.cumsum(sizes)
    starts = [np.concatenate(([0], np.cumsum(batch.sizes))) for batch in batches]
    first = 0
    while first < len(keys):
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + _AT_ONCE)))
        last = min(last, len(keys))
        some = keys[first:last]
        yield from zip(some.tolist(), _chunk(batches, starts, some, sizes[first:last]), strict=True)
        first = last


def _chunk(
    batches: Sequence[Lists],
    starts: Sequence[NDArray[np.int64]],
    keys: NDArray[np.uint32],
    sizes: NDArray[np.int64],
) -> Iterator[bytes]:
    """Give the list of each of some keys, which follow each other among all."""
    found = []
    for batch, start in zip(batches, starts, strict=True):
        low, high = np.searchsorted(batch.keys, (keys[0], keys[-1] + 1)).tolist()
        begin, end = int(start[low]), int(start[high])
        place = np.searchsorted(keys, batch.keys[low:high]).astype(np.uint64)
        # Term, page and byte in one number: sorting these is quicker than sorting the places of each.
        postings = np.repeat(place, batch.sizes[low:high]) << np.uint64(40)
        postings |= (batch.pages[begin:end].astype(np.uint64) + np.uint64(batch.first)) << np.uint64(8)
        postings |= batch.exts[begin:end]
        found.append(postings)
    postings = np.concatenate(found)
    postings.sort()
    pages = ((postings >> np.uint64(8)) & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return _written(pages, (postings & np.uint64(0xFF)).astype(np.uint8), sizes)


def _written(pages: NDArray[np.int64], exts: NDArray[np.uint8], sizes: NDArray[np.int64]) -> Iterator[bytes]:
    """Give the bytes of lists that follow each other, as `written_list` writes each."""
    values = np.diff(pages, prepend=0)
    firsts = np.cumsum(sizes) - sizes
    values[firsts] = pages[firsts]
    has_ext = exts != 1
    values = values << 1 | has_ext
    lengths = 1 + has_ext.astype(np.int64)
    longer = np.flatnonzero(values > 127)
    lengths[longer] += 1
    for bits in (14, 21, 28):
        lengths[longer[values[longer] >> bits > 0]] += 1
    ends = np.cumsum(lengths)
    at = ends - lengths
    out = np.empty(int(ends[-1]), np.uint8)
    marked = np.flatnonzero(has_ext)
    out[ends[marked] - 1] = exts[marked]
    out[at] = values & 127
    # Byte by byte of those that need another one.
    while len(longer):
        at_longer, values_longer = at[longer], values[longer]
        out[at_longer] |= 128
        at[longer] += 1
        values[longer] = values_longer >> 7
        out[at_longer + 1] = values[longer] & 127
        longer = longer[values[longer] > 127]
    data = out.tobytes()
    begin = 0
    for end in ends[firsts + sizes - 1].tolist():
        yield data[begin:end]
        begin = end
