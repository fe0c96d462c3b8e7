"""Terms in running text: which are marked, and how their meaning opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import REPOSITORY, Project
from hongke.build import build
from hongke.glossary import Glossary
from hongke.links import Links
from hongke.load.catalogue import load_catalogue
from hongke.names import Names
from hongke.pages.initials import by_initial, initial
from hongke.pages.site import Site
from pages_html import addresses, page, text

TERMS = {
    "grid": "title: 网格\nsummary: 一小片。\ndefinition: 片。\n",
    "worker": "title: 网格员\nsummary: 管网格的人。\ndefinition: 人。\nsynonyms: [格长]\n",
    "banner": "title: 旗\nsummary: 县级。\ndefinition: 县。\n",
    "wide": "title: AI课\nsummary: 课。\ndefinition: 课。\n",
}


@pytest.fixture
def explain(project: Project) -> Callable[..., str]:
    for name, content in TERMS.items():
        project.write(f"courses/term/{name}.yml", content)
    glossary = Glossary(load_catalogue(project.root)[0], Links())
    return lambda html, own="course/x": (
        glossary.explain(f'<div class="hk-prose">{html}</div>', own)
        .removeprefix('<div class="hk-prose">')
        .removesuffix("</div>")
    )


GRID = '<a class="hk-term" href="hk:/term/grid/" data-hk-term="一小片。">网格</a>'
WORKER = '<a class="hk-term" href="hk:/term/worker/" data-hk-term="管网格的人。">{}</a>'


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>网格和网格</p>", f"<p>{GRID}和网格</p>"),
        ("<p>网格员管网格</p>", f"<p>{WORKER.format('网格员')}管{GRID}</p>"),
        ("<p>格长和网格员</p>", f"<p>{WORKER.format('格长')}和网格员</p>"),
        ("<h3>网格</h3><p>网格</p>", f"<h3>网格</h3><p>{GRID}</p>"),
        ('<p><a href="x">网格</a>，网格</p>', f'<p><a href="x">网格</a>，{GRID}</p>'),
        ("<p><code>网格</code><b>网格</b></p>", f"<p><code>网格</code><b>{GRID}</b></p>"),
        ('<p>网格 <a href="hk:/term/grid/">它</a></p>', '<p>网格 <a href="hk:/term/grid/">它</a></p>'),
        ("<p>杭锦旗</p>", "<p>杭锦旗</p>"),
        ("<p>OAI课 AI课</p>", '<p>OAI课 <a class="hk-term" href="hk:/term/wide/" data-hk-term="课。">AI课</a></p>'),
        ("<p>甲<br>网格<img src=x>网格</p>", f"<p>甲<br>{GRID}<img src=x>网格</p>"),
    ],
)
def test_the_first_and_longest_is_marked_outside_headings_and_links(
    html: str, marked: str, explain: Callable[..., str]
) -> None:
    assert explain(html) == marked


def test_a_terms_own_page_does_not_explain_itself(explain: Callable[..., str]) -> None:
    assert explain("<p>网格</p>", "term/grid") == "<p>网格</p>"


def test_text_outside_prose_is_left_alone(project: Project) -> None:
    project.write("courses/term/grid.yml", TERMS["grid"])
    glossary = Glossary(load_catalogue(project.root)[0], Links())
    html = '<p>网格</p><div class="hk-prose"><div><p>无</p></div></div><p>网格</p>'
    assert glossary.explain(html, "x") == html


@pytest.mark.parametrize("root", ["tests/rich", "."])
def test_terms_are_missed_in_no_text_of_a_page(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quickly = {page.src: page.make().html for page in build(REPOSITORY / root).pages}
    looked_through: list[str] = []
    marked, explained = Glossary._marked, Site.explained

    def noted(self: Glossary, text: str, seen: set[str], html: str) -> str:
        looked_through.append(text.strip())
        return marked(self, text, seen, html)

    def checked(self: Site, html: str, own_address: str) -> str:
        looked_through.clear()
        result = explained(self, html, own_address)
        running = self.templates.running
        assert [text for text in looked_through if not any(text in piece for piece in running)] == []
        return result

    monkeypatch.setattr(Glossary, "occurs_in", lambda self, texts: True)
    monkeypatch.setattr(Names, "occur", lambda self, text, start, end: True)
    monkeypatch.setattr(Glossary, "_marked", noted)
    monkeypatch.setattr(Site, "explained", checked)
    assert {page.src: page.make().html for page in build(REPOSITORY / root).pages} == quickly


def test_the_site_explains_terms_once_a_page(site: Path) -> None:
    seen = 0
    for address in addresses(site):
        marked = [link.get("href") for link in page(site, address).cssselect("a.hk-term")]
        assert len(marked) == len(set(marked)), address
        assert not page(site, address).cssselect("h1 .hk-term, h2 .hk-term, h3 .hk-term, a .hk-term"), address
        seen += len(marked)
    assert seen > 100


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 800}, has_touch=True)
    tab = context.new_page()
    tab.goto(f"{address}case/alxa-three-level-grid/")
    yield tab
    context.close()


def test_a_term_opens_by_hover_and_closes_when_the_mouse_leaves(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.goto(f"{address}case/alxa-three-level-grid/")
    term = tab.locator("a.hk-term").first
    term.hover()
    box = tab.locator("#hk-termbox")
    box.wait_for(state="visible")
    assert (term.get_attribute("data-hk-term") or "？") in box.inner_text()
    tab.mouse.move(5, 5)
    box.wait_for(state="hidden")
    tab.close()


def test_a_term_opens_by_keyboard_and_escape_closes_it(tab: Page) -> None:
    tab.locator("a.hk-term").first.focus()
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    box = tab.locator("#hk-termbox")
    box.wait_for(state="visible")
    assert tab.locator("a.hk-term").first.get_attribute("aria-describedby") == "hk-termbox"
    tab.keyboard.press("Escape")
    box.wait_for(state="hidden")
    tab.locator("a.hk-term").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/term/**")


def test_a_tap_opens_the_meaning_and_the_link_in_it_leads_on(tab: Page) -> None:
    term = tab.locator("a.hk-term").first
    term.tap()
    box = tab.locator("#hk-termbox")
    box.wait_for(state="visible")
    assert "/case/" in tab.url
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box.locator("a").tap()
    tab.wait_for_url("**/term/**")


def test_terms_stand_under_the_initial_of_their_pinyin(site: Path) -> None:
    assert [initial(title) for title in ("网格", "“一张网”", "双报到", "3D展厅", "订单农业")] == [
        "W",
        "Y",
        "S",
        "#",
        "D",
    ]
    index = page(site, "term/")
    letters = [text(heading) for heading in index.cssselect("h2.hk-letter__name")]
    assert letters == sorted(letters)
    catalogue = load_catalogue(REPOSITORY)[0]
    assert len(index.cssselect("dl.hk-terms > div")) == len(catalogue.of_kind("term")) >= 30
    for letter, entries in by_initial(catalogue.of_kind("term")):
        assert {initial(entry.model.title) for entry in entries} == {letter}
