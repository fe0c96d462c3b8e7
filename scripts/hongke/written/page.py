"""A page of the site as a Markdown file: front matter, then its content with links to other such files."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import yaml
from bs4 import BeautifulSoup

from hongke.catalogue import Catalogue, Entry
from hongke.leaves import leaves
from hongke.links import INTERNAL
from hongke.pages.page import Page
from hongke.written.document import plain_document
from hongke.written.markdown import markdown

_TOOLS = frozenset({"search"})
"""Addresses of pages that hold nothing without our scripts; another renderer has a search of its own."""
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def is_written(page: Page) -> bool:
    """Whether the page is put on disk for another renderer."""
    return page.address not in _TOOLS


def written_page(page: Page, catalogue: Catalogue, targets: Mapping[str, str]) -> str:
    """Return the Markdown file of a page.

    `targets` gives for each URL of the site, relative to its root, the file that stands for it, relative to `docs/`; a link
    to anything else becomes its text.
    """
    soup = plain_document(page.make().html)
    _link_files(soup, page.src, targets)
    entry = catalogue.get(page.address)
    head: dict[str, Any] = {"title": page.title, "description": " ".join(page.description.split())}
    if tags := tags_of(entry, catalogue) if entry else []:
        head["tags"] = tags
    if page.updated:
        head["date"] = page.updated
    text = yaml.dump(head, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n\n{markdown(soup)}"


def tags_of(entry: Entry, catalogue: Catalogue) -> list[str]:
    """Return the titles of the words that an entry carries, and its own tags after them, each once."""
    words = [
        catalogue.word(leaf.word.vocabulary, leaf.text).title for leaf in leaves(entry.model) if leaf.word is not None
    ]
    return list(dict.fromkeys([*words, *entry.model.tags]))


def _link_files(soup: BeautifulSoup, src: str, targets: Mapping[str, str]) -> None:
    folder = posixpath.dirname(src) or "."
    for name, attribute in (("a", "href"), ("img", "src")):
        for tag in soup.find_all(name, attrs={attribute: True}):
            url = str(tag[attribute])
            if not url.startswith(INTERNAL):
                continue
            parts = urlsplit(url.removeprefix(INTERNAL))
            target = targets.get(unquote(parts.path))
            if target is not None:
                path = quote(posixpath.relpath(target, folder))
                tag[attribute] = f"{path}#{unquote(parts.fragment)}" if parts.fragment else path
            elif name == "a":
                tag.unwrap()
            else:
                tag.replace_with(str(tag.get("alt", "")))
