"""The search as a reader uses it, in a real browser on the built site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import TOOLS, chromium_path, needs
from hongke.mkdocs_site import build_site

pytestmark = pytest.mark.site
CASES = json.loads((Path(__file__).parent / "data/tokens.json").read_text("utf-8"))


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(f"{address}search/")
    yield tab
    assert errors == []
    context.close()


def results(tab: Page, address: str, typed: str) -> list[tuple[str, str]]:
    """Return (address, match) of every result of a query, in rank order."""
    tab.goto(f"{address}search/?q={quote(typed)}")
    tab.locator("[data-hk-results][data-done=true]").wait_for(state="attached")
    hits = tab.locator("[data-hk-results] [data-address]")
    return [(hit.get_attribute("data-address") or "", hit.get_attribute("data-match") or "") for hit in hits.all()]


def test_the_table_of_tokeniser_cases_holds_in_the_browser(tab: Page, address: str) -> None:
    script = """async ([root, cases]) => {
        const { fold, terms } = await import(`${root}assets/hk/search/terms.js`)
        const packed = await (await import(`${root}assets/hk/search/store.js`)).load("traditional.bin")
        const characters = [...new TextDecoder().decode(packed)]
        const table = new Map()
        for (let at = 0; at < characters.length; at += 2) table.set(characters[at], characters[at + 1])
        return cases.map(({ text }) => ({ text, folded: fold(text, table), terms: terms(fold(text, table)) }))
    }"""
    assert tab.evaluate(script, [address, CASES]) == CASES


@pytest.mark.parametrize(
    ("typed", "first", "match"),
    [
        ("网格", "term/grid/", "exact"),
        ("党群连心网格", "term/party-heart-grid/", "exact"),
        ("旗", "term/banner/", "exact"),
        ("把大事看小", "case/hangjin-retired-members/", "exact"),
        ("32学时", "rule/members-32-hours/", "exact"),
        ("３２学时", "rule/members-32-hours/", "exact"),
        ("黨群服務中心", "term/party-service-centre/", "exact"),
        ("dangqunfuwuzhongxin", "term/party-service-centre/", "related"),
        ("dangqunfuw", "term/party-service-centre/", "related"),
        ("dqfwzx", "term/party-service-centre/", "related"),
        ("dangqun服务", "term/party-service-centre/", "related"),
        ("党群fuwuzhongx", "term/party-service-centre/", "related"),
        ("层次liulan", "level/", "related"),
        ("一堂堂好课", "", "exact"),
        ("三会一科", "term/three-meetings-one-lesson/", "related"),
        ("当群服务中心", "term/party-service-centre/", "related"),
        ("党群服雾中心", "term/party-service-centre/", "related"),
        ("微心愿 困难家庭", "case/alxa-right-small-wishes/", "exact"),
        ("微心愿困难家庭", "case/alxa-right-small-wishes/", "related"),
        ("“沿线踏查，边走边看”", "course/guomen-national-security/", "exact"),
        ("网格化管理", "term/grid/", "exact"),
    ],
)  # fmt: skip
def test_the_right_page_comes_first(typed: str, first: str, match: str, tab: Page, address: str) -> None:
    assert results(tab, address, typed)[0] == (first, match)


def test_a_latin_prefix_finds_the_whole_word(project_site: str, tab: Page) -> None:
    assert results(tab, project_site, "py")[0] == ("term/python/", "exact")
    assert results(tab, project_site, "别名乙")[0] == ("term/python/", "exact")


def test_a_synonym_widens_the_search(project_site: str, tab: Page) -> None:
    # 格长 is another name of 网格员: its page comes first, and pages that say 网格员 only are found as well.
    found = results(tab, project_site, "格长")
    assert found[0] == ("term/worker/", "exact")
    assert ("materials/only/", "related") in found


def test_a_phrase_in_quotes_is_not_taken_apart(tab: Page, address: str) -> None:
    assert all(match == "related" for _, match in results(tab, address, '"网格党员"'))
    assert results(tab, address, '"党群连心网格"')[0][1] == "exact"


def test_a_minus_takes_pages_away(tab: Page, address: str) -> None:
    with_it = [hit for hit, _ in results(tab, address, "网格")]
    without = [hit for hit, _ in results(tab, address, "网格 -王府")]
    assert "case/wangfu-grid/" in with_it
    assert without
    assert "case/wangfu-grid/" not in without


def test_a_minus_looks_beyond_the_pages_that_fit_best(project_site: str, tab: Page) -> None:
    assert ("materials/thin/", "exact") not in results(tab, project_site, "骑手")
    assert results(tab, project_site, "骑手 -会议") == [("materials/thin/", "exact")]
    assert results(tab, project_site, "骑手 -骑手会议") == [("materials/thin/", "exact")]


def test_kinds_narrow_the_results_and_stand_in_the_address(tab: Page, address: str) -> None:
    results(tab, address, "网格")
    tab.locator("[data-hk-kinds] label", has_text="典型案例").click()
    expect(tab.locator("[data-hk-results] [data-address]").first).to_have_attribute(
        "data-address", re.compile("^case/")
    )
    assert "kind=case" in tab.url
    found = tab.locator("[data-hk-results] [data-address]")
    assert all((hit.get_attribute("data-address") or "").startswith("case/") for hit in found.all())
    tab.go_back()
    expect(tab.locator("[data-hk-results] [data-address]").first).to_have_attribute("data-address", "term/grid/")


def test_a_result_shows_its_passage_marked_and_opens_at_the_section(tab: Page, address: str) -> None:
    results(tab, address, "把大事看小")
    hit = tab.locator("[data-address='case/hangjin-retired-members/']")
    assert hit.locator("mark").first.inner_text() == "把大事看小"
    assert hit.locator(".hk-hit__kind").inner_text() == "典型案例"
    hit.locator("a").click()
    tab.wait_for_url("**/case/hangjin-retired-members/#practice")


def test_nothing_found_says_so_and_offers_near_words_and_the_catalogue(tab: Page, address: str) -> None:
    assert results(tab, address, "xyzzyq") == []
    empty = tab.locator(".hk-empty")
    assert "没有找到“xyzzyq”" in empty.inner_text()
    assert empty.locator("a", has_text="课程目录").is_visible()


def test_html_in_a_query_is_shown_as_text(tab: Page, address: str) -> None:
    results(tab, address, "<img src=x onerror=window.hit=1>zzzq")
    assert tab.evaluate("window.hit") is None


def test_the_header_box_answers_as_one_types_and_by_keyboard(tab: Page, address: str) -> None:
    tab.goto(f"{address}course/")
    tab.keyboard.press("/")
    box = tab.locator("[data-hk-box] input")
    expect(box).to_be_focused()
    tab.keyboard.type("微心愿")
    hits = tab.locator("[data-hk-box] [role=option]")
    hits.first.wait_for(state="visible")
    assert box.get_attribute("aria-expanded") == "true"
    tab.keyboard.press("ArrowDown")
    assert hits.first.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == hits.first.get_attribute("id")
    tab.keyboard.press("Escape")
    expect(hits.first).to_be_hidden()
    tab.keyboard.press("ArrowDown")
    hits.first.wait_for(state="visible")
    tab.keyboard.press("ArrowDown")
    wanted = hits.first.get_attribute("data-address")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/{wanted}**")


def test_enter_without_a_choice_opens_the_search_page(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.locator("[data-hk-box] input").fill("网格")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=*")


def test_nothing_is_searched_in_the_middle_of_composing(tab: Page, address: str) -> None:
    tab.goto(f"{address}search/")
    field = tab.locator("[data-hk-searchpage] input")
    field.focus()
    field.evaluate("""(input) => {
        input.dispatchEvent(new CompositionEvent("compositionstart"))
        input.value = "wangge"
        input.dispatchEvent(new InputEvent("input", { isComposing: true }))
    }""")
    tab.wait_for_timeout(400)
    assert tab.locator("[data-hk-results] [data-address]").count() == 0
    field.evaluate("""(input) => {
        input.value = "网格"
        input.dispatchEvent(new CompositionEvent("compositionend"))
    }""")
    expect(tab.locator("[data-hk-results] [data-address]").first).to_have_attribute("data-address", "term/grid/")


def test_the_search_answers_without_decompression_streams(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script("delete window.DecompressionStream")
    tab = context.new_page()
    assert results(tab, address, "网格")[0] == ("term/grid/", "exact")
    assert tab.evaluate("typeof DecompressionStream") == "undefined"
    context.close()


def test_the_search_answers_from_plain_http_on_a_host_name(browser: Browser, address: str) -> None:
    port = address.rstrip("/").rsplit(":", 1)[1]
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP intranet.test 127.0.0.1"]
    other = browser.browser_type.launch(executable_path=chromium_path(), args=arguments)
    tab = other.new_page()
    assert results(tab, f"http://intranet.test:{port}/", "网格")[0] == ("term/grid/", "exact")
    assert tab.evaluate("isSecureContext") is False
    other.close()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1440])
def test_results_and_the_open_box_are_accessible(browser: Browser, address: str, width: int, mode: str) -> None:
    axe = Path(needs("axe-core (npm ci --prefix tests/tools)", TOOLS / "axe-core/axe.min.js")).read_text("utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=mode)  # type: ignore[arg-type]
    tab = context.new_page()
    found: list[str] = []
    for typed in ("微心愿 困难家庭", "网格党员", "zzzzq"):
        results(tab, address, typed)
        if width > 1000:
            tab.locator("[data-hk-box] input").fill("网格")
            tab.locator("[data-hk-box] [role=option]").first.wait_for(state="visible")
        tab.evaluate(axe)
        said: Any = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [f"{typed} {one['id']} {node['target']}" for one in said["violations"] for node in one["nodes"]]
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert found == []


@pytest.fixture(scope="module")
def project_site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Serve a small catalogue with Latin words and synonyms."""
    from conftest import SMALL, Project

    project = Project(tmp_path_factory.mktemp("latin") / "c")
    for path, content in SMALL.items():
        project.write(path, content)
    project.write(
        "courses/term/python.yml", "title: Python3入门\nsummary: 一门语言。\ndefinition: 语言。\nsynonyms: [别名乙]\n"
    )
    project.write("courses/term/worker.yml", "title: 网格员\nsummary: 管网格。\ndefinition: 人。\nsynonyms: [格长]\n")
    project.write("docs/materials/only.md", "---\ntitle: 一份资料\nsummary: 摘要。\n---\n网格员上门。\n")
    for number in range(80):
        title = f"骑手会议第{number}次"
        project.write(
            f"courses/term/meeting-{number}.yml", f"title: {title}\nsummary: 骑手。\ndefinition: 骑手会议。\n"
        )
    project.write("docs/materials/thin.md", f"---\ntitle: 另一份资料\nsummary: 摘要。\n---\n{'别的话。' * 300}骑手。\n")
    assert build_site(project.root, None, strict=True) == 0
    return serve(project.root / "site")
