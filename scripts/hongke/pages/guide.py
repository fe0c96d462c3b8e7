"""Pages of the author's guide that come from the program itself."""

from __future__ import annotations

from collections.abc import Iterator

from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site
from hongke.problems import CODES


def problem_codes(site: Site) -> Iterator[Page]:
    """Give the page that lists every code, where the catalogue has an author's guide."""
    if not any(page.path.startswith("guide/") for page in site.catalogue.pages):
        return
    yield Page(
        address="guide/codes",
        title="检查代码一览",
        description="hongke check 报出的每个代码是什么意思。",
        tab="guide",
        plain=True,
        updated=site.catalogue.latest,
        make=lambda: Fragment(site.templates.render("codes.html.j2", codes=CODES)),
    )
