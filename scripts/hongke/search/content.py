"""A page's fragment to what is searched: title, blocks of text, and where each heading stands."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from msgspec import Struct

from hongke.search.postings import IN_HEADING, IN_TEXT, IN_TITLE
from hongke.search.terms import HAN

# The fragment is our own templates' and nh3's HTML: tags are closed, `<` and `>` in attributes are escaped, and none of the
# skipped elements stands in one of its own name.
_INLINE = ("a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "strong", "sub", "sup",
           "time", "u", "wbr")  # fmt: skip
SKIPPED = ("nav", "form", "script", "style", "button", "select", "template", "h1")
# What it catches is a tag's name, and the attributes of headings alone.
_TAG = re.compile(r"<(h[2-6]\s[^>]*|/?[a-zA-Z0-9]+)[^>]*>")
_NAME = re.compile(r"/?[a-zA-Z0-9]+")
_SKIP = re.compile(rf"<({'|'.join(SKIPPED)})(?=[\s>]).*?</\1[^>]*>", re.DOTALL)
SAMPLE = '<span class="hk-sample"'
_SAMPLES = re.compile(rf"{SAMPLE}.*?</span>", re.DOTALL)
_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ID = re.compile(r" id=\"([^\"]*)\"")
_BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")
_ANCHOR, _BLOCK = "\x01", "\x02"
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
UNPARTED = frozenset(name for inline in (*_INLINE, "span") for name in (inline, f"/{inline}"))


FEW = 16
"""So many pages are sooner read and counted one by one than what does so with many at once is loaded."""


class _Marks(dict[str, str]):
    """Maps what `_TAG` catches to the mark it leaves in the text, worked out when such a tag is first seen."""

    most = 1_024
    """Headings differ on each page: where there are so many, all are forgotten."""

    def __missing__(self, tag: str) -> str:
        if len(self) >= self.most:
            self.clear()
        self[tag] = mark = _mark(tag)
        return mark


def _mark(tag: str) -> str:
    found = _NAME.match(tag)
    name = found[0] if found else ""
    if name in UNPARTED:
        return ""
    heading = ID.search(tag) if name in HEADINGS else None
    return f"{_BLOCK}{_ANCHOR}{heading[1]}{_ANCHOR}" if heading else _BLOCK


_marks = _Marks()


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


def content_of(title: str, html: str) -> Content:
    """Take the searched text out of a page's fragment: no navigation, no icons, no scripts; the title stands apart."""
    plain = " ".join(unescape(_with_marks(html)).split())
    title = tidy(title)
    headline = headline_of(title, html)
    lines = [headline] if headline else []
    headings: list[tuple[int, str, int]] = []
    at = len(headline) + 1 if headline else 0
    for block in plain.split(_BLOCK):
        line = block.strip()
        if not line:
            continue
        anchor = None
        if line[0] == _ANCHOR:
            anchor, line = line[1:].split(_ANCHOR, 1)
            line = line.strip()
        if " " in line:
            line = _BESIDE_HAN.sub("", line)
        if line:
            if anchor is not None:
                headings.append((at, anchor, len(line)))
            lines.append(line)
            at += len(line) + 1
    return Content(title, "\n".join(lines), tuple(headings), headline)


def headline_of(title: str, html: str) -> str:
    """Return a page's own first heading, "" where there is none or its words are in the title."""
    found = _H1.search(html)
    headline = tidy(unescape(_TAG.sub("", found[1]))) if found else ""
    return "" if headline in title else headline


def _with_marks(html: str) -> str:
    """Return the text of a fragment with a mark where a block begins or ends, and the ids of headings between marks."""
    if "<!--" in html:
        html = _COMMENT.sub("", html)
    if _ANCHOR in html or _BLOCK in html:
        html = html.replace(_ANCHOR, " ").replace(_BLOCK, " ")
    # Icons are the most of what is skipped: passing over them so is quicker than the pattern.
    first, *others = html.split("<svg")
    html = first + "".join([other.partition("</svg>")[2] for other in others])
    html = _SKIP.sub("", html)
    if SAMPLE in html:
        html = _SAMPLES.sub("", html)
    pieces = _TAG.split(html)
    pieces[1::2] = map(_marks.__getitem__, pieces[1::2])
    return "".join(pieces)


def tidy(text: str) -> str:
    """Return a text on one line, without the white space that stands beside a Han character."""
    return _BESIDE_HAN.sub("", " ".join(text.split()))


def lines_of(content: Content) -> list[tuple[str, int]]:
    """Return the lines of a page's text and its title, each with the mark of where it stands; no term crosses a line."""
    headings = {start for start, _, _ in content.headings}
    found = []
    at = 0
    for line in content.text.split("\n"):
        found.append((line, IN_HEADING if at in headings else IN_TEXT))
        at += len(line) + 1
    return [*found, (content.title, IN_TITLE)]
