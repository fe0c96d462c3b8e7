"""Terms of a title's sounds, so that pinyin finds it: pairs of syllables, and trigrams of initials.

They stand in the index beside the others, told apart by their first character: `'dang'qun` and `"dqf`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from hongke.search.characters import syllable, syllables
from hongke.search.terms import fold, is_han

SYLLABLES = "'"
INITIALS = '"'


def spoken_terms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the terms of the sounds of a title and its other names, each once."""
    return tuple(dict.fromkeys(term for name in names for term in _of(fold(name))))


def _of(name: str) -> Iterator[str]:
    sounds = syllables(name)
    begin = 0
    for end, character in enumerate((*name, " ")):
        if _is_spoken(character):
            continue
        if begin < end:
            run = sounds[begin:end]
            for sound, following in zip(run, (*run[1:], ""), strict=True):
                yield f"{SYLLABLES}{sound}{SYLLABLES}{following}"
            initials = "".join([sound[0] for sound in run])
            for at in range(len(initials)):
                yield INITIALS + initials[at : at + 3]
        begin = end + 1


@cache
def _is_spoken(character: str) -> bool:
    """Whether a character is Han and has a sound, in whatever word it stands."""
    return is_han(character) and syllable(character) != ""


def is_sound(term: str) -> bool:
    """Whether a term is one of sounds."""
    return term[0] in (SYLLABLES, INITIALS)
