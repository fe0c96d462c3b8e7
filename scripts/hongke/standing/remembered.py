"""What is known of the last catalogue, in plain data that can be taken up quickly, and back.

Of each sound entry a row: ten thousand of them come back as fast as they can be read. The rest (hand-written pages, entries
of which something was said, vocabularies) is one pickle.
"""

from __future__ import annotations

import marshal
import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from msgspec import Struct

from hongke.build import Recollection
from hongke.catalogue import Catalogue, Document, Entry
from hongke.kinds import KINDS
from hongke.load.loading import Loading
from hongke.load.memory import Asked, Known, Look, Memory
from hongke.load.stored import EntryStore, Place, StoredEntry
from hongke.model.options import Options
from hongke.model.page import Home
from hongke.model.vocabulary import Vocabulary
from hongke.pages.brief import left, take
from hongke.problems import Problem
from hongke.record import Record
from hongke.rules.check import Findings
from hongke.rules.surroundings import Surroundings
from hongke.structure import LooseReference


class Row(NamedTuple):
    """A sound entry, as it is written down: nothing but numbers, text and tuples of them."""

    kind: str
    id: str
    record: tuple[Any, ...]
    head: bytes
    place: Place
    counts: bytes
    """What `pages.brief` leaves."""
    file: bytes
    """Look, moment, digest and questions of its file, packed: who reads one file again does not look at the others'."""


class Rest(Struct, frozen=True):
    """What stands in no row. `odd` has, by file, what is not an entry or not without a word said of it."""

    odd: dict[str, tuple[Any, ...]]
    vocabularies: dict[str, Vocabulary]
    options: Options | None
    docs: frozenset[str]
    unread: tuple[Problem, ...]
    loose: tuple[LooseReference, ...]
    failed: frozenset[str]
    overall: tuple[tuple[Problem, ...], ...]
    """What each rule on the whole catalogue found."""


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
        for name, known in last.memory.known.items():
            found = {file: last.findings.found[file][1] for file in _files(known.part) if file in last.findings.found}
            row = row_of(known, found)
            if row:
                rows[name] = row
            else:
                odd[name] = odd_of(known, found)
        rest = Rest(
            odd, dict(last.memory.vocabularies or {}), last.findings.options, docs, last.unread,
            last.loose, last.failed, last.findings.overall,
        )  # fmt: skip
        return cls(sorted_rows(rows), pickle.dumps(rest, pickle.HIGHEST_PROTOCOL), store)

    def replaced(self, rows: dict[str, tuple[Any, ...]], rest: Rest) -> Remembered:
        """Return what is remembered once the rows, and perhaps the rest, are others."""
        pickled = self.pickled if rest is self.rest else pickle.dumps(rest, pickle.HIGHEST_PROTOCOL)
        return Remembered(rows, pickled, self.store)

    def with_sounds(self, entries: Mapping[str, Entry]) -> Remembered:
        """Return it with the sounds of titles that were asked for since the rows were written."""
        heard = {
            entry.file: entry for entry in entries.values() if "heard" in entry.__dict__ and entry.file in self.rows
        }
        rows = {name: tuple(Row._make(self.rows[name])._replace(counts=left(entry))) for name, entry in heard.items()}
        return Remembered({**self.rows, **rows}, self.pickled, self.store) if rows else self

    def questions(self, texts: Iterable[str]) -> Iterator[tuple[str, tuple[Asked, ...]]]:
        """Give the file and what was looked up in the vocabularies for it, of each row where that may be one of the texts."""
        file = Row._fields.index("file")
        # A row's questions are text among its bytes: few rows have one of these, and only they are unpacked.
        wanted = re.compile(b"|".join(re.escape(text.encode("utf-8", "surrogatepass")) for text in texts) or b"(?!)")
        for name, row in self.rows.items():
            if wanted.search(row[file]):
                yield name, _file(row[file])[3]

    @cached_property
    def rest(self) -> Rest:
        """What stands in no row."""
        found: Rest = pickle.loads(self.pickled)  # noqa: S301 - our own file, held to its checksum
        return found

    @cached_property
    def entries(self) -> dict[str, StoredEntry]:
        """The entries of the rows by file; their fields are opened in the store when somebody asks."""
        found = {}
        for name, (kind, entry_id, record, head, place, counts, _) in self.rows.items():
            entry = found[name] = StoredEntry.make(
                self.store,
                kind=KINDS[kind],
                name=entry_id,
                file=name,
                record=Record._make(record),
                head=head,
                place=place,
            )
            take(entry, counts)
        return found

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
        for name, (*_, packed) in self.rows.items():
            look, moment, digest, asked = _file(packed)
            entry = self.entries[name]
            part = Loading(self.store.root, entries={entry.address: entry})
            memory.known[name] = Known(Look(*look), moment, digest, part, frozenset(asked), sound=True)
            findings.found[name] = (entry, none)
        for name, (seen, moment, digest, asked, sound, *_) in rest.odd.items():
            memory.known[name] = Known(seen, moment, digest, self.parts[name], asked, sound)
        return Recollection(memory, findings)


Found = dict[str, tuple[Problem, ...]]
"""What the rules found in documents, by file."""


def row_of(known: Known[Loading], found: Found) -> tuple[Any, ...] | None:
    """Return the row of what a file came to; None where it is not an entry that was put away, or something was said of it."""
    entry = next(iter(known.part.entries.values()), None)
    if not known.sound or not isinstance(entry, StoredEntry) or any(found.values()):
        return None
    look = known.look
    file = marshal.dumps(((look.size, look.modified, look.changed), known.moment, known.digest, tuple(known.asked)))
    row = Row(
        kind=entry.kind.name, id=entry.id, record=tuple(entry.record), head=entry.head, place=entry.stored_at,
        counts=left(entry), file=file,
    )  # fmt: skip
    return tuple(row)


def columns_of(rows: Mapping[str, tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return rows as columns, the files first: so they come back in two thirds of the time."""
    return list(rows), *map(list, zip(*rows.values(), strict=True))


def rows_of(columns: tuple[Any, ...]) -> dict[str, tuple[Any, ...]]:
    """Return the rows of columns by file."""
    names, *others = columns
    return dict(zip(names, zip(*others, strict=True), strict=True)) if others else {}


def _file(data: bytes) -> tuple[tuple[int, int, int], int, bytes, tuple[Asked, ...]]:
    found: tuple[tuple[int, int, int], int, bytes, tuple[Asked, ...]] = marshal.loads(data)  # noqa: S302 - part of our own file
    return found


def odd_of(known: Known[Loading], found: Found) -> tuple[Any, ...]:
    """Return what is remembered of a file that has no row."""
    part = known.part
    return (
        known.look, known.moment, known.digest, known.asked, known.sound,
        (_whole(part.entries), part.failed, part.problems, part.loose, part.asked, part.pages, part.home),
        found,
    )  # fmt: skip


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
