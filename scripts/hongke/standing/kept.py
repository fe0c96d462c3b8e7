"""What a build leaves in the cache beside the manifest, and how the next one takes it up."""

from __future__ import annotations

import marshal
import pickle
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from hongke.build import Recollection
from hongke.links import Links
from hongke.load.stored import EntryStore
from hongke.model.options import Options
from hongke.shell.head import Heads
from hongke.shell.shells import Shells
from hongke.standing.cache import Cache
from hongke.standing.recollection import from_bytes, to_bytes
from hongke.standing.site import StandingSite

STATE = "state"
ENTRIES = "entries"
_SIZE = 8


@dataclass(slots=True)
class Settings:
    """What the configuration came to, good as long as it stands.

    `navigation` are all sources that the navigation names, also of pages that there are not; `strict` builds fail on warnings;
    `own_sitemap` says that `standing.sitemap` gives the site map that MkDocs did.
    """

    options: Options
    links: Links
    heads: Heads
    shells: Shells
    navigation: frozenset[str]
    strict: bool = False
    own_sitemap: bool = False


@dataclass(slots=True)
class Kept:
    """All that a build leaves.

    `index` is the state of the search index, `docs` the files below `docs/`, `written` the sources of pages that are files
    there, in the order of the build; those that are generated come after them.
    """

    settings: Settings
    last: Recollection
    site: StandingSite
    index: bytes
    docs: frozenset[str]
    written: tuple[str, ...]

    def to_bytes(self, store: EntryStore) -> bytes:
        """Return it as bytes; the store stays beside it."""
        settings = pickle.dumps((self.settings, self.docs, self.written), pickle.HIGHEST_PROTOCOL)
        parts = (settings, to_bytes(self.last), self.site.to_bytes(), self.index)
        return store.size.to_bytes(_SIZE, "big") + marshal.dumps(parts)


class OpenStore:
    """The store of entries in a cache, open for a build: the standing one, or a new one that takes its place at the end."""

    def __init__(self, cache: Cache, root: Path, size: int | None = None) -> None:
        self._path = cache.path(ENTRIES)
        self._new = size is None
        if self._new:
            cache.open_folder()
        self._file = self._path.with_name(f"{ENTRIES}.new") if self._new else self._path
        self.stream: BinaryIO = self._file.open("w+b" if self._new else "r+b")
        self.store = EntryStore(root, self.stream, size or 0)

    def __enter__(self) -> EntryStore:
        """Return the store."""
        return self.store

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.stream.close()

    def keep(self) -> None:
        """Put a new file in the place of the standing one."""
        self.stream.flush()
        if self._new:
            self._file.replace(self._path)
            self._new = False


def take_up(data: bytes, store: EntryStore) -> Kept:
    """Return what a build left, from the bytes of its state and its store."""
    settings, last, site, index = marshal.loads(memoryview(data)[_SIZE:])  # noqa: S302 - our own file, held to its checksum
    found, docs, written = pickle.loads(settings)  # noqa: S301 - likewise
    return Kept(found, from_bytes(last, store), StandingSite.from_bytes(site), index, docs, written)


def size_of_store(data: bytes) -> int:
    """Return how many bytes of the store belong to a state."""
    return int.from_bytes(data[:_SIZE], "big")
