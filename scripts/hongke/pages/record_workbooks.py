"""Workbooks that a branch keeps: the record of its meetings, and an empty study ledger."""

from __future__ import annotations

from datetime import date
from typing import get_args

from openpyxl.utils import get_column_letter

from hongke.model.ledger import CSV_HEADER, ENTRY_TYPES, LedgerEntry
from hongke.model.meeting import MEETING_TYPES, RECORD_FIELDS
from hongke.workbook import (
    DATE,
    LAST_ROW,
    TEXT,
    choices,
    columns,
    dates,
    fit_paper,
    head,
    new_workbook,
    numbers,
    workbook_bytes,
)

_MADE = date(2000, 1, 1)
"""They hold nothing of the catalogue, so nothing of it dates them."""
_LEDGER_WIDTHS = {"标题": 32, "小结": 44, "主办方": 20, "地址": 28, "类别": 18, "地点": 16, "日期": 12, "结束日期": 12}


def meeting_workbook() -> bytes:
    """Return the workbook of meetings: one row a meeting."""
    book = new_workbook("会议和活动记录", _MADE)
    sheet = book.create_sheet("会议和活动记录")
    labels = [field.label for field in RECORD_FIELDS]
    head(sheet, 1, labels)
    formats = {"日期": DATE, "应到": "0", "实到": "0"}
    columns(sheet, [field.width for field in RECORD_FIELDS], [formats.get(label, TEXT) for label in labels])
    choices(sheet, _below(labels, "类型"), [kind.name for kind in MEETING_TYPES], what="类型")
    dates(sheet, _below(labels, "日期"), what="日期")
    numbers(sheet, _below(labels, "应到"), what="应到")
    numbers(sheet, _below(labels, "实到"), what="实到")
    sheet.freeze_panes = "C2"
    fit_paper(sheet, landscape=True, repeat="1:1")
    return workbook_bytes(book)


def ledger_workbook() -> bytes:
    """Return an empty study ledger with the columns of a ledger's CSV."""
    book = new_workbook("学习台账", _MADE)
    sheet = book.create_sheet("学习台账")
    head(sheet, 1, CSV_HEADER)
    formats = {"日期": DATE, "结束日期": DATE, "学时": "General", "计入年度": "General"}
    columns(
        sheet,
        [_LEDGER_WIDTHS.get(label, 10) for label in CSV_HEADER],
        [formats.get(label, TEXT) for label in CSV_HEADER],
    )
    modes = get_args(LedgerEntry.model_fields["mode"].annotation)
    choices(sheet, _below(CSV_HEADER, "类型"), ENTRY_TYPES, what="类型")
    choices(sheet, _below(CSV_HEADER, "线上线下"), modes, what="线上线下")
    dates(sheet, _below(CSV_HEADER, "日期"), what="日期")
    dates(sheet, _below(CSV_HEADER, "结束日期"), what="结束日期")
    numbers(sheet, _below(CSV_HEADER, "学时"), what="学时", decimal=True)
    sheet.freeze_panes = "A2"
    fit_paper(sheet, landscape=True, repeat="1:1")
    return workbook_bytes(book)


def _below(labels: list[str] | tuple[str, ...], label: str) -> str:
    """Return the cells under a heading."""
    letter = get_column_letter(labels.index(label) + 1)
    return f"{letter}2:{letter}{LAST_ROW}"
