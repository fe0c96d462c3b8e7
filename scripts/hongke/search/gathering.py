"""The lists of a new index: pages are counted batch by batch, and all that was counted is given in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hongke.search.content import Counted, Searched
from hongke.search.counting import Counting
from hongke.search.merging import Encoded, encoded, merged
from hongke.search.shards import Term


class Gathered:
    """What was counted of the pages so far."""

    def __init__(self) -> None:
        self._counting = Counting()
        self._han: list[Encoded] = []
        self._words: list[Encoded] = []

    def count(self, pages: Sequence[Searched], numbers: Sequence[int]) -> list[Counted]:
        """Count pages of some numbers, which come after those of the pages before."""
        han, words, counted = self._counting.count(pages, numbers)
        self._han.append(encoded(han))
        self._words.append(encoded(words))
        return counted

    def sums(self, _kept: Mapping[int, int]) -> dict[str, int]:
        """Return for each first character how often the terms that begin with it occur."""
        return self._counting.sums()

    def terms(self, _kept: Mapping[int, int]) -> Iterator[Term]:
        """Give every term with its list, once: what was counted is forgotten meanwhile."""
        return merged(self._han, self._words, self._counting.words)
