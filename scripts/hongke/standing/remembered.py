"""What is known of the last catalogue, in plain data that can be taken up quickly, and back.

Of each sound entry a row: ten thousand of them come back as fast as they can be read. The rest (hand-written pages, entries
of which something was said, vocabularies) is one pickle.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from hongke.build import Recollection
from hongke.catalogue import Catalogue, Document, Entry
from hongke.kinds import KINDS
from hongke.load.loading import Loading
from hongke.load.memory import Asked, Known, Look, Memory
from hongke.load.stored import EntryStore, Place, StoredEntry
from hongke.model.options import Options
from hongke.model.page import Home
from hongke.model.vocabulary import Vocabulary
from hongke.problems import Problem
from hongke.record import Record
from hongke.rules.check import Findings
from hongke.rules.surroundings import Surroundings
from hongke.structure import LooseReference


class Row(NamedTuple):
    """A sound entry, as it is written down: nothing but numbers, text and tuples of them."""

    look: tuple[int, int, int]
    moment: int
    digest: bytes
    kind: str
    id: str
    record: tuple[Any, ...]
    head: bytes
    place: Place
    asked: tuple[Asked, ...]

    @classmethod
    def of(cls, known: Known[Loading], entry: StoredEntry) -> Row:
        """Return the row of an entry that was put away."""
        look = known.look
        return cls(
            look=(look.size, look.modified, look.changed), moment=known.moment, digest=known.digest,
            kind=entry.kind.name, id=entry.id, record=tuple(entry.record), head=entry.head, place=entry.stored_at,
            asked=tuple(known.asked),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rest:
    """What stands in no row. `odd` has, by file, what is not an entry or not without a word said of it."""

    odd: dict[str, tuple[Any, ...]]
    vocabularies: dict[str, Vocabulary]
    options: Options | None
    docs: frozenset[str]
    unread: tuple[Problem, ...]
    loose: tuple[LooseReference, ...]
    failed: frozenset[str]


class Remembered:
    """The last catalogue. `rows` are by file, in the order of the catalogue; `pickled` is the rest."""

    def __init__(self, rows: dict[str, tuple[Any, ...]], pickled: bytes, store: EntryStore) -> None:
        self.rows = rows
        self.pickled = pickled
        self.store = store

    @classmethod
    def of(cls, last: Recollection, docs: frozenset[str], store: EntryStore) -> Remembered:
        """Return what is to be remembered of a catalogue; its sound entries have been put away in the store."""
        rows: dict[str, tuple[Any, ...]] = {}
        odd: dict[str, tuple[Any, ...]] = {}
        found = last.findings.found
        for name, known in last.memory.known.items():
            part = known.part
            entry = next(iter(part.entries.values()), None)
            if known.sound and isinstance(entry, StoredEntry) and not found[entry.file][1]:
                rows[name] = tuple(Row.of(known, entry))
            else:
                odd[name] = (
                    known.look, known.moment, known.digest, known.asked, known.sound,
                    (_whole(part.entries), part.failed, part.problems, part.loose, part.asked, part.pages, part.home),
                    {file: found[file][1] for file in _files(part) if file in found},
                )  # fmt: skip
        rest = Rest(
            odd, dict(last.memory.vocabularies or {}), last.findings.options, docs, last.unread,
            last.loose, last.failed,
        )  # fmt: skip
        return cls(sorted_rows(rows), pickle.dumps(rest, pickle.HIGHEST_PROTOCOL), store)

    def with_rows(self, rows: dict[str, tuple[Any, ...]], vocabularies: dict[str, Vocabulary] | None) -> Remembered:
        """Return what is remembered once some rows are others, and the vocabularies too where they are given."""
        pickled = self.pickled
        if vocabularies is not None:
            pickled = pickle.dumps(replace(self.rest, vocabularies=vocabularies), pickle.HIGHEST_PROTOCOL)
        return Remembered({**self.rows, **rows}, pickled, self.store)

    @cached_property
    def rest(self) -> Rest:
        """What stands in no row."""
        found: Rest = pickle.loads(self.pickled)  # noqa: S301 - our own file, held to its checksum
        return found

    @cached_property
    def entries(self) -> dict[str, StoredEntry]:
        """The entries of the rows by file; their fields are opened in the store when somebody asks."""
        return {
            name: StoredEntry.make(
                self.store,
                kind=KINDS[kind],
                name=entry_id,
                file=name,
                record=Record._make(record),
                head=head,
                place=place,
            )
            for name, (_, _, _, kind, entry_id, record, head, place, _) in self.rows.items()
        }

    @cached_property
    def parts(self) -> dict[str, Loading]:
        """What the odd files came to."""
        return {
            name: Loading(
                self.store.root, entries=entries, failed=failed, problems=said, loose=loose, asked=questions,
                pages=pages, home=home,
            )
            for name, (*_, (entries, failed, said, loose, questions, pages, home), _) in self.rest.odd.items()
        }  # fmt: skip

    @property
    def found(self) -> dict[str, tuple[Document, tuple[Problem, ...]]]:
        """What the rules found in the odd documents, by file."""
        return {
            document.file: (document, self.rest.odd[name][-1][document.file])
            for name, part in self.parts.items()
            for document in _documents(part)
            if document.file in self.rest.odd[name][-1]
        }

    def catalogue(self, options: Options) -> Catalogue:
        """Return the catalogue as it was."""
        rest, parts = self.rest, list(self.parts.values())
        entries: dict[str, Entry] = {entry.address: entry for entry in self.entries.values()}
        odd = {address: entry for part in parts for address, entry in part.entries.items()}
        if odd:
            order = {name: number for number, name in enumerate(KINDS)}
            both = [*entries.values(), *odd.values()]
            entries = {one.address: one for one in sorted(both, key=lambda one: (order[one.kind.name], one.id))}
        home = next((part.home for part in parts if part.home), None)
        return Catalogue(
            entries,
            vocabularies=rest.vocabularies,
            pages=tuple(page for part in parts for page in part.pages),
            home=home or Document(data=Home(), file="docs/index.md"),
            options=options,
            loose=rest.loose,
            failed=rest.failed,
            files=rest.docs,
        )

    def recollection(self) -> Recollection:
        """Return all of it in the form in which a catalogue is read again file by file."""
        rest = self.rest
        memory = Memory[Loading](vocabularies=rest.vocabularies, put_away=self.store.put)
        files = Surroundings(self.catalogue(rest.options or Options())).files
        findings = Findings(options=rest.options, vocabularies=rest.vocabularies, files=files, found=self.found)
        none: tuple[Problem, ...] = ()
        for name, (look, moment, digest, *_, asked) in self.rows.items():
            entry = self.entries[name]
            part = Loading(self.store.root, entries={entry.address: entry})
            memory.known[name] = Known(Look(*look), moment, digest, part, frozenset(asked), sound=True)
            findings.found[name] = (entry, none)
        for name, (seen, moment, digest, asked, sound, *_) in rest.odd.items():
            memory.known[name] = Known(seen, moment, digest, self.parts[name], asked, sound)
        return Recollection(memory, findings)


def sorted_rows(rows: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Return rows in the order of the catalogue."""
    order = {name: number for number, name in enumerate(KINDS)}
    kind, entry_id = Row._fields.index("kind"), Row._fields.index("id")
    return dict(sorted(rows.items(), key=lambda item: (order[item[1][kind]], item[1][entry_id])))


def _whole(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Return entries that stand in no store."""
    return {
        address: Entry(
            data=entry.data, file=entry.file, tree=entry.tree, source=entry.source, body=entry.body,
            body_line=entry.body_line, kind=entry.kind, id=entry.id,
        )
        if isinstance(entry, StoredEntry)
        else entry
        for address, entry in entries.items()
    }  # fmt: skip


def _documents(part: Loading) -> list[Document]:
    return [*part.entries.values(), *part.pages, *([part.home] if part.home else [])]


def _files(part: Loading) -> list[str]:
    return [document.file for document in _documents(part)]
