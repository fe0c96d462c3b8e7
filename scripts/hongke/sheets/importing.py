"""A workbook and a catalogue to the entries that the workbook speaks of, changed as it says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from hongke.catalogue import Catalogue
from hongke.kinds import KINDS
from hongke.load.loading import LONGEST_ID, RESERVED_IDS
from hongke.model.marks import ID_PATTERN
from hongke.problems import nearest
from hongke.rewriting.files import file_of
from hongke.sheets.filling import Filled, Filling, values_of
from hongke.sheets.plan import Table, all_tables, entry_tables
from hongke.sheets.reading import Book, CellProblem, Row
from hongke.sheets.rows import title_of


class Imported(Struct, frozen=True):
    """What an import comes to: every entry that was spoken of, and what is wrong in the workbook."""

    entries: tuple[Filled, ...]
    problems: tuple[CellProblem, ...]


class _Spoken(Struct):
    """What the workbook says of one entry: its own row, and its rows in every sheet."""

    row: Row | None = None
    rows: dict[str, list[Row]] = field(default_factory=dict)


def import_book(book: Book, catalogue: Catalogue) -> Imported:
    """Return the entries as the workbook says they should be; nothing is written."""
    tables = {table.sheet: table for table in all_tables()}
    spoken: dict[str, _Spoken] = {}
    for sheet, rows in book.rows.items():
        for row in rows:
            address = _address(row, tables[sheet], book)
            if address:
                _hear(spoken.setdefault(address, _Spoken()), row, tables[sheet], book)
    filled = [
        found
        for address, said in sorted(spoken.items(), key=lambda item: _order(item[0]))
        if (found := _filled(address, said, book, catalogue)) is not None
    ]
    return Imported(tuple(filled), tuple(book.problems))


def _address(row: Row, table: Table, book: Book) -> str | None:
    """Return the address that a row is about; in the sheets of one kind the id alone will do."""
    text = row.address if "/" in row.address or not table.kind else f"{table.kind.name}/{row.address}"
    kind, _, name = text.partition("/")
    if not row.address:
        book.say(row.place, "没有写地址。", "写条目的地址，如 course/grid；新条目写一个新的地址。")
    elif table.kind and kind != table.kind.name:
        book.say(row.place, f"“{row.address}”不是{table.kind.label}的地址。", f"这里的地址以 {table.kind.name}/ 开头。")
    elif kind not in KINDS:
        near = nearest(kind, KINDS)
        book.say(
            row.place, f"没有“{kind}”这种条目。", f"是不是 {near}？" if near else f"可用的有：{'、'.join(KINDS)}。"
        )
    elif not re.fullmatch(ID_PATTERN, name) or name in RESERVED_IDS or len(name) > LONGEST_ID:
        message = f"“{name}”不能用作编号。"
        book.say(row.place, message, "编号只用小写字母、数字和连字符，最多 64 个，不用系统保留的名字，如 course/grid。")
    else:
        return text
    return None


def _hear(said: _Spoken, row: Row, table: Table, book: Book) -> None:
    if table.numbers:
        said.rows.setdefault(table.sheet, []).append(row)
    elif said.row:
        book.say(row.place, f"“{row.address}”写了两行，前一行在 {said.row.place}。", "一个条目写一行。")
    else:
        said.row = row


def _order(address: str) -> tuple[int, str]:
    return (list(KINDS).index(address.partition("/")[0]), address)


def _filled(address: str, said: _Spoken, book: Book, catalogue: Catalogue) -> Filled | None:
    top = entry_tables()[address.partition("/")[0]]
    entry = catalogue.get(address)
    first = said.row or next(row for rows in said.rows.values() for row in rows)
    if entry is None and address in catalogue.failed:
        book.say(first.place, f"{file_of(address)} 现在有错误，不能导入。", "先用 hongke check 检查，改好这个文件。")
        return None
    if entry is None and said.row is None:
        near = nearest(address, catalogue.entries)
        hint = f"是不是 {near}？" if near else ""
        book.say(first.place, f"没有条目 {address}。", hint or f"新条目要在“{top.sheet}”表里写一行。")
        return None
    filled = Filled(address, entry is None, values_of(entry.tree, entry.kind.model) if entry else {})
    filled.cells[()] = first.place
    # An entry with a row of its own has all its parts in the sheets that are there: a sheet without rows of it empties it.
    complete = frozenset(book.rows) if said.row else frozenset()
    filling = Filling(filled, said.rows, complete, book, title_of(catalogue))
    filling.fill(top, said.row, entry.model if entry else None)
    return filled


def place_of_path(cells: Mapping[tuple[str | int, ...], str], path: tuple[str | int, ...]) -> str:
    """Return the cell of a value: its own, or that of the nearest part around it."""
    return next(cells[path[:length]] for length in range(len(path), -1, -1) if path[:length] in cells)
