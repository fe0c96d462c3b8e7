"""Where a title may be broken: between words, never inside a name."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from hongke.escaping import esc
from hongke.names import Names

if TYPE_CHECKING:
    import budoux

_NO_LINE_START = "，。、；：？！”’）》】…·"
_NO_LINE_END = "“‘（《【"
_SHORTEST = 2
"""How many characters a word has that may begin a line."""
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
        pieces: list[str] = []
        inside: set[int] | None = None
        last = 0
        for start, end in pairwise([*_segmenter().starts(text), len(text)]):
            before = text[start - 1]
            if end - start < _SHORTEST or text[start] in _NO_LINE_START or before in _NO_LINE_END or before.isdigit():
                continue
            if inside is None:
                inside = self._inside_names(text)
            if start not in inside:
                pieces.append(text[last:start])
                last = start
        return "<wbr>".join([esc(piece) for piece in (*pieces, text[last:])])

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


Scores = tuple[int, int, int, int]
_TABLES: tuple[tuple[tuple[str, int, int], ...], ...] = (
    (("UW1", 0, 1), ("UW2", 1, 2), ("UW3", 2, 3), ("BW1", 1, 3), ("TW1", 0, 3)),
    (("BW2", 1, 3), ("TW2", 0, 3)),
    (("TW3", 0, 3),),
    (("UW4", 0, 1), ("UW5", 1, 2), ("UW6", 2, 3), ("BW3", 0, 2), ("TW4", 0, 3)),
)
"""What three characters say of the place behind them, before their last, behind their first, and before them: the tables of
budoux to look in, each for the characters from one number to another."""


class _Threes(dict[str, Scores]):
    """The scores of three characters, added up once for each three: few of those in a new title are new."""

    def __init__(self, model: Mapping[str, Mapping[str, int]]) -> None:
        super().__init__()
        self._tables = [[(model.get(name, {}), start, end) for name, start, end in tables] for tables in _TABLES]

    def __missing__(self, three: str) -> Scores:
        behind, last, first, before = (
            sum(table.get(three[start:end], 0) for table, start, end in tables) for tables in self._tables
        )
        scores = self[three] = behind, last, first, before
        return scores


class Segmenter:
    """Finds the words of a text as `budoux.Parser.parse` does, which looks thirteen things up at each place."""

    def __init__(self, parser: budoux.Parser) -> None:
        self._threes = _Threes(parser.model)
        self._least = sum(sum(table.values()) for table in parser.model.values()) * 0.5

    def starts(self, text: str) -> list[int]:
        """Return where words begin, but for the first."""
        known, least = self._threes, self._least
        shifted = f"{_NOTHING}{text}"
        threes = [known[shifted[at : at + 3]] for at in range(1, len(text) + 3)]
        around = zip(threes, threes[1:], threes[2:], threes[3:], strict=False)
        return [
            at
            for at, ((behind, _, _, _), (_, last, _, _), (_, _, first, _), (_, _, _, before)) in enumerate(around, 1)
            if behind + last + first + before > least
        ]


@functools.cache
def _segmenter() -> Segmenter:
    import budoux  # a build in which no title is new does without

    return Segmenter(budoux.load_default_simplified_chinese_parser())
