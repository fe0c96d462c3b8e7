"""Cells of the workbook: the habits of Excel, lists, explanations, and files that are none of ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from conftest import REPOSITORY, Project
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.model.base import EntryModel
from hongke.rewriting.values import plain
from hongke.sheets.book import export_workbook
from hongke.sheets.cells import CellType, understand
from hongke.sheets.plan import all_tables
from hongke.source.reader import read_tree
from sheets_reader import exported, run, set_cell


@pytest.mark.parametrize(
    ("base", "raw", "value"),
    [
        (date, datetime(2026, 5, 1), "2026-05-01"),
        (date, date(2026, 5, 1), "2026-05-01"),
        (date, 46143, "2026-05-01"),
        (date, "2026/5/1 ", "2026-05-01"),
        (date, "２０２６年５月１日", "2026-05-01"),
        (date, "五月", "五月"),
        (time, time(9, 0), "09:00"),
        (time, 0.375, "09:00"),
        (time, "9：30", "09:30"),
        (int, 45.0, 45),
        (int, "４５", 45),
        (int, "1,200", 1200),
        (Decimal, 1.5, Decimal("1.5")),
        (Decimal, "0.1", Decimal("0.1")),
        (int, "约45", "约45"),
        (str, 12.0, "12"),
        (str, datetime(2026, 5, 1), "2026-05-01"),
        (str, " 标题　 ", "标题"),
        (str, "一\r\n二", "一\n二"),
        (bool, True, True),
        (bool, "否", False),
        (bool, "也许", "也许"),
        (str, "   ", None),
    ],
)  # fmt: skip
def test_the_habits_of_excel_are_understood(base: Any, raw: Any, value: Any) -> None:
    assert understand(CellType(base), raw) == value
    assert type(understand(CellType(base), raw)) is type(value)


def test_an_address_may_be_written_wide_and_in_capitals_and_several_on_one_line() -> None:
    assert understand(CellType(str, address=True), "Ｓite/GUOMEN ") == "site/guomen"
    assert understand(CellType(str, many=True, address=True), "site/a，site/b\n\nsite/c") == [
        "site/a",
        "site/b",
        "site/c",
    ]


def test_text_is_never_a_formula_and_an_emptied_cell_takes_the_field_away(project: Project) -> None:
    project.replace("courses/site/guomen.yml", "summary: 边境上的教学点。", "summary: =1+1\nbooking: 提前预约")
    out = exported(project.root, set_cell("现场教学点", "预约", 2, None))
    sheet = openpyxl.load_workbook(out)["现场教学点"]
    assert (sheet["C2"].value, sheet["C2"].data_type, sheet["C2"].number_format) == ("=1+1", "s", "@")
    assert sheet.freeze_panes == "B2"
    done = run("import", out, "--root", project.root, "--write")
    assert done.exit_code == 0, done.output
    assert "预约：删去 提前预约" in done.stdout
    assert "booking" not in (project.root / "courses/site/guomen.yml").read_text("utf-8")


def test_a_text_too_long_for_a_cell_is_left_as_it_is(project: Project) -> None:
    project.replace("courses/case/wangfu-grid.yml", "background: 流动人口多。", f"background: {'长' * 40_000}")
    done = run("import", exported(project.root), "--root", project.root)
    assert done.exit_code == 0, done.output
    assert "没有要改的" in done.stderr


def test_the_drop_down_lists_hold_the_words_and_the_addresses(project: Project) -> None:
    book = openpyxl.load_workbook(exported(project.root, lambda _book: None, "course"))
    assert book.sheetnames == [
        "说明",
        "课程",
        "课程·教学目的",
        "课程·教学单元",
        "课程·教学单元·教学过程",
        "来源",
        "编写人",
        "词表",
    ]
    rules = {str(rule.sqref): rule.formula1 for rule in book["课程·教学单元"].data_validations.dataValidation}
    assert rules["J2:J2000"] == '"是,否"'
    area = rules["D2:D2000"].split("!")[1].replace("$", "")
    assert [row[0].value for row in book["词表"][area]] == ["讲授式", "研讨式", "案例式"]


def test_every_field_has_a_line_of_explanation_and_headings_are_unambiguous() -> None:
    catalogue, _ = load_catalogue(REPOSITORY / "tests/rich")
    book = openpyxl.load_workbook(BytesIO(export_workbook(catalogue)))
    told = {(row[0], row[1]) for row in book["说明"].iter_rows(values_only=True)}
    for table in all_tables():
        headings = [*table.keys, *(column.heading for column in table.columns)]
        assert len(set(headings)) == len(headings)
        assert len(table.sheet) <= 31
        assert {(table.sheet, column.heading) for column in table.columns} <= told
    assert all(issubclass(kind.model, EntryModel) for kind in KINDS.values())


def bad_files() -> Iterator[tuple[str, bytes]]:
    yield "空.xlsx", b""
    yield "文字.xlsx", "标题,摘要\n".encode()
    book = openpyxl.Workbook()
    out = BytesIO()
    book.save(out)
    yield "别的表.xlsx", out.getvalue()


@pytest.mark.parametrize(("name", "data"), list(bad_files()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_file_that_is_no_workbook_of_ours_is_told_so(project: Project, name: str, data: bytes) -> None:
    path = project.root.parent / name
    path.write_bytes(data)
    done = run("import", path, "--root", project.root)
    assert done.exit_code == 1
    assert done.stdout.startswith(("工作簿 错误", "Sheet 提示", "工作簿"))


def test_an_ending_that_is_not_known_is_told_with_those_that_are(project: Project) -> None:
    done = run("import", project.write("a.txt", "x"), "--root", project.root)
    assert done.exit_code == 2
    assert ".xlsx" in done.output


def test_trees_of_exported_entries_are_those_of_their_files() -> None:
    catalogue, _ = load_catalogue(REPOSITORY / "tests/rich")
    for entry in catalogue.entries.values():
        if not entry.kind.markdown:
            tree, _ = read_tree(entry.source, entry.file)
            assert tree is not None
            assert plain(tree) == plain(entry.tree)
