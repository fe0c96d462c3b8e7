"""Catalogue pages: courses, cases and materials with facets, and the data a browser narrows them by.

Without JavaScript a page holds the full list, or its beginning with further list pages where it is long. With it, `K.bin`
(K is the kind) tells which entry has which choices (and names the choices that the page has no room for), and `K-N.bin` holds ready cards by the block, fetched when shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import partial
from typing import Any

from hongke.assets import FOLDER, Asset, LateAsset, deflated_json
from hongke.catalogue import Entry
from hongke.kinds import KINDS, Kind, kinds_of_section
from hongke.links import localise
from hongke.pages.facet_tables import Choice, FacetTable, facet_tables, sort_keys, sort_names
from hongke.pages.facets import FACETS
from hongke.pages.lists import ALL_ON_THE_PAGE, LongList
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site
from hongke.templating import METHOD_ICONS

FIRST_CARDS = 24
"""How many cards of a longer list stand on the page: as many as the script shows at once."""
FIRST_CHOICES = 60
"""How many choices of a facet stand on the page where it has more than ALL_ON_THE_PAGE; a script adds the others."""
BLOCK = 48
_CARD_ICONS = ("school-outline", "clock-outline", "account-group-outline", "map-marker-outline", "domain")


def catalogue_fragment(kind: Kind, entries: tuple[Entry, ...], site: Site) -> Fragment:
    """Make the catalogue page of a kind."""
    site.catalogue.note(f"kind {kind.name}")
    siblings = [other for other in kinds_of_section(kind.section) if site.catalogue.of_kind(other.name)]
    return Fragment(
        site.templates.render(
            "catalogue.html.j2",
            # Cards that come later bring no icons of their own: the page holds all that any card may show.
            [*METHOD_ICONS.values(), *_CARD_ICONS, kind.icon],
            kind=kind,
            entries=entries if len(entries) <= ALL_ON_THE_PAGE else entries[:FIRST_CARDS],
            total=len(entries),
            siblings=siblings,
            tables=facet_tables(kind.name, entries, site.catalogue),
            shown_choices=_shown_choices,
            sorts=sort_names(entries),
            more_pages=range(1, _long_list(kind, entries).pages + 1) if len(entries) > ALL_ON_THE_PAGE else (),
        )
    )


def _shown_choices(table: FacetTable) -> tuple[Choice, ...]:
    """Return the choices of a facet that the page holds; those of a vocabulary are a tree and stay together."""
    long = len(table.choices) > ALL_ON_THE_PAGE and not table.facet.vocabulary
    return table.choices[:FIRST_CHOICES] if long else table.choices


def list_pages(site: Site) -> Iterator[Page]:
    """Give the plain lists of kinds that are too long for their catalogue page."""
    for name in FACETS:
        entries, topics = site.catalogue.gather(partial(site.catalogue.members, name))
        if len(entries) > ALL_ON_THE_PAGE:
            yield from _long_list(KINDS[name], entries, topics).made(site)


def _long_list(kind: Kind, entries: tuple[Entry, ...], topics: Set[int] = frozenset()) -> LongList:
    return LongList(
        address=f"{kind.name}/all",
        title=f"全部{kind.label}",
        trail=((kind.label, kind.name, True),),
        entries=entries,
        topics=topics,
        tab=kind.section,
        noindex=False,
    )


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
    tables = facet_tables(name, entries, site.catalogue)
    facets = {
        table.facet.name: {"values": [choice.value for choice in table.choices], "rows": table.rows} for table in tables
    }
    ids = [entry.id for entry in entries]
    data: dict[str, Any] = {"block": BLOCK, "addresses": ids, "facets": facets, "sorts": sort_keys(entries)}
    for table in tables:
        further = table.choices[len(_shown_choices(table)) :]
        if further:
            data.setdefault("titles", {})[table.facet.name] = [choice.title for choice in further]
    return deflated_json(data)


def _cards(name: str, entries: tuple[Entry, ...], site: Site) -> bytes:
    site.catalogue.note(f"members {name}")
    url = site.links.url(name, index=True)
    return deflated_json([localise(site.templates.card(entry, 2), url) for entry in entries])
