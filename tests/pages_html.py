"""Reading the built site as a reader would."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html


def page(site: Path, address: str) -> Any:
    """Return the parsed page at an address such as `case/x/` or `404.html`."""
    path = site / address
    return html.fromstring((path / "index.html" if path.is_dir() else path).read_text("utf-8"))


def text(node: Any) -> str:
    """Return a node's text, runs of white space as one space."""
    return re.sub(r"\s+", " ", node.text_content()).strip()


def addresses(site: Path) -> list[str]:
    """Return the address of every page that was built, redirects included."""
    found = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    return sorted(path.removesuffix("index.html") if path.endswith("index.html") else path for path in found)


def links(site: Path, address: str) -> Iterator[str]:
    """Give the addresses inside the site that a page links to."""
    for link in page(site, address).iter("a"):
        target = urlsplit(link.get("href") or "")
        if target.scheme or target.netloc or not target.path:
            continue
        joined = posixpath.normpath(posixpath.join("/", address, unquote(target.path))).lstrip("/")
        yield "" if joined in ("", ".") else joined if Path(joined).suffix else f"{joined}/"
