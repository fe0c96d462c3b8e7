"""A page's fragment to what is searched: title, blocks of text, and where each heading stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from msgspec import Struct

from hongke.search.marking import ANCHOR, BLOCK, TAG, by_tags
from hongke.search.postings import IN_HEADING, IN_TEXT, IN_TITLE
from hongke.search.terms import HAN

_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")

FEW = 16
"""So many pages are sooner read and counted one by one than what does so with many at once is loaded."""


class Content(Struct, frozen=True):
    """What of a page is searched.

    `text` has a line a block; `headings` gives, for each heading with an id, its place in the text, the id, and its length.
    `headline` is the page's own first heading where it says something else than the title; it is the text's first line.
    """

    title: str
    text: str
    headings: tuple[tuple[int, str, int], ...]
    headline: str = ""


class Searched(NamedTuple):
    """What of a page is counted: its content, and the terms of its sounds."""

    content: Content
    spoken: tuple[str, ...]


class Counted(NamedTuple):
    """What is known of a page once it is counted: how many terms it has; its folded text, where the browser cannot fold it."""

    length: int
    own: str


def content_of(title: str, html: str, marked: Callable[[str], str] = by_tags) -> Content:
    """Take the searched text out of a page's fragment: no navigation, no icons, no scripts; the title stands apart.

    `marked` is `by_tags`, or, of many pages, what does the same (`Marking`).
    """
    plain = " ".join(unescape(marked(html)).split()).replace(f" {BLOCK}", BLOCK).replace(f"{BLOCK} ", BLOCK)
    title = tidy(title)
    headline = headline_of(title, html)
    lines = [headline] if headline else []
    headings: list[tuple[int, str, int]] = []
    at = len(headline) + 1 if headline else 0
    for line in filter(None, plain.split(BLOCK)):
        anchor = None
        if line[0] == ANCHOR:
            anchor, line = line[1:].split(ANCHOR, 1)
            line = line.strip()
        if " " in line:
            line = _closed_up(line)
        if line:
            if anchor is not None:
                headings.append((at, anchor, len(line)))
            lines.append(line)
            at += len(line) + 1
    return Content(title, "\n".join(lines), tuple(headings), headline)


def headline_of(title: str, html: str) -> str:
    """Return a page's own first heading, "" where there is none or its words are in the title."""
    found = _H1.search(html)
    headline = tidy(unescape(TAG.sub("", found[1]))) if found else ""
    return "" if headline in title else headline


def tidy(text: str) -> str:
    """Return a text on one line, without the white space that stands beside a Han character."""
    text = " ".join(text.split())
    return _closed_up(text) if " " in text else text


@lru_cache(maxsize=16_384)
def _closed_up(line: str) -> str:
    return _BESIDE_HAN.sub("", line)


def lines_of(content: Content) -> list[tuple[str, int]]:
    """Return the lines of a page's text and its title, each with the mark of where it stands; no term crosses a line."""
    headings = {start for start, _, _ in content.headings}
    found = []
    at = 0
    for line in content.text.split("\n"):
        found.append((line, IN_HEADING if at in headings else IN_TEXT))
        at += len(line) + 1
    return [*found, (content.title, IN_TITLE)]
