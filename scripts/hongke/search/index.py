"""The index of a site: pages are added as they are rendered, files come out at the end.

`directory.bin` holds what every query needs; `s/N.bin` the shards; `p/N.bin` one page's text, for checking and passages;
`t/N.bin` the heads of 64 pages, for results that are shown unchecked; `catalogue/KIND-pages.bin` the number in the index of
each entry of a catalogue page; `traditional.bin` and `syllables.bin` tables that are
fetched when a query needs them. Numbers and reasons: `docs/guide/search.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from hongke.assets import Asset, packed, packed_json
from hongke.catalogue import Catalogue
from hongke.kinds import KINDS
from hongke.model.knowledge import Term
from hongke.pages.facets import FACETS
from hongke.pages.page import Page
from hongke.search.characters import syllable_table, traditional_table
from hongke.search.content import content_of
from hongke.search.postings import Postings, varints
from hongke.search.shards import shards
from hongke.search.sounds import spoken_terms
from hongke.search.terms import fold, has_traditional

BLOCK = 64
"""How many pages' heads are in one file."""
BATCH = 64
"""How many pages wait to be added in one go: rendering and indexing push each other's data out of the processor's cache."""
OTHER = "page"
"""The kind of pages that are no entries: lists, the guide, statistics."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What is shown of a page that was not checked: address (URL from the root), title, kind, the beginning of its text."""

    url: str
    title: str
    kind: int
    text: str


class SearchIndex:
    """Gathers the pages of a site."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._postings = Postings()
        self._kinds = [*KINDS, OTHER]
        self._heads: list[_Head] = []
        self._texts: list[Asset] = []
        self._names: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._waiting: list[tuple[Page, str, str]] = []

    def add(self, page: Page, url: str, html: str) -> None:
        """Add a page as it was rendered; `url` is its URL from the root. Pages marked noindex are left out."""
        if page.noindex:
            return
        self._waiting.append((page, url, html))
        if len(self._waiting) == BATCH:
            self._add_waiting()

    def _add_waiting(self) -> None:
        for waiting in self._waiting:
            self._add(*waiting)
        self._waiting.clear()

    def _add(self, page: Page, url: str, html: str) -> None:
        content = content_of(page.title, html)
        entry = self._catalogue.get(page.address)
        other_names = entry.model.synonyms if entry and isinstance(entry.model, Term) else ()
        names = (page.title, *other_names, *([content.headline] if content.headline else ()))
        self._names.update(*names)
        kind = self._kinds.index(entry.kind.name if entry else OTHER)
        number = self._numbers[page.address] = self._postings.pages
        folded = fold(content.text)
        self._postings.add(content, folded, spoken_terms(names))
        self._heads.append(_Head(url, content.title, kind, content.text[:120]))
        # The browser folds without the table of traditional characters: only a page that has some carries its folded text.
        own = folded if has_traditional(content.text) else 0
        headings = [heading[:2] for heading in content.headings]
        self._texts.append(packed_json(f"p/{number}.bin", [url, content.title, kind, content.text, headings, own]))

    def files(self) -> Iterator[Asset]:
        """Give every file of the index; the same pages give the same bytes."""
        self._add_waiting()
        postings = self._postings
        firsts: list[str] = []
        sizes: list[int] = []
        for number, (first, data) in enumerate(shards(postings.sorted(), pages=postings.pages)):
            firsts.append(first)
            asset = packed(f"s/{number}.bin", data)
            sizes.append(len(asset.content))
            yield asset
        yield from self._texts
        for start in range(0, len(self._heads), BLOCK):
            heads = [[head.url, head.title, head.kind, head.text] for head in self._heads[start : start + BLOCK]]
            yield packed_json(f"t/{start // BLOCK}.bin", heads)
        yield self._directory(firsts, sizes)
        for kind in FACETS:
            # As steps: a catalogue lists its entries nearly as the index does, and long rows of the same step pack to nothing.
            numbers = [self._numbers[entry.address] for entry in self._catalogue.of_kind(kind)]
            yield packed_json(
                f"catalogue/{kind}-pages.bin", [after - before for before, after in pairwise([0, *numbers])]
            )
        yield packed("traditional.bin", traditional_table().encode("utf-8"))
        spoken = (character for name in self._names for character in fold(name))
        yield packed("syllables.bin", syllable_table([*spoken, *_COMMON]).encode("utf-8"))

    def _directory(self, firsts: list[str], sizes: list[int]) -> Asset:
        postings = self._postings
        head = {
            "pages": postings.pages,
            "total": postings.total,
            "kinds": [[name, KINDS[name].label if name in KINDS else "其他"] for name in self._kinds],
            "synonyms": self._synonyms(),
            "shards": "\n".join(firsts),
        }
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        kinds = bytes(head.kind for head in self._heads)
        numbers = varints([len(text)])
        return packed(
            "directory.bin",
            numbers + text + varints(sizes) + bytes(postings.lengths) + bytes(postings.title_lengths) + kinds,
        )

    def _synonyms(self) -> list[list[str]]:
        """Return groups of names that mean the same, from terms of the catalogue."""
        return [
            [fold(name) for name in (entry.model.title, *entry.model.synonyms)]
            for entry in self._catalogue.of_kind("term")
            if isinstance(entry.model, Term) and entry.model.synonyms
        ]


def _common() -> str:
    """Return the characters of GB 2312's first level, the 3,755 commonest, which a reader may type for one of the same sound."""
    rows = range(0xB0, 0xD8)
    return "".join(bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF))


_COMMON = _common()
