"""Two states of a page: which pieces of its text differ, and which terms the one has more or less often, or elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hongke.search.postings import IN_HEADING, IN_TEXT, IN_TITLE
from hongke.search.terms import fold, is_han, terms
from hongke.search.texts import Shown

_PARTING = re.compile("[、，。；：]")
"""Punctuation that is part of no term: what stands between two marks can be counted alone."""
_FEW = 8
"""So many lines that differ in place are compared each with the other; of more, some may only have moved."""


class Pieces(NamedTuple):
    """Pieces of a text that `went` and that `came`; there may be one of a sort in both."""

    went: Sequence[str]
    came: Sequence[str]


@lru_cache(maxsize=16_384)
def _terms(piece: str) -> tuple[str, ...]:
    """Return the terms of a piece of text; remembered, for a change of many pages is often the same on each."""
    return tuple(terms(fold(piece)))


def differing(before: str, after: str) -> Pieces:
    """Return what of a text differs; no term crosses a line or a mark of punctuation."""
    went: list[str] = []
    came: list[str] = []
    for old, new in _pairs(before.split("\n"), after.split("\n")) if before != after else ():
        for one, other in _pairs(_PARTING.split(old), _PARTING.split(new)):
            went.append(one)
            came.append(other)
    return Pieces(went, came)


def _pairs(before: list[str], after: list[str]) -> Iterable[tuple[str, str]]:
    """Return what differs of two lists, in pairs; "" stands where one has less."""
    if len(before) == len(after):
        found = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
        if len(found) <= _FEW:
            return found
    old, new = Counter(before), Counter(after)
    old.subtract(after)
    new.subtract(before)
    went, came = list((+old).elements()), list((+new).elements())
    return zip(went + [""] * (len(came) - len(went)), came + [""] * (len(went) - len(came)), strict=True)


def changes(before: Shown, after: Shown, pieces: Pieces) -> Iterator[tuple[str, int, int]]:
    """Give the terms that a page has more or less often, or of which the mark is another one: how much more, and the mark now.

    `pieces` are what differs of its text.
    """
    times: dict[str, int] = {}
    titles = ((before.title,), (after.title,)) if before.title != after.title else ((), ())
    for some, more in ((pieces.went, -1), (pieces.came, 1), (titles[0], -1), (titles[1], 1)):
        for piece in some:
            for term in _terms(piece):
                times[term] = times.get(term, 0) + more
    new = _Marks(after)
    headings = before.heading_lines()
    old = new if headings == new.headings and before.title == after.title else _Marks(before)
    for line in set(headings) ^ set(new.headings) if old is not new else ():
        for term in _terms(line):
            times.setdefault(term, 0)
    for term, more in times.items():
        if more or (old is not new and old.of(term) != new.of(term)):
            yield term, more, new.of(term)


class _Marks:
    """Where the terms of a page stand."""

    def __init__(self, page: Shown) -> None:
        self.headings = page.heading_lines()
        self._title = _terms(page.title)
        self._in_headings = {term for line in self.headings for term in _terms(line)}

    def of(self, term: str) -> int:
        """Return the highest mark of a term."""
        if term in self._title:
            return IN_TITLE
        return IN_HEADING if term in self._in_headings else IN_TEXT


class FoldedPage:
    """A folded text, to count terms in."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._times: Counter[str] | None = None

    def times(self, term: str) -> int:
        """Return how often the text has a term."""
        if len(term) == 2 and term[0] != term[1] and is_han(term[0]) and is_han(term[1]):
            return self._folded.count(term)  # every pair of Han characters is a term
        if self._times is None:
            self._times = Counter(terms(self._folded))
        return self._times[term]
