"""The catalogue pages: a kind's entries with facets, and the files from which a browser narrows, sorts and shows them.

The page is complete without script: it holds the cards of all entries, or of the newest with lists of the others. With script
it fetches `catalogue/KIND.bin` (which choices each entry carries, and what it is sorted by) and, for entries that are shown
and not in the page, `catalogue/KIND-N.bin`: the cards of 48 entries, rendered by the macro that renders those in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from hongke.catalogue import Entry
from hongke.kinds import KINDS, Kind, kinds_of_section
from hongke.links import localise
from hongke.pages.facets import FACETS, Facet, facets_of
from hongke.pages.initials import sort_key
from hongke.pages.page import Asset, Fragment, Page
from hongke.pages.site import Site
from hongke.search.files import packed_json
from hongke.templating import number

BLOCK = 48
"""How many entries' cards are in one file."""
ALL_IN_PAGE = 120
"""Up to this many entries, the page holds every card; above, `FIRST_IN_PAGE` of them and links to lists of the others."""
FIRST_IN_PAGE = 60
LISTED = 500
"""How many entries are on one page of a list."""
SORTS = {
    "course": (("updated", "最近更新"), ("hours", "学时从少到多"), ("-hours", "学时从多到少"), ("title", "标题")),
    "case": (("updated", "最近更新"), ("title", "标题")),
    "materials": (("updated", "最近更新"), ("title", "标题")),
}
"""What each kind can be sorted by; the first is how the page stands, a minus is the other way round."""
_END = "\x1e"
_ICON = re.compile(r'href="#i-([\w-]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A page of the list of a kind's entries; number 1 is the index, whose cards are `entries`."""

    number: int
    first: int
    entries: tuple[Entry, ...]

    @property
    def last(self) -> int:
        """The place of its last entry, counted from 1."""
        return self.first + len(self.entries) - 1

    def address(self, kind: Kind) -> str:
        """Return where the page stands."""
        return kind.name if self.number == 1 else f"{kind.name}/all/{self.number}"


def in_order(kind: Kind, site: Site) -> tuple[Entry, ...]:
    """Return a kind's entries as its catalogue shows them: the newest first."""
    entries = site.catalogue.of_kind(kind.name)
    return tuple(sorted(entries, key=lambda entry: entry.model.updated or date.min, reverse=True))


def list_pages_of(kind: Kind, site: Site) -> tuple[ListPage, ...]:
    """Return the pages that list a kind's entries; there is one alone while all cards fit the index."""
    entries = in_order(kind, site)
    shown = len(entries) if len(entries) <= ALL_IN_PAGE else FIRST_IN_PAGE
    starts = range(shown, len(entries), LISTED)
    return (
        ListPage(number=1, first=1, entries=entries[:shown]),
        *(
            ListPage(number=number, first=start + 1, entries=entries[start : start + LISTED])
            for number, start in enumerate(starts, 2)
        ),
    )


def catalogue_fragment(kind: Kind, site: Site) -> Fragment:
    """Make the content of a kind's catalogue page."""
    pages = list_pages_of(kind, site)
    return Fragment(
        site.templates.render(
            "catalogue.html.j2",
            kind=kind,
            siblings=[other for other in kinds_of_section(kind.section) if site.catalogue.of_kind(other.name)],
            facets=facets_of(kind.name, in_order(kind, site), site.catalogue),
            total=pages[-1].last,
            entries=pages[0].entries,
            pages=pages[1:],
            sorts=SORTS[kind.name],
            icons=icons_of(kind, site) if pages[1:] else (),
        )
    )


def list_pages(kind: Kind, site: Site) -> Iterator[Page]:
    """Give the pages that list the entries whose cards are not in the catalogue page."""
    pages = list_pages_of(kind, site)
    for page in pages[1:]:
        yield Page(
            address=page.address(kind),
            title=f"全部{kind.label}（{page.number}）",
            description=f"{kind.label}列表，第 {page.first} 至 {page.last} {kind.unit}，共 {pages[-1].last} {kind.unit}。",
            tab=kind.section,
            updated=site.catalogue.latest,
            make=partial(_list_fragment, kind, page, pages, site),
        )


def _list_fragment(kind: Kind, page: ListPage, pages: tuple[ListPage, ...], site: Site) -> Fragment:
    after = pages[page.number] if page.number < len(pages) else None
    return Fragment(
        site.templates.render(
            "catalogue-list.html.j2",
            kind=kind,
            page=page,
            before=pages[page.number - 2],
            after=after,
            total=pages[-1].last,
        )
    )


def catalogue_assets(site: Site) -> Iterator[Asset]:
    """Give the files from which a browser narrows, sorts and shows the entries of each kind that has a catalogue page."""
    for name in FACETS:
        kind = KINDS[name]
        entries = in_order(kind, site)
        if entries:
            yield packed_json(f"catalogue/{name}.bin", _data(kind, entries, site))
        if len(entries) > ALL_IN_PAGE:
            made = cards_of(kind, site)
            # The first block is in the page.
            for start in range(BLOCK, len(made), BLOCK):
                yield packed_json(f"catalogue/{name}-{start // BLOCK}.bin", made[start : start + BLOCK])


def _data(kind: Kind, entries: tuple[Entry, ...], site: Site) -> dict[str, Any]:
    """Return a kind's columns; an entry is its place in the catalogue page's own order."""
    return {
        "block": BLOCK,
        "ids": [entry.id for entry in entries],
        "facets": [_column(facet) for facet in facets_of(kind.name, entries, site.catalogue)],
        "keys": {
            key: _keys(key, entries) for key in dict.fromkeys(sort.lstrip("-") for sort, _ in SORTS[kind.name][1:])
        },
    }


def _column(facet: Facet) -> dict[str, Any]:
    return {
        "name": facet.name,
        "words": [choice.value for choice in facet.choices],
        "parents": [choice.parent for choice in facet.choices],
        "entries": facet.carried,
    }


def _keys(key: str, entries: tuple[Entry, ...]) -> list[float]:
    """Return a number for each entry: of a title, its place among all titles by pinyin."""
    if key != "title":
        return [float(number(getattr(entry.model, key))) for entry in entries]
    ranks = {
        title: rank
        for rank, title in enumerate(
            sorted({entry.model.title for entry in entries}, key=lambda title: (sort_key(title), title))
        )
    }
    return [ranks[entry.model.title] for entry in entries]


_MADE: WeakKeyDictionary[Site, dict[str, tuple[str, ...]]] = WeakKeyDictionary()
"""Cards of each site that is being made: the catalogue page must know their icons, the files hold them."""


def cards_of(kind: Kind, site: Site) -> tuple[str, ...]:
    """Return the card of each entry in the catalogue page's order, its links relative to that page."""
    made = _MADE.setdefault(site, {})
    if kind.name not in made:
        html = site.templates.render("catalogue-cards.html.j2", entries=in_order(kind, site), end=_END)
        *cards, _sprite = localise(html, site.links.url(kind.name, index=True)).split(_END)
        made[kind.name] = tuple(card.strip() for card in cards)
    return made[kind.name]


def icons_of(kind: Kind, site: Site) -> tuple[str, ...]:
    """Return the names of the icons that a kind's cards point to."""
    return tuple(sorted({name for card in cards_of(kind, site) for name in _ICON.findall(card)}))
