"""What stands of a site: its pages and files with the topics that each depends on."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct, field

from hongke.pages.page import Page
from hongke.standing.dependants import Dependants, Topics
from hongke.standing.made import MadeAt

Row = tuple[str, str, str, bool, str, bool, bool, str]
"""A page without what makes it: address, title, description, whether an index, tab, whether plain, noindex, day."""


def row_of(page: Page) -> Row:
    """Return the row of a page."""
    day = page.updated.isoformat() if page.updated else ""
    return (page.address, page.title, page.description, page.index, page.tab, page.plain, page.noindex, day)


def src_of(row: Row) -> str:
    """Return the source of a row's page, as `Page.src` does."""
    if row[3]:
        return f"{row[0]}/index.md" if row[0] else "index.md"
    return f"{row[0]}.md"


class StandingSite(Struct):
    """`lists` has a maker's rows, packed, and the topics that they depend on, by its place in the table of makers; `shelves` the
    paths of files likewise. `pages` and `files` say which pages, by source, and which of the files that are made by
    themselves, by path, depend on a topic, `cards` likewise of entries, by address. `topics` are the numbers of topics by name,
    `names` those that a title is not cut inside of; `made` is what pages share.
    """

    made: MadeAt
    cards: Dependants = field(default_factory=lambda: Dependants.of({}))
    topics: dict[str, int] = field(default_factory=dict)
    lists: dict[int, tuple[bytes, Topics]] = field(default_factory=dict)
    pages: Dependants = field(default_factory=lambda: Dependants.of({}))
    shelves: dict[int, tuple[list[str], Topics]] = field(default_factory=dict)
    files: Dependants = field(default_factory=lambda: Dependants.of({}))
    names: list[str] = field(default_factory=list)

    def numbers(self, topics: Iterable[str]) -> frozenset[int]:
        """Return the numbers of those topics that anything depends on."""
        return frozenset(self.topics[topic] for topic in topics if topic in self.topics)


def packed(rows: list[Row]) -> bytes:
    """Return rows as bytes: few who take up a site look at them."""
    return marshal.dumps(rows)


def unpacked(data: bytes) -> list[Row]:
    """Return the rows that were packed."""
    rows: list[Row] = marshal.loads(data)  # noqa: S302 - part of our own file, which was held to its checksum
    return rows


def page_of(row: Row, **more: Any) -> Page:
    """Return the page of a row; `more` has what makes it."""
    address, title, description, index, tab, plain, noindex, day = row
    return Page(
        address=address, title=title, description=description, index=index, tab=tab, plain=plain, noindex=noindex,
        updated=date.fromisoformat(day) if day else None, **more,
    )  # fmt: skip
