"""How Chinese characters and words are read: pypinyin's data, without what its functions take.

Loading pypinyin makes a list for each reading of each of its words, and a set of all their beginnings: a fifth of a second and
forty megabytes. Here its two files stay text, and of words only those are taken apart that begin with a character that is
asked for. What is returned is what pypinyin returns; a test compares both.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_BETWEEN = '],\n"'
_FIRST = re.compile(r'\[\n"([^"]*)"')
"""The first reading of a character, in a word's list of lists."""
_READING = re.compile(r'"(\d{4,5})": "([^",]*)')
_RARE_READING = re.compile(r'"(\d{6,})": "([^",]*)')
_RARE = "\U00020000"
"""From here on pypinyin itself is asked how to write a reading: not all of these characters are Han to it."""
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}


def reading(character: str) -> str:
    """Return the commonest reading of a character with the marks of its tone, "" where it has none."""
    known = _readings(_READING) if character < _RARE else _readings(_RARE_READING)
    return known.get(ord(character), "")


def readings_of_word(word: str) -> tuple[str, ...] | None:
    """Return the reading of each character of a word of two or more, None where pypinyin has no such word."""
    return _words(word[0]).get(word)


def words_of(run: str) -> Iterator[str]:
    """Cut a run of Han characters: at each place the longest word that pypinyin has, else one character."""
    while run:
        known = _words(run[0])
        size = next((size for size in range(min(len(run), _longest(run[0])), 1, -1) if run[:size] in known), 1)
        if size == 1 and any(word.startswith(run) for word in known):
            yield from run  # as pypinyin does where a text ends in the middle of a word
            return
        yield run[:size]
        run = run[size:]


def toned(word: str) -> tuple[str, ...]:
    """Return the syllables of a word as letters and the number of the tone (`zhong1`), 5 for none; what is not Han as it is."""
    if any(character >= _RARE for character in word):
        from pypinyin import Style, lazy_pinyin

        return tuple(lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True))
    if len(word) == 1:
        sound = reading(word)
        return (_numbered(sound) if sound else f"{word}5" if _is_han(word) else word,)
    sounds = readings_of_word(word)
    return tuple(map(_numbered, sounds)) if sounds else (word,)


def untoned(character: str) -> str:
    """Return the reading of a character without its tone, the character itself where it has none."""
    if character >= _RARE:
        from pypinyin import lazy_pinyin

        return "".join(lazy_pinyin(character))
    sound = reading(character)
    return _numbered(sound).rstrip("12345") if sound else character


@cache
def _numbered(sound: str) -> str:
    plain = unicodedata.normalize("NFD", sound)
    tone = next((number for mark, number in _TONES.items() if mark in plain), 5)
    for mark in _TONES:
        plain = plain.replace(mark, "")
    return f"{unicodedata.normalize('NFC', plain).replace('ü', 'v')}{tone}"


def _is_han(character: str) -> bool:
    return re.match("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]", character) is not None


@cache
def _readings(pattern: re.Pattern[str]) -> Mapping[int, str]:
    """Return the commonest reading of each character; there are few different ones, each of which is kept once."""
    same: dict[str, str] = {}
    found = {}
    for one in pattern.finditer(_text("pinyin_dict.json")):
        code, sound = one.groups()
        found[int(code)] = same.setdefault(sound, sound)
    return found


@cache
def _words(first: str) -> Mapping[str, tuple[str, ...]]:
    """Return the readings of all words that begin with a character."""
    text = _all_words()
    found = {}
    for one in text[_place(first) : _place(chr(ord(first) + 1))].split(_BETWEEN):
        word, _, sounds = one.partition('"')
        if len(word) > 1:
            found[word] = tuple(_FIRST.findall(sounds))
    return found


def _place(first: str) -> int:
    """Return where the words begin whose first character is this or a later one: they are in order."""
    text = _all_words()
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        at = text.find(_BETWEEN, middle)
        if at < 0 or text[at + len(_BETWEEN)] >= first:
            high = middle
        else:
            low = at + 1
    at = text.find(_BETWEEN, low)
    return at if at >= 0 else len(text)


@cache
def _longest(first: str) -> int:
    return max(map(len, _words(first)), default=1)


@cache
def _all_words() -> str:
    """Return what the file has on all words, with what parts two of them before the first, too."""
    return _text("phrases_dict.json").replace('{\n"', _BETWEEN, 1)


def _text(name: str) -> str:
    """Return a file of pypinyin's data, a line for each value; pypinyin itself is not loaded for it."""
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin is not installed")
    text = (Path(spec.submodule_search_locations[0]) / name).read_text("utf-8")
    if text.startswith('{\n"'):
        return text
    return json.dumps(dict(sorted(json.loads(text).items())), ensure_ascii=False, indent=0)
