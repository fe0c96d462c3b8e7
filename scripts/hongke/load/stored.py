"""Entries that were read by an earlier process: opened when somebody asks, from the pickles that it left."""

from __future__ import annotations

import os
import pickle
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from hongke.catalogue import Entry
from hongke.kinds import Kind
from hongke.load.documents import front_matter
from hongke.record import Record
from hongke.source.reader import read_tree
from hongke.source.text import read_text
from hongke.source.tree import Mapping, Node
from hongke.structure import structure


class EntryStore:
    """The file of pickled entries. It is one of ours, beside a state whose checksum was held to it."""

    def __init__(self, root: Path, stream: BinaryIO) -> None:
        self.root = root
        self._stream = stream

    def read(self, offset: int, length: int) -> bytes:
        """Return a piece of the file."""
        return os.pread(self._stream.fileno(), length, offset) if hasattr(os, "pread") else self._sought(offset, length)

    def _sought(self, offset: int, length: int) -> bytes:
        self._stream.seek(offset)
        return self._stream.read(length)


class StoredEntry(Entry):
    """An entry of which only the record is in memory; its fields, its file's text and tree come when they are asked for."""

    store: EntryStore
    offset: int
    length: int
    head: bytes

    @classmethod
    def make(
        cls, store: EntryStore, *, kind: Kind, name: str, file: str, record: Record, head: bytes, at: tuple[int, int]
    ) -> StoredEntry:
        """Make the entry whose pickle stands at a place (offset, length) of a store."""
        entry = object.__new__(cls)
        entry.__dict__.update(
            kind=kind, id=name, file=file, record=record, head=head, store=store, offset=at[0], length=at[1],
            address=f"{kind.name}/{name}",
        )  # fmt: skip
        return entry

    @cached_property
    def _opened(self) -> tuple[Any, str, int]:
        opened: tuple[Any, str, int] = pickle.loads(self.store.read(self.offset, self.length))  # noqa: S301 - our own file
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


def packed(entry: Entry) -> bytes:
    """Return what a store keeps of an entry."""
    return pickle.dumps((entry.data, entry.body, entry.body_line), pickle.HIGHEST_PROTOCOL)
