"""The workbook of a catalogue: its sheets with headings, drop-down lists and explanations, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hongke.catalogue import Catalogue
from hongke.kinds import KINDS
from hongke.sheets.choosing import LISTS, ListColumns, add_choices
from hongke.sheets.plan import Column, Table, all_tables
from hongke.sheets.rows import SheetRow, rows_of
from hongke.workbook import columns, head, new_workbook, put, workbook_bytes

HELP = "说明"
REQUIRED = "*"
"""Ends the heading of a column that must not be empty."""
_UNDATED = date(2000, 1, 1)
_TOP = Alignment(vertical="top", wrap_text=True)
_RED = Font(bold=True, color="FFB71C1C")
_LONGEST_EXAMPLE = 60
_RULES = (
    "怎样用：改好后保存，用 hongke import 这个文件.xlsx 看会改什么，再加 --write 写进文件。",
    "一行是一个条目，“地址”是它的编号（如 course/grid）。写一个新地址就是新条目；删去一行不会删去条目。",
    "教学单元、题目、来源等在各自的工作表里，一行一项，用“地址”和“序号”对上。删去一行就是删去这一项；"
    "插在 2 和 3 之间写 2.5；新的一项序号可以空着，排在最后。",
    "一个格子里要写几个词时，一行一个，按 Alt+Enter 换行。格子清空，就是删去这个字段。",
    "列可以换位置，可以删；删去的列不作改动。工作表也可以删。多出来的列和工作表不读。",
    f"带 {REQUIRED} 的列必填。学习资料的正文不在表里，请在文件里改。",
)


def export_workbook(catalogue: Catalogue, kinds: Iterable[str] = ()) -> bytes:
    """Return the workbook of these kinds, or of all of them."""
    wanted = tuple(name for name in KINDS if name in (set(kinds) or set(KINDS)))
    tables = all_tables(wanted)
    rows = rows_of(catalogue, wanted)
    book = new_workbook("课程目录", catalogue.latest or _UNDATED)
    _help_sheet(book.create_sheet(HELP), tables, rows)
    sheets = [(table, _sheet(book, table, rows.get(table.sheet, []))) for table in tables]
    lists = ListColumns(catalogue)
    for table, sheet in sheets:
        for number, column in enumerate(table.columns, len(table.keys) + 1):
            add_choices(sheet, get_column_letter(number), column, lists)
    _list_sheet(book.create_sheet(LISTS), lists)
    return workbook_bytes(book)


def _sheet(book: Workbook, table: Table, rows: Sequence[SheetRow]) -> Worksheet:
    sheet: Worksheet = book.create_sheet(table.sheet)
    headings = [*table.keys, *(column.heading + REQUIRED * column.required for column in table.columns)]
    head(sheet, 1, headings)
    for number, column in enumerate(table.columns, len(table.keys) + 1):
        if column.required:
            sheet.cell(1, number).font = _RED
    for line, row in enumerate(rows, 2):
        for number, value in enumerate((row.address, *row.numbers, *row.cells), 1):
            if value is not None:
                put(sheet, line, number, value).alignment = _TOP
    formats = ["@", *["General"] * len(table.numbers), *(_format(column) for column in table.columns)]
    columns(sheet, [28.0, *[8.0] * len(table.numbers), *(_width(column) for column in table.columns)], formats)
    sheet.freeze_panes = f"{get_column_letter(len(table.keys) + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{max(len(rows) + 1, 2)}"
    return sheet


def _format(column: Column) -> str:
    """Numbers are numbers; everything else is text, so that Excel makes no date of an id and no id of a date."""
    return "General" if column.cell.is_number else "@"


def _width(column: Column) -> float:
    if column.cell.prose:
        return 60.0
    if column.cell.is_number or column.cell.options or column.cell.base is bool:
        return 11.0
    if column.cell.many or column.cell.ref is not None:
        return 28.0
    return 14.0 if column.cell.word or column.cell.base is not str else 32.0


def _help_sheet(sheet: Worksheet, tables: Sequence[Table], rows: Mapping[str, list[SheetRow]]) -> None:
    for number, rule in enumerate(_RULES, 1):
        put(sheet, number, 1, rule).alignment = _TOP
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=6)
        sheet.row_dimensions[number].height = 32
    line = len(_RULES) + 2
    head(sheet, line, ("工作表", "列", "必填", "怎样写", "说明", "例子"))
    columns(sheet, (24, 20, 6, 44, 60, 40))
    for table in tables:
        for position, column in enumerate(table.columns):
            line += 1
            texts = (
                table.sheet,
                column.heading,
                "必填" if column.required else "",
                column.cell.described(),
                column.help,
                _example(rows.get(table.sheet, ()), position),
            )
            for number, text in enumerate(texts, 1):
                put(sheet, line, number, text).alignment = _TOP
    sheet.freeze_panes = f"B{len(_RULES) + 3}"


def _example(rows: Sequence[SheetRow], position: int) -> str:
    """Return what the first row that has something there has there."""
    found = next((str(row.cells[position]) for row in rows if row.cells[position] is not None), "")
    return found if len(found) <= _LONGEST_EXAMPLE else f"{found[:_LONGEST_EXAMPLE]}…"


def _list_sheet(sheet: Worksheet, lists: ListColumns) -> None:
    head(sheet, 1, list(lists.columns))
    for number, words in enumerate(lists.columns.values(), 1):
        for line, word in enumerate(words, 2):
            put(sheet, line, number, word)
    columns(sheet, [30.0] * len(lists.columns))
    sheet.freeze_panes = "B2"
