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
from functools import cache
from operator import add

from hongke.search.characters import traditional

HAN = "〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Han characters, as a range for a regular expression."""
_RUN = re.compile(rf"[{HAN}]+|[^\W\d_{HAN}]+|[0-9]+")
_HAN = re.compile(rf"[{HAN}]")


class _Folding(dict[int, str]):
    """Maps a character to its folded form, worked out when the character is first seen."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        folded = (folded if len(folded) == 1 else character).lower()
        folded = folded if len(folded) == 1 else character
        self[code] = traditional().get(folded, folded)
        return self[code]


_folding = _Folding()


def fold(text: str) -> str:
    """Return the text as both sides compare it, every character where it was."""
    return text.lower() if text.isascii() else text.translate(_folding)


def folded_character(character: str) -> str:
    """Return the folded form of one character."""
    return _folding[ord(character)]


@cache
def traditional_characters() -> frozenset[str]:
    """Return the characters that only the table of traditional ones folds."""
    return frozenset(traditional())


def has_traditional(text: str) -> bool:
    """Whether a text has characters that only the table of traditional ones folds."""
    return not (text.isascii() or traditional_characters().isdisjoint(text))


def is_han(character: str) -> bool:
    """Whether a character is Han."""
    return _HAN.match(character) is not None


def runs(folded: str) -> list[str]:
    """Return the runs of a folded text: of Han characters, of letters, of digits."""
    found: list[str] = []
    for run in _RUN.findall(folded):
        if run.isalpha() or run.isascii() or is_han(run):  # 〇 is a number to Python
            found.append(run)
        else:  # Python's word characters include circled numbers and the like, which JavaScript's letters do not
            found += "".join(one if one.isalpha() else " " for one in run).split()
    return found


def terms(folded: str) -> list[str]:
    """Return every term of a folded text, repeated as often as it occurs."""
    found: list[str] = []
    for run in runs(folded):
        if is_han(run):
            found += map(add, run, run[1:])
            found.append(run[-1])
        else:
            found.append(run)
    return found
