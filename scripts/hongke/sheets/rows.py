"""The rows of each sheet, from the entries of a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from hongke.catalogue import Catalogue, Entry
from hongke.sheets.cells import show
from hongke.sheets.plan import Table, entry_tables, value_at

Shown = str | int | float | None


class SheetRow(Struct, frozen=True):
    """A row: the address of its entry, the numbers that say which part it is, and what stands in the other cells."""

    address: str
    numbers: tuple[int, ...]
    cells: tuple[Shown, ...]


def rows_of(catalogue: Catalogue, kinds: Iterable[str]) -> dict[str, list[SheetRow]]:
    """Return the rows of every sheet of these kinds, by the sheet's name."""
    wanted = frozenset(kinds)
    found: dict[str, list[SheetRow]] = {}
    for entry in catalogue.entries.values():
        if entry.kind.name in wanted:
            for table, row in _entry_rows(entry, title_of(catalogue)):
                found.setdefault(table.sheet, []).append(row)
    return found


def title_of(catalogue: Catalogue) -> Callable[[str, str], str]:
    """Return the function that gives the title of a vocabulary's word."""
    return lambda vocabulary, slug: catalogue.word(vocabulary, slug).title


def shown_cells(table: Table, value: Any, titles: Callable[[str, str], str]) -> tuple[Shown, ...]:
    """Return what stands in the cells of an entry or part."""
    return tuple(show(column.cell, value_at(value, column.path), titles) for column in table.columns)


def _entry_rows(entry: Entry, titles: Callable[[str, str], str]) -> Iterator[tuple[Table, SheetRow]]:
    def part(table: Table, value: Any, numbers: tuple[int, ...]) -> Iterator[tuple[Table, SheetRow]]:
        yield table, SheetRow(entry.address, numbers, shown_cells(table, value, titles))
        for child in table.children:
            for number, item in enumerate(value_at(value, child.level) or (), 1):
                yield from part(child, item, (*numbers, number))

    yield from part(entry_tables()[entry.kind.name], entry.model, ())
