"""Catalogue pages in a browser: counts, several choices, the address, sort, text, phone; and at thousands of entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import REPOSITORY, TOOLS, needs
from generator import generate
from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import build_site
from hongke.model.course import Course
from pages_html import links, page

pytestmark = pytest.mark.site
CATALOGUE = load_catalogue(REPOSITORY)[0]
COURSES = {entry.id: entry.model for entry in CATALOGUE.of_kind("course") if isinstance(entry.model, Course)}
THEMES = CATALOGUE.vocabularies["theme"]


def with_theme(slug: str) -> set[str]:
    return {
        f"course/{name}"
        for name, course in COURSES.items()
        if any(slug in THEMES.with_ancestors(theme) for theme in course.themes)
    }


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    assert errors == []
    context.close()


def opened(tab: Page, url: str) -> None:
    tab.goto(url)
    tab.locator("[data-hk-results][data-done]").wait_for(state="attached")


def shown(tab: Page) -> list[str]:
    return [
        item.get_attribute("data-address") or "" for item in tab.locator("[data-hk-results] > [data-address]").all()
    ]


def pick(tab: Page, name: str, value: str) -> None:
    before = tab.locator("[data-hk-results]").get_attribute("data-done")
    box = tab.locator(f"[data-hk-form] input[name={name}][value={value}]")
    box.evaluate("box => { box.closest('details').open = true }")
    box.click()
    expect(tab.locator("[data-hk-results]")).not_to_have_attribute("data-done", before or "")


def count(tab: Page, name: str, value: str) -> int:
    return int(
        tab.locator(f"[data-hk-form] label:has(input[name={name}][value={value}]) [data-hk-n]").text_content() or "-1"
    )


def test_a_choice_leaves_what_has_it_and_what_is_below_it(tab: Page, address: str) -> None:
    opened(tab, f"{address}course/")
    assert set(shown(tab)) == {f"course/{name}" for name in COURSES}
    pick(tab, "theme", "grassroots-governance")
    assert set(shown(tab)) == with_theme("grassroots-governance")
    assert tab.locator(".hk-toolbar__count").inner_text() == f"共 {len(with_theme('grassroots-governance'))} 门课程"


def test_counts_show_what_each_choice_would_leave(tab: Page, address: str) -> None:
    opened(tab, f"{address}course/")
    pick(tab, "theme", "grid")
    both = {name for name in with_theme("grid") if "members" in COURSES[name.removeprefix("course/")].audience}
    assert count(tab, "audience", "members") == len(both)
    # The facet's own choices do not narrow it: another theme would add its courses.
    assert count(tab, "theme", "national-security") == len(with_theme("national-security"))


def test_choices_of_one_facet_add_and_of_two_narrow(tab: Page, address: str) -> None:
    opened(tab, f"{address}course/?theme=grid&theme=national-security")
    union = with_theme("grid") | with_theme("national-security")
    assert set(shown(tab)) == union
    pick(tab, "audience", "members")
    assert set(shown(tab)) == {name for name in union if "members" in COURSES[name.removeprefix("course/")].audience}


def test_the_state_is_in_the_address_and_the_back_button_works(tab: Page, address: str) -> None:
    opened(tab, f"{address}course/")
    pick(tab, "theme", "grid")
    pick(tab, "audience", "members")
    assert tab.url.endswith("course/?theme=grid&audience=members")
    two = shown(tab)
    tab.go_back()
    expect(tab.locator("[data-hk-chips] button")).to_have_count(2)
    assert set(shown(tab)) == with_theme("grid")
    tab.go_forward()
    expect(tab.locator("[data-hk-chips] button")).to_have_count(3)
    opened(tab, tab.url)
    assert shown(tab) == two


def test_sorting_by_hours(tab: Page, address: str) -> None:
    opened(tab, f"{address}course/?sort=hours-desc")
    hours = [COURSES[name.removeprefix("course/")].hours for name in shown(tab)]
    assert hours == sorted(hours, reverse=True)


def test_chips_take_choices_away(tab: Page, address: str) -> None:
    opened(tab, f"{address}course/?theme=grid&audience=members")
    tab.get_by_role("button", name="去掉条件：网格化治理").click()
    expect(tab.locator("[data-hk-chips] button")).to_have_count(2)
    tab.get_by_role("button", name="去掉全部条件").click()
    expect(tab.locator("[data-hk-chips] button")).to_have_count(0)
    assert len(shown(tab)) == len(COURSES)
    assert tab.url.endswith("course/")


def test_the_text_box_is_the_same_search(tab: Page, address: str) -> None:
    opened(tab, f"{address}case/?q={quote('党群连心网格')}")
    assert shown(tab)[0] == "case/wangfu-grid"
    tab.locator("[data-hk-text] input").fill("微心愿")
    expect(tab.locator("[data-hk-results] > [data-address]").first).to_have_attribute(
        "data-address", "case/alxa-right-small-wishes"
    )
    assert tab.url.endswith(f"?q={quote('微心愿')}")
    opened(tab, f"{address}case/?q={quote('网格')}")
    whole = shown(tab)
    opened(tab, f"{address}case/?q={quote('网格 -党群连心网格')}")
    assert set(shown(tab)) < set(whole)
    assert "case/wangfu-grid" in set(whole) - set(shown(tab))


def test_nothing_left_says_so(tab: Page, address: str) -> None:
    opened(tab, f"{address}course/?theme=national-security&theme=grid&region=ejin&audience=applicants")
    if not shown(tab):
        assert tab.locator("[data-hk-empty]").is_visible()
    opened(tab, f"{address}course/?q=zzzzq")
    assert tab.locator("[data-hk-empty]").is_visible()


def test_cases_and_materials_have_their_facets(site: Path) -> None:
    def facets(kind: str) -> list[str]:
        return [summary.text_content().strip() for summary in page(site, f"{kind}/").cssselect(".hk-facet summary")]

    assert facets("case") == ["主题", "领域", "地区", "单位"]
    assert facets("materials") == ["栏目", "主题"]
    assert facets("course") == [
        "主题",
        "教学对象",
        "学时",
        "教学方法",
        "类别",
        "授课形式",
        "层次",
        "地区",
        "现场教学点",
    ]


def test_the_phones_sheet_opens_and_is_accessible(browser: Browser, address: str) -> None:
    axe = Path(needs("axe-core (npm ci --prefix tests/tools)", TOOLS / "axe-core/axe.min.js")).read_text("utf-8")
    context = browser.new_context(viewport={"width": 375, "height": 800}, color_scheme="dark")
    tab = context.new_page()
    opened(tab, f"{address}course/")
    assert tab.locator("#hk-facets").is_hidden()
    tab.get_by_role("button", name="筛选", exact=True).click()
    tab.locator("#hk-facets").wait_for(state="visible")
    tab.evaluate(axe)
    said = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], node["target"]) for one in said["violations"] for node in one["nodes"]] == []
    tab.locator("[data-hk-form] label", has_text="网格化治理").click()
    tab.get_by_role("button", name=re.compile("^查看")).click()
    expect(tab.locator("#hk-facets")).to_be_hidden()
    assert set(shown(tab)) == with_theme("grid")
    context.close()


def test_without_javascript_the_full_list_stands_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}course/")
    assert len(shown(tab)) == len(COURSES)
    assert tab.locator("[data-hk-form]").is_hidden()
    assert tab.get_by_role("link", name="按主题").is_visible()
    context.close()


def test_what_is_no_longer_there_in_an_address_is_passed_over(tab: Page, address: str) -> None:
    opened(tab, f"{address}course/?theme=gone&theme=grid&sort=nonsense")
    assert set(shown(tab)) == with_theme("grid")
    assert tab.locator("[data-hk-sort]").input_value() == ""


def test_a_search_that_cannot_be_reached_says_so_and_facets_go_on(tab: Page, address: str) -> None:
    tab.route("**/directory.bin", lambda route: route.abort())
    opened(tab, f"{address}course/?theme=grid")
    tab.locator("[data-hk-text] input").fill("党员")
    expect(tab.locator("[data-hk-trouble]")).to_be_visible()
    assert set(shown(tab)) == with_theme("grid")


def test_going_back_empties_the_box_that_is_being_typed_in(tab: Page, address: str) -> None:
    opened(tab, f"{address}course/")
    pick(tab, "theme", "grid")
    tab.locator("[data-hk-text] input").press_sequentially("网格")
    tab.wait_for_url("**q=*")
    tab.go_back()
    expect(tab.locator("[data-hk-text] input")).to_have_value("")


def test_without_javascript_a_phone_comes_to_the_words(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    tab = context.new_page()
    tab.goto(f"{address}course/")
    tab.get_by_role("button", name="筛选", exact=True).click()
    assert tab.get_by_role("link", name="按主题").is_visible()
    context.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("large")
    generate(root / "c", entries=1500, characters=200)
    assert build_site(root / "c", None, strict=True) == 0
    return root / "c" / "site"


def test_what_is_not_on_screen_is_not_built(large: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    opened(tab, f"{serve(large)}case/")
    assert len(shown(tab)) == 24
    total = int(tab.locator("[data-hk-count]").last.text_content() or 0)
    assert total > 400
    assert tab.locator("*").count() < 3000
    tab.locator("[data-hk-more]").scroll_into_view_if_needed()
    expect(tab.locator("[data-hk-results] > [data-address]")).not_to_have_count(24)
    pick(tab, "theme", "grid")
    assert 0 < len(shown(tab)) <= 24
    assert tab.locator("[data-hk-results] article").count() == len(shown(tab)), "cards from the blocks are cards"
    assert tab.locator("[data-hk-results] use").count() > 0
    tab.close()


def test_long_lists_have_pages_that_hold_every_entry(large: Path) -> None:
    pages = sorted(path.name for path in (large / "case/all").iterdir())
    listed = {
        link for number in pages for link in links(large, f"case/all/{number}/") if re.match(r"case/case-\d+/$", link)
    }
    cases = {f"case/{path.name}/" for path in (large / "case").iterdir() if path.name.startswith("case-")}
    assert listed == cases
