"""Workbooks: read back, the same bytes every time, and no text that becomes a formula."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from conftest import REPOSITORY, Project
from hongke.build import build
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.model.ledger import CSV_HEADER, ENTRY_TYPES
from hongke.model.meeting import MEETING_TYPES
from hongke.model.training_class import TrainingClass
from hongke.model.vocabulary import VOCABULARIES
from hongke.pages.records import ADDRESS
from test_class_calendar import CLASS

COLUMNS = [
    "类型", "标题", "主办党组织", "日期", "起止时间", "地点", "主持人", "记录人", "应到", "实到", "议题", "发言要点", "决定", "缺席及原因",
]  # fmt: skip
KINDS_OF_MEETING = ["支部党员大会", "支部委员会", "党小组会", "党课", "主题党日", "组织生活会"]


def workbooks(root: Path) -> dict[str, bytes]:
    return {asset.path: asset.content for asset in build(root).assets if asset.path.endswith(".xlsx")}


@pytest.fixture(scope="module")
def ours() -> dict[str, bytes]:
    return workbooks(REPOSITORY)


def read(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def header(book: Workbook, name: str) -> list[object]:
    return [cell.value for cell in book[name][1]]


def validations(book: Workbook, name: str) -> dict[str, tuple[str, str | None]]:
    found = book[name].data_validations.dataValidation
    return {str(each.sqref): (each.type, each.formula1) for each in found}


def test_the_record_of_meetings_has_exactly_the_columns_of_a_record(ours: dict[str, bytes]) -> None:
    book = read(ours["records/meetings.xlsx"])
    [name] = book.sheetnames
    assert header(book, name) == COLUMNS
    sheet = book[name]
    assert sheet.max_row == 1, "one row a meeting, and none yet"
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert all(sheet.column_dimensions[letter].width > 5 for letter in "ABCDEFGHIJKLMN")
    assert sheet.column_dimensions["D"].number_format == "yyyy-mm-dd"
    assert sheet.column_dimensions["K"].number_format == "@"
    chosen = validations(book, name)
    assert chosen["A2:A2000"] == ("list", f'"{",".join(KINDS_OF_MEETING)}"')
    assert chosen["D2:D2000"][0] == "date"
    assert chosen["I2:I2000"] == chosen["J2:J2000"] == ("whole", "0")
    assert [kind.name for kind in MEETING_TYPES] == KINDS_OF_MEETING


def test_the_empty_ledger_has_the_columns_of_a_ledger(ours: dict[str, bytes]) -> None:
    book = read(ours["records/ledger.xlsx"])
    [name] = book.sheetnames
    assert header(book, name) == list(CSV_HEADER)
    lists = [formula for kind, formula in validations(book, name).values() if kind == "list"]
    assert lists == [f'"{",".join(ENTRY_TYPES)}"', '"线上,线下"']


def test_a_class_has_a_row_a_place_and_a_column_a_slot(ours: dict[str, bytes]) -> None:
    book = read(ours["class/grid-workshop-sample/grid-workshop-sample.xlsx"])
    assert book.sheetnames == ["签到表", "质量评估表"]
    assert header(book, "签到表") == [
        "序号", "姓名", "单位", "04-13 上午", "04-13 下午", "04-13 晚上", "04-14 上午", "04-14 下午", "04-14 晚上", "04-15 上午", "04-15 下午",
    ]  # fmt: skip
    sheet = book["签到表"]
    assert [sheet.cell(row, 1).value for row in (2, 41)] == [1, 40]
    assert sheet.max_row == 41
    assert sheet.freeze_panes == "C2"
    assert sheet["D5"].border.left.style == "thin"


def test_an_evaluation_has_a_column_a_course_session_and_its_items_with_weights(ours: dict[str, bytes]) -> None:
    book = read(ours["class/grid-workshop-sample/grid-workshop-sample.xlsx"])
    training = load_catalogue(REPOSITORY)[0].entries["class/grid-workshop-sample"].model
    assert isinstance(training, TrainingClass)
    sheet = book["质量评估表"]
    columns = header(book, "质量评估表")
    assert columns[:3] == ["项目", "分值", "04-13 上午 党群服务中心怎么建、怎么用"]
    assert len(columns) == 2 + sum(bool(session.course) for session in training.sessions)
    items = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(2, sheet.max_row + 1)]
    assert items == [(item.name, item.weight) for item in training.evaluation]
    assert validations(book, "质量评估表") == {"C2:I6": ("list", '"非常满意,满意,合格,不满意"')}


def test_a_class_without_quota_and_evaluation_has_thirty_rows_and_one_sheet(project: Project) -> None:
    project.write("courses/class/grid-class.yml", CLASS)
    book = read(workbooks(project.root)["class/grid-class/grid-class.xlsx"])
    assert book.sheetnames == ["签到表"]
    assert book["签到表"].max_row == 31
    addresses = [page.address for page in build(project.root).pages]
    assert "class/grid-class/sign-in" in addresses
    assert "class/grid-class/evaluation" not in addresses


@pytest.mark.parametrize("first", ["=", "+", "-", "@"])
def test_text_never_becomes_a_formula(project: Project, first: str) -> None:
    hostile = f"{first}HYPERLINK(1)"
    project.write(
        "courses/class/grid-class.yml", CLASS + f'evaluation: [{{name: "{hostile}", weight: 100}}]\nquota: 3\n'
    )
    project.replace("courses/course/grid.yml", "title: 网格党建实务", f'title: "{hostile}"')
    content = workbooks(project.root)["class/grid-class/grid-class.xlsx"]
    cell = read(content)["质量评估表"]["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (hostile, "s", "@")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name), name


def test_properties_and_members_carry_no_time_of_the_build(ours: dict[str, bytes]) -> None:
    for path, content in ours.items():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.testzip() is None
        properties = read(content).properties
        day = datetime(2026, 11, 24) if path.startswith("class/") else datetime(2000, 1, 1)
        assert properties.created == properties.modified == day, path


def test_the_same_catalogue_gives_the_same_bytes_on_another_day(ours: dict[str, bytes], tmp_path: Path) -> None:
    made = (
        "import sys, time, hashlib; from pathlib import Path; from hongke.build import build\n"
        "for asset in build(Path(sys.argv[1])).assets:\n"
        "    if asset.path.endswith('.xlsx'): print(asset.path, hashlib.sha256(asset.content).hexdigest())\n"
    )
    told = []
    for seed in ("1", "77"):
        done = subprocess.run(
            [sys.executable, "-c", made, REPOSITORY], env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC-{seed[0]}"},
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        told.append(done.stdout.splitlines())
    assert told[0] == told[1]
    assert len(told[0]) == len(ours) > 3


def test_a_build_loads_no_library_for_calendars_and_workbooks() -> None:
    code = (
        "import sys; from pathlib import Path; from hongke.build import build\n"
        "kinds = {asset.path[-5:] for asset in build(Path(sys.argv[1])).assets if asset.content}\n"
        "print('.xlsx' in kinds, 'openpyxl' in sys.modules, 'icalendar' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, REPOSITORY], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "False", "False"]


def test_addresses_of_records_are_no_kinds_and_no_vocabularies() -> None:
    assert ADDRESS not in KINDS
    assert ADDRESS not in VOCABULARIES
    slugs = [kind.slug for kind in MEETING_TYPES]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z-]+", slug) for slug in slugs)
