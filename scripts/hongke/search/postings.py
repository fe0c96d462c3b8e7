"""Which terms stand on which pages, and how often: gathered page by page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from hongke.search.content import Content
from hongke.search.terms import fold, terms

TITLE = 128
HEADING = 64
MOST = 63
"""One byte beside a page in a posting: whether the term stands in the title, in a heading, and how often in all (to 63)."""


_HEADING_MARK = 1 << 30
_TITLE_MARK = 1 << 31
_TIMES = _HEADING_MARK - 1


class _List:
    """The posting list of one term as it grows: the last page in it, how often the term occurs anywhere, the bytes."""

    __slots__ = ("data", "last", "sum")

    def __init__(self) -> None:
        self.data = bytearray()
        self.last = 0
        self.sum = 0


class Postings:
    """The postings of an index that grows by one page at a time."""

    def __init__(self) -> None:
        self._lists: dict[str, _List] = {}
        self.lengths = bytearray()
        self.title_lengths = bytearray()
        self.total = 0

    @property
    def pages(self) -> int:
        """How many pages have been added."""
        return len(self.lengths)

    def add(self, content: Content, folded: str, spoken: tuple[str, ...] = ()) -> None:
        """Add a page; `folded` is its folded text, `spoken` are terms of its title's sounds, which count for nothing else."""
        page = self.pages
        title = terms(fold(content.title))
        counts = Counter(terms(folded))
        counts.update(title)
        length = sum(counts.values())
        # Marks ride on the count, so that the loop below looks up nothing more for the many terms that have none.
        for start, _, size in content.headings:
            for term in terms(folded[start : start + size]):
                counts[term] |= _HEADING_MARK
        for term in title:
            counts[term] |= _TITLE_MARK
        lists = self._lists
        for term, count in counts.items():
            found = lists.get(term)
            if found is None:
                found = lists[term] = _List()
            if count == 1:
                found.sum += 1
                value = (page - found.last) << 1
            else:
                times = count & _TIMES
                found.sum += times
                ext = (times if times < MOST else MOST) | (
                    TITLE if count & _TITLE_MARK else HEADING if count & _HEADING_MARK else 0
                )
                value = (page - found.last) << 1 | 1
            found.last = page
            if value < 128:
                found.data.append(value)
            else:
                _varint(found.data, value)
            if value & 1:
                found.data.append(ext)
        for term in spoken:
            found = lists.setdefault(term, _List())
            _varint(found.data, (page - found.last) << 1 | 1)
            found.last = page
            found.data.append(TITLE | 1)
        self.total += length
        self.lengths.append(length_byte(length))
        self.title_lengths.append(title_byte(len(content.title)))

    def sums(self) -> dict[str, int]:
        """Return, for each first character, how often all terms that begin with it occur."""
        found: dict[str, int] = {}
        for term, postings in self._lists.items():
            found[term[0]] = found.get(term[0], 0) + postings.sum
        return found

    def sorted(self) -> Iterator[tuple[str, bytes]]:
        """Give every term with its posting list, in the order of their UTF-16 code units, which is JavaScript's."""
        for term in sorted(self._lists, key=lambda term: term.encode("utf-16-be")):
            yield term, bytes(self._lists[term].data)


def title_byte(length: int) -> int:
    """Return a title's length in steps of four characters, to sixty."""
    return min(60, (length + 2) // 4 * 4)


def length_byte(length: int) -> int:
    """Return a page's length in terms, 2·log2(length + 1): half octaves are fine enough to rank by, and pack small."""
    return int(2 * math.log2(length + 1))


def _varint(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def varints(values: list[int]) -> bytes:
    """Return numbers as variable-length integers, seven bits a byte, the lowest first."""
    out = bytearray()
    for value in values:
        _varint(out, value)
    return bytes(out)
