"""A small catalogue with two quizzes, and what a reader does on their pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from conftest import SMALL, Project

FIRST = """\
title: 甲题库
summary: 甲的摘要。
pass_score: 60
questions:
  - {type: single, stem: 首都是哪里？, choices: [{text: 北京, correct: true}, {text: <b>天津</b>, explanation: 不是天津。}, {text: 上海}], explanation: 解析甲, score: 2, refs: [site/guomen]}
  - {type: multiple, stem: 哪些是偶数？, choices: [{text: 二, correct: true}, {text: 三}, {text: 四, correct: true}], score: 3}
  - {type: judge, stem: 水往低处流。, answer: 对, score: 1}
  - {type: blank, stem: "一加一等于____，党员先锋是____。", answer: 2|二；先锋岗|Vanguard, score: 4}
  - {type: short, stem: 说说两个要点。, answer: 要点甲；要点乙, score: 5}
"""

SECOND = """\
title: 乙题库
summary: 乙的摘要。
pass_score: 80
questions:
  - {type: judge, stem: 一是奇数。, answer: 对}
  - {type: judge, stem: 二是奇数。, answer: 错}
  - {type: judge, stem: 三是奇数。, answer: 对}
  - {type: single, stem: 最小的是哪个？, choices: [{text: 一, correct: true}, {text: 二}, {text: 三}, {text: 四}]}
"""


def lay_out(root: Path) -> Path:
    project = Project(root)
    for path, content in SMALL.items():
        project.write(path, content)
    project.write("courses/quiz/first.yml", FIRST)
    project.write("courses/quiz/second.yml", SECOND)
    project.replace("courses/course/grid.yml", "illustrative:", "quiz: quiz/first\nillustrative:")
    return root


def watched(browser: Browser, **options: Any) -> tuple[Page, list[str]]:
    tab = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options}).new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.add_init_script(
        "window.studied = []; window.printed = 0; window.print = () => { window.printed++ }; document.addEventListener('hk:study', (event) => window.studied.push(event.detail))"
    )
    return tab, errors


def opened(tab: Page, url: str) -> Page:
    tab.goto(url)
    tab.locator("[data-done]").first.wait_for(state="attached")
    return tab


def question(tab: Page, stem: str) -> Any:
    return tab.locator(".hk-question--live", has_text=stem)


def answer_all_of_first(tab: Page) -> None:
    question(tab, "首都").get_by_text("北京").click()
    question(tab, "偶数").get_by_text("二", exact=True).click()
    question(tab, "偶数").get_by_text("四", exact=True).click()
    question(tab, "低处").get_by_text("对", exact=True).click()
    question(tab, "一加一").locator("input").first.fill(" ２ ")
    question(tab, "一加一").locator("input").last.fill("ＶＡＮguard")
    question(tab, "要点").locator("textarea").fill("甲和乙")


def begin(tab: Page) -> None:
    tab.get_by_role("button", name="开始").click()
    tab.locator(".hk-testbar").wait_for(state="visible")


def hand_in(tab: Page) -> None:
    tab.get_by_role("button", name="交卷").click()


def paper_of(tab: Page) -> list[str]:
    return [re.sub(r"\s+", " ", found) for found in tab.locator(".hk-question--live").all_inner_texts()]


def on_paper(tab: Page) -> str:
    tab.emulate_media(media="print")
    text = tab.locator("#hk-main").inner_text()
    tab.emulate_media(media="screen")
    return text
