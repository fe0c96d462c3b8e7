"""Text to terms: the one specification that both sides of the search keep (`terms.js` is its other half).

Folding goes character by character and never changes a text's length, so that a place in the folded text is the same place
in the shown one: NFKC where it gives one character, lower case, traditional to simplified.

Runs are Han, Latin (any other letters) or digits; everything else parts them. Of a Han run every adjacent pair is a term,
and its last character is one of its own, so that every page that holds x has a term that begins with x. A Latin or digit
run is one term. `tests/data/tokens.json` is the table of cases that both sides are run on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from hongke.search.characters import traditional

_RUN = re.compile(
    r"[〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+|[^\W\d_〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+|[0-9]+"
)
_HAN = re.compile(r"[〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


class _Plain(dict[int, str]):
    """Maps a character to its folded form but for traditional ones, worked out when the character is first seen."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        folded = (folded if len(folded) == 1 else character).lower()
        self[code] = folded if len(folded) == 1 else character
        return self[code]


class _Folding(dict[int, str]):
    """Maps a character to its folded form."""

    def __missing__(self, code: int) -> str:
        folded = _plain[code]
        self[code] = traditional().get(folded, folded)
        return self[code]


_plain = _Plain()
_folding = _Folding()


def fold(text: str) -> str:
    """Return the text as both sides compare it, every character where it was."""
    return text.translate(_folding)


def plainly(text: str) -> str:
    """Return the text folded but for traditional characters, as the browser does before it fetches their table."""
    return text.translate(_plain)


def is_han(character: str) -> bool:
    """Whether a character is Han."""
    return _HAN.match(character) is not None


def runs(folded: str) -> Iterator[str]:
    """Give the runs of a folded text."""
    return (found.group() for found in _RUN.finditer(folded))


def terms(folded: str) -> Iterator[str]:
    """Give every term of a folded text, repeated as often as it occurs."""
    for run in _RUN.findall(folded):
        if is_han(run[0]):
            last = len(run) - 1
            for at in range(last):
                yield run[at : at + 2]
            yield run[last]
        else:
            yield run
