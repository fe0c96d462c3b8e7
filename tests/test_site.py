"""The built site under other people's tools: HTML, links, accessibility, outside requests, overflow."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from conftest import TOOLS, needs
from pages_html import addresses, page

pytestmark = pytest.mark.site

PAGE_TYPES = [
    "", "course/", "course/grid-governance/", "course/grid-governance/teach/", "case/", "case/hangjin-retired-members/",
    "case/alxa-left-party-plus-tax/", "case/alxa-double-check-in/teach/", "site/", "site/guomen/", "provider/",
    "provider/manzhouli-guomen-academy/", "platform/", "platform/xuexi-qiangguo/", "term/", "term/grid/", "materials/",
    "materials/grassroots-governance-commentary/", "materials/party-day-oath/", "theme/", "theme/grid/", "region/alxa/",
    "class-type/main/", "programme/", "programme/members-annual/", "class/",
    "class/grid-workshop-sample/", "class/grid-workshop-sample/sign-in/", "class/grid-workshop-sample/evaluation/",
    "records/", "records/members/", "route/", "route/guomen-half-day/", "lecturer/", "lecturer/border-police/", "quiz/",
    "quiz/grid-governance/", "rule/", "rule/secretaries-56-hours/", "stats/", "guide/fields/", "guide/fields/course/",
    "guide/vocabularies/", "guide/options/", "browse/", "guide/", "guide/markdown/", "guide/codes/", "guide/publish/",
    "guide/windows/", "404.html",
]  # fmt: skip
"""One page of each type and state."""

# Both stand in Material's own markup (its palette switch and its drawer).
MATERIALS_ERRORS = (
    "Attribute “autocomplete” is only allowed when the input type is ",
    "Bad value “” for attribute “tabindex” on element “label”",
)


def test_html_is_valid_but_for_materials_two_errors(site: Path) -> None:
    jar = needs("vnu-jar (npm ci --prefix tests/tools)", TOOLS / "vnu-jar/build/dist/vnu.jar")
    java = needs("Java", shutil.which("java"))
    done = subprocess.run(
        [java, "-jar", jar, "--format", "json", "--skip-non-html", str(site)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    messages = json.loads(done.stderr)["messages"]
    errors = [message for message in messages if message["type"] == "error"]
    ours = [
        f"{message['url']}:{message.get('lastLine')} {message['message']}"
        for message in errors
        if not message["message"].startswith(MATERIALS_ERRORS)
    ]
    assert ours == []
    assert errors, "vnu read nothing: Material's own errors are not there"


def test_links_and_fragments_hold(site: Path) -> None:
    lychee = needs("lychee (make test installs it)", shutil.which("lychee", path=str(Path(sys.executable).parent)))
    done = subprocess.run(
        [lychee, "--offline", "--include-fragments", "--index-files", "index.html", "--no-progress", "--root-dir", str(site), str(site / "**/*.html")],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert int(re.search(r"(\d+) OK", done.stdout)[1]) > 1000  # type: ignore[index]


def _open(browser: Browser, width: int, mode: str, *, large: bool = False) -> tuple[Page, list[str], list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=mode)  # type: ignore[arg-type]
    if large:
        context.add_init_script("localStorage.setItem('hk.large', '1')")
    tab = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    return tab, requests, errors


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 768, 1440])
def test_every_page_type_is_accessible_and_asks_nothing_of_other_hosts(
    browser: Browser, address: str, width: int, mode: str
) -> None:
    axe = Path(needs("axe-core (npm ci --prefix tests/tools)", TOOLS / "axe-core/axe.min.js")).read_text("utf-8")
    tab, requests, errors = _open(browser, width, mode)
    found: list[str] = []
    for where in PAGE_TYPES:
        tab.goto(address + where)
        tab.evaluate(axe)
        result: Any = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{where} {violation['id']} {node['target']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{where} is wider than the window")
    tab.context.close()
    assert found == []
    assert [url for url in requests if not url.startswith((address, "data:"))] == []
    assert errors == []


def test_large_print_is_accessible_on_a_phone(browser: Browser, address: str) -> None:
    axe = Path(needs("axe-core (npm ci --prefix tests/tools)", TOOLS / "axe-core/axe.min.js")).read_text("utf-8")
    tab, _, _ = _open(browser, 375, "light", large=True)
    found: list[str] = []
    for where in PAGE_TYPES:
        tab.goto(address + where)
        assert tab.evaluate("document.documentElement.classList.contains('hk-large')")
        tab.evaluate(axe)
        result: Any = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{where} {violation['id']} {node['target']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{where} is wider than the window")
    tab.context.close()
    assert found == []


def test_the_large_print_switch_is_remembered(browser: Browser, address: str) -> None:
    tab, _, _ = _open(browser, 1440, "light")
    tab.goto(address)
    tab.click("[data-hk-large]")
    tab.goto(f"{address}course/")
    assert tab.get_attribute("[data-hk-large]", "aria-pressed") == "true"
    assert tab.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    tab.context.close()


def test_the_menu_of_a_phone_works_by_keyboard(browser: Browser, address: str) -> None:
    tab, _, _ = _open(browser, 375, "light")
    tab.goto(address)
    menu = tab.locator("button.hk-menu")
    menu.focus()
    tab.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    tab.locator(".md-nav--primary a", has_text="典型案例").first.wait_for(state="visible")
    tab.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    tab.context.close()


def test_pages_are_complete_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 900})
    tab = context.new_page()
    tab.goto(f"{address}case/hangjin-retired-members/")
    assert tab.locator(".hk-figure").count() == 9
    assert tab.locator("[data-hk-large]").is_hidden(), "a switch that does nothing is not shown"
    context.close()


def test_the_tab_of_the_section_is_lit(site: Path) -> None:
    for where, label in (
        ("", "首页"),
        ("course/", "课程"),
        ("course/grid-governance/", "课程"),
        ("provider/", "课程"),
        ("theme/grid/", "分类浏览"),
        ("guide/codes/", "作者手册"),
    ):
        lit = page(site, where).cssselect(".md-tabs__item--active a")
        assert [" ".join(item.text_content().split()) for item in lit] == [label], where


def test_trainers_pages_are_out_of_sitemap_and_search_engines(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    teach = [found for found in addresses(site) if found.endswith("/teach/")]
    assert teach
    assert "/teach/" not in sitemap
    for found in teach:
        assert page(site, found).cssselect("meta[name=robots][content=noindex]"), found
    assert not page(site, "course/grid-governance/").cssselect("meta[name=robots]")


def test_every_page_has_one_heading_and_its_own_description(site: Path) -> None:
    descriptions: dict[str, str] = {}
    for found in addresses(site):
        document = page(site, found)
        assert len(document.cssselect("h1")) == 1, found
        if found == "404.html":
            continue
        [description] = document.cssselect("meta[name=description]")
        other = descriptions.setdefault(description.get("content"), found)
        assert other == found, f"{found} and {other} have the same description"


def test_print_is_light_even_from_dark_mode(browser: Browser, address: str, tmp_path: Path) -> None:
    tab, _, _ = _open(browser, 1440, "dark")
    tab.goto(f"{address}course/grid-governance/")
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.locator(".md-header").is_hidden()
    tab.context.close()
