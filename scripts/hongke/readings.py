"""How Chinese characters and words are read: pypinyin's dictionaries in a form that is quick to load and takes little room.

pypinyin itself takes a tenth of a second and 57 MB. What comes out here is what it gives, word by word; a test compares.
"""

from __future__ import annotations

import functools
import marshal
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from hongke import derived

_FORM = b"1\n"
"""The form of the table: another one has another number."""
_USUAL = 4
"""Few words of the dictionary have more characters."""


class Sound(NamedTuple):
    """A syllable: with its tone as a figure (`lv4`, `de5`), and without."""

    toned: str
    plain: str


class Readings:
    """The dictionaries. A word has "" where its characters are read as each is by itself; `longest` has the length of the
    longest word by the first characters of those that are longer than usual.
    """

    def __init__(
        self,
        words: dict[str, str],
        longest: dict[str, int],
        sounds: dict[str, tuple[str, str]],
        first: int,
        places: bytes,
    ) -> None:
        self._words = words
        self._listed: list[str] = []
        self._longest = longest
        self._sounds = {marked: Sound(*found) for marked, found in sounds.items()}
        self._marked = ["", *sounds]
        self._first = first
        self._places = memoryview(places).cast("H")

    def marked(self, character: str) -> str:
        """Return the first reading of a character, with its tone as a mark; "" where it has none."""
        at = ord(character) - self._first
        return self._marked[self._places[at]] if 0 <= at < len(self._places) else ""

    def of_word(self, word: str) -> list[str] | None:
        """Return the readings of a word's characters, with marks; None where the dictionary does not have it."""
        found = self._words.get(word)
        if found is None:
            return None
        return found.split(" ") if found else [self.marked(character) for character in word]

    def sound(self, marked: str) -> Sound:
        """Return a reading in other spellings."""
        return self._sounds[marked]

    def cut(self, text: str) -> Iterator[str]:
        """Cut a run of characters into words: always the longest that begins there, else a character."""
        at, end, words = 0, len(text), self._words
        while at < end:
            size = min(self._longest.get(text[at : at + _USUAL], _USUAL), end - at)
            while size > 1 and text[at : at + size] not in words:
                size -= 1
            if size == 1 and self._begins(text[at:]):
                yield from text[at:]  # as pypinyin has it where a text ends inside a word
                return
            yield text[at : at + size]
            at += size

    def _begins(self, text: str) -> bool:
        """Whether some word begins with a text."""
        if len(text) == 1:
            return False
        if not self._listed:
            self._listed = sorted(self._words)
        at = bisect_left(self._listed, text)
        return at < len(self._listed) and self._listed[at].startswith(text)


@functools.cache
def readings() -> Readings:
    """Return the dictionaries."""
    look = derived.look("pypinyin", "phrases_dict.py", "pinyin_dict.py")
    key = look and _FORM + look
    path = derived.place("readings")
    content: memoryview | bytes | None = derived.read(path, key)
    if content is None:
        content = marshal.dumps(_tables())
        derived.keep(path, key, content)
    return Readings(*marshal.loads(content))  # noqa: S302 - our own file, held to its digest


def _tables() -> tuple[dict[str, str], dict[str, int], dict[str, tuple[str, str]], int, bytes]:
    """Make the tables of pypinyin's dictionaries."""
    from pypinyin import Style
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.converter import UltimateConverter

    convert = UltimateConverter(neutral_tone_with_five=True).convert_style
    characters = {chr(code): found.split(",")[0] for code, found in PINYIN_DICT.items()}
    words = {word: " ".join(found[0] for found in sounds) for word, sounds in PHRASES_DICT.items()}
    marked = sorted({*characters.values(), *(sound for sounds in words.values() for sound in sounds.split(" "))})
    sounds = {
        sound: (convert("", sound, Style.TONE3, strict=True), convert("", sound, Style.NORMAL, strict=True))
        for sound in marked
    }
    first, last = ord(min(characters)), ord(max(characters))
    places = array("H", [0]) * (last - first + 1)
    numbers = {sound: number for number, sound in enumerate(marked, 1)}
    for character, sound in characters.items():
        places[ord(character) - first] = numbers[sound]
    longest: dict[str, int] = {}
    for word in words:
        if len(word) > _USUAL:
            longest[word[:_USUAL]] = max(len(word), longest.get(word[:_USUAL], 0))
    for word, found in words.items():
        if found == " ".join(characters.get(character, "") for character in word):
            words[word] = ""
    return words, longest, sounds, first, places.tobytes()
