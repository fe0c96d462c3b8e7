"""Entries that were put away: their fields are opened when somebody asks, their text and tree read again.

An earlier process may have put them away, or this one, which so need not keep what only messages look at.
"""

from __future__ import annotations

import mmap
import pickle
import zlib
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from hongke.catalogue import Entry
from hongke.kinds import Kind
from hongke.load.head import digest_of_head, head_of, parted
from hongke.load.read_entry import PlacelessEntry, ReadEntry
from hongke.record import Record
from hongke.sound import lighten, opened

Place = tuple[int, int, int]
"""Where an entry stands in a store: offset, length, checksum (CRC-32)."""


_AT_ONCE = 1 << 18
"""How many bytes are written together."""


class StoreError(Exception):
    """The file of a store is not what it was."""


class EntryStore:
    """A file of what entries were made from, as pickles; new ones are put behind the `size` bytes that hold the others."""

    def __init__(self, root: Path, stream: BinaryIO, size: int = 0) -> None:
        self.root = root
        self.size = size
        self._stream = stream
        self._held: list[bytes] = []
        self._written = size
        self._mapped: mmap.mmap | bytes = b""

    def read(self, place: Place) -> bytes:
        """Return what stands at a place. Raises StoreError where that is something else than was put there."""
        offset, length, checksum = place
        end = offset + length
        if end > self._written:
            self.flush()
        if end > len(self._mapped):
            self._map()
        data = self._mapped[offset:end]
        if zlib.crc32(data) != checksum:
            raise StoreError(self._stream.name)
        return data

    def _map(self) -> None:
        # Thousands of small pieces are read: from memory, that takes no call of the system each.
        self.close()
        try:
            self._mapped = mmap.mmap(self._stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:  # an empty file cannot be mapped
            raise StoreError(self._stream.name) from error

    def close(self) -> None:
        """Let the file go, which can then be closed, and put in another's place; `read` takes it up again."""
        if not isinstance(self._mapped, bytes):
            self._mapped.close()
        self._mapped = b""

    def append(self, data: bytes) -> Place:
        """Put bytes behind the others and return where they stand. The file has them once `flush` was called."""
        place = self.size, len(data), zlib.crc32(data)
        self._held.append(data)
        self.size += len(data)
        if self.size - self._written >= _AT_ONCE:
            self.flush()
        return place

    def flush(self) -> None:
        """Write what was put behind the others: many small pieces at once, each of which would cost as much."""
        self._stream.seek(self._written)
        self._stream.write(b"".join(self._held))
        self._stream.flush()
        self._held.clear()
        self._written = self.size

    def put(self, entry: Entry) -> StoredEntry:
        """Put an entry away: what its head is made from, then the rest."""
        values = entry.values if isinstance(entry, ReadEntry) else None
        if values is None:
            shared, own, head = entry.data, None, head_of(entry)
            data = pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)
        else:
            shared, own = parted(values, entry.kind.model)
            data = pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)
            head = digest_of_head(data)
        data += pickle.dumps((own, entry.body, entry.body_line), pickle.HIGHEST_PROTOCOL)
        place = self.append(data)
        stored = StoredEntry.make(
            self, kind=entry.kind, name=entry.id, file=entry.file, record=entry.record, head=head, place=place
        )
        # The rules look at them next.
        lighten(entry.data)
        stored.__dict__.update(data=entry.data, body=entry.body, body_line=entry.body_line, marked=entry.marked)
        return stored


class StoredEntry(PlacelessEntry):
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
        stream = BytesIO(self.store.read(self.stored_at))
        shared = pickle.load(stream)  # noqa: S301 - our own file
        own, body, line = pickle.load(stream)  # noqa: S301 - likewise
        return opened(shared if own is None else {**shared, **own}, self.kind.model), body, line

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

    def content(self) -> bytes:
        """Return the bytes that the file holds now."""
        try:
            return (self.store.root / self.file).read_bytes()
        except OSError:
            return b""
