"""Entries that were put away: their fields are opened when somebody asks, their text and tree read again.

An earlier process may have put them away, or this one, which so need not keep what only messages look at.
"""

from __future__ import annotations

import pickle
import zlib
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from hongke.catalogue import Entry
from hongke.kinds import Kind
from hongke.load.documents import front_matter
from hongke.load.head import head_of
from hongke.record import Record
from hongke.source.reader import read_tree
from hongke.source.text import read_text
from hongke.source.tree import Mapping, Node
from hongke.structure import structure

Place = tuple[int, int, int]
"""Where an entry stands in a store: offset, length, checksum (CRC-32)."""


class StoreError(Exception):
    """The file of a store is not what it was."""


class EntryStore:
    """A file of pickled entries; new ones are put behind the `size` bytes that hold the others."""

    def __init__(self, root: Path, stream: BinaryIO, size: int = 0) -> None:
        self.root = root
        self.size = size
        self._stream = stream
        self._fresh = False
        stream.seek(size)

    def read(self, place: Place) -> bytes:
        """Return what stands at a place. Raises StoreError where that is something else than was put there."""
        offset, length, checksum = place
        if self._fresh:
            self._stream.flush()
        self._stream.seek(offset)
        data = self._stream.read(length)
        self._stream.seek(self.size)
        if zlib.crc32(data) != checksum:
            raise StoreError(self._stream.name)
        return data

    def put(self, entry: Entry) -> StoredEntry:
        """Put an entry away."""
        data = pickle.dumps((entry.data, entry.body, entry.body_line), pickle.HIGHEST_PROTOCOL)
        place = self.size, len(data), zlib.crc32(data)
        self._stream.write(data)
        self.size += len(data)
        self._fresh = True
        stored = StoredEntry.make(
            self, kind=entry.kind, name=entry.id, file=entry.file, record=entry.record, head=head_of(entry), place=place
        )
        # The rules look at them next.
        stored.__dict__.update(data=entry.data, body=entry.body, body_line=entry.body_line)
        return stored


class StoredEntry(Entry):
    """An entry of which only the record is in memory; its fields, its file's text and tree come when they are asked for."""

    store: EntryStore
    stored_at: Place
    head: bytes

    @classmethod
    def make(
        cls, store: EntryStore, *, kind: Kind, name: str, file: str, record: Record, head: bytes, place: Place
    ) -> StoredEntry:
        """Make the entry whose pickle stands at a place of a store."""
        entry = object.__new__(cls)
        entry.__dict__.update(
            kind=kind, id=name, file=file, record=record, head=head, store=store, stored_at=place,
            address=f"{kind.name}/{name}",
        )  # fmt: skip
        return entry

    def release(self) -> None:
        """Let the fields go: they are opened again should somebody ask."""
        for name in ("_opened", "data", "body", "body_line", "tree", "source"):
            self.__dict__.pop(name, None)

    @cached_property
    def _opened(self) -> tuple[Any, str, int]:
        opened: tuple[Any, str, int] = pickle.loads(self.store.read(self.stored_at))  # noqa: S301 - our own file
        return opened

    @cached_property
    def data(self) -> Any:
        """The entry's fields."""
        return self._opened[0]

    @cached_property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self._opened[1]

    @cached_property
    def body_line(self) -> int:
        """The line of the file that the Markdown begins in."""
        return self._opened[2]

    @cached_property
    def source(self) -> str:
        """The file's whole text."""
        try:
            data = (self.store.root / self.file).read_bytes()
        except OSError:
            return ""
        return (read_text(data, self.file)[0] or "").replace("\r\n", "\n")

    @cached_property
    def tree(self) -> Node:
        """The tree of the file, in which messages find their places."""
        text, line = front_matter(self.source) if self.kind.markdown else (self.source, 1)
        tree = read_tree(text, self.file, first_line=line)[0] or Mapping(1, 1)
        structure(
            tree, self.kind.model, self.file
        )  # which puts fields under their names, in whatever language they stand
        return tree
