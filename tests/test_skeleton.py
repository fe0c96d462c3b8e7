"""The whole path on the smallest catalogue: from YAML to a page."""

from __future__ import annotations

from lxml import html

from conftest import Project
from hongke.mkdocs_site import build_site


def test_a_course_and_a_case_become_pages(project: Project) -> None:
    assert project.report() == ""
    assert build_site(project.root, None, strict=True) == 0
    course = html.fromstring((project.root / "site/course/grid/index.html").read_bytes().decode("utf-8"))
    assert course.xpath("string(//h1)") == "网格党建实务"
    case = html.fromstring((project.root / "site/case/wangfu-grid/index.html").read_bytes().decode("utf-8"))
    assert "网格党建实务" in case.xpath("string(//aside)")
