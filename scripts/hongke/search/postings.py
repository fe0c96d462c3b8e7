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


class Postings:
    """The postings of an index that grows by one page at a time."""

    def __init__(self) -> None:
        self.lists: dict[str, bytearray] = {}
        self.lengths = bytearray()
        self.title_lengths = bytearray()
        self.total = 0
        self._last: dict[str, int] = {}
        self._sums: Counter[str] = Counter()

    @property
    def pages(self) -> int:
        """How many pages have been added."""
        return len(self.lengths)

    def add(self, content: Content, spoken: tuple[str, ...] = ()) -> None:
        """Add a page; `spoken` are terms of its title's sounds, which count for nothing else."""
        page = self.pages
        folded = fold(content.text)
        counts = Counter(terms(folded))
        title = Counter(terms(fold(content.title)))
        in_headings = {term for start, _, size in content.headings for term in terms(folded[start : start + size])}
        counts.update(title)
        length = sum(counts.values())
        self.total += length
        self._sums.update(counts)
        lists, last = self.lists, self._last
        for term, count in counts.items():
            ext = min(count, MOST)
            if term in title:
                ext |= TITLE
            elif term in in_headings:
                ext |= HEADING
            found = lists.get(term)
            if found is None:
                found = lists[term] = bytearray()
                gap = page
            else:
                gap = page - last[term]
            last[term] = page
            _varint(found, gap << 1 | (ext != 1))
            if ext != 1:
                found.append(ext)
        for term in spoken:
            found = lists.setdefault(term, bytearray())
            gap = page - last.get(term, 0)
            last[term] = page
            _varint(found, gap << 1 | 1)
            found.append(TITLE | 1)
        self.lengths.append(length_byte(length))
        self.title_lengths.append(min(255, len(content.title)))

    def sums(self) -> dict[str, int]:
        """Return, for each first character, how often all terms that begin with it occur."""
        found: dict[str, int] = {}
        for term, count in self._sums.items():
            found[term[0]] = found.get(term[0], 0) + count
        return found

    def sorted(self) -> Iterator[tuple[str, bytes]]:
        """Give every term with its posting list, in the order of their UTF-16 code units, which is JavaScript's."""
        for term in sorted(self.lists, key=lambda term: term.encode("utf-16-be")):
            yield term, bytes(self.lists[term])


def length_byte(length: int) -> int:
    """Return a page's length in terms on a scale of one byte: 8·log2(length + 1)."""
    return min(255, int(8 * math.log2(length + 1)))


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
