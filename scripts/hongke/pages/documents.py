"""The home page and the other hand-written pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import cast

from hongke.catalogue import Entry, HandWritten
from hongke.kinds import KINDS
from hongke.model.page import HandPage, Home
from hongke.model.programme import Programme
from hongke.pages.brief import brief_of, count_of_figures
from hongke.pages.page import Fragment, Page
from hongke.pages.programme import programme_path
from hongke.pages.site import Site

_SHOWN = 4


def home_page(site: Site) -> Iterator[Page]:
    """Give the home page."""
    home = site.catalogue.home.data
    if isinstance(home, Home):
        yield Page(
            address="",
            index=True,
            title="首页",
            description=home.lead,
            updated=site.catalogue.latest,
            make=lambda: _home_fragment(home, site),
        )


def _home_fragment(home: Home, site: Site) -> Fragment:
    catalogue = site.catalogue
    named = {
        kind: [catalogue.entries[address] for address in chosen]
        for kind, chosen in (("course", home.courses), ("case", home.cases))
    }
    newest = sorted(catalogue.of_kind("course"), key=_by_date, reverse=True)
    counted = [entry for entry in catalogue.of_kind("case") if brief_of(entry).figures]
    feature = catalogue.get(home.feature) if home.feature else next(iter(counted), None)
    figures = count_of_figures(catalogue.entries.values())
    counts = [(kind, len(catalogue.of_kind(kind.name))) for kind in KINDS.values()]
    programme = catalogue.get(home.programme) if home.programme else None
    return Fragment(
        site.templates.render(
            "home.html.j2",
            home=home,
            programme=programme,
            path=programme_path(cast(Programme, programme.model), catalogue) if programme else None,
            headline=[re.split(r"\*\*(.+?)\*\*", line) for line in home.headline],
            feature=feature,
            courses=named["course"] or newest[:_SHOWN],
            cases=named["case"] or counted[:_SHOWN],
            materials=sorted(catalogue.of_kind("materials"), key=_by_date, reverse=True)[:_SHOWN],
            counts={kind.name: (kind, count) for kind, count in counts if count},
            indicators=figures,
            body=catalogue.home.body,
        )
    )


def _by_date(entry: Entry) -> str:
    return entry.record.updated


def hand_written_pages(site: Site) -> Iterator[Page]:
    """Give the pages under `docs/` that are not entries; they keep Material's layout with its side bars."""
    for written in site.catalogue.pages:
        data = written.data
        if not isinstance(data, HandPage):
            continue
        address = written.path.removesuffix(".md")
        is_index = address.endswith("/index")
        yield Page(
            address=address.removesuffix("/index"),
            index=is_index,
            title=written.title,
            description=data.summary or written.title,
            tab=address.split("/")[0],
            plain=True,
            updated=data.updated or site.catalogue.latest,
            make=partial(_hand_written_fragment, written, site),
        )


def _hand_written_fragment(written: HandWritten, site: Site) -> Fragment:
    folder = written.path.rpartition("/")[0]
    body = site.templates.prose.render(written.body, folder=folder)
    has_heading = re.search(r"<h1[ >]", body.html) is not None
    return Fragment(
        site.templates.render("hand-written.html.j2", page=written, body=body, has_heading=has_heading), body.toc
    )
