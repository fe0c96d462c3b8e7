"""A workbook that came back from Excel to rows: sheets and columns found by their names, wherever they stand."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from msgspec import Struct, field
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from hongke.problems import nearest
from hongke.sheets.book import HELP, REQUIRED
from hongke.sheets.cells import as_text
from hongke.sheets.choosing import LISTS
from hongke.sheets.plan import ADDRESS, Column, Table, all_tables

_HEADING_ROWS = 10
"""How far down the row of headings may have slipped."""


class CellProblem(Struct, frozen=True):
    """What is wrong at a cell (`课程!D17`), and how to mend it; `error` is False for what is only passed over."""

    cell: str
    message: str
    hint: str = ""
    code: str = ""
    error: bool = True


class Cell(Struct, frozen=True):
    """What stands in a cell, and where."""

    raw: Any
    place: str


class Row(Struct, frozen=True):
    """A row of a sheet; a number that is left blank is None."""

    address: str
    numbers: tuple[Decimal | None, ...]
    cells: Mapping[Column, Cell]
    place: str


class Book(Struct):
    """What a workbook says: the rows of each sheet that is there, by its name."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)

    def say(self, cell: str, message: str, hint: str = "", *, error: bool = True) -> None:
        """Keep a problem."""
        self.problems.append(CellProblem(cell, message, hint, error=error))


def read_book(data: bytes) -> Book:
    """Read a workbook; never raises for what is in it."""
    book = Book()
    sheets = _sheets(data)
    if sheets is None:
        book.say(
            "工作簿", "打不开，不是 Excel 工作簿（.xlsx）或者已损坏。", "在 Excel 里另存为“Excel 工作簿（.xlsx）”。"
        )
        return book
    tables = {table.sheet: table for table in all_tables()}
    for sheet, values in sheets:
        name = sheet.title.strip()
        if name in tables:
            _read_sheet(sheet, values, tables[name], book)
        elif name not in (HELP, LISTS):
            near = nearest(name, tables)
            book.say(name, "没有这种工作表，不读。", f"是不是“{near}”？" if near else "", error=False)
    if not book.rows and not any(problem.error for problem in book.problems):
        book.say("工作簿", "里面没有认识的工作表。", "工作表的名字要和导出的一样，如“课程”。")
    return book


def _sheets(data: bytes) -> list[tuple[Worksheet, Worksheet]] | None:
    """Return each sheet as it is written, and with the values that Excel had worked out for its formulas."""
    try:
        written = load_workbook(BytesIO(data))
        formulas = any(
            cell.data_type == "f" for sheet in written.worksheets for row in sheet.iter_rows() for cell in row
        )
        values = load_workbook(BytesIO(data), data_only=True) if formulas else written
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError):
        return None
    return list(zip(written.worksheets, values.worksheets, strict=True))


def _read_sheet(sheet: Worksheet, values: Worksheet, table: Table, book: Book) -> None:
    head = next(
        (row for row in sheet.iter_rows(1, _HEADING_ROWS) if any(_heading(cell.value) == ADDRESS for cell in row)), None
    )
    if head is None:
        if any(cell.value is not None for row in sheet.iter_rows() for cell in row):
            message = f"找不到“{ADDRESS}”这一列，这张表没有读。"
            book.say(f"{table.sheet}!A1", message, f"第一行写列名，其中一列是“{ADDRESS}”。")
        return
    keys, columns = _columns(head, table, book)
    first = int(head[0].row or 1)
    missing = [name for name in table.keys if name not in keys]
    if missing:
        book.say(f"{table.sheet}!A{first}", f"缺少“{'”“'.join(missing)}”列。", "这几列说明一行是哪一项，要留着。")
        return
    rows = book.rows.setdefault(table.sheet, [])
    for line in sheet.iter_rows(first + 1):
        found = _row(line, values, keys, columns, table, book)
        if found:
            rows.append(found)


def _heading(value: Any) -> str:
    return re.sub(r"\s", "", as_text(value)).rstrip(REQUIRED + "＊")


def _columns(head: tuple[Any, ...], table: Table, book: Book) -> tuple[dict[str, int], dict[int, Column]]:
    """Return where the keys stand, and which field each of the other columns is."""
    known = {column.heading: column for column in table.columns}
    known |= {".".join(column.path): column for column in table.columns}
    keys: dict[str, int] = {}
    columns: dict[int, Column] = {}
    for index, cell in enumerate(head):
        name, place = _heading(cell.value), f"{table.sheet}!{cell.coordinate}"
        if not name:
            continue
        if name in keys or (name in known and known[name] in columns.values()):
            book.say(place, f"“{name}”这一列有两个。", "留下一个。")
        elif name in table.keys:
            keys[name] = index
        elif name in known:
            columns[index] = known[name]
        else:
            near = nearest(name, [name for name in known if not name.isascii()])
            book.say(place, f"没有“{name}”这一列，不读。", f"是不是“{near}”？" if near else "", error=False)
    return keys, columns


def _row(
    line: tuple[Any, ...], values: Worksheet, keys: Mapping[str, int], columns: Mapping[int, Column], table: Table, book: Book
) -> Row | None:  # fmt: skip
    cells: dict[int, Cell] = {}
    for index in [*keys.values(), *columns]:
        found = _cell(line[index], values, table.sheet, book) if index < len(line) else None
        if found:
            cells[index] = found
    if any(index not in cells for index in keys.values()) or all(
        not as_text(cell.raw).strip() for cell in cells.values()
    ):
        return None
    place = cells[keys[ADDRESS]].place
    address = unicodedata.normalize("NFKC", as_text(cells[keys[ADDRESS]].raw)).strip().lower()
    numbers = tuple(_number(cells[keys[name]], name, book) for name in table.numbers)
    if any(number is None for number in numbers[:-1]):
        book.say(place, f"“{table.numbers[0]}”没有写。", "写上面那一项在它的工作表里的序号。")
        return None
    return Row(address, numbers, {column: cells[index] for index, column in columns.items() if index in cells}, place)


def _cell(cell: Any, values: Worksheet, sheet: str, book: Book) -> Cell | None:
    """Return what stands in a cell; None, with a problem, where it is a formula that came to nothing."""
    place = f"{sheet}!{cell.coordinate}"
    raw = cell.value
    if cell.data_type == "f":
        raw = values[cell.coordinate].value
        if raw is None:
            book.say(place, "是公式，没有算出来的值。", "复制后“选择性粘贴”为数值。")
            return None
    if cell.data_type == "e" or (cell.data_type == "f" and raw in _ERRORS):
        book.say(place, f"是公式的错误值 {raw}。", "改成要写的内容。")
        return None
    return Cell(raw, place)


_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")


def _number(cell: Cell, name: str, book: Book) -> Decimal | None:
    text = unicodedata.normalize("NFKC", as_text(cell.raw)).strip()
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        number = Decimal("NaN")
    if number is not None and not (number.is_finite() and number > 0):
        book.say(cell.place, f"“{name}”应是大于 0 的数字，这里是“{text}”。", "写 1、2、3；插在两项之间可以写 2.5。")
        return None
    return number
