"""Catalogue pages: courses, cases and materials with facets, and the data a browser narrows them by.

Without JavaScript a page holds the full list, or its beginning with further list pages where it is long. With it, `K.bin`
(K is the kind) tells which entry has which choices, and `K-N.bin` holds ready cards by the block, fetched when shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hongke.assets import FOLDER, Asset, LateAsset, deflated_json
from hongke.catalogue import Entry
from hongke.kinds import KINDS, Kind, kinds_of_section
from hongke.links import localise
from hongke.pages.facets import FACETS, facet_tables, sort_keys, sort_names
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site
from hongke.templating import METHOD_ICONS

ALL_ON_THE_PAGE = 120
"""A list up to this length stands on the page as a whole."""
FIRST = 60
"""How many cards of a longer one do."""
A_LIST_PAGE = 500
BLOCK = 48
_CARD_ICONS = ("school-outline", "clock-outline", "account-group-outline", "map-marker-outline", "domain")


def catalogue_fragment(kind: Kind, entries: tuple[Entry, ...], site: Site) -> Fragment:
    """Make the catalogue page of a kind."""
    siblings = [other for other in kinds_of_section(kind.section) if site.catalogue.of_kind(other.name)]
    return Fragment(
        site.templates.render(
            "catalogue.html.j2",
            # Cards that come later bring no icons of their own: the page holds all that any card may show.
            [*METHOD_ICONS.values(), *_CARD_ICONS, kind.icon],
            kind=kind,
            entries=entries if len(entries) <= ALL_ON_THE_PAGE else entries[:FIRST],
            total=len(entries),
            siblings=siblings,
            tables=facet_tables(kind.name, entries, site.catalogue),
            sorts=sort_names(entries),
            more_pages=range(1, _list_pages(entries) + 1),
        )
    )


def _list_pages(entries: tuple[Entry, ...]) -> int:
    return -(-len(entries) // A_LIST_PAGE) if len(entries) > ALL_ON_THE_PAGE else 0


def list_pages(site: Site) -> Iterator[Page]:
    """Give the plain lists of kinds that are too long for their catalogue page."""
    for name in FACETS:
        entries = site.catalogue.of_kind(name)
        pages = _list_pages(entries)
        kind = KINDS[name]
        for number in range(1, pages + 1):
            yield Page(
                address=f"{name}/all/{number}",
                title=f"全部{kind.label}，第 {number} 页",
                description=f"全部{kind.label}的标题，第 {number} 页，共 {pages} 页。",
                tab=kind.section,
                updated=site.catalogue.latest,
                make=partial(_list_fragment, kind, entries, number, pages, site),
            )


def _list_fragment(kind: Kind, entries: tuple[Entry, ...], number: int, pages: int, site: Site) -> Fragment:
    shown = entries[(number - 1) * A_LIST_PAGE : number * A_LIST_PAGE]
    return Fragment(site.templates.render("list.html.j2", kind=kind, entries=shown, number=number, pages=pages))


def catalogue_assets(site: Site) -> Iterator[Asset | LateAsset]:
    """Give the data of every catalogue page."""
    for name in FACETS:
        entries = site.catalogue.members(name)
        if not entries:
            continue
        yield LateAsset(path=f"{FOLDER}/catalogue/{name}.bin", make=partial(_choices, name, site))
        for start in range(0, len(entries), BLOCK):
            path = f"{FOLDER}/catalogue/{name}-{start // BLOCK}.bin"
            yield LateAsset(path=path, make=partial(_cards, name, entries[start : start + BLOCK], site))


def _choices(name: str, site: Site) -> bytes:
    entries = site.catalogue.of_kind(name)
    facets = {
        table.facet.name: {"values": [choice.value for choice in table.choices], "rows": table.rows}
        for table in facet_tables(name, entries, site.catalogue)
    }
    ids = [entry.id for entry in entries]
    return deflated_json({"block": BLOCK, "addresses": ids, "facets": facets, "sorts": sort_keys(entries)})


def _cards(name: str, entries: tuple[Entry, ...], site: Site) -> bytes:
    url = site.links.url(name, index=True)
    return deflated_json([localise(site.templates.card(entry, 2), url) for entry in entries])
