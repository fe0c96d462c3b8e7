"""Addresses inside the site, written so that any page can use them: `hk:/course/x/` until the page is known."""

from __future__ import annotations

import re

from msgspec import Struct

INTERNAL = "hk:/"
"""A fragment names pages from the site's root behind this mark; `localise` makes them relative to the page."""
_BEFORE = (' href="', ' src="', ' action="', ' content="0; url=')
"""What stands before an internal link in our HTML; the last is the redirect's."""
_LINK = re.compile(f"{INTERNAL}(?:{'|'.join(f'(?<={re.escape(before + INTERNAL)})' for before in _BEFORE)})")


class Links(Struct, frozen=True):
    """How addresses become URLs: `course/x/` on a server, `course/x.html` where nothing serves directories."""

    directory_urls: bool = True
    base: str = ""
    """The site's public address with a slash at its end; empty where it has none, or where it is opened from a folder."""

    def url(self, address: str, *, index: bool = False) -> str:
        """Return the URL, relative to the site's root, of the page at an address; "" is the home page.

        `index` is true for pages that are a folder's index, such as `course`.
        """
        if self.directory_urls:
            return f"{address}/" if address else ""
        if not address:
            return "index.html"
        return f"{address}/index.html" if index else f"{address}.html"

    def page(self, address: str, *, index: bool = False, anchor: str = "") -> str:
        """Return the internal link to a page."""
        return f"{INTERNAL}{self.url(address, index=index)}{f'#{anchor}' if anchor else ''}"

    def public(self, address: str, *, anchor: str = "") -> str:
        """Return the full URL of a page, for files that leave the site; empty where the site has no public address."""
        return f"{self.base}{self.url(address)}{f'#{anchor}' if anchor else ''}" if self.base else ""

    def file(self, path: str) -> str:
        """Return the internal link to a file below `docs/` or of the theme."""
        return f"{INTERNAL}{path}"


def localise(html: str, url: str) -> str:
    """Make a fragment's internal links relative to the page at `url` (relative to the site's root)."""
    return _LINK.sub("../" * url.count("/") or "./", html)
