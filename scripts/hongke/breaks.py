"""Where a title may be broken: between words, never inside a name."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import budoux

from hongke.escaping import esc
from hongke.names import Names

_NO_LINE_START = "，。、；：？！”’）》】…·"
_NO_LINE_END = "“‘（《【"


class WordKeeper:
    """Puts `<wbr>` between the words of a title, so that a line never ends inside one (`word-break: keep-all`).

    budoux cuts the text; cuts inside a name of the catalogue (a term, a site, a word of a vocabulary) are taken back, and
    so are those that leave one character alone.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = Names({name: None for name in names if len(name) > 1})
        self._kept: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """Return the text, escaped, with its breaks."""
        if text not in self._kept:
            self._kept[text] = self._cut(text)
        return self._kept[text]

    def _cut(self, text: str) -> str:
        breaks: list[int] = []
        at = 0
        for phrase in _segmenter().parse(text):
            if len(phrase) > 1 and at:
                breaks.append(at)
            at += len(phrase)
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


@functools.cache
def _segmenter() -> Any:
    return budoux.load_default_simplified_chinese_parser()
