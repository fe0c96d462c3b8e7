"""Terms of a title's sounds, so that pinyin finds it: pairs of syllables, and trigrams of initials.

They stand in the index beside the others, told apart by their first character: `'dang'qun` and `"dqf`.
"""

from __future__ import annotations

from collections.abc import Iterator

from hongke.search.characters import syllables
from hongke.search.terms import fold, is_han

SYLLABLES = "'"
INITIALS = '"'


def spoken_terms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the terms of the sounds of a title and its other names, each once."""
    return tuple(dict.fromkeys(term for name in names for term in _of(fold(name))))


def _of(name: str) -> Iterator[str]:
    sounds = syllables(name)
    run: list[str] = []
    for character, sound in zip((*name, " "), (*sounds, ""), strict=True):
        if sound and is_han(character):
            run.append(sound)
            continue
        for at in range(len(run)):
            yield SYLLABLES + run[at] + SYLLABLES + (run[at + 1] if at + 1 < len(run) else "")
        initials = "".join(part[0] for part in run)
        for at in range(len(initials)):
            yield INITIALS + initials[at : at + 3]
        run = []


def is_sound(term: str) -> bool:
    """Whether a term is one of sounds."""
    return term[0] in (SYLLABLES, INITIALS)
