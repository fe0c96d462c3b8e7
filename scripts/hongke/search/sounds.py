"""Terms of a title's sounds, so that pinyin finds it: pairs of syllables, and trigrams of initials.

They stand in the index beside the others, told apart by their first character: `'dang'qun` and `"dqf`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hongke.search.characters import syllables
from hongke.search.terms import HAN, fold

_RUN = re.compile(rf"[{HAN}]+")
_FIGURES = re.compile("[0-9]+")
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


def sound_alike(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether names differ at most in figures, which are read in no word: then their sounds have the same terms.

    To know this nothing must be loaded that tells how characters are read.
    """
    return [_FIGURES.sub("0", fold(name)) for name in names] == [_FIGURES.sub("0", fold(name)) for name in others]


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
