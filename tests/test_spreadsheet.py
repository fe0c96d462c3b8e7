"""Workbooks written as text have the bytes that openpyxl gives for the same sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import LXML, Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from conftest import REPOSITORY
from hongke.build import build
from hongke.pages import class_workbook, record_workbooks
from hongke.spreadsheet.book import book_bytes
from hongke.spreadsheet.sheet import DATE, GENERAL, TEXT, WHOLE, Check, Sheet, letter
from hongke.workbook import columns, fit_paper, head, new_workbook, put, workbook_bytes

DAY = date(2026, 5, 4)
TEXTS = st.text(st.sampled_from("=+-@ <>&\"'\t\r请填写𠮷A1*"), min_size=1, max_size=12).filter(str.strip)


def by_openpyxl(title: str, changed: date, sheets: list[Sheet]) -> bytes:
    """Make the workbook cell by cell, as openpyxl has it done."""
    assert LXML, "openpyxl writes other bytes without lxml"
    book = new_workbook(title, changed)
    for made in sheets:
        fill(book, made)
    return workbook_bytes(book)


def fill(book: Workbook, made: Sheet) -> None:
    sheet: Any = book.create_sheet(made.name)
    head(sheet, 1, made.heading)
    for number, row in enumerate(made.rows, 2):
        for column, value in enumerate(row, 1):
            if value is None:
                cell = put(sheet, number, column, "")
                cell.value, cell.data_type = None, "n"
            else:
                cell = put(sheet, number, column, value)
                if not isinstance(value, str):
                    cell.number_format = made.number_format
    for check in made.checks:
        add(sheet, check)
    columns(sheet, made.widths, made.formats)
    sheet.freeze_panes = made.frozen
    fit_paper(sheet, landscape=made.landscape, repeat="1:1")


def add(sheet: Worksheet, check: Check) -> None:
    if check.words:
        found = DataValidation(type="list", formula1='"' + ",".join(check.words) + '"')
        message = f"{check.what}请从下拉列表里选。"
    elif check.type == "date":
        found = DataValidation(type="date", operator="greaterThan", formula1="1")
        message = f"{check.what}写成 2026-05-01。"
    else:
        found = DataValidation(type=check.type, operator="greaterThanOrEqual", formula1="0")  # type: ignore[arg-type]
        message = f"{check.what}只写数字。"
    found.allow_blank = found.showErrorMessage = True
    found.errorTitle, found.error = "填写有误", message
    sheet.add_data_validation(found)
    found.add(check.area)


@pytest.fixture(scope="module")
def assets() -> dict[str, Any]:
    return {asset.path: asset for asset in build(REPOSITORY).assets}


@pytest.mark.parametrize("make", [record_workbooks.meeting_workbook, record_workbooks.ledger_workbook])
def test_the_workbooks_of_records_are_those_of_openpyxl(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = make()
    monkeypatch.setattr(record_workbooks, "book_bytes", by_openpyxl)
    assert ours == make()


@pytest.mark.parametrize("name", ["grid-workshop-sample", "guomen-two-day-sample"])
def test_the_workbook_of_a_class_is_that_of_openpyxl(
    name: str, assets: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = assets[f"class/{name}/{name}.xlsx"]
    written = asset.content
    monkeypatch.setattr(class_workbook, "book_bytes", by_openpyxl)
    assert written == asset.content


@settings(deadline=None)
@given(st.data())
def test_any_sheets_are_those_of_openpyxl(data: st.DataObject) -> None:
    sheets = [data.draw(sheets_named(name)) for name in ("签到表", "质量评估表")[: data.draw(st.integers(1, 2))]]
    title = data.draw(TEXTS)
    assert book_bytes(title, DAY, sheets) == by_openpyxl(title, DAY, sheets)


@st.composite
def sheets_named(draw: st.DrawFn, name: str) -> Sheet:
    width = draw(st.integers(1, 30))
    cells = st.none() | TEXTS | st.integers(0, 3000)
    checks = st.sampled_from(
        [Check("A2:A9", "等次", words=("好", "<")), Check("B2", "日期", "date"), Check("C2:D4", "学时", "decimal")]
    )
    return Sheet(
        name=name,
        heading=draw(st.lists(TEXTS, min_size=width, max_size=width)),
        widths=draw(st.lists(st.integers(1, 80), min_size=width, max_size=width)),
        formats=draw(st.lists(st.sampled_from([GENERAL, WHOLE, TEXT, DATE]), max_size=width)),
        rows=draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=5)),
        number_format=draw(st.sampled_from([GENERAL, WHOLE])),
        frozen=draw(st.sampled_from(["A2", "C2"])),
        landscape=draw(st.booleans()),
        checks=draw(st.lists(checks, max_size=3, unique_by=lambda check: check.type)),
    )


@pytest.mark.parametrize("column", [1, 26, 27, 52, 53, 702, 703])
def test_columns_have_the_letters_of_a_workbook(column: int) -> None:
    assert letter(column) == get_column_letter(column)
