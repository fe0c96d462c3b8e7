"""The lists of a standing index whose pages come, go, and have other numbers.

Where those that stay follow each other as they did, which is nearly always, each list is copied but for the places at which
numbers change; else all of them are read and written anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from hongke.search.content import FEW, Counted, Searched, lines_of
from hongke.search.postings import IN_TITLE, MARKS, MOST, moved_list, revised_list
from hongke.search.shards import Term
from hongke.search.standing_files import StandingFiles
from hongke.search.terms import fold, has_traditional, terms


class Moved:
    """What stands, and what was counted of the pages that are new."""

    def __init__(self, standing: StandingFiles) -> None:
        self._standing = standing
        self._new: dict[str, dict[int, int]] = {}
        self._sums = Counter(standing.state.sums)

    def count(self, pages: Sequence[Searched], numbers: Sequence[int]) -> list[Counted]:
        """Count new pages of some numbers."""
        if len(pages) > FEW:
            return self._count_many(pages, numbers)
        return [self._count(page, number) for page, number in zip(pages, numbers, strict=True)]

    def _count(self, page: Searched, number: int) -> Counted:
        times: Counter[str] = Counter()
        marks: dict[str, int] = dict.fromkeys(page.spoken, IN_TITLE)
        for line, mark in sorted(lines_of(page.content), key=lambda pair: pair[1]):
            found = terms(fold(line))
            times.update(found)
            marks.update(dict.fromkeys(found, mark))
        for term, mark in marks.items():
            self._new.setdefault(term, {})[number] = MARKS[mark] | min(times.get(term, 1), MOST)
        for term, count in times.items():
            self._sums[term[0]] += count
        text = page.content.text
        return Counted(times.total(), fold(text) if has_traditional(text) else "")

    def _count_many(self, pages: Sequence[Searched], numbers: Sequence[int]) -> list[Counted]:
        from hongke.search.counting import Counting, han_term

        counting = Counting()
        han, words, counted = counting.count(pages, numbers)
        names = list(counting.words)
        for postings, name in ((han, han_term), (words, names.__getitem__)):
            for key, page, ext in zip(*(part.tolist() for part in postings), strict=True):
                self._new.setdefault(name(key), {})[page] = ext
        self._sums.update(counting.sums())
        return counted

    def sums(self, kept: Mapping[int, int]) -> dict[str, int]:
        """Return for each first character how often the terms that begin with it occur.

        `kept` are the new numbers of the pages that stay, by the ones they had.
        """
        sums = self._sums.copy()
        for number in range(len(self._standing.numbers)):
            if number not in kept:
                page = self._standing.shown(number)
                sums.subtract(term[0] for term in terms(fold(f"{page.text}\n{page.title}")))
        return {character: times for character, times in sums.items() if times}

    def terms(self, kept: Mapping[int, int]) -> Iterator[Term]:
        """Give every term with its list."""
        new = sorted((_units(term), term) for term in self._new)
        at = 0
        for term, data in self._kept(kept):
            key = _units(term)
            while at < len(new) and new[at][0] < key:
                yield new[at][1], self._with_new(new[at][1], b"")
                at += 1
            found = data
            if at < len(new) and new[at][0] == key:
                found = self._with_new(term, data)
                at += 1
            if found:
                yield term, found
        for _, term in new[at:]:
            yield term, self._with_new(term, b"")

    def _kept(self, kept: Mapping[int, int]) -> Iterator[Term]:
        """Give every term that stands with its list of the pages that stay."""
        if any(before >= after for before, after in pairwise(kept)):
            from hongke.search.decoding import renumbered
            from hongke.search.merging import encoded, merged

            words: dict[str, int] = {}
            han, others = renumbered(self._standing.terms(), kept, len(self._standing.numbers), words)
            yield from merged([encoded(han)], [encoded(others)], words)
            return
        parts: list[tuple[int, int | None]] = []
        for number in range(len(self._standing.numbers)):
            shift = kept[number] - number if number in kept else None
            if not parts or parts[-1][1] != shift:
                parts.append((number, shift))
        for term, data in self._standing.terms():
            yield term, moved_list(data, parts)

    def _with_new(self, term: str, data: bytes) -> bytes:
        pages = self._new[term]
        return revised_list(data, sorted(pages), lambda page, _: pages[page])


def _units(term: str) -> bytes:
    return term.encode("utf-16-be")
