"""Self-tests in a real browser: the notebook, paper, no script, no storage, no server, accessibility."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import TOOLS, chromium_path, needs
from hongke.mkdocs_site import build_site
from quiz_reader import (
    answer_all_of_first,
    begin,
    hand_in,
    lay_out,
    on_paper,
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
    tab.add_init_script(
        "localStorage.setItem('hk.quiz.wrong', JSON.stringify({ second: ['gone'], gone: ['x'], first: 7 })); localStorage.setItem('hk.quiz.results', '[broken')"
    )
    opened(tab, f"{address}quiz/all/wrong/")
    expect(tab.locator(".hk-empty")).to_be_visible()
    assert tab.evaluate("localStorage.getItem('hk.quiz.wrong')") == '{"gone":["x"]}', "another site's on the same host"


def test_without_storage_everything_goes_on_and_is_said(browser: Browser, address: str) -> None:
    tab, errors = watched(browser)
    # Ours alone: Material's own script does not guard its access.
    tab.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem']) { const real = Storage.prototype[name]; Storage.prototype[name] = function (key, ...rest) { if (key.startsWith('hk.')) throw new Error('refused'); return real.call(this, key, ...rest) } }"
    )
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


def test_paper_and_answers_print_apart(tab: Page, address: str) -> None:
    opened(tab, f"{address}quiz/first/")
    tab.get_by_role("button", name="打印试卷").click()
    paper = on_paper(tab)
    assert tab.evaluate("printed") == 1
    for wanted in (
        "甲题库",
        "党支部",
        "姓名",
        "得分",
        "首都是哪里？",
        "A. 北京",
        "一、单选题",
        "五、简答题",
        "满分 15 分",
    ):
        assert wanted in paper
    for hidden in ("解析甲", "不是天津", "先锋岗", "要点甲", "练习", "题库信息"):
        assert hidden not in paper
    tab.get_by_role("button", name="打印答案").click()
    answers = on_paper(tab)
    for wanted in (
        "答案与解析",
        "解析甲",
        "不是天津",
        "2. AC",
        "2 或 二；先锋岗 或 Vanguard",
        "要点甲；要点乙",
        "国门",
    ):
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
        assert (
            tab.locator("button:visible, form:visible").locator("xpath=ancestor-or-self::*[@id='hk-main']").count() == 0
        )
    tab.context.close()


def test_a_page_whose_questions_do_not_come_keeps_its_list(tab: Page, address: str) -> None:
    tab.route("**/quiz/first.bin", lambda route: route.abort())
    tab.goto(f"{address}quiz/first/")
    expect(tab.locator("[data-hk-trouble]")).to_be_visible()
    expect(tab.locator("[data-hk-bar]")).to_be_hidden()
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


@pytest.mark.parametrize(
    ("width", "mode", "large"),
    [(375, "light", False), (375, "dark", True), (768, "light", True), (1440, "dark", False)],
)
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
