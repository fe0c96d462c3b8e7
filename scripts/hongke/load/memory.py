"""What each file came to the last time, so that only what has changed is read again."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct, field

from hongke.catalogue import Entry
from hongke.model.vocabulary import Vocabulary

_COARSE = 3_000_000_000
"""Nanoseconds: some file systems keep times to two seconds. What changed less than this before it was read is compared by
what it holds."""

Part = TypeVar("Part")
Asked = tuple[str, str]
"""A vocabulary, and a text that was looked up in it."""


class Look(NamedTuple):
    """What a file looks like from outside: bytes, and the times of its last changes in nanoseconds."""

    size: int
    modified: int
    changed: int

    @classmethod
    def at(cls, status: os.stat_result) -> Look:
        """Return the look of the file with this status."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


class Known(Struct, Generic[Part], frozen=True):
    """A part of the last catalogue: what its file looked like, when that was, what it held, which words were asked for.

    `sound` parts have no problem: other words matter to them only where they answer one of their questions otherwise.
    """

    look: Look
    moment: int
    digest: bytes
    part: Part
    asked: Collection[Asked] = ()
    sound: bool = False


class Memory(Struct, Generic[Part]):
    """The parts of the last catalogue by file name. `moment` is the time of the present look, in nanoseconds."""

    moment: int = 0
    put_away: Callable[[Entry], Entry] | None = None
    """What is done with an entry that was read and is sound: it may be put away and opened when somebody asks."""
    looks: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    """What files looked like a moment ago, by path: these are not asked for again."""
    known: dict[str, Known[Part]] = field(default_factory=dict)
    used: dict[str, Known[Part]] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] | None = None

    def begin(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Begin a new catalogue. Files that other words may make right or wrong are forgotten."""
        before = self.vocabularies
        if before is None:
            self.known = {}
        elif vocabularies != before:
            answers = Answers(before, vocabularies)
            self.known = {
                name: known for name, known in self.known.items() if known.sound and answers.stand(known.asked)
            }
        self.vocabularies = dict(vocabularies)
        self.used = {}

    def end(self) -> None:
        """Forget every file that the catalogue just read does not have."""
        self.known = self.used

    def recall(self, name: str, look: Look) -> Part | None:
        """Return what the file came to, if it looks as it did; None also where that cannot be told from outside."""
        known = self.known.get(name)
        if known is None or known.look != look or look.modified + _COARSE > known.moment:
            return None
        self.used[name] = known
        return known.part

    def recall_content(self, name: str, look: Look, digest: bytes) -> Part | None:
        """Return what the file came to, if it holds what it did."""
        known = self.known.get(name)
        if known is None or known.digest != digest:
            return None
        self.used[name] = Known(look, self.moment, digest, known.part, known.asked, known.sound)
        return known.part

    def keep(self, name: str, known: Known[Part]) -> None:
        """Remember what a file came to."""
        self.used[name] = known


class Answers:
    """Whether two sets of vocabularies answer alike."""

    def __init__(self, before: Mapping[str, Vocabulary], after: Mapping[str, Vocabulary]) -> None:
        self._before = before
        self._after = after
        self._stand: dict[Asked, bool] = {}

    def texts(self) -> set[str]:
        """Return all texts that a question with another answer can have: the names of words that are not the same.

        Both have the same vocabularies.
        """
        found: set[str] = set()
        for name in {*self._before, *self._after}:
            words = [dict(some[name].words) if name in some else {} for some in (self._before, self._after)]
            for slug in {*words[0], *words[1]}:
                pair = [each.get(slug) for each in words]
                if pair[0] != pair[1]:
                    for word in pair:
                        found.update((word.slug, word.title, *word.synonyms) if word else ())
        return found

    def stand(self, asked: Iterable[Asked]) -> bool:
        """Whether each question has the answer that it had."""
        return all(self._same(one) for one in asked)

    def _same(self, asked: Asked) -> bool:
        if asked not in self._stand:
            self._stand[asked] = self._answer(self._before, asked) == self._answer(self._after, asked)
        return self._stand[asked]

    @staticmethod
    def _answer(vocabularies: Mapping[str, Vocabulary], asked: Asked) -> tuple[str, bool] | None:
        name, text = asked
        if name not in vocabularies:
            return None
        word, was_synonym = vocabularies[name].find(text)
        return (word.slug if word else "", was_synonym)
