"""Terms of a title's sounds, so that pinyin finds it: pairs of syllables, and trigrams of initials.

They stand in the index beside the others, told apart by their first character: `'dang'qun` and `"dqf`.
"""

from __future__ import annotations

import re

from hongke.search.characters import syllables
from hongke.search.terms import HAN, fold

_RUN = re.compile(rf"[{HAN}]+")
SYLLABLES = "'"
INITIALS = '"'


def spoken_terms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the terms of the sounds of a title and its other names, each once."""
    found: list[str] = []
    for name in names:
        folded = fold(name)
        sounds = syllables(folded)
        for run in _RUN.finditer(folded):
            found += _of(sounds[run.start() : run.end()])
    return tuple(dict.fromkeys(found))


def _of(run: list[str]) -> list[str]:
    """Return the terms of the sounds of a run of Han characters."""
    if "" in run:
        at = run.index("")
        return _of(run[:at]) + _of(run[at + 1 :])
    initials = "".join([sound[0] for sound in run])
    return [
        *[f"{SYLLABLES}{sound}{SYLLABLES}{after}" for sound, after in zip(run, (*run[1:], ""), strict=False)],
        *[INITIALS + initials[at : at + 3] for at in range(len(run))],
    ]


def is_sound(term: str) -> bool:
    """Whether a term is one of sounds."""
    return term[0] in (SYLLABLES, INITIALS)
