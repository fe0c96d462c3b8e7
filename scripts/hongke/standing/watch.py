"""A catalogue that remembers what it was asked for: the topics that a page depends on."""

# ruff: noqa: D102 - what overrides a method of Catalogue does what that says, and tells the watch.

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date

from hongke.catalogue import Catalogue, Document, Entry, HandWritten, Made
from hongke.model.options import Options
from hongke.model.vocabulary import Vocabulary, VocabularyWord


class _Numbers(dict[str, int]):
    """Gives each topic a number when it is first named."""

    def __missing__(self, topic: str) -> int:
        number = self[topic] = len(self)
        return number


_NONE: Mapping[str, int] = {}


class Watch:
    """Gathers the topics of what is being made, as numbers: there are many, and they stand for many pages.

    `topics` have the numbers that they got first.
    """

    def __init__(self, topics: Mapping[str, int] = _NONE) -> None:
        self.numbers = _Numbers(topics)
        self.topics: set[int] = set()

    def note(self, topic: str) -> None:
        """Note a topic."""
        self.topics.add(self.numbers[topic])

    def taken(self) -> tuple[int, ...]:
        """Return the topics gathered since the last call."""
        topics, self.topics = self.topics, set()
        return tuple(topics)


class WatchedCatalogue(Catalogue):
    """Answers as the catalogue inside does, and tells the watch what was asked."""

    def __init__(self, inner: Catalogue, watch: Watch) -> None:
        self.__dict__.update(inner=inner, watch=watch)

    inner: Catalogue
    watch: Watch

    def _told(self, topic: str) -> Catalogue:
        self.watch.note(topic)
        return self.inner

    @property
    def unwatched(self) -> Catalogue:
        return self.inner

    def note(self, topic: str) -> None:
        watch = self.watch
        watch.topics.add(watch.numbers[topic])

    def number(self, topic: str) -> int:
        return self.watch.numbers[topic]

    def note_all(self, topics: Iterable[int]) -> None:
        self.watch.topics.update(topics)

    def gather(self, make: Callable[[], Made], *, apart: bool = False) -> tuple[Made, Set[int]]:
        outer, self.watch.topics = self.watch.topics, set()
        try:
            made = make()
        finally:
            topics, self.watch.topics = self.watch.topics, outer
        if not apart:
            self.watch.topics |= topics
        return made, topics

    @property
    def entries(self) -> Mapping[str, Entry]:
        return self._told("entries").entries

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        return self._told("vocabularies").vocabularies

    @property
    def pages(self) -> tuple[HandWritten, ...]:
        return self._told("pages").pages

    @property
    def home(self) -> Document:
        return self._told("home").home

    @property
    def options(self) -> Options:
        return self.inner.options

    @property
    def aliases(self) -> Mapping[str, str]:
        return self._told("aliases").aliases

    @property
    def latest(self) -> date | None:
        return self._told("latest").latest

    def get(self, address: str) -> Entry | None:
        watch = self.watch
        watch.topics.add(watch.numbers[f"entry {address}"])
        return self.inner.entries.get(address)

    def of_kind(self, name: str) -> tuple[Entry, ...]:
        self.note(f"kind {name}")
        return self.inner.of_kind(name)

    def all_of_kind(self, name: str) -> tuple[Entry, ...]:
        self.note(f"kind {name}")
        return self.inner.all_of_kind(name)

    def members(self, name: str) -> tuple[Entry, ...]:
        self.note(f"members {name}")
        return self.inner.of_kind(name)

    def counted(self, name: str, *, archived: bool = False) -> tuple[Entry, ...]:
        self.watch.note(f"counted {name}")
        return self.inner.counted(name, archived=archived)

    def word(self, vocabulary: str, slug: str) -> VocabularyWord:
        self.note(f"called {vocabulary}/{slug}")
        return self.inner.word(vocabulary, slug)

    def with_word(self, vocabulary: str, slug: str) -> tuple[Entry, ...]:
        self.note(f"word {vocabulary}/{slug}")
        return self.inner.with_word(vocabulary, slug)

    def referrers(self, address: str) -> tuple[Entry, ...]:
        self.note(f"referrers {address}")
        return self.inner.referrers(address)
