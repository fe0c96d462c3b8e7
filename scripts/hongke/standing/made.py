"""What an earlier build made and many pages show: cards, titles with their breaks, which entries are related to which.

It lies in the store of entries, and is read where a page shows it: a page of a word has dozens of cards, and mostly one of
them has changed, or none.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable, Mapping, Set
from functools import cached_property
from typing import Any, cast

from msgspec import Struct

from hongke.load.stored import EntryStore, Place
from hongke.pages.site import Site
from hongke.templating import Card, Earlier

_PARTS = 64
"""How many parts a table has: who looks one thing up reads one of them."""
Places = tuple[Place, ...]


class MadeAt(Struct, frozen=True):
    """Where the store has the places of all of it, and the topics that changes have touched since it was made."""

    place: Place
    touched: frozenset[int] = frozenset()

    def after(self, touched: Set[int]) -> MadeAt:
        """Return what is to be remembered of it after a change of some topics."""
        return MadeAt(self.place, self.touched | touched)


def put_made(site: Site, store: EntryStore) -> MadeAt:
    """Put away what the pages of a whole build share."""
    cards = {
        address: store.append(marshal.dumps((html, topics, tuple(icons))))
        for address, (html, topics, icons) in site.templates.cards.items()
    }
    cuts = {text: cut for text, (cut, _) in site.templates.cuts.items()}
    tables = tuple(_put_table(table, store) for table in (cards, cuts, site.related))
    return MadeAt(store.append(marshal.dumps(tables)))


def _put_table(table: Mapping[str, Any], store: EntryStore) -> Places:
    parts: list[dict[str, Any]] = [{} for _ in range(_PARTS)]
    for key, value in table.items():
        parts[_part_of(key)][key] = value
    return tuple(store.append(marshal.dumps(part)) for part in parts)


def _part_of(key: str) -> int:
    return zlib.crc32(key.encode()) % _PARTS


class StandingMade(Earlier):
    """What is in the store and does not depend on what was touched. Its methods raise StoreError where the store does not stand."""

    def __init__(self, store: EntryStore, made: MadeAt) -> None:
        self._store = store
        self._made = made

    def card(self, address: str) -> Card | None:
        """Return the card of an entry."""
        place = self._tables[0].get(address)
        if place is None:
            return None
        html, topics, icons = marshal.loads(self._store.read(place))  # noqa: S302 - our own file, held to its checksum
        return (html, topics, frozenset(icons)) if self._stand(topics) else None

    def cut(self, text: str, topic: int) -> str | None:
        """Return a text with its breaks."""
        return cast("str | None", self._tables[1].get(text)) if self._stand((topic,)) else None

    def related(self, address: str, near: tuple[int, ...], left_out: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the addresses of the entries that are related to one, where its keys and what is left out are the same."""
        known = self._tables[2].get(address) if self._stand(near) else None
        return cast("tuple[str, ...]", known[2]) if known and known[:2] == (near, left_out) else None

    def _stand(self, topics: Iterable[int]) -> bool:
        return self._made.touched.isdisjoint(topics)

    @cached_property
    def _tables(self) -> tuple[_Table, ...]:
        tables: tuple[Places, ...] = marshal.loads(self._store.read(self._made.place))  # noqa: S302 - likewise
        return tuple(_Table(places, self._store) for places in tables)


class _Table:
    """A table in the store, by parts."""

    def __init__(self, places: Places, store: EntryStore) -> None:
        self._places = places
        self._store = store
        self._parts: dict[int, dict[str, Any]] = {}

    def get(self, key: str) -> Any:
        number = _part_of(key)
        part = self._parts.get(number)
        if part is None:
            data = self._store.read(self._places[number])
            part = self._parts[number] = marshal.loads(data)  # noqa: S302 - likewise
        return part.get(key)
