"""Self-tests as a reader takes them, in a real browser: practice, test, notebook, contest, keyboard, paper, no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import SMALL, TOOLS, Project, chromium_path, needs
from hongke.mkdocs_site import build_site

pytestmark = pytest.mark.site

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


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    root = lay_out(tmp_path_factory.mktemp("quizzes") / "c")
    assert build_site(root, None, strict=True) == 0
    return serve(root / "site")


def watched(browser: Browser, **options: Any) -> tuple[Page, list[str]]:
    tab = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options}).new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.add_init_script("window.studied = []; window.printed = 0; window.print = () => { window.printed++ }; document.addEventListener('hk:study', (event) => window.studied.push(event.detail))")
    return tab, errors


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    tab, errors = watched(browser)
    yield tab
    assert errors == []
    tab.context.close()


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
        {"title": "甲题库", "address": "quiz/first", "score": 83.3, "course": "course/grid"}
    ]
    assert tab.locator("p[data-hk-offer]").get_attribute("hidden") is not None
    assert tab.locator(".hk-result__review .hk-question").count() == 5
    expect(tab.locator(".hk-result h3")).to_be_focused()


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


def paper_of(tab: Page) -> list[str]:
    return [re.sub(r"\s+", " ", found) for found in tab.locator(".hk-question--live").all_inner_texts()]


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


def test_wrong_answers_gather_and_leave_when_answered_right(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/second/?mode=test&seed=abc")
    begin(tab)
    question(tab, "一是奇数").get_by_text("错", exact=True).click()
    question(tab, "二是奇数").get_by_text("错", exact=True).click()
    hand_in(tab)
    hand_in(tab)
    tab.locator(".hk-result").get_by_role("link", name="错题本").click()
    tab.wait_for_url("**/quiz/all/wrong/")
    expect(tab.locator(".hk-question--live")).to_have_count(3)
    assert question(tab, "二是奇数").count() == 0
    assert "乙题库" in question(tab, "一是奇数").inner_text()
    expect(tab.locator("[data-hk-results] tbody tr")).to_have_count(1)
    expect(tab.locator("[data-hk-results] tbody")).to_contain_text("未合格")
    one = question(tab, "一是奇数")
    one.get_by_text("对", exact=True).click()
    one.get_by_role("button", name="看答案").click()
    expect(one.locator(".hk-question__verdict")).to_contain_text("已移出错题本")
    tab.reload()
    expect(tab.locator(".hk-question--live")).to_have_count(2)
    # The same in the quiz's own page, and practice counts too.
    opened(tab, f"{address}quiz/second/?mode=wrong")
    expect(tab.locator(".hk-question--live")).to_have_count(2)
    tab.get_by_role("button", name="练习").click()
    three = question(tab, "三是奇数")
    three.get_by_text("对", exact=True).click()
    three.get_by_role("button", name="看答案").click()
    tab.get_by_role("button", name="错题本").click()
    expect(tab.locator(".hk-question--live")).to_have_count(1)
    opened(tab, f"{address}quiz/all/wrong/")
    tab.get_by_text("清空错题和成绩").click()
    tab.get_by_role("button", name="全部清空").click()
    expect(tab.locator(".hk-empty")).to_have_text("错题本是空的。")
    expect(tab.locator("[data-hk-results]")).to_be_hidden()
    tab.reload()
    expect(tab.locator(".hk-empty")).to_be_visible()


def test_what_was_kept_of_a_quiz_that_changed_is_dropped(tab: Page, address: str) -> None:
    tab.add_init_script("localStorage.setItem('hk.quiz.wrong', JSON.stringify({ second: ['gone'], gone: ['x'], first: 7 })); localStorage.setItem('hk.quiz.results', '[broken')")
    opened(tab, f"{address}quiz/all/wrong/")
    expect(tab.locator(".hk-empty")).to_be_visible()
    assert tab.evaluate("localStorage.getItem('hk.quiz.wrong')") == "{}"


def test_without_storage_everything_goes_on_and_is_said(browser: Browser, address: str) -> None:
    tab, errors = watched(browser)
    # Ours alone: Material's own script does not guard its access.
    tab.add_init_script("for (const name of ['getItem', 'setItem', 'removeItem']) { const real = Storage.prototype[name]; Storage.prototype[name] = function (key, ...rest) { if (key.startsWith('hk.')) throw new Error('refused'); return real.call(this, key, ...rest) } }")
    opened(tab, f"{address}quiz/second/?mode=test&seed=abc")
    begin(tab)
    hand_in(tab)
    hand_in(tab)
    expect(tab.locator(".hk-result__verdict")).to_have_text("未合格")
    tab.get_by_role("button", name="错题本").click()
    expect(tab.locator(".hk-question--live")).to_have_count(4)
    opened(tab, f"{address}quiz/all/wrong/")
    expect(tab.get_by_text("这个浏览器不允许网页保存数据")).to_be_visible()
    tab.context.close()
    assert errors == []


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
    right = [place for place, text in enumerate(tab.locator("#t1 .hk-choice").all_inner_texts()) if "一" in text][0]
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
    assert not any(box.is_checked() for box in tab.locator("#q3 input").all())
    tab.locator("[data-hk-box] input").focus()
    tab.keyboard.type("a1")
    assert tab.locator("[data-hk-box] input").input_value() == "a1"
    tab.locator("#q5").get_by_role("button", name="看要点").press("Enter")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    expect(tab.locator("#q5 .hk-question__verdict")).to_contain_text("部分对")


def on_paper(tab: Page) -> str:
    tab.emulate_media(media="print")
    text = tab.locator("#hk-main").inner_text()
    tab.emulate_media(media="screen")
    return text


def test_paper_and_answers_print_apart(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/first/")
    tab.get_by_role("button", name="打印试卷").click()
    paper = on_paper(tab)
    assert tab.evaluate("printed") == 1
    for wanted in ("甲题库", "党支部", "姓名", "得分", "首都是哪里？", "A. 北京", "一、单选题", "五、简答题", "满分 15 分"):
        assert wanted in paper
    for hidden in ("解析甲", "不是天津", "先锋岗", "要点甲", "练习", "题库信息"):
        assert hidden not in paper
    tab.get_by_role("button", name="打印答案").click()
    answers = on_paper(tab)
    for wanted in ("答案与解析", "解析甲", "不是天津", "2. AC", "2 或 二；先锋岗 或 Vanguard", "要点甲；要点乙", "国门"):
        assert wanted in answers
    assert "姓名" not in answers
    # The browser's own command prints the paper again.
    tab.evaluate("dispatchEvent(new Event('afterprint')); dispatchEvent(new Event('beforeprint'))")
    assert "姓名" in on_paper(tab)
    assert tab.locator("[data-hk-sheet]").is_hidden()


def test_a_drawn_paper_prints_with_its_number_before_and_after_the_test(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/second/?mode=test&n=2&seed=abc")
    tab.get_by_role("button", name="打印试卷").click()
    paper = on_paper(tab)
    assert "试卷编号 abc" in paper
    assert "共 2 题" in paper
    begin(tab)
    stems = [stem for stem in ("一是奇数", "二是奇数", "三是奇数", "最小的") if stem in "".join(paper_of(tab))]
    assert len(stems) == 2
    assert all(stem in paper for stem in stems)
    hand_in(tab)
    hand_in(tab)
    tab.evaluate("dispatchEvent(new Event('afterprint')); dispatchEvent(new Event('beforeprint'))")
    assert "测试结果" in on_paper(tab), "what is on the screen prints as it stands"
    tab.get_by_role("button", name="打印答案").click()
    assert "核对码" in on_paper(tab)
    opened(tab, f"{address}quiz/all/contest/?n=3&seed=abc")
    tab.get_by_role("button", name="打印试卷").click()
    contest = on_paper(tab)
    assert "知识竞赛" in contest
    assert "全部题库" not in contest


def test_without_javascript_the_questions_stand_with_folded_answers_and_print_as_a_paper(
    browser: Browser, address: str
) -> None:
    tab, _ = watched(browser, java_script_enabled=False)
    tab.goto(f"{address}quiz/first/")
    assert tab.locator(".hk-question").count() == 5
    assert tab.get_by_text("解析甲").is_hidden()
    assert tab.locator("[data-hk-mode], [data-hk-print], [data-hk-setup]").filter(visible=True).count() == 0
    tab.get_by_text("答案与解析").first.click()
    assert tab.get_by_text("解析甲").is_visible()
    tab.get_by_text("答案与解析").first.click()
    paper = on_paper(tab)
    assert "首都是哪里？" in paper
    assert "姓名" in paper
    assert "解析甲" not in paper
    assert "答案与解析" not in paper
    for where in ("quiz/all/contest/", "quiz/all/wrong/"):
        tab.goto(address + where)
        assert tab.locator(".hk-notice.hk-nojs").is_visible()
        assert tab.get_by_role("link", name="甲题库").is_visible()
        assert tab.locator("button:visible, form:visible").locator("xpath=ancestor-or-self::*[@id='hk-main']").count() == 0
    tab.context.close()


def test_a_page_whose_questions_do_not_come_keeps_its_list(tab: Page, address: str) -> None:
    tab.route("**/quiz/first.bin", lambda route: route.abort())
    tab.goto(f"{address}quiz/first/")
    expect(tab.locator("[data-hk-trouble]")).to_be_visible()
    assert tab.locator("[data-hk-plain] .hk-question").count() == 5


def test_html_of_an_author_is_text(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/first/")
    assert "<b>天津</b>" in question(tab, "首都").inner_text()
    tab.get_by_role("button", name="打印试卷").click()
    assert "<b>天津</b>" in on_paper(tab)


def test_plain_http_on_a_host_name_is_enough(browser: Browser, address: str) -> None:
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP intranet.test 127.0.0.1"]
    other = browser.browser_type.launch(executable_path=chromium_path(), args=arguments)
    tab, errors = watched(other)
    tab.add_init_script("delete window.DecompressionStream")
    opened(tab, f"http://intranet.test:{address.rstrip('/').rsplit(':', 1)[1]}/quiz/second/?mode=test&n=4&seed=abc")
    assert tab.evaluate("isSecureContext") is False
    begin(tab)
    hand_in(tab)
    hand_in(tab)
    expect(tab.locator(".hk-result__verdict")).to_have_text("未合格")
    other.close()
    assert errors == []


def test_a_portable_site_has_it_all_without_a_server(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = lay_out(tmp_path_factory.mktemp("folder") / "c")
    assert build_site(root, None, strict=True, portable=True) == 0
    tab, errors = watched(browser)
    opened(tab, f"{(root / 'site/quiz/first.html').as_uri()}?mode=test&n=5&seed=abc")
    begin(tab)
    answer_all_of_first(tab)
    hand_in(tab)
    tab.locator(".hk-self label").first.click()
    tab.get_by_role("button", name="完成评分").click()
    expect(tab.locator(".hk-num__n")).to_have_text("100")
    assert (tab.get_by_role("link", name="国门").get_attribute("href") or "").endswith("/site/site/guomen.html")
    opened(tab, (root / "site/quiz/all/contest.html").as_uri())
    begin(tab)
    assert len(paper_of(tab)) == 9
    opened(tab, (root / "site/quiz/all/wrong.html").as_uri())
    expect(tab.locator("[data-hk-results] tbody tr")).to_have_count(1)
    tab.context.close()
    assert errors == []


@pytest.mark.parametrize(("width", "mode", "large"), [(375, "light", False), (375, "dark", True), (768, "light", True), (1440, "dark", False)])
def test_every_state_is_accessible_and_no_wider_than_the_window(
    browser: Browser, address: str, width: int, mode: str, large: bool
) -> None:
    axe = Path(needs("axe-core (npm ci --prefix tests/tools)", TOOLS / "axe-core/axe.min.js")).read_text("utf-8")
    tab, errors = watched(browser, viewport={"width": width, "height": 900}, color_scheme=mode, reduced_motion="reduce")
    if large:
        tab.add_init_script("localStorage.setItem('hk.large', '1')")
    found: list[str] = []

    def check(state: str) -> None:
        tab.evaluate(axe)
        said: Any = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found.extend(f"{state} {one['id']} {node['target']}" for one in said["violations"] for node in one["nodes"])
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{state} is wider than the window")

    opened(tab, f"{address}quiz/first/")
    question(tab, "首都").get_by_text("<b>天津</b>").click()
    question(tab, "首都").get_by_role("button", name="看答案").click()
    question(tab, "一加一").locator("input").first.fill("二")
    question(tab, "一加一").get_by_role("button", name="看答案").click()
    question(tab, "要点").get_by_role("button", name="看要点").click()
    check("practice")
    tab.get_by_role("button", name="测试").click()
    check("setup")
    tab.locator("input[name=min]").fill("1")
    begin(tab)
    hand_in(tab)
    check("test")
    hand_in(tab)
    check("self-marking")
    tab.get_by_role("button", name="完成评分").click()
    check("result")
    opened(tab, f"{address}quiz/all/wrong/")
    tab.get_by_text("清空错题和成绩").click()
    check("notebook")
    opened(tab, f"{address}quiz/all/contest/?quiz=first&seed=abc")
    check("contest")
    tab.context.close()
    assert found == []
    assert errors == []
