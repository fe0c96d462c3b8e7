"""The index of a site: pages are added as they are rendered, files come out as they are done.

`directory.bin` holds what every query needs; `s/NAME.bin` the shards; `p/N.bin` one page's text, for checking and passages;
`t/N.bin` the heads of 64 pages, for results that are shown unchecked; `catalogue/KIND-pages.bin` the number in the index of
each entry of a catalogue page; `traditional.bin` and `syllables.bin` tables that are
fetched when a query needs them. Numbers and reasons: `docs/guide/search.md`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from hongke.assets import FOLDER, Asset
from hongke.catalogue import Catalogue
from hongke.pages.page import Page
from hongke.search.content import Content, content_of
from hongke.search.directory import Directory, catalogue_assets, syllables_asset, synonyms_of, traditional_asset
from hongke.search.postings import length_byte, title_byte
from hongke.search.shards import shard_asset, shard_path, shards
from hongke.search.sounds import spoken_terms
from hongke.search.state import State
from hongke.search.texts import BLOCK, heads_asset, kind_of, names_of, shown

if TYPE_CHECKING:
    from hongke.search.counting import Counting, Lists

BATCH = 64
"""How many pages wait to be read in one go: rendering and indexing push each other's data out of the processor's cache."""
COUNTED = 512
"""How many pages are counted in one go."""


class SearchIndex:
    """Gathers the pages of a site."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._waiting: list[tuple[Page, str, str]] = []
        self._read: list[tuple[Page, str, Content]] = []
        self._counting: Counting | None = None
        self._han: list[Lists] = []
        self._words: list[Lists] = []
        self._heads: list[list[Any]] = []
        self._ready: list[Asset] = []
        self._addresses: list[str] = []
        self._names: list[tuple[str, ...]] = []
        self._lengths: list[int] = []
        self._titles = bytearray()
        self._kinds = bytearray()
        self._texts: list[int] = []
        self._files: dict[str, int] = {}
        self._sums: dict[str, int] = {}

    def add(self, page: Page, url: str, html: str) -> None:
        """Add a page as it was rendered; `url` is its URL from the root. Pages marked noindex are left out."""
        if page.noindex:
            return
        self._waiting.append((page, url, html))
        if len(self._waiting) == BATCH:
            self._read_waiting()
            if len(self._read) >= COUNTED:
                self._count()

    def ready(self) -> Iterator[Asset]:
        """Give the files that are done and have not been given: taken now and then, they need not be kept."""
        while self._ready:
            ready, self._ready = self._ready, []
            yield from ready

    def files(self) -> Iterator[Asset]:
        """Give every other file of the index; the same pages give the same bytes."""
        self._read_waiting()
        self._count()
        if self._heads:
            self._give_heads()
        yield from self.ready()
        sums = self._sums = self._counting.sums() if self._counting else {}
        firsts: list[str] = []
        sizes: list[int] = []
        seen: dict[str, int] = {}
        for held in shards(self._merged(), pages=len(self._addresses)):
            firsts.append(held[0][0])
            path = shard_path(held[0][0], seen)
            asset = shard_asset(path, held, sums)
            sizes.append(len(asset.content))
            yield self._noted(asset)
        directory = Directory(
            total=sum(self._lengths),
            synonyms=synonyms_of(self._catalogue),
            firsts=firsts,
            sizes=sizes,
            lengths=bytearray(map(length_byte, self._lengths)),
            titles=self._titles,
            kinds=self._kinds,
        )
        yield self._noted(directory.asset())
        numbers = {address: number for number, address in enumerate(self._addresses)}
        for asset in catalogue_assets(self._catalogue, numbers):
            yield self._noted(asset)
        yield self._noted(traditional_asset())
        yield self._noted(syllables_asset({character for names in self._names for character in "".join(names)}))

    def state(self) -> bytes:
        """Return what `StandingIndex` needs beside the files; once all of these have been given."""
        return State(
            addresses=self._addresses,
            names=list(self._names),
            lengths=self._lengths,
            texts=self._texts,
            sums=self._sums,
            files=self._files,
        ).packed()

    def _read_waiting(self) -> None:
        self._read += [(page, url, content_of(page.title, html)) for page, url, html in self._waiting]
        self._waiting.clear()

    def _count(self) -> None:
        """Count the pages that were read, and make their files."""
        if not self._read:
            return
        # Loaded when there is something to count, so that nothing else waits for numpy.
        from hongke.search.counting import Counting, Searched

        self._counting = self._counting or Counting()
        names = [names_of(page, content, self._catalogue) for page, _, content in self._read]
        searched = [
            Searched(content, spoken_terms(called)) for (_, _, content), called in zip(self._read, names, strict=True)
        ]
        han, words, counted = self._counting.count(searched, len(self._addresses))
        self._han.append(han)
        self._words.append(words)
        self._names += names
        for (page, url, content), (length, own) in zip(self._read, counted, strict=True):
            one = shown(url, kind_of(page, self._catalogue), content, own)
            asset = one.asset(len(self._addresses))
            self._texts.append(zlib.crc32(asset.content))
            self._ready.append(asset)
            self._addresses.append(page.address)
            self._lengths.append(length)
            self._titles.append(title_byte(len(content.title)))
            self._kinds.append(one.kind)
            self._heads.append(one.head())
            if len(self._heads) == BLOCK:
                self._give_heads()
        self._read.clear()

    def _give_heads(self) -> None:
        asset = heads_asset((len(self._addresses) - 1) // BLOCK, self._heads)
        self._ready.append(self._noted(asset))
        self._heads.clear()

    def _merged(self) -> Iterator[tuple[str, bytes]]:
        if not self._counting:
            return
        from hongke.search.merging import merged

        yield from merged(self._han, self._words, self._counting.words)

    def _noted(self, asset: Asset) -> Asset:
        self._files[asset.path.removeprefix(f"{FOLDER}/")] = zlib.crc32(asset.content)
        return asset
