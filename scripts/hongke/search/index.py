"""The index of a site: pages are added as they are rendered, files come out as they are done.

`directory.bin` holds what every query needs; `s/NAME.bin` the shards; `p/N.bin` one page's text, for checking and passages;
`t/N.bin` the heads of 64 pages, for results that are shown unchecked; `catalogue/KIND-pages.bin` the number in the index of
each entry of a catalogue page; `traditional.bin` and `syllables.bin` tables that are
fetched when a query needs them. Numbers and reasons: `docs/guide/search.md`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from hongke.assets import FOLDER, Asset
from hongke.catalogue import Catalogue
from hongke.pages.page import Page
from hongke.search.content import FEW, Content, Searched, content_of
from hongke.search.directory import Directory, catalogue_assets, syllables_asset, synonyms_of, traditional_asset
from hongke.search.packed_lines import PackedLines
from hongke.search.postings import length_byte, title_byte
from hongke.search.shards import shard_asset, shard_path, shards
from hongke.search.sounds import spoken_terms
from hongke.search.standing_files import StandingFiles
from hongke.search.state import StandingError, State, line_of, names_in
from hongke.search.texts import BLOCK, heads_asset, kind_of, names_of, shown, text_path

if TYPE_CHECKING:
    from hongke.search.gathering import Gathered
    from hongke.search.moving import Moved

BATCH = 64
"""How many pages wait to be read in one go: rendering and indexing push each other's data out of the processor's cache."""
COUNTED = 256
"""How many pages are counted in one go."""


class SearchIndex:
    """Gathers the pages of a site."""

    def __init__(self, catalogue: Catalogue, standing: StandingFiles | None = None) -> None:
        self._catalogue = catalogue
        self._standing = standing
        self._kept: dict[int, int] = {}
        self._waiting: list[tuple[Page, str, str | None]] = []
        self._read: list[tuple[Page, str, Content | None]] = []
        self._lists: Gathered | Moved | None = None
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
        if not page.noindex:
            self._wait(page, url, html)

    def keep(self, page: Page, url: str) -> None:
        """Add a page that is in the standing index with the same title, fragment, URL and names; its number may differ.

        Raises StandingError, here or later, where the standing index is damaged: all must then be built anew.
        """
        if page.noindex:
            return
        if self._standing is None or page.address not in self._standing.numbers:
            raise StandingError(f"{page.address} is not in the index")
        self._wait(page, url, None)

    def _wait(self, page: Page, url: str, html: str | None) -> None:
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
        sums = self._sums = self._lists.sums(self._kept) if self._lists else {}
        terms = self._lists.terms(self._kept) if self._lists else ()
        firsts: list[str] = []
        sizes: list[int] = []
        seen: dict[str, int] = {}
        for held in shards(terms, pages=len(self._addresses)):
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
            addresses=PackedLines(self._addresses),
            names=PackedLines(map(line_of, self._names)),
            lengths=self._lengths,
            texts=self._texts,
            sums=self._sums,
            files=self._files,
        ).packed()

    def _read_waiting(self) -> None:
        htmls = [(page.title, html) for page, _, html in self._waiting if html is not None]
        contents = iter(_contents_of(htmls))
        self._read += [(page, url, None if html is None else next(contents)) for page, url, html in self._waiting]
        self._waiting.clear()

    def _count(self) -> None:
        """Count the pages that were read, and make their files."""
        if not self._read:
            return
        if self._lists is None:
            self._lists = _lists(self._standing)
        first = len(self._addresses)
        numbers = [number for number, (_, _, content) in enumerate(self._read, first) if content]
        searched, names = [], []
        for page, _, content in self._read:
            if content:
                names.append(names_of(page, content, self._catalogue))
                searched.append(Searched(content, spoken_terms(names[-1])))
        new = iter(zip(names, self._lists.count(searched, numbers) if searched else (), strict=True))
        for page, url, content in self._read:
            if content:
                called, (length, own) = next(new)
                one = shown(url, kind_of(page, self._catalogue), content, own)
                self._ready.append(one.asset(len(self._addresses)))
                self._note_page(page, called, length, title_byte(len(content.title)), one.kind, one.head())
            else:
                self._keep(page)
        self._read.clear()

    def _keep(self, page: Page) -> None:
        """Take a page over from the standing index."""
        standing = self._standing
        if standing is None:
            raise StandingError("there is no standing index")
        number = standing.numbers[page.address]
        self._kept[number] = len(self._addresses)
        self._ready.append(Asset(path=f"{FOLDER}/{text_path(len(self._addresses))}", content=standing.text(number)))
        head = standing.head(number)
        names = names_in(standing.state.names[number])
        self._note_page(page, names, standing.state.lengths[number], title_byte(len(head[1])), head[2], head)

    def _note_page(
        self, page: Page, names: tuple[str, ...], length: int, title: int, kind: int, head: list[Any]
    ) -> None:
        """Note a page whose text file was made last."""
        self._texts.append(zlib.crc32(self._ready[-1].content))
        self._addresses.append(page.address)
        self._names.append(names)
        self._lengths.append(length)
        self._titles.append(title)
        self._kinds.append(kind)
        self._heads.append(head)
        if len(self._heads) == BLOCK:
            self._give_heads()

    def _give_heads(self) -> None:
        asset = heads_asset((len(self._addresses) - 1) // BLOCK, self._heads)
        self._ready.append(self._noted(asset))
        self._heads.clear()

    def _noted(self, asset: Asset) -> Asset:
        self._files[asset.path.removeprefix(f"{FOLDER}/")] = zlib.crc32(asset.content)
        return asset


def _contents_of(pages: Sequence[tuple[str, str]]) -> list[Content]:
    if len(pages) <= FEW:
        return [content_of(title, html) for title, html in pages]
    from hongke.search.reading import contents_of

    return contents_of(pages)


def _lists(standing: StandingFiles | None) -> Gathered | Moved:
    # Loaded when there is something to count, so that nothing else waits for numpy; what stands does without.
    if standing is not None:
        from hongke.search.moving import Moved

        return Moved(standing)
    from hongke.search.gathering import Gathered

    return Gathered()
