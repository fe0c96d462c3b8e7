"""Old addresses: a small page at each alias that leads to where the entry stands now."""

from __future__ import annotations

from collections.abc import Iterator

from hongke.assets import Asset
from hongke.links import localise
from hongke.pages.site import Site


def redirects(site: Site) -> Iterator[Asset]:
    """Give a redirect for every alias of an entry that has a page."""
    for alias, address in site.catalogue.aliases.items():
        entry = site.catalogue.entries[address]
        url = site.links.url(alias)
        html = site.templates.render("redirect.html.j2", e=entry)
        path = f"{url}index.html" if site.links.directory_urls else url
        yield Asset(path=path, content=localise(html, url).encode("utf-8"))
