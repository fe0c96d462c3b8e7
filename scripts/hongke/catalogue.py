"""Lookup: entries by address, words by vocabulary, what refers to what."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel

from hongke.kinds import KINDS, Kind
from hongke.leaves import Leaf, leaves
from hongke.model.base import EntryModel
from hongke.model.options import Options
from hongke.model.page import Home
from hongke.model.vocabulary import Vocabulary, VocabularyWord
from hongke.problems import Place
from hongke.record import Record, record_of
from hongke.source.text import place_of
from hongke.source.tree import Mapping as MappingNode
from hongke.source.tree import Node, Path, position
from hongke.structure import LooseReference
from hongke.wiki import wiki_links

Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A typed value with the file it came from: an entry, or a hand-written page.

    `source` is the file's whole text; `body` is the Markdown below the front matter, whose first line is line `body_line`
    of the file. Where nothing is `marked`, no text holds what the rules on texts look for (`signs`).
    """

    data: Any
    file: str
    tree: Node = field(default_factory=lambda: MappingNode(1, 1), repr=False)
    source: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    body_line: int = 1
    marked: bool = True

    def place(self, path: Path = ()) -> Place:
        """Return where the value at the path stands in the file."""
        line, column = position(self.tree, path)
        return Place(file=self.file, line=line, column=column)

    def word(self, name: str) -> str:
        """Return the key under which the author wrote a field of the document."""
        keys = self.tree.keys if isinstance(self.tree, MappingNode) else {}
        return keys[name].text if name in keys else name

    def text_place(self, leaf: Leaf, offset: int, needle: str) -> Place:
        """Return where in the file the `needle` stands that begins at `offset` of a text of this document.

        In YAML the text's own lines differ from the file's (indent, folding, quotes): there the needle is counted.
        """
        if leaf.path == ("body",) and self.body:
            found = place_of(self.body[:offset], self.file)
            return replace(found, line=found.line + self.body_line - 1)
        start = self.place(leaf.path)
        lines = self.source.split("\n")
        at = sum(len(line) + 1 for line in lines[: start.line - 1]) + start.column - 1
        end = at + 2 * len(leaf.text) + 400
        for _ in range(leaf.text.count(needle, 0, offset) + 1):
            at = self.source.find(needle, at, end) + 1
            if not at:
                return start
        return place_of(self.source[: at - 1], self.file)

    def texts(self) -> Iterator[Leaf]:
        """Give every text of the document, the Markdown body included."""
        if isinstance(self.data, BaseModel):
            yield from leaves(self.data)
        if self.body:
            yield Leaf(("body",), self.body, None, None, prose=True, public=True)


@dataclass(frozen=True, kw_only=True)
class Entry(Document):
    """An entry of the catalogue."""

    kind: Kind
    id: str

    @cached_property
    def address(self) -> str:
        """Reference and URL in one: `case/wangfu-grid`."""
        return f"{self.kind.name}/{self.id}"

    @cached_property
    def record(self) -> Record:
        """The entry in short."""
        return record_of(self.model, self.body, marked=self.marked)

    def release(self) -> None:
        """Let go what can be had again, for now nobody needs it. An entry that was put away does; others have nothing."""

    @property
    def model(self) -> EntryModel:
        """The entry's fields."""
        value: EntryModel = self.data
        return value


@dataclass(frozen=True, kw_only=True)
class HandWritten(Document):
    """A page under `docs/` that is not an entry; `path` is relative to `docs/`, with `/`."""

    path: str
    title: str = ""


class Reference(Struct, frozen=True):
    """One document naming the address of an entry: in a field, or in a `[[link]]` at `offset` of a Markdown text."""

    source: Document
    leaf: Leaf
    address: str
    offset: int | None = None
    written: str = ""

    @property
    def place(self) -> Place:
        """Where the address stands in the file."""
        if self.offset is None:
            return self.source.place(self.leaf.path)
        return self.source.text_place(self.leaf, self.offset, self.written)


@dataclass(frozen=True)
class Catalogue:
    """Everything that was read: entries in the order of kinds and ids, vocabularies, hand-written pages."""

    entries: Mapping[str, Entry]
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    pages: tuple[HandWritten, ...] = ()
    home: Document = field(default_factory=lambda: Document(data=Home(), file="docs/index.md"))
    options: Options = field(default_factory=Options)
    loose: tuple[LooseReference, ...] = ()
    """References in files that did not come to an entry, so that they are checked all the same."""
    failed: frozenset[str] = frozenset()
    """Addresses whose file exists and could not be read: a reference to one is not reported a second time."""
    files: frozenset[str] = frozenset()
    """Every file below `docs/`, relative to it, with `/`."""

    @property
    def unwatched(self) -> Catalogue:
        """The catalogue for what is made once for all pages; those who use it note what a page takes from it."""
        return self

    def note(self, topic: str) -> None:
        """Say that what is being made depends on a topic; only a watched catalogue listens."""

    def number(self, topic: str) -> int:  # noqa: ARG002 - a watched catalogue looks at it
        """Return the number of a topic, for whoever notes it for many pages."""
        return 0

    def note_all(self, topics: Iterable[int]) -> None:
        """Say so of several topics, by the numbers that `number` and `gather` gave."""

    def gather(self, make: Callable[[], Made], *, apart: bool = False) -> tuple[Made, Set[int]]:  # noqa: ARG002 - likewise
        """Return what is made, and the topics that it depends on, for whoever keeps it for other pages.

        What is made meanwhile depends on them, too, unless this is kept `apart`.
        """
        return make(), frozenset()

    def get(self, address: str) -> Entry | None:
        """Return the entry at the address, or None."""
        return self.entries.get(address)

    def of_kind(self, name: str) -> tuple[Entry, ...]:
        """Return the entries of a kind that are listed: archived ones keep their page and leave the lists."""
        return self._by_kind.get(name, ())

    def members(self, name: str) -> tuple[Entry, ...]:
        """Return what `of_kind` does, for those who ask what stands in each by `get` or by its card."""
        return self.of_kind(name)

    def all_of_kind(self, name: str) -> tuple[Entry, ...]:
        """Return the entries of a kind, archived ones among them."""
        return self._all_by_kind.get(name, ())

    def counted(self, name: str, *, archived: bool = False) -> tuple[Entry, ...]:
        """Return what `of_kind` does, or `all_of_kind`, for those who ask only for their briefs, or note what they show."""
        return self.all_of_kind(name) if archived else self.of_kind(name)

    def word(self, vocabulary: str, slug: str) -> VocabularyWord:
        """Return a word; one outside its vocabulary stands for itself."""
        words = self.vocabularies.get(vocabulary)
        found = words.words.get(slug) if words else None
        return found or VocabularyWord(vocabulary, slug, slug)

    def published(self) -> Catalogue:
        """Return the catalogue as it is published: without drafts, unless the options ask for them."""
        if self.options.drafts:
            return self
        kept = {address: entry for address, entry in self.entries.items() if entry.record.status != "draft"}
        return self.replaced(entries=kept)

    def replaced(self, **changes: Any) -> Catalogue:
        """Return a catalogue that is another one in some of its fields."""
        return dataclasses.replace(self, **changes)

    def exchange(self, entries: Iterable[Entry]) -> None:
        """Put entries in the place of those at their addresses, of which they have all that is in a record."""
        held = dict(self.entries)
        held.update((entry.address, entry) for entry in entries)
        self.__dict__["entries"] = held
        for name in ("_by_kind", "_all_by_kind", "_listed", "_by_word", "_referrers"):
            self.__dict__.pop(name, None)

    @property
    def documents(self) -> Iterator[Document]:
        """Give entries, hand-written pages and the home page."""
        yield from self.entries.values()
        yield from self.pages
        yield self.home

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Old address to the one that holds now."""
        return {alias: entry.address for entry in self.entries.values() for alias in entry.record.aliases}

    def referrers(self, address: str) -> tuple[Entry, ...]:
        """Return the listed entries that name this one, each once, in the catalogue's order."""
        return tuple(self._referrers.get(address, {}).values())

    def with_word(self, vocabulary: str, slug: str) -> tuple[Entry, ...]:
        """Return the listed entries that carry a word or one below it, for those who note what they show of them."""
        return self._by_word.get((vocabulary, slug), ())

    @cached_property
    def latest(self) -> date | None:
        """The day of the newest change anywhere, which stands in for pages that have none of their own."""
        day = max((entry.record.updated for entry in self.entries.values()), default="")
        return date.fromisoformat(day) if day else None

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Entry, ...]]:
        return {
            name: tuple(entry for entry in entries if entry.record.status != "archived")
            for name, entries in self._all_by_kind.items()
        }

    @cached_property
    def _all_by_kind(self) -> Mapping[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {name: [] for name in KINDS}
        for entry in self.entries.values():
            found[entry.kind.name].append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @cached_property
    def _listed(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries.values() if entry.record.status != "archived")

    @cached_property
    def _by_word(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        found: dict[tuple[str, str], dict[str, Entry]] = {}
        above: dict[tuple[str, str], list[dict[str, Entry]]] = {}  # for each word, those that it adds an entry to
        for entry in self._listed:
            address = entry.address
            for key in entry.record.words:
                if key not in above:
                    words = self.vocabularies.get(key[0])
                    chain = words.with_ancestors(key[1]) if words else ()
                    above[key] = [found.setdefault((key[0], slug), {}) for slug in chain]
                for entries in above[key]:
                    entries[address] = entry
        return {key: tuple(entries.values()) for key, entries in found.items()}

    @cached_property
    def _referrers(self) -> Mapping[str, dict[str, Entry]]:
        found: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
        for entry in self._listed:
            own = entry.address
            for address, _ in entry.record.refs:
                if address != own:
                    found[address][own] = entry
        return found


def references_of(document: Document) -> Iterator[Reference]:
    """Give the references of one document: typed fields first, then links in its Markdown."""
    for leaf in document.texts():
        if leaf.ref is not None:
            yield Reference(document, leaf, leaf.text)
        elif leaf.prose and "[[" in leaf.text:
            for found in wiki_links(leaf.text):
                yield Reference(document, leaf, found["address"].strip("/"), found.start(), found.group())
