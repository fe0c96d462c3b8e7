"""Self-tests as a reader takes them, in a real browser: practice, test, clock, contest, keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from quiz_reader import (
    answer_all_of_first,
    begin,
    hand_in,
    opened,
    paper_of,
    question,
    watched,
)

pytestmark = pytest.mark.site


@pytest.fixture
def address(quiz_address: str) -> str:
    return quiz_address


@pytest.fixture
def tab(quiz_tab: Page) -> Page:
    return quiz_tab


def test_practice_tells_right_and_wrong_at_once_with_the_reason(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/first/")
    first = question(tab, "首都")
    first.get_by_role("button", name="看答案").click()
    expect(tab.locator("[data-hk-say]")).to_have_text("先作答，再看答案。")
    assert first.locator(".hk-question__answer").count() == 0
    first.get_by_text("<b>天津</b>").click()
    first.get_by_role("button", name="看答案").click()
    expect(first.locator(".hk-question__verdict")).to_have_text("答错了")
    assert "解析甲" in first.inner_text()
    assert "不是天津。" in first.inner_text()
    assert first.get_by_role("link", name="国门").get_attribute("href") == f"{address}site/guomen/"
    expect(tab.locator("[data-hk-say]")).to_have_text("第 1 题：答错了。答案：A。")
    expect(first.get_by_role("button", name="下一题")).to_be_focused()
    blank = question(tab, "一加一")
    blank.locator("input").first.fill("二")
    blank.locator("input").last.fill("没有")
    blank.locator("input").last.press("Enter")
    expect(blank.locator(".hk-question__verdict")).to_have_text("部分对，得 2 分，满分 4 分")
    expect(tab.locator(".hk-toolbar__count")).to_have_text("共 5 题，已做 2 题，答对 0 题")


def test_a_link_to_a_question_still_leads_to_it(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/first/#q4")
    expect(tab.locator("#q4")).to_be_in_viewport()
    assert "一加一" in tab.locator("#q4").inner_text()


def test_a_test_is_marked_passed_and_told_to_the_page(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/first/?mode=test&n=5&seed=abc")
    begin(tab)
    answer_all_of_first(tab)
    expect(tab.locator(".hk-testbar__count")).to_have_text("已答 5 / 5 题")
    assert tab.locator(".hk-question__answer").count() == 0
    hand_in(tab)
    assert tab.evaluate("studied") == []
    tab.locator(".hk-self label", has_text="部分对").click()
    tab.get_by_role("button", name="完成评分").click()
    # 12.5 of 15: 83.3 per cent, rounded down.
    result = tab.locator(".hk-result")
    assert "83.3" in result.inner_text()
    assert "合格" in result.locator(".hk-result__verdict").inner_text()
    assert "卷面得 12.5 分，满分 15 分" in result.inner_text()
    assert tab.evaluate("studied") == [
        {"title": "甲题库", "address": "quiz/first", "score": 83.3, "courses": [["course/grid", "网格党建实务"]]}
    ]
    assert tab.locator(".hk-result__review .hk-question").count() == 5
    expect(tab.locator(".hk-result h3")).to_be_focused()
    offer = tab.get_by_role("link", name="记入台账")
    offer.click()
    tab.locator("[data-hk-ledger][data-ready]").wait_for(state="attached")
    entry = tab.locator("[data-hk-entry]")
    assert entry.locator("[name=title]").input_value() == "网格党建实务"
    assert entry.locator("[name=score]").input_value() == "自测 83.3 分"


def test_a_failed_test_says_so_and_tells_nobody(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/first/?mode=test&seed=abc")
    begin(tab)
    hand_in(tab)
    expect(tab.get_by_role("alert")).to_contain_text("还有 5 题没答")
    hand_in(tab)
    tab.get_by_role("button", name="完成评分").click()
    expect(tab.locator(".hk-result__verdict")).to_have_text("未合格")
    assert tab.evaluate("studied") == []
    expect(tab.locator(".hk-result")).to_contain_text("未答 5 题")


def test_the_address_repeats_the_paper(tab: Page, browser: Browser, address: str) -> None:
    opened(tab, f"{address}quiz/first/?mode=test&n=3&seed=ＡＢＣ&min=9")
    begin(tab)
    papers = [paper_of(tab)]
    assert len(papers[0]) == 3
    assert tab.url == f"{address}quiz/first/?mode=test&n=3&min=9&seed=abc"
    other, errors = watched(browser, viewport={"width": 375, "height": 700})
    opened(other, tab.url)
    begin(other)
    papers.append(paper_of(other))
    hand_in(other)
    hand_in(other)
    if other.get_by_role("button", name="完成评分").count():
        other.get_by_role("button", name="完成评分").click()
    other.get_by_role("link", name="再做这份试卷").click()
    other.locator("[data-done]").first.wait_for(state="attached")
    begin(other)
    papers.append(paper_of(other))
    assert papers[0] == papers[1] == papers[2]
    other.context.close()
    assert errors == []
    opened(tab, f"{address}quiz/first/?mode=test&n=3&seed=xyz")
    begin(tab)
    assert paper_of(tab) != papers[0]


def test_the_clock_follows_the_wall_and_hands_in_by_itself(tab: Page, address: str) -> None:
    tab.clock.install()
    opened(tab, f"{address}quiz/second/?mode=test&n=4&seed=abc&min=2")
    begin(tab)
    expect(tab.get_by_role("timer")).to_have_text("02:00")
    question(tab, "一是奇数").get_by_text("对", exact=True).click()
    tab.clock.fast_forward(61_000)
    expect(tab.get_by_role("timer")).to_have_text("00:59")
    expect(tab.locator("[data-hk-say]")).to_have_text("还剩 1 分钟")
    # As after the sleep of a tab: no tick for a long time, then one.
    tab.clock.fast_forward(600_000)
    expect(tab.locator(".hk-result")).to_contain_text("时间到，已自动交卷。")
    expect(tab.locator(".hk-result")).to_contain_text("答对 1 题，未答 3 题。用时 02:00")


def test_a_test_under_way_survives_a_reload_and_its_clock_goes_on(tab: Page, address: str) -> None:
    tab.clock.install()
    opened(tab, f"{address}quiz/first/?mode=test&n=5&seed=abc&min=10")
    begin(tab)
    answer_all_of_first(tab)
    tab.clock.fast_forward(60_000)
    tab.reload()
    tab.locator(".hk-testbar").wait_for(state="visible")
    expect(tab.locator(".hk-testbar__count")).to_have_text("已答 5 / 5 题")
    assert question(tab, "要点").locator("textarea").input_value() == "甲和乙"
    left = tab.get_by_role("timer").inner_text()
    assert left.startswith(("08:", "09:00"))
    tab.get_by_role("button", name="练习").click()
    assert tab.get_by_role("timer").count() == 0
    tab.go_back()
    expect(tab.locator(".hk-testbar__count")).to_have_text("已答 5 / 5 题")


def test_a_contest_draws_from_several_quizzes_and_the_room_has_one_paper(
    tab: Page, browser: Browser, address: str
) -> None:
    opened(tab, f"{address}quiz/all/contest/?quiz=second&quiz=first&quiz=gone&n=6&seed=room1&min=30")
    code = tab.locator("[data-hk-share] b").inner_text()
    begin(tab)
    mine = paper_of(tab)
    assert len(mine) == 6
    other, _ = watched(browser)
    opened(other, f"{address}quiz/all/contest/?seed=Room1&n=6&quiz=first&quiz=second")
    assert other.locator("[data-hk-share] b").inner_text() == code
    begin(other)
    assert paper_of(other) == mine
    opened(other, f"{address}quiz/all/contest/?seed=room1&n=3&quiz=second")
    assert other.locator("[data-hk-share] b").inner_text() != code
    begin(other)
    assert other.url == f"{address}quiz/all/contest/?quiz=second&n=3&seed=room1"
    assert all("乙题库" in text for text in paper_of(other))
    hand_in(other)
    hand_in(other)
    # The highest of the pass scores.
    expect(other.locator(".hk-result")).to_contain_text("80 分合格")
    assert other.evaluate("studied") == []
    other.context.close()


def test_a_contest_needs_a_quiz(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/all/contest/")
    tab.get_by_role("button", name="全不选").click()
    expect(tab.locator("[data-hk-none]")).to_be_visible()
    tab.get_by_role("button", name="开始").click()
    assert tab.locator(".hk-testbar").count() == 0
    tab.get_by_role("button", name="全选").click()
    tab.locator("input[name=n]").fill("9")
    begin(tab)
    assert len(paper_of(tab)) == 9


def test_a_whole_test_by_keyboard_alone(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/second/?mode=test&n=4&seed=abc")
    tab.locator("input[name=n]").focus()
    tab.keyboard.press("Enter")
    tab.locator(".hk-testbar").wait_for(state="visible")
    expect(tab.locator("#t1 input").first).to_be_focused()
    right = next(place for place, text in enumerate(tab.locator("#t1 .hk-choice").all_inner_texts()) if "一" in text)
    tab.keyboard.press("abcd"[right])
    tab.keyboard.press("Enter")
    for number in (2, 3, 4):
        assert tab.evaluate("document.activeElement.closest('li').id") == f"t{number}"
        tab.keyboard.press("2" if "二是" in tab.locator(f"#t{number}").inner_text() else "A")
        tab.keyboard.press("Enter")
    expect(tab.get_by_role("button", name="交卷")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator(".hk-num__n")).to_have_text("100")
    assert tab.evaluate("studied.length") == 1
    ring = tab.evaluate("getComputedStyle(document.querySelector('.hk-result__act a')).outlineStyle")
    tab.keyboard.press("Tab")
    assert (ring, tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")) == ("none", "solid")


def test_practice_by_keyboard_and_no_key_is_taken_from_a_field(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/first/")
    tab.keyboard.press("b")
    assert tab.locator("#q1 input").nth(1).is_checked()
    tab.keyboard.press("Enter")
    expect(tab.locator("#q1 .hk-question__verdict")).to_have_text("答错了")
    tab.keyboard.press("Enter")
    tab.keyboard.press("1")
    tab.keyboard.press("C")
    tab.keyboard.press("3")
    tab.keyboard.press("3")
    assert [box.is_checked() for box in tab.locator("#q2 input").all()] == [True, False, True]
    tab.keyboard.press("Enter")
    expect(tab.locator("#q2 .hk-question__verdict")).to_contain_text("答对了")
    tab.keyboard.press("Control+a")
    blank = tab.locator("#q4 input").first
    blank.focus()
    tab.keyboard.type("a1b2")
    assert blank.input_value() == "a1b2"
    area = tab.locator("#q5 textarea")
    area.focus()
    tab.keyboard.type("a")
    tab.keyboard.press("Enter")
    tab.keyboard.type("1")
    assert area.input_value() == "a\n1"
    tab.evaluate(
        "document.querySelector('#q3 form').append(Object.assign(document.createElement('input'), { id: 'typed' }))"
    )
    tab.locator("#typed").focus()
    tab.keyboard.type("a1")
    assert tab.locator("#typed").input_value() == "a1"
    assert not any(box.is_checked() for box in tab.locator("#q3 [type=radio]").all())
    tab.locator("[data-hk-box] input").focus()
    tab.keyboard.type("a1")
    assert tab.locator("[data-hk-box] input").input_value() == "a1"
    tab.locator("#q5").get_by_role("button", name="看要点").press("Enter")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    expect(tab.locator("#q5 .hk-question__verdict")).to_contain_text("部分对")
