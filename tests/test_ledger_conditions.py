"""The study ledger under hard conditions: damaged files, no storage, no script, plain http, keyboard, paper; and on other pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from conftest import TOOLS, chromium_path, needs
from ledger_reader import YEAR, enter, exported, opened, ready, rows, said, take_in, violations

pytestmark = pytest.mark.site


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
