"""How often each term stands on each of a batch of pages: `terms.py`'s rule, for all their characters at once.

Every character is looked up in tables by its 16-bit code unit, every adjacent pair of Han characters is a number (both code
units at once; what a run ends with is a character and zero), and sorting numbers of term, page and mark brings together
what is to be counted. Latin and digit runs are numbered as they are first seen. Pages with characters beyond 16 bits, which
are few, are cut by `terms` itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hongke.search.content import Content, lines_of
from hongke.search.postings import IN_HEADING, IN_TEXT, IN_TITLE, MARKS, MOST
from hongke.search.terms import fold, folded_character, has_traditional, is_han, terms, traditional_characters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]

MOST_PAGES = 512
"""How many pages are counted at once: two code units, nine bits of the page and two of the mark fit into 64."""
_PAGE_SHIFT, _TERM_SHIFT = 2, 11
_OTHER, _HAN, _LETTER, _DIGIT, _AWKWARD = range(5)


class Searched(NamedTuple):
    """What of a page is counted: its content, and the terms of its sounds."""

    content: Content
    spoken: tuple[str, ...]


class Counted(NamedTuple):
    """What is known of a page once it is counted: how many terms it has; its folded text, where the browser cannot fold it."""

    length: int
    own: str


@dataclass(frozen=True, slots=True)
class Lists:
    """Posting lists of some pages: a sorted `key` for each term, how many `pages` it stands on, these in turn, their bytes.

    A page's number is `first` and what `pages` holds. `exts` are 1 where a shard has no byte beside the page.
    """

    first: int
    keys: NDArray[np.uint32]
    sizes: NDArray[np.int64]
    pages: NDArray[np.uint16] | NDArray[np.uint32]
    exts: NDArray[np.uint8]


class Counting:
    """Counts batches of pages, and holds what is common to them: the numbers of words, how often each first character occurs."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        """The number of each term that is no pair of two 16-bit Han characters."""
        self._units = np.zeros(0x10000, np.int64)
        self._times = np.zeros(0, np.int64)
        self._taken: Mapping[str, int] = {}
        self._tables = _tables()

    def sums(self) -> dict[str, int]:
        """Return for each first character how often the terms that begin with it occur."""
        found = {chr(int(unit)): int(self._units[unit]) for unit in np.flatnonzero(self._units)}
        for word, times in zip(self.words, self._times.tolist(), strict=False):
            if times:
                found[word[0]] = found.get(word[0], 0) + times
        for character, times in self._taken.items():
            found[character] = found.get(character, 0) + times
        return {character: times for character, times in found.items() if times}

    def take(self, sums: Mapping[str, int]) -> None:
        """Count what is known to occur on other pages: how often the terms that begin with each character do."""
        self._taken = sums

    def count(self, pages: Sequence[Searched], first: int) -> tuple[Lists, Lists, list[Counted]]:
        """Count pages, the first of them number `first`: the lists of Han terms, those of words, and what is known of each page."""
        tables = self._tables
        texts = [f"{page.content.text}\n{page.content.title}\n".encode("utf-16-le") for page in pages]
        sizes = np.array([len(text) for text in texts]) >> 1
        units = np.frombuffer(b"".join(texts), "<u2")
        page_of = np.repeat(np.arange(len(pages), dtype=np.uint16), sizes)
        tables.learn(units)
        folded, classes = tables.folded[units], tables.classes[units]
        awkward = np.unique(page_of[classes == _AWKWARD]).tolist()
        if awkward:
            left_out = np.isin(page_of, awkward)
            classes[left_out] = _OTHER
            folded[left_out] = 0
        marks = _marks(pages, sizes)
        han, han_lengths = _han(folded, classes, page_of, marks, len(pages))
        words, word_lengths = self._words(folded, classes, page_of, marks, len(pages))
        lengths = (han_lengths + word_lengths).tolist()
        more_han: list[int] = []
        more_words: list[int] = []
        for number in awkward:
            lengths[number] = self._cut(pages[number], number, more_han, more_words)
        self._units += np.bincount(_unit(han), minlength=0x10000)
        self._add_times(words)
        if awkward:
            new_han, new_words = np.array(more_han, np.uint64), np.array(more_words, np.uint64)
            self._units += np.bincount(_unit(new_han), minlength=0x10000)
            self._add_times(new_words)
            han, words = np.concatenate((han, new_han)), np.concatenate((words, new_words))
        spoken = [self._numbered(term, number, IN_TITLE) for number, page in enumerate(pages) for term in page.spoken]
        words = np.concatenate((words, np.array(spoken, np.uint64)))
        traditional = set(np.unique(page_of[tables.traditional[units]]).tolist())
        counted = []
        for number, page in enumerate(pages):
            text = page.content.text
            shown_so = number in traditional and has_traditional(text)
            counted.append(Counted(lengths[number], fold(text) if shown_so else ""))
        return _lists(han, first), _lists(words, first), counted

    def _words(
        self,
        folded: NDArray[np.uint16],
        classes: NDArray[np.uint8],
        page_of: NDArray[np.uint16],
        marks: NDArray[np.uint8],
        pages: int,
    ) -> tuple[Numbers, NDArray[np.int64]]:
        """Return a number for each Latin or digit run, and how many each page has."""
        is_word = classes >= _LETTER
        other = classes[1:] != classes[:-1]
        starts = np.flatnonzero(is_word & np.concatenate(([True], other)))
        ends = np.flatnonzero(is_word & np.concatenate((other, [True]))) + 1
        text = folded.tobytes().decode("utf-16-le") if len(starts) else ""
        numbers = self.words
        found = np.fromiter(
            (
                numbers.setdefault(text[start:end], len(numbers))
                for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
            ),
            np.uint64,
            len(starts),
        )
        return _combined(found, page_of[starts], marks[starts]), np.bincount(page_of[starts], minlength=pages)

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

    def _numbered(self, term: str, page: int, mark: int) -> int:
        return self.words.setdefault(term, len(self.words)) << _TERM_SHIFT | page << _PAGE_SHIFT | mark

    def _add_times(self, words: Numbers) -> None:
        times = np.bincount((words >> np.uint64(_TERM_SHIFT)).astype(np.int64), minlength=len(self.words))
        times[: len(self._times)] += self._times
        self._times = times


def placed(lists: Lists, places: Sequence[int]) -> Lists:
    """Return lists of pages that do not follow each other: `places` says how far after the first each of them is."""
    found = np.array(places, np.uint16)[lists.pages]
    return Lists(lists.first, lists.keys, lists.sizes, found, lists.exts)


def han_key(term: str) -> int | None:
    """Return the number that a term of one or two Han characters of 16 bits is counted as, None for any other."""
    if len(term) > 2 or not all(character < "\U00010000" and is_han(character) for character in term):
        return None
    return ord(term[0]) << 16 | (ord(term[1]) if len(term) == 2 else 0)


def _han(
    folded: NDArray[np.uint16],
    classes: NDArray[np.uint8],
    page_of: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    pages: int,
) -> tuple[Numbers, NDArray[np.int64]]:
    """Return a number for each Han character with the one after it, and how many each page has."""
    is_one = classes == _HAN
    at = np.flatnonzero(is_one)  # never the last of all: each page ends with a line feed
    found = folded[at].astype(np.uint64)
    found <<= np.uint64(16)
    found |= (folded * is_one)[at + 1]
    page = page_of[at]
    return _combined(found, page, marks[at]), np.bincount(page, minlength=pages)


def _combined(found: Numbers, pages: NDArray[np.uint16], marks: NDArray[np.uint8]) -> Numbers:
    found <<= np.uint64(9)
    found |= pages
    found <<= np.uint64(_PAGE_SHIFT)
    found |= marks
    return found


def _unit(han: Numbers) -> NDArray[np.int64]:
    return (han >> np.uint64(_TERM_SHIFT + 16)).astype(np.int64)


def _marks(pages: Sequence[Searched], sizes: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return for each code unit of the pages where it stands."""
    marks = np.full(int(sizes.sum()), IN_TEXT, np.uint8)
    end = 0
    for page, size in zip(pages, sizes.tolist(), strict=True):
        for start, _, length in page.content.headings:
            marks[end + start : end + start + length] = IN_HEADING
        end += size
        marks[end - len(page.content.title) - 1 : end] = IN_TITLE
    return marks


def _lists(found: Numbers, first: int) -> Lists:
    found.sort()
    places = found >> np.uint64(_PAGE_SHIFT)
    last = np.flatnonzero(np.concatenate((places[1:] != places[:-1], [True]))) if len(found) else np.zeros(0, np.int64)
    # The highest mark stands last; the place before is the last one of the term or page before.
    times = np.diff(last, prepend=-1)
    marks = np.array(MARKS, np.uint8)[(found[last] & np.uint64(3)).astype(np.int64)]
    places = places[last]
    keys = (places >> np.uint64(9)).astype(np.uint32)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.int64)
    return Lists(
        first,
        keys[starts],
        np.diff(starts, append=len(keys)),
        (places & np.uint64(MOST_PAGES - 1)).astype(np.uint16),
        marks | np.minimum(times, MOST).astype(np.uint8),
    )


class _Tables:
    """What is known of code units: what each folds to, of which class that is; looked up when a unit is first seen."""

    def __init__(self) -> None:
        self.folded = np.zeros(0x10000, np.uint16)
        self.classes = np.zeros(0x10000, np.uint8)
        self.traditional = np.zeros(0x10000, np.bool_)
        self._known = np.zeros(0x10000, np.bool_)
        for character in traditional_characters():
            if character < "\U00010000":
                self.traditional[ord(character)] = True
        # Of characters of two code units it is looked up in the text itself.
        self.traditional[0xD800:0xE000] = True

    def learn(self, units: NDArray[np.uint16]) -> None:
        """Look up those of the units that were never seen."""
        if self._known[units].all():
            return
        for unit in np.unique(units[~self._known[units]]).tolist():
            one = folded_character(chr(unit))
            self.classes[unit] = _class_of(one)
            self.folded[unit] = ord(one) & 0xFFFF
            self._known[unit] = True


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
