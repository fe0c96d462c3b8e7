"""The first catalogue against the report: every row, every fact, in its place and with its source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import REPOSITORY
from hongke.load.catalogue import load_catalogue
from pages_html import addresses, links, page, text

DATA = Path(__file__).parent / "data"
REPORT = (DATA / "党建版报道.txt").read_text("utf-8")
ROWS: list[dict[str, Any]] = yaml.safe_load((DATA / "systems.yml").read_text("utf-8"))["rows"]
FACTS = [(row, fact) for row in ROWS for fact in row["facts"]]
RESIDENTS = ("云先生", "黄凤英", "王永祝", "郭春雨", "徐乐", "杜和平", "李女士", "张女士")
APPROX = {"none": ("", ""), "about": ("约", ""), "at_least": ("不低于", ""), "over": ("", "余")}


def address(row: dict[str, Any]) -> str:
    return f"{'materials' if row['kind'] == 'material' else row['kind']}/{row['id']}/"


def test_the_report_has_nineteen_rows_and_twenty_eight_facts() -> None:
    assert (len(ROWS), len(FACTS)) == (19, 28)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_row_has_its_page_which_names_its_parts(row: dict[str, Any], site: Path) -> None:
    body = text(page(site, address(row)))
    for part in (*row.get("parts", ()), *row.get("platforms", ()), *row.get("sites", ()), *row.get("courses", ())):
        wanted = {"述学评学考学": "述学、评学、考学"}.get(part, part)
        assert wanted in body, part


@pytest.mark.parametrize(("row", "fact"), FACTS, ids=lambda value: value.get("id") or value.get("what"))
def test_every_fact_stands_in_its_figure_with_unit_approximation_and_source(
    row: dict[str, Any], fact: dict[str, Any], site: Path
) -> None:
    assert re.sub(r"\s", "", fact["quote"]) in re.sub(r"\s", "", REPORT)
    document = page(site, address(row))
    figures = [
        figure for figure in document.cssselect("dl.hk-figures > div") if text(figure.find("dt")) == fact["what"]
    ]
    assert len(figures) == 1, fact["what"]
    [number] = figures[0].cssselect("dd .hk-num__n")
    [unit] = figures[0].cssselect("dd .hk-num__u")
    before, after = APPROX[fact.get("approx", "none")]
    assert text(number) == str(fact["value"])
    assert text(unit) == after + fact["unit"]
    assert [text(mark) for mark in figures[0].cssselect("dd .hk-figure__approx")] == [
        mark for mark in (before, after) if mark
    ]
    [reference] = figures[0].cssselect("dd a.hk-ref")
    [source] = document.xpath(f"//*[@id='{reference.get('href').removeprefix('#')}']")
    assert "党建版报道" in text(source)
    assert "报道日期不详" in text(source)


def test_a_figure_with_the_wrong_unit_would_be_seen(site: Path) -> None:
    row, fact = FACTS[0]
    with pytest.raises(AssertionError):
        test_every_fact_stands_in_its_figure_with_unit_approximation_and_source(row, {**fact, "unit": "家"}, site)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_row_is_linked_from_a_course_programme_or_material(row: dict[str, Any], site: Path) -> None:
    target = address(row)
    sources = [
        found
        for found in addresses(site)
        if re.match(r"(course|programme|materials)/[^/]+/$", found) and found != target
    ]
    assert any(target in links(site, source) for source in sources)


def test_figures_of_the_catalogue_are_the_reports_own() -> None:
    catalogue, problems = load_catalogue(REPOSITORY)
    assert problems == []
    known = {
        (row["id"], fact["what"], str(fact["value"]), fact.get("approx", "none"), fact["unit"]) for row, fact in FACTS
    }
    found = {
        (entry.id, item.name, str(item.value), item.approx, item.unit)
        for entry in catalogue.entries.values()
        for item in getattr(entry.model, "indicators", ())
    }
    assert found == known


def test_every_quotation_of_a_source_stands_in_the_report() -> None:
    catalogue, _ = load_catalogue(REPOSITORY)
    plain = re.sub(r"[\s“”‘’]", "", REPORT)
    quotes = [
        (entry.address, source.quote)
        for entry in catalogue.entries.values()
        for source in entry.model.sources
        if source.quote
    ]
    assert len(quotes) > 30
    for where, quote in quotes:
        assert re.sub(r"[\s“”‘’]", "", quote) in plain, where


def test_private_residents_are_not_named(site: Path) -> None:
    for found in addresses(site):
        body = page(site, found).text_content()
        assert not [name for name in RESIDENTS if name in body], found


def test_sentences_are_not_the_reports(site: Path) -> None:
    """No run of 40 characters of a page's prose is the report's, quotations of sources left out."""
    report = re.sub(r"[\s,，。、；：]", "", REPORT)
    for found in addresses(site):
        document = page(site, found)
        for quote in document.cssselect("q"):
            quote.getparent().remove(quote)
        for paragraph in document.cssselect("p, li, dd"):
            plain = re.sub(r"[\s,，。、；：]", "", paragraph.text_content())
            for start in range(0, max(len(plain) - 40, 0), 10):
                assert plain[start : start + 40] not in report, f"{found}: {plain[start : start + 40]}"


def test_planned_topics_are_shown_as_planned_and_are_no_courses(site: Path) -> None:
    document = page(site, "provider/manzhouli-guomen-academy/")
    [section] = document.xpath("//section[@aria-labelledby='planned']")
    assert "下一步" in text(section)
    assert [text(item.find(".//b")) for item in section.iter("li")] == ["党性教育", "基层党建实务"]
    given = document.xpath("string(//section[@aria-labelledby='courses'])")
    assert "基层党建实务" not in given


def test_planning_details_of_courses_are_marked(site: Path) -> None:
    catalogue, _ = load_catalogue(REPOSITORY)
    courses = catalogue.of_kind("course")
    assert len(courses) >= 12
    for entry in courses:
        assert entry.model.is_sample("hours"), entry.address
        assert entry.model.is_sample("units.minutes"), entry.address
        document = page(site, f"{entry.address}/")
        strong = document.cssselect(".hk-badge--strong .hk-sample")
        assert strong, entry.address
        assert document.cssselect("section[aria-labelledby=units] .hk-section__note .hk-sample"), entry.address


def test_every_page_is_reached_from_the_home_page_by_links_alone(site: Path) -> None:
    seen = {""}
    queue = [""]
    while queue:
        for target in links(site, queue.pop()):
            if target not in seen and (site / target / "index.html").is_file():
                seen.add(target)
                queue.append(target)
    assert set(addresses(site)) - {"404.html"} <= seen
