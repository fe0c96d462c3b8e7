"""The site map without MkDocs: our own template, filled as MkDocs fills it; good where a first build has given the same."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment
from msgspec import Struct

from hongke.pages.page import Page
from hongke.shell.head import Heads, day

PATH = "sitemap.xml"


class _Shown(Struct, frozen=True):
    """A page as the template asks for it."""

    canonical_url: str | None
    abs_url: str | None
    update_date: str
    meta: dict[str, Any]
    is_link: bool = False


def template() -> Path:
    """Return the file of our template."""
    return Path(str(resources.files("hongke") / "theme" / PATH))


def sitemap(pages: Iterable[Page], heads: Heads) -> tuple[bytes, bytes]:
    """Return the site map of pages in the order of the build, and the same as gzip, dated by the latest page."""
    shown = []
    for page in pages:
        facts = heads.facts(page)
        meta = {"noindex": True} if page.noindex else {}
        shown.append({"page": _Shown(facts["canonical_url"], facts["abs_url"], day(page), meta)})
    text = template().read_text("utf-8")
    # As MkDocs' own environment; what goes into the template is escaped there.
    made = Environment(autoescape=False).from_string(text).render(pages=shown).encode("utf-8")  # noqa: S701
    latest = max((one["page"].update_date for one in shown), default="1980-01-01")
    moment = int(datetime.fromisoformat(latest).replace(tzinfo=UTC).timestamp())
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, filename=PATH, mode="wb", mtime=moment) as stream:
        stream.write(made)
    return made, packed.getvalue()
