"""Chinese titles by the initial of their pinyin."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from hongke.catalogue import Entry
from hongke.pages.brief import known_sound
from hongke.readings import readings

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_RUN = re.compile(rf"[{_HAN}]+|[^{_HAN}]+")


def _is_han(run: str) -> bool:
    return re.match(f"[{_HAN}]", run) is not None


def sound_of(entry: Entry) -> str:
    """Return the key to sort an entry by. It stays with the entry, and is left for the next build with its row."""
    found = known_sound(entry)
    if found is None:
        found = entry.__dict__["sound"] = sort_key(entry.record.title)
        entry.__dict__["heard"] = True
    return found


def sort_key(text: str) -> str:
    """Return the syllables of a title, quotation marks and the like left out, as a key to sort by.

    What parts them comes before everything else, so that keys sort as their syllables do, one after the other.
    """
    cut = readings().cut
    words = (word for run in _RUN.findall(_spoken(text)) for word in (cut(run) if _is_han(run) else (run,)))
    return "\0".join(syllable for word in words for syllable in _syllables(word))


@functools.cache
def _syllables(word: str) -> tuple[str, ...]:
    """Return the syllables of a word: titles share most of theirs."""
    if word.isascii():
        return (word.lower(),)
    known = readings()
    marked = known.of_word(word) or [known.marked(character) for character in word]
    if all(marked):
        return tuple(known.sound(found).toned.lower() for found in marked)
    from pypinyin import Style, lazy_pinyin  # a rare character, or other letters

    return tuple(part.lower() for part in lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True))


def initial(text: str) -> str:
    """Return the capital letter a title stands under; # for one that begins with a figure or a mark."""
    character = _spoken(text)[:1]
    marked = readings().marked(character) if character else ""
    first = (readings().sound(marked).plain if marked else character)[:1].upper()
    return first if first.isascii() and first.isalpha() else "#"


def by_initial(entries: Iterable[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return entries in groups by initial, A to Z and # last, each group by pinyin."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (sound_of(entry), entry.id)):
        groups.setdefault(initial(entry.record.title), []).append(entry)
    return tuple(
        (letter, tuple(groups[letter])) for letter in sorted(groups, key=lambda letter: (letter == "#", letter))
    )


def _spoken(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
