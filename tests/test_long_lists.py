"""Lists that are too long for one page: what is left out there is reached by links, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from conftest import TOOLS, needs
from generator import generate
from hongke.catalogue import Catalogue
from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import build_site
from hongke.pages import catalogues, comparisons, indexes, lists, words
from hongke.pages.facets import FACETS
from hongke.pages.stats import statistics
from pages_html import links, page, text

pytestmark = pytest.mark.site
ROOT = "region/inner-mongolia"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a catalogue of moderate size whose lists go on in further pages sooner than those of a real one do."""
    folder = tmp_path_factory.mktemp("long") / "c"
    generate(folder, entries=700, characters=100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "A_LIST_PAGE", 100)
        patch.setattr(indexes, "AN_INDEX_PAGE", (20, 30))
        patch.setattr(catalogues, "ALL_ON_THE_PAGE", 12)
        patch.setattr(catalogues, "FIRST_CHOICES", 8)
        patch.setattr(words, "ALL_ON_THE_PAGE", 60)
        patch.setattr(comparisons, "A_TABLE_PAGE", 40)
        assert build_site(folder, None, strict=True) == 0
    return folder


@pytest.fixture(scope="module")
def built(root: Path) -> Path:
    return root / "site"


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    return load_catalogue(root)[0]


@pytest.fixture(scope="module")
def where(built: Path, serve: Callable[[Path], str]) -> str:
    return serve(built)


def entries_from(built: Path, catalogue: Catalogue, start: str, further: str) -> set[str]:
    """Return the entries linked from a page and from the pages that links lead on to, whose addresses begin with `further`."""
    seen: set[str] = set()
    waiting, found = [start], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        for link in links(built, address):
            if link.startswith(further):
                waiting.append(link)
            elif catalogue.get(link.rstrip("/")):
                found.add(link.rstrip("/"))
    return found


def test_the_page_of_a_word_leads_to_everything_that_carries_it(built: Path, catalogue: Catalogue) -> None:
    long = 0
    for vocabulary in catalogue.vocabularies.values():
        for slug in vocabulary.words:
            carrying = {entry.address for entry in catalogue.with_word(vocabulary.name, slug)}
            address = f"{vocabulary.name}/{slug}"
            assert entries_from(built, catalogue, f"{address}/", f"{address}/all/") == carrying, address
            long += (built / address / "all").is_dir()
    assert long > 10


def test_an_index_leads_to_every_entry_of_its_kind(built: Path, catalogue: Catalogue) -> None:
    for kind in ("term", "site", "lecturer", "case", "course"):
        entries = {entry.address for entry in catalogue.of_kind(kind)}
        assert entries_from(built, catalogue, f"{kind}/", f"{kind}/all/") >= entries
        assert (built / kind / "all/2").is_dir()


def test_the_page_of_a_word_holds_few_cards_and_says_how_many_there_are(built: Path, catalogue: Catalogue) -> None:
    document = page(built, f"{ROOT}/")
    for section in document.cssselect("section.hk-section"):
        kind = section.get("aria-labelledby").removeprefix("k-")
        total = sum(entry.kind.name == kind for entry in catalogue.with_word(*ROOT.split("/")))
        shown = len(section.cssselect("[data-address]"))
        assert shown == min(total, words.FIRST_OF_A_KIND)
        assert (f"这里是前 {shown} " in text(section)) == (shown < total)
    assert document.cssselect(".hk-goon")


def test_letters_lead_to_the_page_they_stand_on(built: Path, catalogue: Catalogue) -> None:
    letters = page(built, "term/").cssselect(".hk-letters a")
    assert len(letters) > 3
    for letter in letters:
        target, _, anchor = letter.get("href").partition("#")
        address = "term/" if not target else re.sub(r"^\.\./", "", target)
        headings = page(built, address).cssselect(f"#{anchor}")
        assert [text(heading) for heading in headings] == [text(letter)]


def test_statistics_go_on_in_lists_and_tables(built: Path, catalogue: Catalogue) -> None:
    found = statistics(catalogue)
    assert entries_from(built, catalogue, "stats/", "stats/unlinked/") >= {entry.address for entry in found.unlinked}
    assert (built / "stats/unlinked/1").is_dir()
    long = [comparison for comparison in found.comparable if len(comparison.rows) > comparisons.ALL_ROWS]
    assert long
    for comparison in long:
        table = page(built, "stats/").cssselect(f"[aria-labelledby=u-{comparison.number}] tbody tr")
        assert len(table) == comparisons.FIRST_ROWS
        pages = sorted(
            (built / "stats/indicators").glob(f"{comparison.number}-*"), key=lambda path: int(path.name.split("-")[1])
        )
        rows = [row for path in pages for row in page(built, f"stats/indicators/{path.name}/").cssselect("tbody tr")]
        assert [text(row.cssselect("th a")[0]) for row in rows] == [row.indicator.name for row in comparison.rows]
        assert f"stats/indicators/{comparison.number}-1/" in links(built, "stats/")


def test_lists_stay_out_of_search_and_site_map(built: Path) -> None:
    assert page(built, f"{ROOT}/all/1/").cssselect("meta[name=robots][content=noindex]")
    assert f"{ROOT}/all" not in (built / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 768, 1440])
def test_long_lists_are_accessible_and_fit_the_window(browser: Browser, where: str, width: int, mode: Any) -> None:
    axe = Path(needs("axe-core (npm ci --prefix tests/tools)", TOOLS / "axe-core/axe.min.js")).read_text("utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=mode)
    tab = context.new_page()
    found: list[str] = []
    for address in (
        f"{ROOT}/",
        f"{ROOT}/all/1/",
        "term/",
        "term/all/2/",
        "site/all/2/",
        "stats/",
        "stats/unlinked/1/",
        "stats/indicators/1-1/",
        "course/",
    ):
        tab.goto(where + address)
        tab.evaluate(axe)
        said = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [f"{address} {one['id']} {node['target']}" for one in said["violations"] for node in one["nodes"]]
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{address} is wider than the window")
    context.close()
    assert found == []


def test_without_scripts_the_keyboard_comes_to_the_list(browser: Browser, where: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{where}{ROOT}/")
    section = tab.locator("section[aria-labelledby=k-case]")
    assert section.get_by_role("link", name="继续筛选这些典型案例").is_hidden()
    section.get_by_role("link", name="列出全部典型案例").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/all/*/#k-case")
    assert tab.locator("#k-case").is_visible()
    tab.get_by_role("link", name="下一页").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/all/\d+/$"))
    context.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context.new_page()
    assert errors == []
    context.close()


def test_a_words_cards_go_on_in_the_catalogue_page(tab: Any, where: str, catalogue: Catalogue) -> None:
    tab.goto(f"{where}{ROOT}/")
    tab.get_by_role("link", name="继续筛选这些典型案例").click()
    tab.locator("[data-hk-results][data-done]").wait_for(state="attached")
    assert tab.url.endswith("case/?region=inner-mongolia")
    total = sum(entry.kind.name == "case" for entry in catalogue.with_word(*ROOT.split("/")))
    assert tab.locator(".hk-toolbar__count").inner_text() == f"共 {total} 个典型案例"


def test_a_facet_of_many_choices_is_made_when_it_is_opened(tab: Any, where: str, catalogue: Catalogue) -> None:
    tab.goto(f"{where}course/")
    tab.locator("[data-hk-results][data-done]").wait_for(state="attached")
    choices = tab.locator("[data-hk-form] input[name=site]")
    assert choices.count() == 8
    tab.locator("summary", has_text="现场教学点").click()
    facet = next(facet for facet in FACETS["course"] if facet.name == "site")
    used = {value for entry in catalogue.of_kind("course") for value in facet.values(entry)}
    expect(choices).to_have_count(len(used))
    last = choices.last
    value, title = last.get_attribute("value"), last.locator("xpath=following-sibling::span[1]").text_content()
    assert title == catalogue.entries[f"site/{value}"].model.title
    count = int(tab.locator(f"label:has(input[name=site][value={value}]) [data-hk-n]").text_content())
    last.check()
    expect(tab.locator(".hk-toolbar__count b")).to_have_text(str(count))
    # The address alone brings the same: the choice is made, marked and named.
    tab.reload()
    expect(tab.locator(".hk-toolbar__count b")).to_have_text(str(count))
    assert tab.get_by_role("button", name=f"去掉条件：{title}").is_visible()
