"""What a reader does on the ledger's page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import BrowserContext, Page, expect

from conftest import REPOSITORY

NOW = "2026-11-25T10:00:00+08:00"
# Title, day, hours, type. Two count for nothing unless self-study does; one has no year.
YEAR = [
    ("党课：总体国家安全观", "2026-01-15", "2.5", "党课"),
    ("法宣在线专题", "2026-05-09", "1.25", "在线学习"),
    ("主题党日：重温入党誓词", "2026-07-01", "1", "主题党日"),
    ("自学《条例》", "2026-08-01", "4", "自学"),
    ("专题培训班", "2026-09-10", "24.1", "专题培训"),
]


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


def violations(tab: Page, axe: str) -> list[str]:
    tab.evaluate(axe)
    said: Any = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    wide = [] if tab.evaluate("document.documentElement.scrollWidth <= innerWidth") else [f"{tab.url} is too wide"]
    spilt = tab.evaluate(
        "[...document.querySelectorAll('.hk-panel')].filter((one) => one.scrollHeight > one.clientHeight + 2).map((one) => one.innerText)"
    )
    return (
        wide
        + [f"spills: {one}" for one in spilt]
        + [f"{one['id']} {node['target']}" for one in said["violations"] for node in one["nodes"]]
    )
