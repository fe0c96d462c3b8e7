"""The study ledger as a reader keeps it through a year, in a real browser on the built site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import REPOSITORY, TOOLS, chromium_path, needs

pytestmark = pytest.mark.site
NOW = "2026-11-25T10:00:00+08:00"
# Title, day, hours, type. Two count for nothing unless self-study does; one has no year.
YEAR = [
    ("党课：总体国家安全观", "2026-01-15", "2.5", "党课"),
    ("法宣在线专题", "2026-05-09", "1.25", "在线学习"),
    ("主题党日：重温入党誓词", "2026-07-01", "1", "主题党日"),
    ("自学《条例》", "2026-08-01", "4", "自学"),
    ("专题培训班", "2026-09-10", "24.1", "专题培训"),
]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    assert errors == []
    context.close()


def opened(context: BrowserContext, address: str, query: str = "") -> Page:
    tab = context.new_page()
    tab.clock.set_fixed_time(NOW)
    tab.goto(f"{address}ledger/{query}")
    ready(tab)
    return tab


def ready(tab: Page) -> None:
    tab.locator("[data-hk-ledger][data-ready]").wait_for(state="attached")


def enter(tab: Page, title: str, day: str, hours: str, kind: str) -> None:
    form = tab.locator("[data-hk-entry]")
    form.locator("[name=title]").fill(title)
    form.locator("[name=date]").fill(day)
    form.locator("[name=hours]").fill(hours)
    form.locator("[name=type]").select_option(kind)
    form.locator("button[type=submit]").click()
    expect(tab.locator("[data-hk-undo-words]")).to_have_text(f"记下了：{title}，{float(hours):g} 学时。")


def pass_quiz(tab: Page, address: str, name: str) -> None:
    """Take a quiz of the catalogue as a test and answer everything right, from what its author wrote."""
    quiz = yaml.safe_load((REPOSITORY / f"courses/quiz/{name}.yml").read_text("utf-8"))
    tab.goto(f"{address}quiz/{name}/?mode=test&n={len(quiz['questions'])}&seed=year")
    tab.locator("[data-done]").first.wait_for(state="attached")
    tab.get_by_role("button", name="开始").click()
    for written in quiz["questions"]:
        question = tab.locator(".hk-question--live", has_text=written["stem"].split("____")[0])
        for choice in written.get("choices", []):
            if choice.get("correct"):
                question.get_by_text(choice["text"], exact=True).click()
        if written["type"] == "judge":
            question.get_by_text(written["answer"], exact=True).click()
        elif written["type"] == "blank":
            for place, answer in enumerate(written["answer"].split("；")):
                question.locator("input").nth(place).fill(answer.split("|")[0])
        elif written["type"] == "short":
            question.locator("textarea").fill(written["answer"])
    tab.get_by_role("button", name="交卷").click()
    for own in tab.locator(".hk-self").all():
        own.locator("label").first.click()
    if tab.get_by_role("button", name="完成评分").count():
        tab.get_by_role("button", name="完成评分").click()
    expect(tab.locator(".hk-result__verdict")).to_have_text("合格")


def rows(tab: Page) -> list[str]:
    return [
        one.inner_text()
        for one in tab.locator("[data-hk-rows] tr th > :first-child, [data-hk-rows] tr th:not(:has(*))").all()
    ]


def said(tab: Page, rule: str = "rule/members-32-hours") -> str:
    return tab.locator(f"[data-hk-rule='{rule}'] [data-hk-say]").inner_text()


def exported(tab: Page, form: str) -> tuple[str, bytes]:
    with tab.expect_download() as download:
        tab.locator(f"[data-hk-export={form}]").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def take_in(tab: Page, name: str, content: bytes) -> str:
    tab.locator("[data-hk-imported]").evaluate("(box) => box.replaceChildren()")
    tab.locator("[data-hk-import]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    expect(tab.locator("[data-hk-imported] p")).to_be_visible()
    return tab.locator("[data-hk-imported]").inner_text()


def wipe(tab: Page) -> None:
    tab.locator(".hk-danger summary").click()
    tab.locator("[data-hk-wipe]").click()
    tab.locator("[data-hk-wipe-sure]").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(0)


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
    assert "hk-rule--met" not in (tab.locator("[data-hk-rule='rule/members-32-hours']").get_attribute("class") or "")
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


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "a.json",
            b'{"format": "hongke-ledger", "version": 1, "entries": [',
            "不是完整的 JSON：文件可能被截断或改动过",
        ),
        ("a.json", b'{"format": "hongke-ledger", "version": 9, "entries": []}', "备份是第 9 版，本页认得第 1 版"),
        ("a.csv", "日期,标题\n2026-01-01,课\n".encode(), "表头缺少"),
        ("a.csv", b"\x00\xff\xfe" * 3_500_000, "文件不是文字"),
    ],
    ids=["cut", "other version", "other table", "ten megabytes of bytes"],
)
def test_a_damaged_file_changes_nothing_and_says_why(
    context: BrowserContext, address: str, name: str, content: bytes, words: str
) -> None:
    tab = opened(context, address)
    enter(tab, *YEAR[0])
    found = take_in(tab, name, content)
    assert found.startswith(f"{name} 没有导入，台账没有改动：")
    assert words in found
    assert rows(tab) == [YEAR[0][0]]


def test_without_storage_it_warns_and_still_adds_up(context: BrowserContext, address: str) -> None:
    context.add_init_script("delete window.indexedDB; Object.defineProperty(window, 'indexedDB', { value: undefined })")
    tab = opened(context, address)
    expect(tab.locator("[data-hk-unkept]")).to_be_visible()
    enter(tab, *YEAR[0])
    assert said(tab).startswith("2026 年计入 2.5 学时")
    assert b"hongke-ledger" in exported(tab, "json")[1]


def test_a_course_page_says_when_it_was_studied(context: BrowserContext, address: str) -> None:
    tab = opened(context, address, "?add=course/grid-governance")
    tab.locator("[data-hk-entry] button[type=submit]").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(1)
    assert tab.url.endswith("ledger/"), "reloading the page must not offer the entry again"
    tab.get_by_role("link", name="党建引领网格化治理").click()
    expect(tab.locator("[data-hk-studied]")).to_have_text("台账里有：2026-11-25，3 学时")


def test_a_learning_path_knows_hours_done_and_the_next_step(context: BrowserContext, address: str) -> None:
    tab = context.new_page()
    tab.goto(f"{address}programme/members-annual/")
    expect(tab.locator("[data-hk-sofar]")).to_have_text(
        "必修 32 学时，已完成 0 学时，还差 32 学时；必修 14 项完成了 0 项。"
    )
    step = tab.locator("[data-hk-step]").first
    assert "下一步" in step.inner_text()
    step.get_by_role("link", name="记入台账").click()
    ready(tab)
    assert tab.locator("[data-hk-entry] [name=hours]").input_value() == "2"
    tab.locator("[data-hk-entry] button[type=submit]").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(1)
    tab.goto(f"{address}programme/members-annual/")
    expect(tab.locator("[data-hk-sofar]")).to_have_text(
        "必修 32 学时，已完成 2 学时，还差 30 学时；必修 14 项完成了 1 项。"
    )
    expect(tab.locator("[data-hk-step]").first).to_have_class(re.compile("hk-step--done"))
    expect(tab.locator("[data-hk-next]")).to_contain_text("下一步：")
    seen = tab.locator("[data-hk-step='platform/xuexi-qiangguo']")
    seen.locator("input").check()
    tab.reload()
    expect(seen.locator("input")).to_be_checked()
    expect(seen.locator("[data-hk-mark]")).to_have_text("已完成")


def test_without_javascript_the_rules_and_the_plain_path_stand_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}ledger/")
    assert "每年 32 学时" in tab.locator("[data-hk-rule='rule/members-32-hours']").inner_text()
    assert tab.locator("[data-hk-entry]").is_hidden()
    tab.goto(f"{address}programme/members-annual/")
    assert tab.locator("[data-hk-path]").is_hidden()
    assert tab.locator("[data-hk-step] a").first.is_visible()
    context.close()


def test_from_plain_http_on_a_host_name_the_ledger_keeps(browser: Browser, address: str) -> None:
    port = address.rstrip("/").rsplit(":", 1)[1]
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP intranet.test 127.0.0.1"]
    other = browser.browser_type.launch(executable_path=chromium_path(), args=arguments)
    context = other.new_context(accept_downloads=True)
    tab = opened(context, f"http://intranet.test:{port}/")
    assert tab.evaluate("isSecureContext") is False
    enter(tab, *YEAR[0])
    assert len(json.loads(exported(tab, "json")[1])["entries"]) == 1
    tab.reload()
    ready(tab)
    assert rows(tab) == [YEAR[0][0]]
    other.close()


@pytest.mark.parametrize("look", ["light", "dark", "large"])
@pytest.mark.parametrize("width", [375, 1440])
def test_ledger_and_path_are_accessible(browser: Browser, address: str, width: int, look: str) -> None:
    axe = Path(needs("axe-core (npm ci --prefix tests/tools)", TOOLS / "axe-core/axe.min.js")).read_text("utf-8")
    mode: Any = "dark" if look == "dark" else "light"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=mode)
    if look == "large":
        context.add_init_script("localStorage.setItem('hk.large', '1')")
    tab = opened(context, address, "?add=course/grid-governance")
    tab.locator("[data-hk-entry] button[type=submit]").click()
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(1)
    enter(tab, *YEAR[3])
    for fold in tab.locator("details > summary").all():
        fold.click()
    tab.locator("[data-hk-entry] button[type=submit]").click()
    take_in(tab, "a.csv", b"x")
    found = violations(tab, axe)
    tab.goto(f"{address}programme/members-annual/")
    tab.locator("[data-hk-path]").wait_for()
    found += violations(tab, axe)
    context.close()
    assert found == []


def violations(tab: Page, axe: str) -> list[str]:
    tab.evaluate(axe)
    said: Any = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    wide = [] if tab.evaluate("document.documentElement.scrollWidth <= innerWidth") else [f"{tab.url} is too wide"]
    return wide + [f"{one['id']} {node['target']}" for one in said["violations"] for node in one["nodes"]]


def test_by_keyboard_alone(context: BrowserContext, address: str) -> None:
    tab = opened(context, address)
    tab.locator("[data-hk-entry] [name=title]").focus()
    tab.keyboard.type("自己写的一课")
    tab.keyboard.press("Tab")
    for _ in range(6):
        if tab.evaluate("document.activeElement.name") == "hours":
            break
        tab.keyboard.press("Tab")
    tab.keyboard.type("1.5")
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(1)
    tab.get_by_role("button", name="删除：自己写的一课").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#log")).to_be_focused()
    tab.locator("[data-hk-undo-act]").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-hk-rows] tr")).to_have_count(1)


def test_a_printed_ledger_has_signatures_and_no_buttons(context: BrowserContext, address: str) -> None:
    tab = opened(context, address)
    enter(tab, *YEAR[0])
    tab.emulate_media(media="print")
    assert tab.locator(".hk-sign").is_visible()
    for hidden in ("[data-hk-entry]", "[data-hk-export=json]", "[data-hk-undo]", "[data-hk-rows] button >> nth=0"):
        assert tab.locator(hidden).is_hidden(), hidden
    assert tab.locator("[data-hk-rows]").inner_text().startswith(YEAR[0][0])
