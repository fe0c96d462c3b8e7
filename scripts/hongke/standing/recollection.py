"""What is known of the last catalogue, to bytes and back: records as plain data, the rest in pickles."""

from __future__ import annotations

import marshal
import pickle
from typing import Any

from hongke.build import Recollection
from hongke.catalogue import Document, Entry
from hongke.kinds import KINDS
from hongke.load.loading import Loading
from hongke.load.memory import Known, Look, Memory
from hongke.load.stored import EntryStore, StoredEntry
from hongke.problems import Problem
from hongke.record import Record
from hongke.rules.check import Findings


def to_bytes(last: Recollection) -> bytes:
    """Return the recollection as bytes. Its sound entries have been put away; their store is kept beside it."""
    plain: list[tuple[Any, ...]] = []
    odd: dict[str, tuple[Any, ...]] = {}
    found = last.findings.found
    for name, known in last.memory.known.items():
        part = known.part
        entry = next(iter(part.entries.values()), None)
        if known.sound and isinstance(entry, StoredEntry) and not found[entry.file][1]:
            look, record = known.look, entry.record
            plain.append((
                name, (look.size, look.modified, look.changed), known.moment, known.digest, entry.kind.name, entry.id,
                _fields(record), entry.head, entry.stored_at, tuple(known.asked),
            ))  # fmt: skip
        else:
            odd[name] = (
                known.look, known.moment, known.digest, known.asked, known.sound,
                (_whole(part.entries), part.failed, part.problems, part.loose, part.asked, part.pages, part.home),
                {file: found[file][1] for file in _files(part) if file in found},
            )  # fmt: skip
    rest = (odd, last.memory.vocabularies, last.findings.options, last.findings.vocabularies, last.findings.files)
    return marshal.dumps((plain, pickle.dumps(rest, pickle.HIGHEST_PROTOCOL)))


def from_bytes(data: bytes, store: EntryStore) -> Recollection:
    """Return the recollection that was put into bytes; its entries are opened in the store when somebody asks."""
    root = store.root
    plain, rest = marshal.loads(data)  # noqa: S302 - our own file, held to its checksum
    odd, vocabularies, options, words, files = pickle.loads(rest)  # noqa: S301 - likewise
    memory = Memory[Loading](vocabularies=vocabularies, put_away=store.put)
    findings = Findings(options=options, vocabularies=words, files=files)
    none: tuple[Problem, ...] = ()
    for name, look, moment, digest, kind, entry_id, record, head, place, asked in plain:
        entry = StoredEntry.make(
            store, kind=KINDS[kind], name=entry_id, file=name, record=Record(*record), head=head, place=place
        )
        part = Loading(root, entries={entry.address: entry})
        memory.known[name] = Known(Look(*look), moment, digest, part, frozenset(asked), sound=True)
        findings.found[name] = (entry, none)
    for name, (seen, moment, digest, asked, sound, parts, problems) in odd.items():
        entries, failed, said, loose, questions, pages, home = parts
        part = Loading(
            root, entries=entries, failed=failed, problems=said, loose=loose, asked=questions, pages=pages, home=home
        )
        memory.known[name] = Known(seen, moment, digest, part, asked, sound)
        for document in _documents(part):
            if document.file in problems:
                findings.found[document.file] = (document, problems[document.file])
    return Recollection(memory, findings)


def _fields(record: Record) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in Record.__slots__)


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
