"""Drawing known-item queries from the pages themselves: each set has a function that draws one query from one page.

Everything is seeded: the same pages, seed and number give the same queries. Words are jieba's, as a reader's words are
no program's; nothing but the drawing uses it.
"""

from __future__ import annotations

import logging
import random
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any

from bench.characters import by_syllable, commonest, traditional
from bench.corpus import HAN_RUN, Page, bare
from bench.query import Judge, Query, joined, syllables

_TRIES = 80
"""How often a set tries for each query that it is to draw; a small site may have fewer."""


@dataclass(frozen=True)
class Phrase:
    """Whole words that stand together in a run of Han characters: from `start` to `end` in `run`."""

    run: str
    start: int
    end: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The phrase itself."""
        return self.run[self.start : self.end]

    @property
    def sounds(self) -> list[str]:
        """Its syllables, as the run is read."""
        return syllables(self.run)[self.start : self.end]


class Drawer:
    """Draws from the pages of one site."""

    def __init__(self, pages: Sequence[Page], seed: int) -> None:
        self.pages = pages
        self.seed = seed
        self.judge = Judge(pages)

    @cached_property
    def everything(self) -> str:
        """What all pages hold."""
        return "\n".join(page.held for page in self.pages)

    def draw(self, name: str, number: int) -> list[Query]:
        """Draw so many different queries of a set, or as many as the pages give."""
        chance = random.Random(f"{self.seed}/{name}")
        found: dict[str, Query] = {}
        for _ in range(number * _TRIES if self.pages else 0):
            query = SETS[name](self, chance, chance.choice(self.pages))
            if query:
                found.setdefault(query.text, query)
            if len(found) == number:
                break
        return list(found.values())

    def phrase(self, chance: random.Random, texts: Sequence[str], least: int = 4, most: int = 8) -> Phrase | None:
        """Draw words that stand together, so many characters in all; two words at least where the run has them."""
        runs = [run for text in texts for run in HAN_RUN.findall(text) if len(run) >= least]
        if not runs:
            return None
        run = chance.choice(runs)
        words = split(run)
        at = chance.randrange(len(words))
        start = sum(map(len, words[:at]))
        taken = 1
        while at + taken < len(words) and sum(map(len, words[at : at + taken])) < least:
            taken += 1
        if taken == 1 and at + 1 < len(words):
            taken = 2
        length = sum(map(len, words[at : at + taken]))
        if not least <= length <= most:
            return None
        return Phrase(run, start, start + length, tuple(words[at : at + taken]))

    def words(self, chance: random.Random, page: Page, number: int) -> list[str] | None:
        """Draw different words of two characters or more from different runs of a page."""
        runs = list(dict.fromkeys(run for text in page.blocks for run in HAN_RUN.findall(text) if len(run) > 1))
        if len(runs) < number:
            return None
        found = []
        for run in chance.sample(runs, number):
            long = [word for word in split(run) if len(word) > 1]
            if not long:
                return None
            found.append(chance.choice(long))
        return found if len(set(found)) == number else None


@lru_cache(maxsize=20_000)
def split(run: str) -> list[str]:
    """Cut a run of Han characters into words."""
    return list(_jieba().lcut(run))


@lru_cache(maxsize=1)
def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        jieba = import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    return jieba


def _title_phrase(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    found = drawer.phrase(chance, [page.title])
    return Query("title phrase", found.text, page.address, (found.text,)) if found else None


def _body_phrase(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    found = drawer.phrase(chance, page.blocks)
    return Query("body phrase", found.text, page.address, (found.text,)) if found else None


def _two_words(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    words = drawer.words(chance, page, 2)
    return Query("two words", " ".join(words), page.address, tuple(words)) if words else None


def _run_on(name: str, number: int) -> Callable[[Drawer, random.Random, Page], Query | None]:
    def draw(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
        words = drawer.words(chance, page, number)
        text = "".join(words or ())
        if not words or text in drawer.everything:
            return None
        return Query(name, text, page.address, tuple(words))

    return draw


def _cut(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    """Begins inside one word and ends inside another."""
    runs = [run for text in page.blocks for run in HAN_RUN.findall(text) if len(run) > 5]
    if not runs:
        return None
    run = chance.choice(runs)
    edges, at = {0}, 0
    for word in split(run):
        at += len(word)
        edges.add(at)
    start, length = chance.randrange(len(run) - 3), chance.randint(4, 6)
    end = start + length
    if end > len(run) or start in edges or end in edges or not edges & set(range(start, end)):
        return None
    return Query("cut across words", run[start:end], page.address, (run[start:end],))


def _single(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    found = sorted({character for run in HAN_RUN.findall(page.held) for character in run})
    if not found:
        return None
    character = chance.choice(found)
    return Query("one character", character, page.address, (character,))


def _traditional(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    found = drawer.phrase(chance, page.blocks)
    typed = "".join(traditional().get(character, character) for character in found.text) if found else ""
    if not found or typed == found.text or typed in drawer.everything:
        return None
    return Query("traditional", typed, page.address, (found.text,))


def _pinyin(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    found = drawer.phrase(chance, [page.title])
    if not found:
        return None
    return Query("pinyin", "".join(found.sounds), page.address, (found.text,), sounds=joined(found.sounds))


def _initials(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    found = drawer.phrase(chance, [page.title])
    if not found:
        return None
    typed = "".join(sound[0] for sound in found.sounds)
    return Query("initials", typed, page.address, (found.text,), initials=typed)


def _mixed(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    found = drawer.phrase(chance, [page.title])
    if not found or len(found.words) < 2:
        return None
    at = len(found.words[0])
    first, rest = "".join(found.sounds[:at]), "".join(found.sounds[at:])
    typed = chance.choice([first + found.text[at:], found.text[:at] + rest])
    return Query("mixed", typed, page.address, (found.text,))


def _same_sound(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    """One character of a name for another that sounds the same."""
    found = drawer.phrase(chance, [page.title])
    if not found:
        return None
    at = chance.randrange(len(found.text))
    others = [other for other in by_syllable().get(found.sounds[at], "") if other != found.text[at]]
    if not others:
        return None
    typed = found.text[:at] + chance.choice(others) + found.text[at + 1 :]
    if typed in drawer.everything:
        return None
    return Query("same sound", typed, page.address, (found.text,), sounds=joined(found.sounds))


def _wrong(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    """One character of a name for another that sounds otherwise."""
    found = drawer.phrase(chance, [page.title])
    if not found:
        return None
    at = chance.randrange(len(found.text))
    other = chance.choice(commonest())
    typed = found.text[:at] + other + found.text[at + 1 :]
    if typed in drawer.everything or syllables(other)[0] == found.sounds[at]:
        return None
    return Query("one wrong character", typed, page.address, (found.text,))


def _prefix(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    words = sorted(word for word in page.latin if len(word) > 4)
    if not words:
        return None
    word = chance.choice(words)
    typed = word[: chance.randint(3, len(word) - 1)]
    return Query("Latin prefix", typed, page.address, prefix=typed)


def _quotes(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    found = drawer.phrase(chance, page.blocks)
    return Query("quotes", f'"{found.text}"', page.address, (found.text,)) if found else None


def _minus(drawer: Drawer, chance: random.Random, page: Page) -> Query | None:
    """A word of the page, without one that it has not and that another page with the first word has."""
    words = drawer.words(chance, page, 1)
    others = [other for other in drawer.pages if words and other is not page and bare(words[0]) in other.held]
    if not words or not others:
        return None
    without = drawer.words(chance, chance.choice(others), 1)
    if not without or without[0] in page.held:
        return None
    return Query("minus", f"{words[0]} -{without[0]}", page.address, (words[0],), (without[0],))


SETS: Mapping[str, Callable[[Drawer, random.Random, Page], Query | None]] = {
    "title phrase": _title_phrase,
    "body phrase": _body_phrase,
    "two words": _two_words,
    "run-on of two": _run_on("run-on of two", 2),
    "run-on of three": _run_on("run-on of three", 3),
    "cut across words": _cut,
    "one character": _single,
    "traditional": _traditional,
    "pinyin": _pinyin,
    "initials": _initials,
    "mixed": _mixed,
    "same sound": _same_sound,
    "one wrong character": _wrong,
    "Latin prefix": _prefix,
    "quotes": _quotes,
    "minus": _minus,
}
CORE = ("title phrase", "body phrase", "two words", "run-on of two", "run-on of three", "cut across words")
"""What readers type most; bytes are measured on these."""
