"""What a theme may show of a page beside its content: title, description, addresses, day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct, field

from hongke.links import Links
from hongke.pages.page import Page

TEMPLATE = "hk.html"
"""The template of pages that are not `plain`."""
_META = "meta."
_NO_DAY = date(2000, 1, 1).isoformat()


class Heads(Struct, frozen=True):
    """Gives the facts of each page of a site, with the names that templates know them by.

    `titles` are those that the catalogue's own navigation gives, by the page's source; `site_url` is the site's public
    address, empty where it has none; `edits` has the addresses where hand-written pages are edited, by their source.
    """

    links: Links = field(default_factory=Links)
    site_url: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, str] = field(default_factory=dict)

    def title(self, page: Page) -> str:
        """Return the page's name in the navigation."""
        return self.titles.get(page.src, page.title) if self.titles else page.title

    def url(self, page: Page) -> str:
        """Return the page's URL from the site's root, "" for the home page, as MkDocs writes it."""
        return quote(self.links.url(page.address, index=page.index))

    def facts(self, page: Page) -> dict[str, Any]:
        """Return what templates may read of the page: `title` for page.title, `meta.title` for page.meta.title.

        `content` is not among them.
        """
        found = _named_meta(page)
        found["title"] = self.title(page)
        found["url"] = url = self.url(page)
        found["update_date"] = day(page)
        found["canonical_url"] = found["abs_url"] = None
        found["edit_url"] = self.edits.get(page.src) if self.edits else None
        if self.site_url:
            base = self.site_url if self.site_url.endswith("/") else f"{self.site_url}/"
            found["canonical_url"] = canonical = urljoin(base, url)
            found["abs_url"] = urlsplit(canonical).path
        return found


def meta(page: Page) -> dict[str, Any]:
    """Return the page's front matter. MkDocs' Jinja does not autoescape: what goes into the head is escaped here."""
    return {name.removeprefix(_META): value for name, value in _named_meta(page).items()}


def _named_meta(page: Page) -> dict[str, Any]:
    """Return the front matter with the names that templates know it by."""
    found: dict[str, Any] = {"meta.title": _escape(page.title), "meta.description": _escape(page.description)}
    if not page.plain:
        found["meta.template"] = TEMPLATE
        found["meta.hide"] = ["navigation", "toc"]
    if page.noindex:
        found["meta.noindex"] = True
    return found


def day(page: Page) -> str:
    """Return the day of the page's last change; the sitemap must not change with the day of the build."""
    return page.updated.isoformat() if page.updated else _NO_DAY


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
