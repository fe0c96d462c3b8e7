"""The report as an Excel workbook. The same report gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hongke.ledger import tables
from hongke.ledger.charts import bar_chart
from hongke.ledger.markdown import title_of
from hongke.ledger.report import Report
from hongke.ledger.sheet_names import sheet_names
from hongke.ledger.tables import NOTHING, Column, Shape, Table, Value
from hongke.workbook import fit_paper, head, new_workbook
from hongke.workbook import workbook_bytes as packed

_FORMATS = {Shape.TEXT: "@", Shape.COUNT: "0", Shape.HOURS: "0.00", Shape.SHARE: "0.0%"}
_LONGEST_CELL = 32_767
_WIDEST = 60
_SOME_DAY = date(1980, 1, 1)
"""Where no ledger says when it was exported."""


def workbook_bytes(report: Report) -> bytes:
    """Return the workbook as the bytes of an .xlsx file."""
    # The time of the newest export stands in for the clock's: the same ledgers give the same bytes.
    book = new_workbook(title_of(report), report.exported.date() if report.exported else _SOME_DAY)
    _summary_sheet(book, report)
    _table_sheet(book, "人员", tables.people(report, report.members, "人员"), frozen=2)
    ranking = tables.ranking(report)
    sheet = _table_sheet(book, "支部排名", ranking, frozen=2)
    if ranking.rows:
        bar_chart(sheet, "各支部人均学时", labels=2, values=4, first=2, count=len(ranking.rows), anchor="K2")
    _table_sheet(book, "问题", tables.problems(report), frozen=0)
    branches = sorted(branch.name for branch in report.branches)
    for branch, name in zip(branches, sheet_names(branches, book.sheetnames), strict=True):
        _table_sheet(book, name, tables.people(report, report.of_branch(branch), branch), frozen=2)
    return packed(book)


def _summary_sheet(book: Workbook, report: Report) -> None:
    """Write figures, hours by type with their chart, what was left out, and the notes."""
    sheet = book.create_sheet("汇总")
    head(sheet, 1, ("项目", "数值"))
    row = 2
    for label, value, shape in tables.summary(report):
        row = _row(sheet, row, (label, value), (Shape.TEXT, shape))
    kinds = tables.by_type(report)
    head(sheet, row + 1, [column.title for column in kinds.columns])
    first = row = row + 2
    for values in kinds.rows:
        row = _row(sheet, row, values, [column.shape for column in kinds.columns])
    for title, texts in (("没有读的文件清单", report.unread), ("说明", report.notes)):
        if texts:
            head(sheet, row + 1, (title,))
            row += 2
            for number, text in enumerate(texts, 1):
                row = _row(sheet, row, (str(number), text), (Shape.TEXT, Shape.TEXT))
    bar_chart(sheet, kinds.title, labels=1, values=2, first=first, count=len(kinds.rows), anchor="D2")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = _WIDEST
    sheet.freeze_panes = "A2"


def _table_sheet(book: Workbook, name: str, table: Table, *, frozen: int) -> Worksheet:
    """Write a table to a sheet of its own; the header and so many columns stay in sight."""
    sheet: Worksheet = book.create_sheet(name)
    head(sheet, 1, [column.title for column in table.columns])
    row = 2
    shapes = [column.shape for column in table.columns]
    for values in table.rows:
        row = _row(sheet, row, values, shapes)
    for number, column in enumerate(table.columns, 1):
        texts = [tables.written(values[number - 1], column.shape) for values in table.rows]
        sheet.column_dimensions[get_column_letter(number)].width = _width(column, texts)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
    if table.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{1 + len(table.rows)}"
    fit_paper(sheet, landscape=True, repeat="1:1")
    return sheet


def _row(sheet: Worksheet, row: int, values: Sequence[Value], shapes: Sequence[Shape]) -> int:
    for column, (value, shape) in enumerate(zip(values, shapes, strict=True), 1):
        _write(sheet, row, column, value, shape)
    return row + 1


def _write(sheet: Worksheet, row: int, column: int, value: Value, shape: Shape) -> None:
    cell = sheet.cell(row, column)
    if value is None or isinstance(value, str):
        if value != "":
            cell.value = ILLEGAL_CHARACTERS_RE.sub("·", NOTHING if value is None else value)[:_LONGEST_CELL]
            cell.data_type = "s"  # what begins with = is text, not a formula
        cell.number_format = _FORMATS[Shape.TEXT]
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    else:
        cell.value = value
        cell.number_format = _FORMATS[shape]
        cell.alignment = Alignment(horizontal="right", vertical="top")


def _width(column: Column, texts: Sequence[str]) -> float:
    """Return a width that holds the longest text; a Han character is as wide as two letters."""
    longest = max((_columns(text) for text in (column.title, *texts)), default=0)
    return float(min(_WIDEST, max(8, longest + 2)))


def _columns(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)
