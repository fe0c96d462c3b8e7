"""A page's fragment to what is searched: title, blocks of text, and where each heading stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from hongke.search.terms import is_han

_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ID = re.compile(r'\bid="([^"]*)"')
_SKIPPED = frozenset(["nav", "svg", "script", "style", "button", "select", "template", "h1"])
_VOID = frozenset(["br", "hr", "img", "wbr", "input", "source", "col", "link", "meta", "use", "path", "rect"])
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "wbr",
        "time",
        "ins",
        "del",
    ]
)
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Content:
    """What of a page is searched.

    `text` has a line a block; `headings` gives, for each heading with an id, its place in the text, the id, and its length.
    """

    title: str
    text: str
    headings: tuple[tuple[int, str, int], ...]


def content_of(title: str, html: str) -> Content:
    """Take the searched text out of a page's fragment: no navigation, no icons, no scripts; the title stands apart."""
    blocks: list[str] = []
    headings: list[tuple[int, str, int]] = []
    block: list[str] = []
    length = depth = 0
    skipping: int | None = None
    heading: tuple[str, int] | None = None

    def finish() -> None:
        nonlocal length, heading
        line = tidy("".join(block))
        block.clear()
        if line:
            if heading and heading[0]:
                headings.append((length, heading[0], len(line)))
            blocks.append(line)
            length += len(line) + 1
        heading = None

    for token in _TOKEN.findall(html):
        if token[0] != "<":
            if skipping is None:
                block.append(unescape(token))
            continue
        tag = _TAG.match(token)
        if not tag:
            continue
        name = tag[2].lower()
        if skipping is None and name not in _INLINE:
            finish()
        if name in _VOID or token.endswith("/>"):
            continue
        if tag[1]:
            if skipping == depth:
                skipping = None
            depth -= 1
        else:
            depth += 1
            if skipping is None and (name in _SKIPPED or "hk-sample" in token):
                skipping = depth
            elif skipping is None and name in _HEADINGS:
                found = _ID.search(token)
                heading = (unescape(found[1]) if found else "", depth)
    finish()
    return Content(tidy(title), "\n".join(blocks), tuple(headings))


def tidy(text: str) -> str:
    """Return a block on one line, without the white space that stands beside a Han character."""
    words = _SPACE.split(text.strip())
    out = words[0]
    for word in words[1:]:
        beside_han = is_han(out[-1:]) or is_han(word[:1])
        out += word if beside_han else f" {word}"
    return out
