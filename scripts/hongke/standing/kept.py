"""What a build leaves in the cache beside the manifest, and how the next one takes it up."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from msgspec import Struct, field
from msgspec.structs import astuple

from hongke.links import Links
from hongke.load.stored import EntryStore
from hongke.model.options import Options
from hongke.shell.head import Heads
from hongke.shell.shells import Shells
from hongke.standing.cache import Cache
from hongke.standing.dependants import Dependants
from hongke.standing.layers import Sections, applied, difference
from hongke.standing.made import MadeAt
from hongke.standing.remembered import Remembered, columns_of, rows_of, sorted_rows
from hongke.standing.site import StandingSite

STATE = "state"
CHANGES = "changes"
"""What has changed since the state was written."""
ENTRIES = "entries"
_BEFORE, _BETWEEN = "", "\0"
"""No topic is called so; none has such a character."""
_WHOLE_BELOW = 4
"""The state is written whole again when the changes have grown to a share of it that is above one in this."""


class Settings(Struct):
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


class Kept(Struct):
    """All that a build leaves.

    `index` is the state of the search index, `written` the sources of pages that are files below `docs/`, in the order of
    the build; those that are generated come after them. `base` is the whole state that it was taken from, with its digest.
    """

    settings: Settings
    last: Remembered
    site: StandingSite
    index: bytes
    written: tuple[str, ...]
    base: Sections = field(default_factory=dict)
    base_digest: bytes = b""

    def sections(self) -> Sections:
        """Return it as tables of plain data, without the store, which stays beside it."""
        site = self.site
        pickled = self.base["parts"]["settings"] if self.base else _pickled(self.settings, self.written)
        return {
            "rows": self.last.rows,
            "topics": _topics_since(self.base.get("topics", {}), site.topics),
            "lists": site.lists,
            "pages": site.pages.table,
            "shelves": site.shelves,
            "files": site.files.table,
            "cards": site.cards.table,
            "parts": {
                "settings": pickled, "rest": self.last.pickled, "index": self.index, "names": site.names,
                "made": astuple(site.made),
            },
        }  # fmt: skip


def _pickled(settings: Settings, written: tuple[str, ...]) -> bytes:
    return pickle.dumps((settings, written), pickle.HIGHEST_PROTOCOL)


class OpenStore:
    """The store of entries in a cache, open for a build: the standing one, or a new one that takes its place at the end."""

    def __init__(self, cache: Cache, root: Path, size: int | None = None) -> None:
        self._path = cache.path(ENTRIES)
        self._new = size is None
        if self._new:
            cache.open_folder()
        self._file = f"{self._path}.new" if self._new else self._path
        self.stream: BinaryIO = open(self._file, "w+b" if self._new else "r+b")  # noqa: SIM115 - open as long as the build
        self.store = EntryStore(root, self.stream, size or 0)

    def __enter__(self) -> EntryStore:
        """Return the store."""
        return self.store

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()
        self.stream.close()

    def keep(self) -> None:
        """Put a new file, which is then closed, in the place of the standing one."""
        self.store.flush()
        if self._new:
            self.close()  # Windows moves no file that is open
            os.replace(self._file, self._path)
            self._new = False


def leave(cache: Cache, kept: Kept, store: EntryStore) -> bytes:
    """Put what a build came to into the cache; returns its digest, empty where the disk does not let us.

    Where little has changed since it was put there whole, only that is written.
    """
    after, size = kept.sections(), store.size
    if kept.base:
        checksum = cache.write(CHANGES, (size, kept.base_digest, difference(kept.base, after)))
        if os.path.getsize(cache.path(CHANGES)) * _WHOLE_BELOW < os.path.getsize(cache.path(STATE)):
            return checksum
    cache.remove(CHANGES)
    whole = {
        **after,
        "rows": columns_of(kept.last.rows),
        "topics": _topics_since({}, kept.site.topics),
        "pages": Dependants.of(kept.site.pages.topics()).table if kept.base else kept.site.pages.table,
        "files": Dependants.of(kept.site.files.topics()).table if kept.base else kept.site.files.table,
        "cards": Dependants.of(kept.site.cards.topics()).table if kept.base else kept.site.cards.table,
    }
    return cache.write(STATE, (size, whole))


def _topics_since(before: Mapping[str, Any], topics: Mapping[str, int]) -> dict[str, Any]:
    """Return the numbers of topics as plain data: the names that there were before in one text, in order, and new ones."""
    joined = before.get(_BEFORE)
    if joined is None:
        return {_BEFORE: _BETWEEN.join(topics)}
    return {_BEFORE: joined, **dict(islice(topics.items(), len(_names(joined)), None))}


def _topics_of(table: dict[str, Any]) -> dict[str, int]:
    names = _names(table[_BEFORE])
    topics = dict(zip(names, range(len(names)), strict=True))
    topics.update((name, number) for name, number in table.items() if name != _BEFORE)
    return topics


def _names(joined: str) -> list[str]:
    return joined.split(_BETWEEN) if joined else []


def take_up(cache: Cache, root: Path, digest: bytes) -> tuple[Kept, OpenStore] | None:
    """Return what the build left that put something of this digest into the cache, with its store open.

    None where it is not there whole. Raises OSError where the store cannot be opened.
    """
    state, changes = cache.read(STATE), cache.read(CHANGES)
    if state is None or digest != (changes or state)[1]:
        return None
    size, base = state[0]
    base["rows"] = rows_of(base["rows"])
    after = base
    if changes:
        size, whole, differing = changes[0]
        if whole != state[1]:
            return None
        after = applied(base, differing)
        if after["rows"].keys() != base["rows"].keys():
            after["rows"] = sorted_rows(after["rows"])
    parts = after["parts"]
    settings, written = pickle.loads(parts["settings"])  # noqa: S301 - our own file, held to its checksum
    site = StandingSite(
        topics=_topics_of(after["topics"]),
        lists=after["lists"],
        pages=Dependants(after["pages"]),
        shelves=after["shelves"],
        files=Dependants(after["files"]),
        cards=Dependants(after["cards"]),
        names=parts["names"],
        made=MadeAt(*parts["made"]),
    )
    opened = OpenStore(cache, root, size)
    last = Remembered(after["rows"], parts["rest"], opened.store)
    return Kept(settings, last, site, parts["index"], written, base, state[1]), opened
