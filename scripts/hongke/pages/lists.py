"""Lists that are too long for the page they stand on: they go on in plain pages of titles, so that links reach every entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import partial
from itertools import groupby

from msgspec import Struct

from hongke.catalogue import Entry
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site

ALL_ON_THE_PAGE = 120
"""A list up to this length stands on the page as a whole."""
FIRST = 60
"""How many entries of a longer one do."""
A_LIST_PAGE = 500


class LongList(Struct, frozen=True, kw_only=True):
    """A list that goes on in pages at `address/1`, `address/2` ...

    `topics` are those of which entries these are; `word` is the vocabulary and slug of the word that the title names. `trail` leads to the page it belongs to, as (text, address, whether a folder's index); `by_kind` puts a heading above the
    entries of each kind, which must stand together; a page that adds nothing for a search is `noindex`.
    """

    address: str
    title: str
    trail: tuple[tuple[str, str, bool], ...]
    entries: Sequence[Entry]
    tab: str
    topics: Set[int] = frozenset()
    word: str = ""
    by_kind: bool = False
    noindex: bool = True

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return -(-len(self.entries) // A_LIST_PAGE)

    def page_of(self, place: int) -> str:
        """Return the address of the page that holds the entry at a place, counted from 0."""
        return f"{self.address}/{place // A_LIST_PAGE + 1}"

    def made(self, site: Site) -> Iterator[Page]:
        """Give the pages."""
        for number in range(1, self.pages + 1):
            yield Page(
                address=f"{self.address}/{number}",
                title=f"{self.title}，第 {number} 页",
                description=f"{self.title}的标题，第 {number} 页，共 {self.pages} 页。",
                tab=self.tab,
                noindex=self.noindex,
                updated=site.catalogue.latest,
                make=partial(self._fragment, number, site),
            )

    def _fragment(self, number: int, site: Site) -> Fragment:
        site.catalogue.note_all(self.topics)
        if self.word:
            site.catalogue.note(f"called {self.word}")
        shown = self.entries[(number - 1) * A_LIST_PAGE : number * A_LIST_PAGE]
        groups = [(kind, list(found)) for kind, found in groupby(shown, key=lambda entry: entry.kind)]
        return Fragment(
            site.templates.render(
                "list.html.j2", list=self, entries=shown, groups=groups, number=number, pages=self.pages
            )
        )
