"""Pages as fragments: golden ones of a catalogue with every field filled in, and what each page must and must not hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from conftest import REPOSITORY, Project
from golden_cases import updating
from hongke.breaks import WordKeeper
from hongke.build import build
from hongke.links import Links, localise
from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import build_site
from hongke.model.case import Case
from hongke.model.options import Options
from hongke.numerals import number
from hongke.pages.comparisons import comparisons
from hongke.pages.related import Related, keys_of
from hongke.rules.surroundings import generated_files
from hongke.templating import Templates
from pages_html import links, page, text

RICH = Path(__file__).parent / "rich"
GOLDEN = Path(__file__).parent / "golden" / "pages"
GOLDEN_PAGES = [
    "", "course", "course/full", "course/full/teach", "case", "case/full", "case/full/teach", "site/full", "provider/full", "platform/full",
    "term/full", "materials/full", "theme/grassroots-governance", "region", "browse", "about", "programme/full", "class/full",
    "route/full", "lecturer/full", "quiz/full", "rule/full", "term", "stats", "class/full/sign-in", "class/full/evaluation",
    "records", "records/members",
]  # fmt: skip


@pytest.mark.parametrize("address", GOLDEN_PAGES, ids=lambda address: address or "home")
def test_the_page_is_byte_for_byte_the_golden_one(address: str) -> None:
    made = build(RICH)
    assert made.problems == ()
    fragment = next(found for found in made.pages if found.address == address).fragment(Links())
    path = GOLDEN / f"{address.replace('/', '-') or 'home'}.html"
    if updating():
        path.write_text(fragment.html, "utf-8")
    assert fragment.html == path.read_text("utf-8")


def test_pages_are_made_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    render = Templates.render

    def spy(self: Templates, template: str, **context: Any) -> str:
        asked.append(template)
        return render(self, template, **context)

    monkeypatch.setattr(Templates, "render", spy)
    first = next(iter(build(RICH).pages))
    assert asked == []
    first.fragment(Links())
    assert asked == ["home.html.j2"]


def test_links_may_name_every_page_that_is_generated() -> None:
    made = build(REPOSITORY)
    named = generated_files(load_catalogue(REPOSITORY)[0]) | load_catalogue(REPOSITORY)[0].files
    beside = ("/teach", "/sign-in", "/evaluation")
    assert {found.src for found in made.pages if not found.address.endswith(beside)} <= named


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rich") / "site"
    assert build_site(RICH, out, strict=True) == 0
    return out


def test_an_old_address_leads_to_the_new_one(rich: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
    tab = browser.new_page()
    tab.goto(f"{serve(rich)}course/old-full/")
    tab.wait_for_url("**/course/full/")
    tab.close()
    old = page(rich, "course/old-full/")
    assert old.cssselect("meta[name=robots][content=noindex]")
    assert list(links(rich, "course/old-full/")) == ["course/full/"]
    assert "course/old-full" not in (rich / "sitemap.xml").read_text("utf-8")


def test_archived_entries_keep_their_page_and_leave_the_lists(rich: Path) -> None:
    assert "已归档" in text(page(rich, "platform/full/"))
    assert not (rich / "platform/index.html").exists()
    assert "platform/full/" not in links(rich, "browse/")


def test_drafts_are_built_only_when_asked_for(project: Project) -> None:
    project.write("courses/term/new.yml", "title: 新术语\nsummary: 摘要。\ndefinition: 释义。\nstatus: draft\n")
    assert "term/new" not in [found.address for found in build(project.root).pages]
    assert "term/new" in [found.address for found in build(project.root, Options(drafts=True)).pages]


def test_a_case_knows_the_courses_that_use_it(rich: Path) -> None:
    assert "course/full/" in links(rich, "case/full/")
    assert "用到它的课程" in text(page(rich, "case/full/"))


def test_trainers_notes_are_on_the_trainers_page_only(rich: Path) -> None:
    assert "提示甲" not in text(page(rich, "course/full/"))
    assert "提示甲" in text(page(rich, "course/full/teach/"))
    assert "提问甲" not in text(page(rich, "case/full/"))
    assert "提问甲" in text(page(rich, "case/full/teach/"))


def test_examples_are_marked_and_reported_values_are_not(rich: Path) -> None:
    course = page(rich, "course/full/")
    facts = {text(row.find("dt")): row for row in course.cssselect(".hk-facts__list > div")}
    assert facts["学时"].cssselect(".hk-sample")
    assert facts["班额"].cssselect(".hk-sample")
    assert not facts["教学对象"].cssselect(".hk-sample")
    assert not facts["考核方式"].cssselect(".hk-sample")


def test_live_lists_and_links_follow_the_catalogue(rich: Path) -> None:
    about = page(rich, "about/")
    assert [text(item) for item in about.cssselect("ul.hk-live a")] == ["“满”课程：每个字段都写了"]
    assert {"course/full/", "materials/full/", "case/full/"} <= set(links(rich, "about/"))
    assert "[[不是链接]]" in text(page(rich, "materials/full/"))


HOSTILE = "<script>window.hit=1</script><img src=x onerror=window.hit=1>\"'><svg onload=window.hit=1>{{7*7}}"


def test_no_field_of_an_entry_can_carry_script(
    project: Project, browser: Browser, serve: Callable[[Path], str]
) -> None:
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    markdown = json.dumps(
        f"{HOSTILE} [a](javascript:window.hit=1) <a href='javascript:window.hit=1'>b</a><iframe src=/></iframe>",
        ensure_ascii=False,
    )
    for path in ("courses/course/grid.yml", "courses/case/wangfu-grid.yml", "courses/site/guomen.yml"):
        lines = (project.root / path).read_text("utf-8").splitlines()
        lines[0] = f"title: {quoted}"
        lines[1] = f"summary: {quoted}"
        project.write(path, "\n".join(lines) + "\n")
    project.replace(
        "courses/case/wangfu-grid.yml",
        "background: 流动人口多。",
        f"background: {markdown}\ntakeaways: [{quoted}]\ntags: [{quoted}]",
    )
    project.replace("courses/case/wangfu-grid.yml", "name: 党建版报道", f"name: {quoted}")
    project.replace("courses/course/grid.yml", "body: 从一个案例讲起。", f"body: {markdown}")
    project.write(
        "courses/term/x.yml", f"title: {quoted}\nsummary: {quoted}\ndefinition: {markdown}\nsynonyms: [{quoted}]\n"
    )
    project.write(
        "docs/materials/m.md", f"---\ntitle: {quoted}\nsummary: {quoted}\n---\n{HOSTILE}\n\n[[course/grid]]\n"
    )
    assert build_site(project.root, None, strict=True) == 0
    base = serve(project.root / "site")
    tab = browser.new_page()
    for where in (
        "",
        "course/",
        "course/grid/",
        "course/grid/teach/",
        "case/wangfu-grid/",
        "site/guomen/",
        "term/x/",
        "materials/m/",
        "theme/grassroots-governance/",
    ):
        tab.goto(base + where)
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("window.hit") is None, where
        if where:
            assert "49" not in tab.title()
    assert tab.locator("iframe").count() == 0
    assert "<script>window.hit=1</script>" in text(page(project.root / "site", "course/grid/").find(".//h1"))
    tab.close()


def test_internal_links_become_relative_to_the_page() -> None:
    html = '<a href="hk:/course/x/#a">x</a><img src="hk:/a.png"><a href="hk:/">home</a>'
    assert (
        localise(html, "case/y/") == '<a href="../../course/x/#a">x</a><img src="../../a.png"><a href="../../">home</a>'
    )
    assert localise(html, "") == '<a href="./course/x/#a">x</a><img src="./a.png"><a href="./">home</a>'
    assert localise(html, "404.html").startswith('<a href="./course')


def test_addresses_without_directories_end_in_html() -> None:
    portable = Links(directory_urls=False)
    assert [portable.url("course/x"), portable.url("course", index=True), portable.url("", index=True)] == [
        "course/x.html",
        "course/index.html",
        "index.html",
    ]


@pytest.mark.parametrize(
    ("title", "kept"),
    [("守国门、铸忠魂", "守国门"), ("国门边境线上的一堂课", "边境线"), ("“三会一课”与主题党日", "主题党日")],
)
def test_titles_are_never_cut_inside_a_name(title: str, kept: str) -> None:
    cut = str(WordKeeper(["国门", "边境线", "守国门", "主题党日", "三会一课"])(title))
    assert kept in cut
    assert cut.replace("<wbr>", "") == title
    assert "<wbr>、" not in cut
    assert "“<wbr>" not in cut


def test_numbers_are_written_without_needless_zeros() -> None:
    from decimal import Decimal

    assert [number(Decimal(value)) for value in ("4", "4.0", "1.50", "7400", "0.25")] == [
        "4",
        "4",
        "1.5",
        "7400",
        "0.25",
    ]


def test_a_figure_in_a_table_is_the_indicator_of_its_case() -> None:
    rows = [row for comparison in comparisons(load_catalogue(REPOSITORY)[0]) for row in comparison.rows]
    assert {row.indicator.approx for row in rows} > {"none"}
    for row in rows:
        assert isinstance(row.entry.data, Case)
        indicator = row.entry.data.indicators[row.number]
        shown = (row.indicator.name, row.indicator.value, row.indicator.approx, row.indicator.unit)
        assert shown == (indicator.name, indicator.value, indicator.approx, indicator.unit)


def test_related_entries_share_words_and_leave_out_what_is_shown() -> None:
    catalogue = load_catalogue(REPOSITORY)[0]
    related = Related(catalogue)
    grid = catalogue.entries["case/wangfu-grid"]
    found = related.to(grid, keys_of(grid.record))
    assert len(found) == 4
    assert grid.address not in found
    assert found[0] not in related.to(grid, keys_of(grid.record), leave_out=frozenset({found[0]}))
