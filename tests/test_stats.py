"""Statistics: the sums are right, and the page says them in tables."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from conftest import REPOSITORY, Project
from hongke.load.catalogue import load_catalogue
from hongke.model.course import Course
from hongke.pages.stats import statistics
from pages_html import page, text

CATALOGUE = load_catalogue(REPOSITORY)[0]
STATS = statistics(CATALOGUE)
COURSES = [entry.model for entry in CATALOGUE.of_kind("course") if isinstance(entry.model, Course)]


def test_hours_by_method_add_up_to_all_hours() -> None:
    total = sum((course.hours for course in COURSES), Decimal(0))
    assert abs(sum((bar.value for bar in STATS.hours_by_method), Decimal(0)) - total) < 1
    for course in COURSES:
        assert abs(sum(course.hours_by_method.values()) - course.hours) < Decimal("1e-20")


def test_categories_count_those_below_them() -> None:
    bars = {bar.word.title: bar.value for bar in STATS.hours_by_category}
    below = [word.title for word in CATALOGUE.vocabularies["category"].children("competence")]
    own = sum(course.hours for course in COURSES if course.category == "competence")
    assert bars["履职能力培训"] == own + sum(bars.get(title, Decimal(0)) for title in below)


def test_coverage_counts_courses_of_an_audience_and_a_theme() -> None:
    row = next(row for row in STATS.coverage.rows if row.word.title == "党员")
    column = [word.title for word in STATS.coverage.columns].index("国家安全")
    assert row.counts[column] == sum(
        "members" in course.audience and "national-security" in course.themes for course in COURSES
    )
    assert any(not any(row.counts) for row in STATS.coverage.rows), "an audience without a course is a gap that shows"


def test_only_figures_of_one_unit_stand_side_by_side() -> None:
    assert STATS.comparable
    for comparison in STATS.comparable:
        unit, rows = comparison.unit, comparison.rows
        assert {row.indicator.unit for row in rows} == {unit}
        assert len({row.entry.address for row in rows}) > 1
        assert [row.indicator.value for row in rows] == sorted((row.indicator.value for row in rows), reverse=True)


def test_an_entry_that_nothing_refers_to_is_listed(project: Project) -> None:
    project.write("courses/platform/x.yml", "title: 平台\nsummary: 平台。\nuse: 用途。\n")
    found = statistics(load_catalogue(project.root)[0])
    assert [entry.address for entry in found.unlinked] == ["platform/x"]


def test_every_bar_says_its_figure_in_a_table(site: Path) -> None:
    document = page(site, "stats/")
    bars = document.cssselect("table.hk-bars tbody tr")
    assert len(bars) > 20
    for bar in bars:
        assert len(bar.cssselect("th[scope=row]")) == 1
        assert any(character.isdigit() for character in text(bar.cssselect("td")[-1]))
        assert float(bar.cssselect("rect")[0].get("width")) <= 100


def test_an_empty_catalogue_has_statistics_too(tmp_path: Path) -> None:
    (tmp_path / "courses").mkdir()
    (tmp_path / "docs").mkdir()
    found = statistics(load_catalogue(tmp_path)[0])
    assert found.totals[0][0] == 0
    assert found.comparable == ()
