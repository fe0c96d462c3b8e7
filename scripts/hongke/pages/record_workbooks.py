"""Workbooks that a branch keeps: the record of its meetings, and an empty study ledger."""

from __future__ import annotations

from datetime import date
from typing import get_args

from hongke.model.ledger import CSV_HEADER, ENTRY_TYPES, LedgerEntry
from hongke.model.meeting import MEETING_TYPES, RECORD_FIELDS
from hongke.spreadsheet.book import book_bytes
from hongke.spreadsheet.sheet import DATE, GENERAL, TEXT, WHOLE, Sheet, checks_of

_MADE = date(2000, 1, 1)
"""They hold nothing of the catalogue, so nothing of it dates them."""
_LEDGER_WIDTHS = {"标题": 32, "小结": 44, "主办方": 20, "地址": 28, "类别": 18, "地点": 16, "日期": 12, "结束日期": 12}


def meeting_workbook() -> bytes:
    """Return the workbook of meetings: one row a meeting."""
    name = "会议和活动记录"
    labels = [field.label for field in RECORD_FIELDS]
    formats = {"日期": DATE, "应到": WHOLE, "实到": WHOLE}
    kinds = [kind.name for kind in MEETING_TYPES]
    sheet = Sheet(
        name=name,
        heading=labels,
        widths=[field.width for field in RECORD_FIELDS],
        formats=[formats.get(label, TEXT) for label in labels],
        checks=checks_of(
            labels, [("类型", "list", kinds), ("日期", "date", ()), ("应到", "whole", ()), ("实到", "whole", ())]
        ),
    )
    return book_bytes(name, _MADE, [sheet])


def ledger_workbook() -> bytes:
    """Return an empty study ledger with the columns of a ledger's CSV."""
    name = "学习台账"
    formats = {"日期": DATE, "结束日期": DATE, "学时": GENERAL, "计入年度": GENERAL}
    modes = get_args(LedgerEntry.model_fields["mode"].annotation)
    checks = [
        ("类型", "list", ENTRY_TYPES),
        ("线上线下", "list", modes),
        ("日期", "date", ()),
        ("结束日期", "date", ()),
        ("学时", "decimal", ()),
    ]
    sheet = Sheet(
        name=name,
        heading=CSV_HEADER,
        widths=[_LEDGER_WIDTHS.get(label, 10) for label in CSV_HEADER],
        formats=[formats.get(label, TEXT) for label in CSV_HEADER],
        frozen="A2",
        checks=checks_of(CSV_HEADER, checks),
    )
    return book_bytes(name, _MADE, [sheet])
