"""Chinese titles by the initial of their pinyin."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from hongke.catalogue import Entry
from hongke.readings import toned, untoned, words_of

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_RUN = re.compile(rf"[{_HAN}]+|[^{_HAN}]+")


def _is_han(run: str) -> bool:
    return re.match(f"[{_HAN}]", run) is not None


def sort_key(text: str) -> tuple[str, ...]:
    """Return the syllables of a title, quotation marks and the like left out, as a key to sort by."""
    words = (word for run in _RUN.findall(_spoken(text)) for word in (words_of(run) if _is_han(run) else (run,)))
    return tuple(syllable for word in words for syllable in _syllables(word))


@functools.cache
def _syllables(word: str) -> tuple[str, ...]:
    """Return the syllables of a word: titles share most of theirs."""
    return tuple(part.lower() for part in toned(word))


def initial(text: str) -> str:
    """Return the capital letter a title stands under; # for one that begins with a figure or a mark."""
    first = untoned(_spoken(text)[:1] or "#")[:1].upper()
    return first if first.isascii() and first.isalpha() else "#"


def by_initial(entries: Iterable[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return entries in groups by initial, A to Z and # last, each group by pinyin."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (sort_key(entry.record.title), entry.id)):
        groups.setdefault(initial(entry.record.title), []).append(entry)
    return tuple(
        (letter, tuple(groups[letter])) for letter in sorted(groups, key=lambda letter: (letter == "#", letter))
    )


def _spoken(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
