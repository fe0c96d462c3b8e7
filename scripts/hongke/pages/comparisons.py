"""Indicators of cases side by side, those of one unit together: what the statistics show, and the tables of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from msgspec import Struct

from hongke.catalogue import Catalogue, Entry
from hongke.pages.brief import brief_of
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site

ALL_ROWS = 30
"""A table up to this length stands in the statistics as a whole."""
FIRST_ROWS = 12
"""How many rows of a longer one do."""
A_TABLE_PAGE = 250


class Figure(Struct, frozen=True):
    """What a table shows of an indicator."""

    name: str
    value: Decimal
    approx: str
    unit: str


class Compared(Struct, frozen=True):
    """An indicator beside others of the same unit; `number` is its place among those of the entry."""

    entry: Entry
    number: int
    place: str
    share: str

    @property
    def indicator(self) -> Figure:
        """What is shown of the indicator."""
        unit, value, name, approx = brief_of(self.entry).figures[self.number]
        return Figure(name, Decimal(value), approx, unit)


class Comparison(Struct, frozen=True):
    """The indicators of one unit, largest first; `number` counts the units from 1."""

    number: int
    unit: str
    rows: tuple[Compared, ...]

    @property
    def pages(self) -> int:
        """How many pages of their own the rows take: none where the statistics show all of them."""
        return -(-len(self.rows) // A_TABLE_PAGE) if len(self.rows) > ALL_ROWS else 0

    @property
    def shown(self) -> tuple[Compared, ...]:
        """The rows that the statistics show."""
        return self.rows[:FIRST_ROWS] if self.pages else self.rows

    def page(self, number: int) -> str:
        """Return the address of one of its pages, counted from 1."""
        return f"stats/indicators/{self.number}-{number}"


def share(value: Decimal, top: Decimal) -> str:
    """Return how long a bar is, in per cent of the longest."""
    return f"{value / top * 100:.1f}"


def comparisons(catalogue: Catalogue) -> tuple[Comparison, ...]:
    """Return the units in which at least two cases have an indicator, with those indicators."""
    by_unit: dict[str, list[tuple[Entry, int, Decimal]]] = {}
    for entry in catalogue.counted("case"):
        for number, (unit, value, *_) in enumerate(brief_of(entry).figures):
            by_unit.setdefault(unit, []).append((entry, number, Decimal(value)))
    units = [unit for unit, found in by_unit.items() if len({entry.address for entry, _, _ in found}) > 1]
    return tuple(Comparison(number, unit, _rows(catalogue, by_unit[unit])) for number, unit in enumerate(units, 1))


def _rows(catalogue: Catalogue, found: list[tuple[Entry, int, Decimal]]) -> tuple[Compared, ...]:
    found.sort(key=lambda row: -row[2])
    top = found[0][2] or Decimal(1)
    return tuple(
        Compared(entry, number, catalogue.word("region", brief_of(entry).region).title, share(value, top))
        for entry, number, value in found
    )


def note_rows(catalogue: Catalogue, rows: Sequence[Compared]) -> None:
    """Say that what is being made shows some rows."""
    for row in rows:
        catalogue.note(f"entry {row.entry.address}")
        catalogue.note(f"called region/{brief_of(row.entry).region}")


def comparison_pages(site: Site) -> Iterator[Page]:
    """Give the pages of the tables that are too long for the statistics."""
    for comparison in comparisons(site.catalogue):
        for number in range(1, comparison.pages + 1):
            yield Page(
                address=comparison.page(number),
                title=f"可以对照的指标（{comparison.unit}），第 {number} 页",
                description=f"单位为“{comparison.unit}”的全部指标，从大到小，第 {number} 页，共 {comparison.pages} 页。",
                tab="stats",
                noindex=True,
                updated=site.catalogue.latest,
                make=partial(_fragment, comparison, number, site),
            )


def _fragment(comparison: Comparison, number: int, site: Site) -> Fragment:
    rows = comparison.rows[(number - 1) * A_TABLE_PAGE : number * A_TABLE_PAGE]
    site.catalogue.counted("case")
    note_rows(site.catalogue, rows)
    return Fragment(site.templates.render("stats-indicators.html.j2", comparison=comparison, rows=rows, number=number))
