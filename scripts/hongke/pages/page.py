"""What a page is: where it stands, what it is called, and how its fragment is made when asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct, field

from hongke.links import Links, localise


class Fragment(Struct, frozen=True):
    """The content of a page: HTML with internal links, and its table of contents as Python-Markdown gives one."""

    html: str
    toc: list[Any] = field(default_factory=list)


class Page(Struct, frozen=True, kw_only=True):
    """A page of the site.

    `address` is the URL without its slash, "" for the home page; `index` marks a folder's index; `tab` is the address of
    the section whose tab is lit; `plain` pages keep Material's own layout with its side bars; `noindex` keeps a page out of
    search and the sitemap. `make` is called once, when the page is written.
    """

    address: str
    title: str
    description: str
    make: Callable[[], Fragment]
    index: bool = False
    tab: str = ""
    plain: bool = False
    noindex: bool = False
    updated: date | None = None

    @property
    def src(self) -> str:
        """Path of the Markdown file that stands for the page, relative to `docs/`."""
        if self.index:
            return f"{self.address}/index.md" if self.address else "index.md"
        return f"{self.address}.md"

    def fragment(self, links: Links) -> Fragment:
        """Make the page's content, its links relative to itself."""
        made = self.make()
        return Fragment(localise(made.html, links.url(self.address, index=self.index)), made.toc)
