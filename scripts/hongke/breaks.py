"""Where a title may be broken: between words, never inside a name."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from itertools import pairwise

import budoux

from hongke.escaping import esc
from hongke.names import Names

_NO_LINE_START = "，。、；：？！”’）》】…·"
_NO_LINE_END = "“‘（《【"
_NOTHING = "\0\0\0"
"""Stands before a text, and in none of budoux's tables."""


class WordKeeper:
    """Puts `<wbr>` between the words of a title, so that a line never ends inside one (`word-break: keep-all`).

    budoux cuts the text; cuts inside a name of the catalogue (a term, a site, a word of a vocabulary) are taken back, and
    so are those that leave one character alone.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = Names({name: None for name in names if len(name) > 1})

    def __call__(self, text: str) -> str:
        """Return the text, escaped, with its breaks."""
        breaks = _segmenter().breaks(text)
        if not breaks:
            return esc(text)
        inside = self._inside_names(text)
        allowed = [
            place for place in breaks
            if place not in inside and text[place] not in _NO_LINE_START and text[place - 1] not in _NO_LINE_END
            and not text[place - 1].isdigit()
        ]  # fmt: skip
        pieces = [text[start:end] for start, end in zip([0, *allowed], [*allowed, len(text)], strict=True)]
        return "<wbr>".join(map(esc, pieces))

    def _inside_names(self, text: str) -> set[int]:
        """Return the places inside a name; of names that overlap the first counts, of those that begin together the longest."""
        inside: set[int] = set()
        end = 0
        for place in self._names.places(text):
            longest = next(self._names.at(text, place), None) if place >= end else None
            if longest:
                end = place + len(longest[0])
                inside.update(range(place + 1, end))
        return inside


class _Score(dict[str, int]):
    """Sums what budoux's tables give for parts of a few characters, once for each few: (table, first, last) name the parts."""

    def __init__(self, model: Mapping[str, Mapping[str, int]], *parts: tuple[str, int, int]) -> None:
        super().__init__()
        self._parts = [(model.get(table, {}), first, last) for table, first, last in parts]

    def __missing__(self, few: str) -> int:
        score = self[few] = sum(table.get(few[first:last], 0) for table, first, last in self._parts)
        return score


class Segmenter:
    """Finds the words of a text as `budoux.Parser.parse` does: that looks thirteen things up at each place, this four.

    Three characters before a place and three behind decide whether a word begins there, and few of them are new.
    """

    def __init__(self, parser: budoux.Parser) -> None:
        model = parser.model
        self._before = _Score(model, ("UW1", 0, 1), ("UW2", 1, 2), ("UW3", 2, 3), ("BW1", 1, 3), ("TW1", 0, 3))
        self._behind = _Score(model, ("UW4", 0, 1), ("UW5", 1, 2), ("UW6", 2, 3), ("BW3", 0, 2), ("TW4", 0, 3))
        self._across = _Score(model, ("BW2", 1, 3), ("TW2", 0, 3))
        self._last = _Score(model, ("TW3", 0, 3))
        self._least = sum(sum(table.values()) for table in model.values()) * 0.5

    def starts(self, text: str) -> list[int]:
        """Return where words begin, but for the first."""
        shifted = f"{_NOTHING}{text}"
        threes = [shifted[at : at + 3] for at in range(1, len(text) + 3)]
        scores = zip(
            map(self._before.__getitem__, threes),
            map(self._across.__getitem__, threes[1:]),
            map(self._last.__getitem__, threes[2:]),
            map(self._behind.__getitem__, threes[3:]),
            strict=False,
        )
        least = self._least
        return [
            at for at, (before, across, last, behind) in enumerate(scores, 1) if before + across + last + behind > least
        ]

    def breaks(self, text: str) -> list[int]:
        """Return where words of two characters or more begin, but for the first word."""
        starts = self.starts(text)
        return [start for start, end in pairwise([*starts, len(text)]) if end - start > 1]


@functools.cache
def _segmenter() -> Segmenter:
    return Segmenter(budoux.load_default_simplified_chinese_parser())
