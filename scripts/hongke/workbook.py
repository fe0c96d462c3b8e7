"""Workbooks (.xlsx) whose bytes depend on nothing but what is in them; text stays text, whatever it begins with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

TEXT = "@"
LAST_ROW = 2000
"""How far down lists to choose from and checks of numbers and dates reach."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAKER = "hongke"
_LINE = Border(*(Side("thin", color="FF8B7D6C"),) * 4)
_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="FFF3ECDF")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAP = Alignment(vertical="top", wrap_text=True)


class _Archive(ZipFile):
    """A zip in which every member carries the same time and no trace of the system it was made on."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_kwargs: Any) -> None:
        member = ZipInfo(str(zinfo_or_arcname), _EPOCH)
        member.compress_type = ZIP_DEFLATED
        member.create_system = 0
        member.external_attr = 0
        super().writestr(member, data)

    def write(self, filename: str | os.PathLike[str], arcname: Any = None, *_args: Any, **_kwargs: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


def new_workbook(title: str, changed: date) -> Workbook:
    """Return a workbook without sheets, its properties set from what it is made of and not from the clock."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title
    book.properties.creator = book.properties.lastModifiedBy = _MAKER
    book.properties.created = book.properties.modified = datetime.combine(changed, time.min)
    return book


def workbook_bytes(book: Workbook) -> bytes:
    """Return the file. openpyxl's own `save` would write the time of day into it."""
    out = BytesIO()
    ExcelWriter(book, _Archive(out, "w", ZIP_DEFLATED)).save()
    return out.getvalue()


def put(sheet: Worksheet, row: int, column: int, text: str | float) -> Cell:
    """Write a bordered cell; text as text, also where it begins with `=`."""
    cell = cast(Cell, sheet.cell(row, column))
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"
        cell.number_format = TEXT
    cell.border = _LINE
    return cell


def head(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    """Write a row of headings."""
    for column, text in enumerate(texts, 1):
        cell = put(sheet, row, column, text)
        cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD_FILL, _CENTRE


def columns(sheet: Worksheet, widths: Sequence[float], formats: Sequence[str] = ()) -> None:
    """Set widths, and the format of cells still to be filled in: text where none is given, so that `=` stays text."""
    for number, width in enumerate(widths):
        column = sheet.column_dimensions[get_column_letter(number + 1)]
        column.width = width
        column.number_format = formats[number] if number < len(formats) else TEXT
        column.alignment = _WRAP


def fit_paper(sheet: Worksheet, *, landscape: bool, repeat: str) -> None:
    """Print on A4, all columns on the width of a sheet, the heading rows on every one."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = repeat
