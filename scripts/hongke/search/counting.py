"""How often each term stands on each of a batch of pages: `terms.py`'s rule, for all their characters at once.

Every character is looked up in tables by its 16-bit code unit, every adjacent pair of Han characters is a number (both code
units at once; what a run ends with is a character and zero), and sorting numbers of term, page and mark brings together
what is to be counted. Latin and digit runs are numbered as they are first seen. Pages with characters beyond 16 bits, which
are few, are cut by `terms` itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hongke.search.content import Counted, Searched, lines_of
from hongke.search.postings import IN_HEADING, IN_TITLE, MOST
from hongke.search.sounds import is_sound
from hongke.search.tables import Table, four_units
from hongke.search.terms import fold, folded_character, has_traditional, is_han, terms, traditional_characters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]

MOST_PAGES = 512
"""How many pages are counted at once: two code units, nine bits of the page and two of the mark fit into 64."""
_PAGE_SHIFT, _TERM_SHIFT = 2, 11
_OTHER, _HAN, _LETTER, _DIGIT, _TRADITIONAL, _AWKWARD, _UNSEEN = range(7)
_SHORT = 4
"""Words of so many code units are numbered many at once."""


class Postings(NamedTuple):
    """On which pages terms stand: in the order of `keys` and then of `pages`, with the byte of each."""

    keys: NDArray[np.uint32]
    pages: NDArray[np.uint32]
    exts: NDArray[np.uint8]


class Counting:
    """Counts batches of pages, and holds what is common to them: the numbers of words, how often each first character occurs."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        """The number of each term that is no pair of two 16-bit Han characters."""
        self._written: dict[bytes, int] = {}
        self._short = Table(np.uint32, bits=16)
        self._units = np.zeros(0x10000, np.int64)
        self._times = np.zeros(0, np.int64)
        self._tables = _tables()

    def sums(self) -> dict[str, int]:
        """Return for each first character how often the terms that begin with it occur; those of sounds are not counted."""
        found = {chr(int(unit)): int(self._units[unit]) for unit in np.flatnonzero(self._units)}
        for word, times in zip(self.words, self._times.tolist(), strict=False):
            if times and not is_sound(word):
                found[word[0]] = found.get(word[0], 0) + times
        return found

    def count(self, pages: Sequence[Searched], numbers: Sequence[int]) -> tuple[Postings, Postings, list[Counted]]:
        """Count pages of some numbers: the postings of Han terms, those of words, and what is known of each page."""
        tables = self._tables
        texts = [f"{page.content.text}\n{page.content.title}\n" for page in pages]
        data = "".join(texts).encode("utf-16-le")
        sizes = np.array([len(text) for text in texts])
        if int(sizes.sum()) * 2 != len(data):
            sizes = np.array([len(text.encode("utf-16-le")) >> 1 for text in texts])
        units = np.frombuffer(data, "<u2")
        classes = tables.classes_of(units)
        where = _where(pages, sizes)
        han = tables.han.take(units)
        awkward = sorted({*(where[classes == _AWKWARD] >> _PAGE_SHIFT).tolist()})
        traditional = {*awkward, *(where[classes == _TRADITIONAL] >> _PAGE_SHIFT).tolist()}
        if awkward:
            left_out = np.isin(where >> _PAGE_SHIFT, awkward)
            classes[left_out] = _OTHER
            han[left_out] = 0
        terms_of_han, han_lengths = _han(han, where, len(pages))
        words, word_lengths = self._words(units, classes, where, len(pages))
        lengths = (han_lengths + word_lengths).tolist()
        more_han: list[int] = []
        more_words: list[int] = []
        for number in awkward:
            lengths[number] = self._cut(pages[number], number, more_han, more_words)
        counted = []
        for number, page in enumerate(pages):
            text = page.content.text
            shown_so = number in traditional and has_traditional(text)
            counted.append(Counted(lengths[number], fold(text) if shown_so else ""))
        places = np.array(numbers, np.uint32)
        found, firsts, times = _postings(_more(terms_of_han, more_han), places)
        self._units += np.bincount(firsts >> 16, times, minlength=0x10000).astype(np.int64)
        others, firsts, times = _postings(np.concatenate((_more(words, more_words), self._spoken(pages))), places)
        self._times = np.append(self._times, np.zeros(len(self.words) - len(self._times), np.int64))
        self._times[firsts] += times
        return found, others, counted

    def _words(
        self, units: NDArray[np.uint16], classes: NDArray[np.uint8], where: NDArray[np.uint16], pages: int
    ) -> tuple[Numbers, NDArray[np.int64]]:
        """Return a number for each Latin or digit run, and how many each page has."""
        is_letter, is_digit = classes == _LETTER, classes == _DIGIT
        starts = np.flatnonzero(_begins(is_letter) | _begins(is_digit))
        ends = np.flatnonzero(_ends(is_letter) | _ends(is_digit)) + 1
        sizes = ends - starts
        units = np.append(units, np.zeros(_SHORT, np.uint16))
        short = np.flatnonzero(sizes <= _SHORT)
        found = np.empty(len(starts), np.uint64)

        def number(at: int) -> int:
            written = units[starts[at] : ends[at]].tobytes()
            known = self._written.get(written)
            if known is None:
                word = self._tables.folded[np.frombuffer(written, "<u2")].tobytes().decode("utf-16-le")
                known = self._written[written] = self.words.setdefault(word, len(self.words))
            return known

        keys = four_units(units, starts[short], sizes[short])
        found[short] = self._short.of(keys, lambda place: number(int(short[place])))
        long = np.flatnonzero(sizes > _SHORT)
        found[long] = [number(at) for at in long.tolist()]
        where = where[starts]
        return _combined(found, where), _lengths(where, pages)

    def _cut(self, page: Searched, number: int, han: list[int], words: list[int]) -> int:
        """Cut a page that has characters beyond 16 bits, and return how many terms it has."""
        length = 0
        for line, mark in lines_of(page.content):
            for term in terms(fold(line)):
                length += 1
                key = han_key(term)
                if key is None:
                    words.append(self._numbered(term, number, mark))
                else:
                    han.append(key << _TERM_SHIFT | number << _PAGE_SHIFT | mark)
        return length

    def _spoken(self, pages: Sequence[Searched]) -> Numbers:
        """Return a number for each term of sounds."""
        words = self.words
        found = np.array([words.setdefault(term, len(words)) for page in pages for term in page.spoken], np.uint64)
        where = np.arange(len(pages), dtype=np.uint16) << np.uint16(_PAGE_SHIFT) | np.uint16(IN_TITLE)
        return _combined(found, where.repeat([len(page.spoken) for page in pages]))

    def _numbered(self, term: str, page: int, mark: int) -> int:
        return self.words.setdefault(term, len(self.words)) << _TERM_SHIFT | page << _PAGE_SHIFT | mark


def han_key(term: str) -> int | None:
    """Return the number that a term of one or two Han characters of 16 bits is counted as, None for any other."""
    if len(term) > 2 or not all(character < "\U00010000" and is_han(character) for character in term):
        return None
    return ord(term[0]) << 16 | (ord(term[1]) if len(term) == 2 else 0)


def han_term(key: int) -> str:
    """Return the term of such a number."""
    return chr(key >> 16) + (chr(key & 0xFFFF) if key & 0xFFFF else "")


def _begins(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    found = flags.copy()
    found[1:] &= ~flags[:-1]
    return found


def _ends(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    found = flags.copy()
    found[:-1] &= ~flags[1:]
    return found


def _han(han: NDArray[np.uint16], where: NDArray[np.uint16], pages: int) -> tuple[Numbers, NDArray[np.int64]]:
    """Return a number for each Han character with the one after it, and how many each page has."""
    at = np.flatnonzero(han != 0)  # never the last of all: each page ends with a line feed
    pairs = han[:-1].astype(np.uint32)
    pairs <<= np.uint32(16)
    pairs |= han[1:]
    where = where.take(at)
    return _combined(pairs.take(at).astype(np.uint64), where), _lengths(where, pages)


def _lengths(where: NDArray[np.uint16], pages: int) -> NDArray[np.int64]:
    """Return how many of the places are on each page."""
    return np.diff(np.searchsorted(where, np.arange(pages + 1, dtype=np.uint16) << _PAGE_SHIFT))


def _combined(found: Numbers, where: NDArray[np.uint16]) -> Numbers:
    found <<= np.uint64(_TERM_SHIFT)
    found |= where
    return found


def _more(found: Numbers, more: list[int]) -> Numbers:
    return np.concatenate((found, np.array(more, np.uint64))) if more else found


def _where(pages: Sequence[Searched], sizes: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Return for each code unit of the pages on which of them it stands, and the mark of its place there."""
    where = np.repeat(np.arange(len(pages), dtype=np.uint16) << _PAGE_SHIFT, sizes)
    starts: list[int] = []
    lengths: list[int] = []
    end = 0
    for page, size in zip(pages, sizes.tolist(), strict=True):
        for start, _, length in page.content.headings:
            starts.append(end + start)
            lengths.append(length)
        end += size
        where[end - len(page.content.title) - 1 : end] |= IN_TITLE
    ends = np.cumsum(lengths, dtype=np.int64)
    if len(ends):
        where[np.repeat(np.array(starts) - (ends - lengths), lengths) + np.arange(ends[-1])] |= IN_HEADING
    return where


def _postings(found: Numbers, places: NDArray[np.uint32]) -> tuple[Postings, NDArray[np.uint32], NDArray[np.int64]]:
    """Return postings, each of their keys, and how often each occurs."""
    found.sort()
    # The highest mark stands last; the place before is the last one of the term or page before.
    last = _lasts(found >> np.uint64(_PAGE_SHIFT))
    found = found.take(last)
    exts = found.astype(np.uint8)
    exts <<= np.uint8(6)  # makes MARKS of the numbers of places
    exts |= np.minimum(_steps(last), MOST).astype(np.uint8)
    keys = (found >> np.uint64(_TERM_SHIFT)).astype(np.uint32)
    pages = found.astype(np.uint32)
    pages >>= np.uint32(_PAGE_SHIFT)
    pages &= np.uint32(MOST_PAGES - 1)
    ends = _lasts(keys)
    if len(places) and places[-1] - places[0] + 1 == len(places):
        pages += places[0]
    else:
        pages = places[pages]
    return Postings(keys, pages, exts), keys[ends], _steps(last[ends])


def _steps(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how far each place is from the one before; the first from the place before all."""
    found = places.copy()
    found[1:] -= places[:-1]
    found[:1] += 1
    return found


def _lasts(numbers: NDArray[np.unsignedinteger]) -> NDArray[np.int64]:
    """Return the places at which a run of the same number ends."""
    return np.flatnonzero(np.append(numbers[1:] != numbers[:-1], True)) if len(numbers) else np.zeros(0, np.int64)


class _Tables:
    """What is known of code units: what each folds to, of which class that is; looked up when a unit is first seen."""

    def __init__(self) -> None:
        self.folded = np.zeros(0x10000, np.uint16)
        self.han = np.zeros(0x10000, np.uint16)
        """What a unit folds to, where that is a Han character."""
        self._classes = np.full(0x10000, _UNSEEN, np.uint8)

    def classes_of(self, units: NDArray[np.uint16]) -> NDArray[np.uint8]:
        """Return the class of each unit."""
        found = self._classes.take(units)
        unseen = found == _UNSEEN
        if unseen.any():
            for unit in {*units[unseen].tolist()}:
                self._learn(unit)
            found = self._classes.take(units)
        return found

    def _learn(self, unit: int) -> None:
        character = chr(unit)
        one = folded_character(character)
        kind = _class_of(one)
        self.folded[unit] = ord(one) & 0xFFFF
        if kind == _HAN:
            self.han[unit] = self.folded[unit]
            if character in traditional_characters():
                kind = _TRADITIONAL
        self._classes[unit] = kind


def _class_of(character: str) -> int:
    if character >= "\U00010000" or "\ud800" <= character < "\ue000":
        return _AWKWARD
    if is_han(character):
        return _HAN
    if character.isalpha():
        return _LETTER
    return _DIGIT if character in "0123456789" else _OTHER


@cache
def _tables() -> _Tables:
    return _Tables()
