"""How often each term stands in a text: `terms.py`'s rule, counted without cutting the text first.

Every adjacent pair of characters is counted as a number, both code units at once, and those that are no pair of Han
characters are dropped when they are first seen (`is_term`); what a run ends with, and Latin and digit runs, come beside
them as text. That takes half the time of counting `terms(text)`, to which a test holds it.
"""

from __future__ import annotations

import sys

from hongke.search.terms import is_han, runs, terms

Key = int | str
"""A term as it is counted: a pair of Han characters as a number, anything else as text."""
_UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"


def counted(folded: str) -> tuple[list[Key], int]:
    """Return the key of every term of a folded text, repeated as often as it occurs, and how many these are.

    Keys of pairs that are no terms are among them (see `is_term`), and not counted.
    """
    data = folded.encode(_UTF_16)
    if len(data) != 2 * len(folded):  # characters of two code units
        found: list[Key] = [*terms(folded)]
        return found, len(found)
    found = []
    length = 0
    for run in runs(folded):
        # Nearly every run begins in the main block: a comparison is quicker than the pattern.
        if "\u4e00" <= run < "\ua000" or is_han(run):
            found.append(run[-1])
            length += len(run)
        else:
            found.append(run)
            length += 1
    units = memoryview(data)
    found += units[: len(data) & ~3].cast("I").tolist()
    found += units[2 : 2 + (len(data) - 2 & ~3)].cast("I").tolist()
    return found, length


def keys(folded: str) -> list[Key]:
    """Return the key of every term of a folded text, and of pairs that are none."""
    return counted(folded)[0]


def term_of(key: Key) -> str:
    """Return the term that a key stands for."""
    return key if isinstance(key, str) else key.to_bytes(4, sys.byteorder).decode(_UTF_16)


def is_term(key: Key) -> bool:
    """Whether a key is a term: of numbers, those of two Han characters are."""
    return isinstance(key, str) or all(map(is_han, term_of(key)))
