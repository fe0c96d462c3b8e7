"""The unit's report: every total added up again by the test, rules, periods, self-study, duplicates."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import REPOSITORY, Project
from hongke.commands import main
from hongke.ledger.period import Period
from hongke.model.ledger import ENTRY_TYPES
from ledger_generator import Ledger, generate
from ledger_samples import ENTRY, ledger
from ledger_unit import put, report, run


def hundredths(hours: float) -> int:
    return round(hours * 100)


def added_up(made: list[Ledger], counts: Callable[[dict[str, Any]], bool]) -> dict[tuple[str, str], dict[str, int]]:
    """Add up what was written, in hundredths of an hour, without a line of the program."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in made:
        mine = found.setdefault((one.branch, one.name), defaultdict(int))
        for entry in one.entries:
            if counts(entry):
                mine[entry["type"]] += hundredths(entry["hours"])
                if entry["type"] != "自学":
                    mine["计入学时"] += hundredths(entry["hours"])
                    mine["计入条数"] += 1
                    if entry["mode"] == "线上":
                        mine["其中线上"] += hundredths(entry["hours"])
    return found


PERIODS: Mapping[str, Callable[[dict[str, Any]], bool]] = {
    "2026": lambda entry: entry["year"] == 2026,
    "2026H1": lambda entry: entry["year"] == 2026 and "2026-01-01" <= entry["date"] <= "2026-06-30",
    "2026H2": lambda entry: entry["year"] == 2026 and "2026-07-01" <= entry["date"] <= "2026-12-31",
}


@pytest.mark.parametrize("period", PERIODS)
def test_three_hundred_ledgers_add_up_in_all_three_files(unit: Project, period: str) -> None:
    made = generate(unit.root / "收", 300, seed=7)
    expected = added_up(made, PERIODS[period])
    start = time.perf_counter()
    found = report(unit, period=period)
    assert time.perf_counter() - start < 20, "a few seconds, on any machine"
    people = found.people()
    assert people.keys() == expected.keys()
    assert len(people) == 300
    assert found.rows("问题") == []
    for who, totals in expected.items():
        row = people[who]
        for kind in ENTRY_TYPES:
            assert hundredths(row[kind]) == totals[kind], (who, kind)
        assert hundredths(row["计入学时"]) == totals["计入学时"], who
        assert hundredths(row["其中线上"]) == totals["其中线上"], who
        assert hundredths(row["自学另列"]) == totals["自学"], who
        assert row["计入条数"] == totals["计入条数"], who
        assert int(row["占规定学时"] * 1000 + 0.5) == totals["计入学时"] * 1000 // 3200, who
        if period == "2026":
            assert row["是否达标"] == ("达标" if totals["计入学时"] >= 3200 else "未达标")
        else:
            assert "是否达标" not in row
    total = sum(one["计入学时"] for one in expected.values())
    assert hundredths(found.summary["计入学时"]) == total
    assert hundredths(found.summary["网络学时"]) == sum(one["其中线上"] for one in expected.values())
    assert hundredths(found.summary["人均学时"]) == (2 * total + 300) // 600
    by_branch: dict[str, list[int]] = defaultdict(list)
    for (branch, _), totals in expected.items():
        by_branch[branch].append(totals["计入学时"])
    ranking = found.rows("支部排名")
    assert {row["支部"]: hundredths(row["计入学时"]) for row in ranking} == {
        name: sum(one) for name, one in by_branch.items()
    }
    assert [row["支部"] for row in ranking] == sorted(
        by_branch, key=lambda name: -sum(by_branch[name]) / len(by_branch[name])
    )
    # The Markdown and the page say the same in every cell.
    as_text = [[str(row["名次"]), row["支部"], str(row["人数"])] for row in ranking]
    assert [row[:3] for row in found.in_markdown("支部排名")] == as_text
    assert [row[:3] for row in found.in_page("支部排名")] == as_text
    assert found.in_markdown("人员") == found.in_page("人员")
    assert [[*row[:2], hundredths(float(row[10]))] for row in found.in_page("人员")] == [
        [*who, hundredths(row["计入学时"])] for who, row in people.items()
    ]


def test_a_half_year_shows_progress_and_a_year_who_has_met_the_rule(unit: Project) -> None:
    put(unit, "张三", ledger({"hours": 32, "date": "2026-06-30"}))
    put(unit, "李四", ledger({"hours": 31.99, "date": "2026-07-01"}, name="李四"))
    year = report(unit)
    assert year.summary["达标率"] == 0.5
    assert [row["是否达标"] for row in year.rows("人员")] == ["达标", "未达标"]
    assert year.people()["第一支部", "李四"]["占规定学时"] == 0.999, "nothing short of the whole is 100 %"
    half = report(unit, period="2026H1")
    assert half.summary["进度"] == 0.5
    assert "达标率" not in half.summary
    assert half.people()["第一支部", "李四"]["计入学时"] == 0
    for text in (half.markdown, half.html):
        assert "达标率" not in text
        assert "只报进度" in text


def test_what_counts_for_another_year_or_for_none_is_left_out_and_counted(unit: Project) -> None:
    put(
        unit, "张三", ledger({}, {"year": 2025}, {"year": None, "title": "b"}, {"date": "2026-08-01"}, {"type": "自学"})
    )
    found = report(unit, period="2026H1")
    assert found.summary["计入条数"] == 1
    assert found.summary["其余记录"] == "自学未计入 1、不计入 1、计入别的年度 1、不在这半年 1"


def test_self_study_counts_only_where_the_unit_says_so(unit: Project) -> None:
    put(unit, "张三", ledger({"hours": 3}, {"type": "自学", "mode": "线上", "hours": 5}))
    without = report(unit)
    assert (without.summary["计入学时"], without.summary["网络学时"], without.summary["自学学时（另列）"]) == (3, 0, 5)
    assert "自学不计入学时" in without.markdown
    counted = report(unit, "--count-self-study")
    assert (counted.summary["计入学时"], counted.summary["网络学时"], counted.summary["自学学时（另列）"]) == (8, 5, 5)
    assert "自学计入学时" in counted.markdown
    assert report(unit, "--no-count-self-study").bytes == without.bytes


def test_what_a_member_has_in_several_files_counts_once(unit: Project) -> None:
    one = ledger({"summary": "一\n二"}, {"title": "=党史"}, {"hours": 1.5})
    put(unit, "六月", one)
    put(unit, "七月", Ledger(one.branch, one.name, [*one.entries, {**ENTRY, "title": "新的"}]), "csv")
    put(unit, "别人", ledger({"title": "=党史"}, branch="第二支部"))
    found = report(unit)
    assert found.summary["去掉的重复记录"] == 3
    assert {who: row["计入条数"] for who, row in found.people().items()} == {
        ("第一支部", "张三"): 4,
        ("第二支部", "张三"): 1,
    }


def test_equal_means_share_a_rank_and_the_next_is_left_out(unit: Project) -> None:
    for branch, hours in (("甲支部", 4), ("乙支部", 2), ("丙支部", 4), ("丁支部", 1)):
        put(unit, branch, ledger({"hours": hours}, branch=branch))
    put(unit, "再一人", ledger({"hours": 2}, name="李四", branch="乙支部"))
    assert [(row["名次"], row["支部"]) for row in report(unit).rows("支部排名")] == [
        (1, "丙支部"),
        (1, "甲支部"),
        (3, "乙支部"),
        (4, "丁支部"),
    ]


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ("validity: 失效\nsuperseded_by: 《新规划》", "已经失效，已由《新规划》替代，以现行文件原文为准"),
        ("validity: 待核", "效力“待核”"),
    ],
)
def test_a_rule_that_does_not_hold_is_said_in_every_file(unit: Project, change: str, note: str) -> None:
    unit.replace("courses/rule/yearly.yml", "validity: 现行", change)
    put(unit, "张三", ledger({}))
    found = report(unit)
    for text in (
        found.markdown,
        found.html,
        json.dumps(list(found.book["汇总"].values), ensure_ascii=False, default=str),
    ):
        assert note in text


def test_days_are_converted_only_where_the_unit_has_said_how(unit: Project) -> None:
    unit.replace("courses/rule/yearly.yml", "hours: 32", "hours: 90\ndays: 12\nmonths: 1")
    put(unit, "张三", ledger({"hours": 72}))
    plain = report(unit)
    assert (plain.summary["一个周期的学时"], plain.summary["达标率"]) == (90, 0)
    assert "12 天没有折算" in plain.markdown
    unit.write("mkdocs.yml", "site_name: x\ntheme: material\nplugins:\n  - hongke: {hours_per_day: 6}\n")
    converted = report(unit)
    assert (converted.summary["一个周期的学时"], converted.summary["达标率"]) == (72, 1)
    assert "12 天按本单位设定的一天 6 学时折算为 72 学时" in converted.markdown
    assert "1 个月不折算" in converted.markdown


def test_a_rule_without_hours_gives_hours_and_no_shares(unit: Project) -> None:
    unit.replace("courses/rule/yearly.yml", "hours: 32", "days: 12")
    put(unit, "张三", ledger({"hours": 72}))
    found = report(unit)
    assert (found.summary["计入学时"], found.summary["进度"]) == (72, "—")
    assert "达标率" not in found.markdown


def test_a_rule_of_five_years_is_met_in_five_years_only(unit: Project) -> None:
    unit.replace("courses/rule/yearly.yml", "hours: 32", "hours: 10\nperiod_years: 5")
    put(unit, "张三", ledger(*({"date": f"{year}-03-05", "year": year} for year in range(2021, 2028))))
    whole = report(unit, period="2022-2026")
    assert (whole.summary["计入学时"], whole.summary["达标率"]) == (10, 1)
    one = report(unit, period="2026")
    assert (one.summary["计入学时"], one.summary["进度"]) == (2, 0.2)
    assert "规定按5 年计算" in one.markdown or "规定按 5 年计算" in one.markdown
    assert run(unit, period="2021-2026").exit_code == 2


def test_members_of_another_audience_are_counted_and_named(unit: Project) -> None:
    other = ledger({})
    other.audience = "入党积极分子"
    put(unit, "张三", other)
    assert "学习对象写的不是“党员”的有 1 个文件，也按这条规定算了：收/张三.json。" in report(unit).markdown


def test_the_rules_of_this_catalogue_can_be_reported_on(tmp_path: Path) -> None:
    generate(tmp_path / "收", 5)
    for path in sorted((REPOSITORY / "courses/rule").glob("*.yml")):
        done = CliRunner().invoke(
            main,
            ["ledger", "report", str(tmp_path / "收"), "--root", str(REPOSITORY), "--rule", f"rule/{path.stem}", "--period", "2026H1", "--out", str(tmp_path / "出")],
        )  # fmt: skip
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("text", "label"),
    [("2026H1", "2026 年上半年"), ("2026h2", "2026 年下半年"), ("2026", "2026 年"), ("2022-2026", "2022—2026 年")],
)
def test_a_period_is_read_and_named(text: str, label: str) -> None:
    period = Period.parse(text)
    assert period is not None
    assert (period.label, period.name) == (label, text.upper())


@pytest.mark.parametrize("text", ["", "26", "2026H0", "2026-2022", "2026Q1", "２０２６", "1800", "2026H1-2027"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert Period.parse(text) is None
