"""The three files of a report: sheets, charts and cells, what stands in them as text, what is asked of the disk and nobody else."""

from __future__ import annotations

import io
import json
import re
import socket
import time
import zipfile
from typing import Any

import pytest
from lxml import html

from conftest import Project
from hongke.ledger.sheet_names import sheet_names
from hongke.model.ledger import ENTRY_TYPES
from ledger_generator import generate
from ledger_samples import ledger
from ledger_unit import put, report, run


def charts_of(sheet: Any) -> list[Any]:
    return list(sheet._charts)


def test_each_branch_has_a_sheet_whatever_its_name(unit: Project) -> None:
    names = [
        "机关/一支部",
        "机关:一支部",
        "汇总",
        "很长的支部名称" * 6,
        "很长的支部名称" * 6 + "二",
        "'引号'",
        "History",
        "=1+1",
    ]
    for number, branch in enumerate(names):
        put(unit, f"{number}", ledger({"hours": number + 1}, branch=branch))
    found = report(unit)
    sheets = found.book.sheetnames
    assert sheets[:4] == ["汇总", "人员", "支部排名", "问题"]
    assert len({name.casefold() for name in sheets}) == len(sheets) == 4 + len(names)
    for name in sheets:
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
    assert "history" not in {name.casefold() for name in sheets}
    held = {row["支部"]: row["计入学时"] for name in sheets[4:] for row in found.rows(name)}
    assert held == {branch.strip(): number + 1 for number, branch in enumerate(names)}


def test_names_of_sheets_differ_in_more_than_case() -> None:
    assert sheet_names(["A", "a", "A(2)"], ["汇总"]) == ["A", "a(2)", "A(2)(2)"]
    assert sheet_names(["", "'", "???"], []) == ["支部", "支部(2)", "___"]
    assert sheet_names(["😀" * 20], []) == ["😀" * 15]


NASTY = [
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "[x](javascript:1)|`a`",
    "*甲*_乙_&lt;",
]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_text_in_every_file(unit: Project, name: str) -> None:
    put(unit, "a", ledger({}, name=name, branch=name))
    put(unit, "b", ledger({"type": name}, name="李四"))
    found = report(unit, code=1)
    for sheet in found.book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), cell.value
    assert ("f>" in zipfile.ZipFile(io.BytesIO(found.bytes)).read("xl/worksheets/sheet2.xml").decode()) is False
    assert (name, name) in found.people()
    [shown] = [row for row in found.in_page("人员") if row[1] != "李四"]
    assert shown[:2] == [name, name]
    assert html.fromstring(found.html).xpath("//script | //@onclick | //a | //img | //link") == []
    [line] = [line for line in found.in_markdown("人员") if line[1] != "李四"]
    assert re.sub(r"\\(.)", r"\1", line[0]) == name
    assert not re.search(r"(?<!\\)[<\[`*]", line[0])


def test_the_page_stands_alone_and_says_what_it_is(unit: Project) -> None:
    generate(unit.root / "收", 12)
    found = report(unit)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|src=|href=|url\(|@import|<script", found.html)
    tree = html.fromstring(found.html)
    assert tree.get("lang") == "zh-CN"
    for table in tree.iter("table"):
        assert table.findtext("caption")
        assert all(cell.get("scope") in ("col", "row") for cell in table.iter("th"))
    charts = tree.xpath("//svg")
    assert len(charts) == 2
    bars = charts[0].xpath(".//rect")
    assert len(bars) == len(found.rows("支部排名"))
    widths = [int(bar.get("width")) for bar in bars]
    assert widths == sorted(widths, reverse=True)
    assert not tree.xpath("//*[@style]")
    assert "size: A4" in found.html


def test_the_workbook_has_real_charts_of_the_cells_it_shows(unit: Project) -> None:
    generate(unit.root / "收", 12)
    found = report(unit)
    ranking, summary = found.book["支部排名"], found.book["汇总"]
    [chart], [kinds] = charts_of(ranking), charts_of(summary)
    branches = len(found.rows("支部排名"))
    assert chart.series[0].val.numRef.f == f"'支部排名'!$D$2:$D${branches + 1}"
    assert ranking["D1"].value == "人均学时"
    first = int(re.findall(r"\$B\$(\d+)", kinds.series[0].val.numRef.f)[0])
    assert [summary.cell(first + at, 1).value for at in range(len(ENTRY_TYPES))] == list(ENTRY_TYPES)
    for sheet in found.book:
        assert str(sheet.freeze_panes).endswith("2")
        assert sheet.column_dimensions["A"].width >= 8
    assert found.book["人员"]["K2"].number_format == "0.00"
    assert found.book["人员"]["O2"].number_format == "0.0%"


def test_the_same_ledgers_give_the_same_bytes(unit: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(unit.root / "收", 12)
    first = report(unit)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    again = report(unit)
    assert (again.bytes, again.markdown, again.html) == (first.bytes, first.markdown, first.html)
    newest = max(json.loads(path.read_text("utf-8"))["exported"] for path in (unit.root / "收").rglob("*.json"))
    assert first.book.properties.created == first.book.properties.modified
    assert f"{first.book.properties.created:%Y-%m-%d}" in (newest[:10], f"{newest[:8]}{int(newest[8:10]) - 1:02d}")


def test_what_is_left_out_is_listed_and_the_rest_is_reported(unit: Project) -> None:
    put(unit, "张三", ledger({}))
    put(unit, "李四", ledger({}, {"hours": 0}, name="李四"))
    unit.write("收/坏.json", "{")
    found = report(unit, code=1)
    assert (found.summary["人数"], found.summary["没有读的文件"], found.summary["因有错没有算的记录"]) == (2, 1, 1)
    assert [(row["文件"], row["代码"]) for row in found.rows("问题")] == [
        ("收/坏.json", "HK405"),
        ("收/李四.json", "HK412"),
    ]
    for text in (found.markdown, found.html):
        assert "收/坏.json" in text
    assert [row[0] for row in found.in_page("问题")] == ["收/坏.json", "收/李四.json"]


def test_a_report_of_nothing_that_can_be_read_is_written_all_the_same(unit: Project) -> None:
    unit.write("收/坏.json", "{")
    found = report(unit, code=1)
    assert (found.summary["人数"], found.summary["人均学时"], found.summary["达标率"]) == (0, 0, "—")


def test_names_that_come_from_files_are_marked(unit: Project) -> None:
    unit.write("收/第三支部/王五.csv", ledger({}).csv(member=False))
    unit.write("收/赵六.json", ledger({}, name="", branch="").json())
    found = report(unit)
    assert {who: row["备注"] for who, row in found.people().items()} == {
        ("第三支部", "王五"): "姓名取自文件名，支部取自文件夹",
        ("未写支部", "赵六"): "姓名取自文件名",
    }
    assert "有 2 人的台账没有写姓名" in found.markdown
    assert "有 1 人的台账没有写支部" in found.markdown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"period": "2026上半年"}, "不是时间"),
        ({"period": "2026H3"}, "2026H1"),
        ({"period": "2025-2026"}, "一个周期是 1 年"),
        ({"rule": "rule/yearl"}, "是不是 rule/yearly？"),
        ({"rule": "yearly"}, "是不是 rule/yearly？"),
        ({"rule": "course/grid"}, "没有学时规定"),
        ({"files": "没有"}, "没有"),
        ({"files": "空"}, "没有找到台账文件"),
    ],
)
def test_wrong_use_exits_2_and_writes_nothing(unit: Project, arguments: dict[str, str], said: str) -> None:
    (unit.root / "空").mkdir()
    put(unit, "张三", ledger({}))
    done = run(unit, **arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert not (unit.root / "通报").exists()


def test_a_folder_that_cannot_be_written_is_said_without_a_traceback(unit: Project) -> None:
    put(unit, "张三", ledger({}))
    unit.write("通报", "这里是一个文件")
    done = run(unit)
    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output


def test_the_report_is_not_read_as_a_ledger_the_next_time(unit: Project) -> None:
    put(unit, "张三", ledger({}))
    out = str(unit.root / "收/通报")
    for _ in range(2):
        done = run(unit, "--out", out)
        assert (done.exit_code, done.stdout) == (0, "")


def test_nothing_asks_the_network(unit: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network is asked")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    put(unit, "张三", ledger({}))
    assert run(unit).exit_code == 0


def test_no_bar_is_drawn_where_there_is_no_terminal(unit: Project) -> None:
    put(unit, "张三", ledger({}))
    done = run(unit)
    assert done.stdout == ""
    assert done.stderr.splitlines() == [f"1 人，1 个文件。通报写在 {unit.root / '通报'}。"]
