"""The lists of a standing index as numbers, its pages renumbered: the other way of what `merging.py` does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from hongke.search.counting import Postings, han_key
from hongke.search.shards import Term

if TYPE_CHECKING:
    from numpy.typing import NDArray


def renumbered(
    terms: Iterable[Term], numbers: Mapping[int, int], pages: int, words: dict[str, int]
) -> tuple[Postings, Postings]:
    """Return the lists of Han terms and those of words, of the pages that have a new number; `pages` stood in all.

    Words that have no number get one in `words`.
    """
    han: list[tuple[int, bytes]] = []
    others: list[tuple[int, bytes]] = []
    for term, data in terms:
        key = han_key(term)
        if key is None:
            others.append((words.setdefault(term, len(words)), data))
        else:
            han.append((key, data))
    others.sort()
    new = np.full(pages, -1, np.int64)
    new[list(numbers)] = list(numbers.values())
    return _postings(han, new), _postings(others, new)


def _postings(found: list[tuple[int, bytes]], new: NDArray[np.int64]) -> Postings:
    pages, exts, sizes = _decoded([data for _, data in found])
    # Term, page and byte in one number: sorting these is quicker than sorting the places of each.
    numbers = np.repeat(np.array([key for key, _ in found], np.uint64), sizes)
    numbers <<= np.uint64(32)
    pages = new[pages]
    kept = pages >= 0
    numbers |= pages.astype(np.uint64) << np.uint64(8)
    numbers |= exts
    numbers = numbers[kept]
    numbers.sort()
    return Postings(
        (numbers >> np.uint64(32)).astype(np.uint32),
        numbers.astype(np.uint32) >> np.uint32(8),
        numbers.astype(np.uint8),
    )


def _decoded(lists: list[bytes]) -> tuple[NDArray[np.int64], NDArray[np.uint8], NDArray[np.int64]]:
    """Return the pages of lists, their bytes, and how many each list has.

    Where a posting ends is known when it is read: so the first of all lists are read together, then the second, and so on.
    """
    data = np.frombuffer(b"".join(lists) + b"\0", np.uint8)
    lengths = np.array([len(one) for one in lists], np.int64)
    # No list has more postings than bytes: each has its bytes' places to be written to.
    ends = np.cumsum(lengths)
    at = ends - lengths
    pages = np.full(len(data), -1, np.int32)
    exts = np.ones(len(data), np.uint8)
    to = at.copy()
    page = np.zeros(len(lists), np.int64)
    while len(at):
        unit = data[at]
        value = (unit & 127).astype(np.int64)
        at += 1
        longer = np.flatnonzero(unit > 127)
        shift = 7
        while len(longer):
            more = data[at[longer]]
            value[longer] |= (more & 127).astype(np.int64) << shift
            at[longer] += 1
            longer = longer[more > 127]
            shift += 7
        page += value >> 1
        marked = np.flatnonzero(value & 1)
        exts[to[marked]] = data[at[marked]]
        at[marked] += 1
        pages[to] = page
        to += 1
        on = at < ends
        if not on.all():
            at, to, page, ends = at[on], to[on], page[on], ends[on]
    written = pages >= 0
    starts = np.cumsum(lengths) - lengths
    sizes = np.add.reduceat(written, starts, dtype=np.int64) if len(lists) else np.zeros(0, np.int64)
    return pages[written].astype(np.int64), exts[written], sizes
