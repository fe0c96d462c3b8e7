"""The search page: a form and a place for results; what finds them is `hongke.search` and the modules in the theme."""

from __future__ import annotations

from collections.abc import Iterator

from hongke.kinds import KINDS
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site


def search_page(site: Site) -> Iterator[Page]:
    """Give the search page, which is itself not searched."""
    kinds = [kind for kind in KINDS.values() if site.catalogue.of_kind(kind.name)]
    yield Page(
        address="search",
        index=True,
        title="搜索",
        description="在课程、案例、资料、术语和手册里搜索。",
        noindex=True,
        updated=site.catalogue.latest,
        make=lambda: Fragment(site.templates.render("search.html.j2", kinds=kinds)),
    )
