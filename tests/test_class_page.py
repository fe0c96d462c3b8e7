"""A class's page in a browser: sessions past and next by the reader's clock in Beijing time, its links, its sheets on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import TOOLS, Project, needs
from hongke.build import build
from hongke.links import Links
from hongke.mkdocs_site import build_site
from hongke.model.meeting import MEETING_TYPES, RECORD_FIELDS
from pages_html import page
from test_class_calendar import CLASS

pytestmark = pytest.mark.site
GRID = "class/grid-workshop-sample/"
SHEETS = [f"{GRID}sign-in/", f"{GRID}evaluation/", "records/members/", "records/party-day/"]
LIST = ".hk-unit[data-hk-ends]"
TABLE = ".hk-timetable [data-hk-ends]"


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        opened.append(browser.new_context(**options))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def states(tab: Page, where: str = LIST) -> list[str]:
    """Return the words on the sessions, in order."""
    found: list[str] = tab.eval_on_selector_all(
        where,
        "all => all.map(each => { const mark = each.querySelector('.hk-when'); return mark.checkVisibility() ? mark.textContent : '' })",
    )
    return found


def at(tab: Page, address: str, moment: str) -> list[str]:
    """Open the page at a moment in Beijing."""
    tab.clock.set_fixed_time(datetime.fromisoformat(f"{moment}+08:00"))
    tab.goto(address)
    # The script is fetched after the page: on a busy machine it comes later than the page's own end of loading.
    tab.wait_for_selector("[data-hk-state]", state="attached")
    return states(tab)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Pacific/Auckland"])
def test_sessions_are_past_by_the_clock_in_beijing_wherever_the_reader_is(
    context: Callable[..., BrowserContext], address: str, zone: str
) -> None:
    tab = context(timezone_id=zone).new_page()
    before = at(tab, address + GRID, "2027-04-12T23:59:00")
    assert before == ["下一课"] + [""] * 11
    second_day = at(tab, address + GRID, "2027-04-14T09:50:00")
    assert second_day == ["已结束"] * 5 + ["下一课"] + [""] * 6
    assert states(tab, TABLE) == second_day, "the overview says the same"
    during = at(tab, address + GRID, "2027-04-14T10:00:00")
    assert during == ["已结束"] * 5 + ["进行中", "下一课"] + [""] * 5
    assert at(tab, address + GRID, "2027-04-15T16:29:59")[-2:] == ["已结束", "进行中"]
    assert at(tab, address + GRID, "2027-04-15T16:30:00") == ["已结束"] * 12


def test_a_page_left_open_is_marked_anew(context: Callable[..., BrowserContext], address: str) -> None:
    tab = context().new_page()
    tab.clock.install(time=datetime.fromisoformat("2027-04-13T08:50:00+08:00"))
    tab.goto(address + GRID)
    first, second = tab.locator(f"{LIST} .hk-when").nth(0), tab.locator(f"{LIST} .hk-when").nth(1)
    expect(first).to_have_text("下一课")
    tab.clock.run_for("11:00")
    expect(first).to_have_text("进行中")
    expect(second).to_have_text("下一课")
    tab.clock.run_for("30:00")
    expect(first).to_have_text("已结束")
    # A laptop that slept: the clock has gone on, and the page is looked at again.
    tab.clock.fast_forward("24:00:00")
    expect(tab.locator(f"{LIST} .hk-when").nth(3)).to_have_text("已结束")


def test_without_javascript_nothing_is_marked_and_nothing_is_missing(
    context: Callable[..., BrowserContext], address: str
) -> None:
    tab = context(java_script_enabled=False).new_page()
    tab.goto(address + GRID)
    assert tab.locator(LIST).count() == 12
    assert tab.locator(".hk-when:visible").count() == 0
    assert tab.locator("[data-hk-print]:visible").count() == 0, "a button that does nothing is not shown"
    assert tab.locator(".hk-ics a:visible").count() == 12


@pytest.fixture
def slots_only(project: Project) -> Project:
    """A class whose sessions give slots and few hours."""
    project.write("courses/class/grid-class.yml", CLASS)
    return project


def test_slots_without_hours_end_with_the_slot(
    slots_only: Project, context: Callable[..., BrowserContext], serve: Callable[[Path], str]
) -> None:
    assert build_site(slots_only.root, None, strict=True) == 0
    address = f"{serve(slots_only.root / 'site')}class/grid-class/"
    tab = context().new_page()
    assert at(tab, address, "2027-04-13T17:59:00") == ["已结束", "下一课", "", ""]
    assert at(tab, address, "2027-04-13T18:00:00") == ["已结束", "已结束", "下一课", ""]
    assert at(tab, address, "2027-04-13T19:00:00") == ["已结束", "已结束", "进行中", "下一课"]
    assert at(tab, address, "2027-04-13T23:59:59") == ["已结束", "已结束", "进行中", "下一课"]
    assert at(tab, address, "2027-04-14T00:00:00") == ["已结束", "已结束", "已结束", "下一课"]


def test_marks_and_links_work_opened_from_a_folder(slots_only: Project, context: Callable[..., BrowserContext]) -> None:
    out = slots_only.root / "folder"
    assert build_site(slots_only.root, out, strict=True, portable=True) == 0
    tab = context().new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    assert at(tab, (out / "class/grid-class.html").as_uri(), "2027-04-13T17:59:00") == ["已结束", "下一课", "", ""]
    hrefs = tab.eval_on_selector_all(".hk a[href$='.ics'], .hk a[href$='.xlsx']", "all => all.map(each => each.href)")
    assert len(hrefs) == 6
    for href in hrefs:
        assert Path(href.removeprefix("file://")).is_file(), href
    tab.click("text=签到表")
    tab.wait_for_url("**/class/grid-class/sign-in.html")
    assert errors == []


def test_calendar_links_lead_to_calendars(context: Callable[..., BrowserContext], address: str) -> None:
    tab = context().new_page()
    tab.goto(address + GRID)
    hrefs = tab.eval_on_selector_all(".hk a[href$='.ics']", "all => all.map(each => each.href)")
    assert len(hrefs) == len(set(hrefs)) == 13
    for href in hrefs:
        answer = tab.request.get(href)
        assert answer.ok
        assert answer.body().startswith(b"BEGIN:VCALENDAR\r\n")
    names = tab.eval_on_selector_all(".hk-ics a", "all => all.map(each => each.textContent.trim())")
    assert len(set(names)) == 12, "no two links have one name and different targets"


def test_the_print_button_prints(context: Callable[..., BrowserContext], address: str) -> None:
    tab = context().new_page()
    tab.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1 }")
    for where in (GRID, *SHEETS):
        tab.goto(address + where)
        tab.click("[data-hk-print]")
        assert tab.evaluate("window.printed") == 1, where


def pdf(tab: Page) -> list[tuple[int, int]]:
    """Print the page; return the size of every sheet in millimetres."""
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", tab.pdf(prefer_css_page_size=True, format="A4"))
    return [(round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) for width, height in found]


@pytest.mark.parametrize(("large", "mode"), [(False, "light"), (True, "dark")])
def test_sheets_fill_the_paper_they_are_made_for(
    context: Callable[..., BrowserContext], address: str, large: bool, mode: str
) -> None:
    place = context(color_scheme=mode)
    if large:
        place.add_init_script("localStorage.setItem('hk.large', '1')")
    tab = place.new_page()
    upright, wide = (210, 297), (297, 210)
    for where, sheets in (
        ("records/members/", [upright]),
        ("records/organisational-life/", [upright]),
        ("class/guomen-two-day-sample/sign-in/", [upright] * 2),
        (f"{GRID}sign-in/", [wide] * 3),
        (f"{GRID}evaluation/", [wide] * 2),
    ):
        tab.goto(address + where)
        assert pdf(tab) == sheets, where


def test_paper_is_black_on_white_without_the_sites_head_and_foot(
    context: Callable[..., BrowserContext], address: str
) -> None:
    tab = context(color_scheme="dark", viewport={"width": 1440, "height": 900}).new_page()
    for where in SHEETS:
        tab.goto(address + where)
        tab.emulate_media(media="print", color_scheme="dark")
        colours = tab.eval_on_selector_all(
            ".hk-grid :is(th, td), .hk-sheet__title",
            "all => [...new Set(all.flatMap(each => { const style = getComputedStyle(each); return [style.color, style.backgroundColor] }))]",
        )
        assert set(colours) <= {"rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"}, where
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        for hidden in (".md-header", ".md-footer", ".hk-head", ".hk-actions"):
            assert tab.locator(hidden).first.is_hidden(), f"{where} {hidden}"
        assert tab.locator(".hk-sheet__title").first.is_visible()
        heads = tab.eval_on_selector_all(".hk-grid thead", "all => all.map(each => getComputedStyle(each).display)")
        assert set(heads) <= {"table-header-group"}, "the header row comes again on every sheet"
        tab.emulate_media(media="screen", color_scheme="dark")


def test_a_printed_timetable_bears_no_marks_of_the_day_it_was_printed(
    context: Callable[..., BrowserContext], address: str
) -> None:
    tab = context().new_page()
    at(tab, address + GRID, "2027-04-14T10:00:00")
    assert tab.locator(".hk-when:visible").count() == 14
    tab.emulate_media(media="print")
    assert tab.locator(".hk-when:visible, .hk-ics:visible, .hk-actions:visible").count() == 0


@pytest.mark.parametrize(
    ("width", "mode", "large"), [(1440, "light", False), (768, "dark", False), (375, "light", True)]
)
def test_marked_sessions_are_accessible(
    context: Callable[..., BrowserContext], address: str, width: int, mode: str, large: bool
) -> None:
    axe = Path(needs("axe-core (npm ci --prefix tests/tools)", TOOLS / "axe-core/axe.min.js")).read_text("utf-8")
    place = context(viewport={"width": width, "height": 900}, color_scheme=mode)
    if large:
        place.add_init_script("localStorage.setItem('hk.large', '1')")
    tab = place.new_page()
    assert {"已结束", "进行中", "下一课"} <= set(at(tab, address + GRID, "2027-04-14T10:00:00"))
    tab.evaluate(axe)
    result: Any = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [f"{found['id']} {node['target']}" for found in result["violations"] for node in found["nodes"]] == []
    assert not tab.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_sheets_have_the_rows_and_columns_of_the_class(site: Path) -> None:
    sign_in = page(site, f"{GRID}sign-in/")
    assert len(sign_in.cssselect(".hk-grid tbody tr")) == 40
    assert [cell.get("colspan") for cell in sign_in.cssselect(".hk-grid th[scope=colgroup]")] == ["3", "3", "2"]
    evaluation = page(site, f"{GRID}evaluation/")
    heads = [table.cssselect("thead th") for table in evaluation.cssselect(".hk-grid")]
    assert [len(row) - 2 for row in heads] == [3, 4]
    assert all(level in evaluation.text_content() for level in ("非常满意", "满意", "合格", "不满意"))


def test_a_record_has_a_place_for_every_field_and_is_out_of_search_engines(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    for kind in MEETING_TYPES:
        form = page(site, f"records/{kind.slug}/")
        assert [cell.text_content() for cell in form.cssselect(".hk-grid th")] == [
            field.label for field in RECORD_FIELDS
        ]
        assert form.cssselect("meta[name=robots][content=noindex]")
        assert f"records/{kind.slug}" not in sitemap
    assert not page(site, "records/").cssselect("meta[name=robots]")
    for name in ("sign-in", "evaluation"):
        assert page(site, f"{GRID}{name}/").cssselect("meta[name=robots][content=noindex]")
        assert name not in sitemap


def test_a_long_class_goes_on_on_further_sheets_and_a_large_one_says_that_it_is_cut(project: Project) -> None:
    sessions = "".join(
        f"  - {{date: 2027-04-{day:02d}, slot: {slot}, title: 第{day}天{slot}}}\n"
        for day in range(1, 11)
        for slot in ("上午", "下午", "晚上")
    )
    project.write(
        "courses/class/long.yml",
        "title: 长班\nsummary: 十天。\nclass_type: 专题培训班\nstarts: 2027-04-01\nends: 2027-04-10\nquota: 1000\n"
        f"evaluation: [{{name: 理论性, weight: 100}}]\nsessions:\n{sessions}",
    )
    made = {found.address: found for found in build(project.root).pages}
    sign_in = html.fromstring(made["class/long/sign-in"].fragment(Links()).html)
    sheets = sign_in.cssselect(".hk-sheet")
    assert [len(sheet.cssselect("thead th[scope=col]")) - 3 for sheet in sheets] == [9, 9, 9, 3]
    assert {len(sheet.cssselect("tbody tr")) for sheet in sheets} == {300}
    assert "名额 1000 人，多出的请分组另印" in sign_in.text_content()
    evaluation = html.fromstring(made["class/long/evaluation"].fragment(Links()).html)
    counts = [len(sheet.cssselect("thead th")) - 2 for sheet in evaluation.cssselect(".hk-sheet")]
    assert counts == [6, 6, 6, 6, 6], "no session holds a course: all are evaluated"
