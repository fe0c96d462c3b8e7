"""The directory of an index, which every query needs: pages, shards, synonyms; and what else follows from the catalogue."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from hongke.assets import Asset, packed, packed_json
from hongke.catalogue import Catalogue
from hongke.kinds import KINDS
from hongke.pages.facets import FACETS
from hongke.search.characters import syllable_table, traditional_table
from hongke.search.postings import read_varint, varints
from hongke.search.terms import fold

OTHER = "page"
"""The kind of pages that are no entries: lists, the guide, statistics."""
KIND_NAMES = (*KINDS, OTHER)
"""A page's kind is a number in this."""


class Directory(Struct, kw_only=True):
    """What `directory.bin` holds: `total` terms on all pages; shards by first term and packed size; three bytes a page."""

    total: int
    synonyms: list[list[str]]
    firsts: list[str]
    sizes: list[int]
    lengths: bytearray
    titles: bytearray
    kinds: bytearray

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.lengths)

    def asset(self) -> Asset:
        """Return the file."""
        head = {
            "pages": self.pages,
            "total": self.total,
            "kinds": [[name, KINDS[name].label if name in KINDS else "其他"] for name in KIND_NAMES],
            "synonyms": self.synonyms,
            "shards": "\n".join(self.firsts),
        }
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        data = varints([len(text)]) + text + varints(self.sizes)
        return packed("directory.bin", data + self.lengths + self.titles + self.kinds)


def read_directory(data: bytes) -> Directory:
    """Return the directory that unpacked bytes hold."""
    length, at = read_varint(data, 0)
    head = json.loads(data[at : at + length])
    at += length
    firsts = head["shards"].split("\n") if head["shards"] else []
    sizes = []
    for _ in firsts:
        size, at = read_varint(data, at)
        sizes.append(size)
    pages = head["pages"]
    lengths, titles, kinds = (bytearray(data[at + pages * part : at + pages * (part + 1)]) for part in range(3))
    return Directory(
        total=head["total"],
        synonyms=head["synonyms"],
        firsts=firsts,
        sizes=sizes,
        lengths=lengths,
        titles=titles,
        kinds=kinds,
    )


def synonyms_of(catalogue: Catalogue) -> list[list[str]]:
    """Return groups of names that mean the same, from terms of the catalogue."""
    return [
        [fold(name) for name in (entry.record.title, *entry.record.synonyms)]
        for entry in catalogue.of_kind("term")
        if entry.record.synonyms
    ]


def catalogue_assets(catalogue: Catalogue, numbers: Mapping[str, int]) -> Iterator[Asset]:
    """Give for each catalogue page the numbers in the index of its entries."""
    for kind in FACETS:
        # As steps: a catalogue lists its entries nearly as the index does, and long rows of the same step pack to nothing.
        found = [numbers[entry.address] for entry in catalogue.of_kind(kind)]
        yield packed_json(f"catalogue/{kind}-pages.bin", [after - before for before, after in pairwise([0, *found])])


def traditional_asset() -> Asset:
    """Return the table of traditional characters, which is fetched when a query needs it."""
    return packed("traditional.bin", traditional_table().encode("utf-8"))


def syllables_asset(used: Collection[str]) -> Asset:
    """Return the table of syllables, of the characters of names and of the commonest."""
    return packed("syllables.bin", syllable_table([*map(fold, used), *_common()]).encode("utf-8"))


def _common() -> str:
    """Return the characters of GB 2312's first level, the 3,755 commonest, which a reader may type for one of the same sound."""
    rows = range(0xB0, 0xD8)
    return "".join(bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF))
