"""Which terms stand on which pages, and how often: gathered page by page, in the bytes that a shard keeps."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from hongke.search.content import Content
from hongke.search.counting import Key, counted, is_term, keys, term_of
from hongke.search.terms import fold

TITLE = 128
HEADING = 64
MOST = 63
"""One byte beside a page in a posting: whether the term stands in the title, in a heading, and how often in all (to 63)."""

_HEADING_MARK = 1 << 30
_TITLE_MARK = 1 << 31
_TIMES = _HEADING_MARK - 1


class _List:
    """A posting list as it grows: its bytes, the page it has come to, and how often the term occurs."""

    __slots__ = ("data", "last", "sum")

    def __init__(self) -> None:
        self.data = bytearray()
        self.last = 0
        self.sum = 0


class Postings:
    """The postings of an index that grows by one page at a time."""

    def __init__(self) -> None:
        self._lists: dict[Key, _List] = {}
        # All keys that are no terms share one list, so that the loop need not tell them apart.
        self._nothing = _List()
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
        title = fold(content.title)
        found, length = counted(f"{folded}\n{title}")
        counts = Counter(found)
        # Marks ride on the count, so that the loop below looks up nothing more for the many terms that have none.
        for key in set(keys("\n".join([folded[start : start + size] for start, _, size in content.headings]))):
            counts[key] |= _HEADING_MARK
        for key in set(keys(title)):
            counts[key] |= _TITLE_MARK
        lists = self._lists
        nothing = self._nothing
        for key, count in counts.items():
            one = lists.get(key)
            if one is None:
                one = lists[key] = _List() if is_term(key) else nothing
            gap = (page - one.last) << 1
            one.last = page
            if count == 1:
                one.sum += 1
                if gap < 128:
                    one.data.append(gap)
                else:
                    one.data += varints([gap])
            else:
                times = count & _TIMES
                one.sum += times
                one.data += varints([gap | 1])
                mark = TITLE if count & _TITLE_MARK else HEADING if count & _HEADING_MARK else 0
                one.data.append(mark | (times if times < MOST else MOST))
        for term in spoken:
            one = lists.setdefault(term, _List())
            one.data += varints([(page - one.last) << 1 | 1])
            one.data.append(TITLE | 1)
            one.last = page
        nothing.data.clear()
        self.total += length
        self.lengths.append(length_byte(length))
        self.title_lengths.append(title_byte(len(content.title)))

    def sorted(self) -> Iterator[tuple[str, int, bytes]]:
        """Give every term, how often it occurs, and its posting list, in JavaScript's order (UTF-16 code units)."""
        terms = [(term_of(key), found) for key, found in self._lists.items() if found is not self._nothing]
        for term, found in sorted(terms, key=lambda pair: pair[0].encode("utf-16-be")):
            yield term, found.sum, bytes(found.data)


def title_byte(length: int) -> int:
    """Return a title's length in steps of four characters, to sixty."""
    return min(60, (length + 2) // 4 * 4)


def length_byte(length: int) -> int:
    """Return a page's length in terms, 2·log2(length + 1): half octaves are fine enough to rank by, and pack small."""
    return int(2 * math.log2(length + 1))


def varints(values: list[int]) -> bytes:
    """Return numbers as variable-length integers, seven bits a byte, the lowest first."""
    out = bytearray()
    for value in values:
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        out.append(value)
    return bytes(out)
