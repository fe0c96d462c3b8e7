"""The study ledger as a reader keeps it through a year, in a real browser on the built site."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, expect

from ledger_reader import NOW, YEAR, enter, exported, opened, pass_quiz, ready, rows, said, take_in, wipe

pytestmark = pytest.mark.site


def test_a_year_from_the_first_course_to_a_new_device(context: BrowserContext, address: str) -> None:
    tab = context.new_page()
    tab.clock.set_fixed_time(NOW)
    tab.goto(f"{address}course/grid-governance/")
    tab.get_by_role("link", name="学完了，记入台账").click()
    ready(tab)
    assert tab.locator("[data-hk-entry] [name=hours]").input_value() == "3"
    tab.keyboard.press("Enter")  # the day has the focus; all else is filled in
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(1)
    for entry in YEAR[:-1]:
        enter(tab, *entry)
    pass_quiz(tab, address, "party-life")
    tab.get_by_role("link", name="记入台账：过好“三会一课”").click()
    ready(tab)
    assert tab.locator("[data-hk-entry] [name=score]").input_value() == "自测 100 分"
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(6)
    enter(tab, *YEAR[-1])
    # A course of 3, another of 3 after its quiz, 2.5 + 1.25 + 1 + 24.1, without four hours of self-study
    assert said(tab) == "2026 年计入 34.85 学时，已达标（32 学时）。"
    tab.get_by_role("button", name=f"删除：{YEAR[0][0]}").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(6)
    tab.locator("[data-hk-undo-act]").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(7)
    tab.get_by_role("button", name="修改：过好“三会一课”").click()
    tab.locator("[data-hk-entry] [name=year]").select_option("")
    tab.locator("[data-hk-entry] button[type=submit]").click()
    expect(tab.locator("[data-hk-undo-words]")).to_contain_text("改好了")
    assert said(tab) == "2026 年计入 31.85 学时，还差 0.15 学时（共 32）。"
    assert tab.locator("[data-hk-halves]").inner_text() == (
        "上半年 3.75 学时，下半年 28.1 学时，全年 31.85 学时；其中线上 1.25 学时；自学 4 学时没有计入。半年只看进度，达标按整个周期算。"
    )
    assert "hk-quota--met" not in (tab.locator("[data-hk-rule='rule/members-32-hours']").get_attribute("class") or "")
    tab.locator("[name=selfStudy]").check()
    assert said(tab) == "2026 年计入 35.85 学时，已达标（32 学时）。"
    tab.locator("[name=selfStudy]").uncheck()
    tab.locator("[data-hk-member] [name=name]").fill("张/三")
    tab.locator("[data-hk-member] [name=branch]").fill("第一支部")

    name, backup = exported(tab, "json")
    assert name == "学习台账-张三-20261125.json"
    table_name, table = exported(tab, "csv")
    assert table_name == "学习台账-张三-20261125.csv"
    wipe(tab)
    assert said(tab) == "2026 年计入 0 学时，还差 32 学时（共 32）。"
    assert tab.locator("[data-hk-member] [name=name]").input_value() == ""

    assert take_in(tab, name, backup) == f"{name}：导入 7 条。"
    assert said(tab) == "2026 年计入 31.85 学时，还差 0.15 学时（共 32）。"
    assert tab.locator("[data-hk-member] [name=name]").input_value() == "张/三"
    assert take_in(tab, table_name, table) == f"{table_name}：导入 0 条，7 条本来就有。"
    assert json.loads(exported(tab, "json")[1])["entries"] == json.loads(backup)["entries"]
    tab.reload()
    ready(tab)
    assert tab.locator("[data-hk-rows] tr").count() == 7


def test_months_are_drawn_and_stand_in_a_table(context: BrowserContext, address: str) -> None:
    tab = opened(context, address)
    for entry in YEAR:
        enter(tab, *entry)
    bars = [bar.inner_text() for bar in tab.locator("[data-hk-months] .hk-months__plot").all()]
    assert bars == ["2.5", "", "", "", "1.25", "", "1", "", "24.1", "", "", ""]
    tab.locator("[data-hk-months-table] summary").click()
    table = [row.inner_text().split() for row in tab.locator("[data-hk-months-rows] tr").all()]
    assert table[6] == ["上半年", "3.75", "3.75"]
    assert table[-1] == ["全年", "28.85", "28.85"]


def test_a_rule_of_five_years_adds_five_years_up(context: BrowserContext, address: str) -> None:
    tab = opened(context, address)
    for year in range(2021, 2027):
        enter(tab, f"轮训 {year}", f"{year}-03-01", "100", "集中轮训")
    tab.locator("[name=audience]").select_option("县处级以上")
    rule = "rule/county-level-550-hours"
    assert said(tab, rule) == "2022—2026 年计入 500 学时，还差 50 学时（共 550）。"
    tab.locator(f"[data-hk-rule='{rule}'] [data-hk-first]").select_option("2025")
    assert said(tab, rule) == "2025—2029 年计入 200 学时，还差 350 学时（共 550）。"
    tab.locator("[data-hk-view] [name=year]").select_option("2021")
    assert said(tab, rule) == "2017—2021 年计入 100 学时，还差 450 学时（共 550）。"


def test_change_delete_and_take_back(context: BrowserContext, address: str) -> None:
    tab = opened(context, address)
    enter(tab, *YEAR[0])
    enter(tab, *YEAR[1])
    tab.get_by_role("button", name="修改：党课").click()
    form = tab.locator("[data-hk-entry]")
    assert form.locator("[name=title]").input_value() == YEAR[0][0]
    form.locator("[name=hours]").fill("３。5")
    form.locator("button[type=submit]").click()
    expect(tab.locator("[data-hk-undo-words]")).to_have_text(f"改好了：{YEAR[0][0]}。")
    assert said(tab).startswith("2026 年计入 4.75 学时")
    tab.locator("[data-hk-undo-act]").click()
    expect(tab.locator("[data-hk-undo-words]")).to_have_text("撤销了。")
    assert said(tab).startswith("2026 年计入 3.75 学时")
    tab.get_by_role("button", name="删除：党课").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(1)
    assert rows(tab) == [YEAR[1][0]]
    tab.locator("[data-hk-undo-act]").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(2)
    wipe(tab)
    tab.locator("[data-hk-undo-act]").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(2)


def test_study_on_a_platform_is_one_tap_and_a_title(context: BrowserContext, address: str) -> None:
    tab = opened(context, address)
    tab.get_by_role("button", name="法宣在线").click()
    tab.keyboard.type("宪法专题")
    tab.locator("[data-hk-entry] [name=hours]").fill("1")
    tab.locator("[data-hk-entry] button[type=submit]").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(1)
    entry = json.loads(exported(tab, "json")[1])["entries"][0]
    assert (entry["type"], entry["mode"], entry["host"]) == ("在线学习", "线上", "法宣在线")


def test_what_is_missing_is_said_at_its_field(context: BrowserContext, address: str) -> None:
    tab = opened(context, address)
    tab.locator("[data-hk-entry] [name=hours]").fill("两个")
    tab.locator("[data-hk-entry] button[type=submit]").click()
    expect(tab.locator("[data-hk-fault]")).to_have_text(
        "标题要写，一行，不超过 300 字；学时是大于 0、不超过 10000 的数，最多两位小数"
    )
    expect(tab.locator("[data-hk-entry] [name=title]")).to_be_focused()
    assert tab.locator("[data-hk-entry] [name=hours]").get_attribute("aria-invalid") == "true"
    assert tab.locator("[data-hk-rows] tr").count() == 0


def test_two_open_tabs_lose_nothing(context: BrowserContext, address: str) -> None:
    one, other = opened(context, address), opened(context, address)
    enter(one, *YEAR[0])
    expect(other.locator("[data-hk-rows] tr")).to_have_count(1)
    enter(other, *YEAR[1])
    expect(one.locator("[data-hk-rows] tr")).to_have_count(2)
    # Both change the same entry, and the second has not seen the first's change when it is opened.
    for tab in (one, other):
        tab.get_by_role("button", name="修改：党课").click()
    one.locator("[data-hk-entry] [name=hours]").fill("5")
    one.locator("[data-hk-entry] button[type=submit]").click()
    expect(one.locator("[data-hk-undo-words]")).to_contain_text("改好了")
    other.locator("[data-hk-entry] [name=hours]").fill("7")
    other.locator("[data-hk-entry] button[type=submit]").click()
    expect(other.locator("[data-hk-trouble]")).to_have_text("有记录刚在另一个窗口改过，没有覆盖它；请看过再改。")
    assert said(other).startswith("2026 年计入 6.25 学时")
    assert other.locator("[data-hk-entry] [name=hours]").input_value() == "7", "what was typed is still there"
