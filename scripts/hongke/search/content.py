"""A page's fragment to what is searched: title, blocks of text, and where each heading stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from hongke.search.terms import HAN

# The fragment is our own templates' and nh3's HTML: tags are closed, `>` in attributes is escaped, none of these nests.
_SKIPPED = re.compile(
    r"<(svg|nav|form|script|style|button|select|template|h1)\b.*?</\1>|<!--.*?-->|<span class=\"hk-sample\".*?</span>",
    re.DOTALL,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr)(?:\s[^>]*)?/?>"
)
_HEADING = re.compile(r"<h[2-6]\b[^>]*?\bid=\"([^\"]*)\"[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[\s\x00-\x1f]+")
_BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")
_LINE = re.compile(r" ?(?:\n ?)+")
_MARK = "\x01"


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
    plain = _SPACE.sub(" ", _SKIPPED.sub("", html))
    plain = _INLINE.sub("", plain)
    plain = _HEADING.sub(lambda found: f"\n{_MARK}{found[1]}{_MARK}", plain)
    plain = unescape(_TAG.sub("\n", plain)).replace("\xa0", " ")
    lines: list[str] = []
    headings: list[tuple[int, str, int]] = []
    at = 0
    for block in _LINE.split(_BESIDE_HAN.sub("", plain)):
        line = block.strip()
        if line[:1] == _MARK:
            anchor, line = line[1:].split(_MARK, 1)
            line = line.strip()
            if line:
                headings.append((at, anchor, len(line)))
        if line:
            lines.append(line)
            at += len(line) + 1
    return Content(tidy(title), "\n".join(lines), tuple(headings))


def tidy(text: str) -> str:
    """Return a text on one line, without the white space that stands beside a Han character."""
    return _BESIDE_HAN.sub("", _SPACE.sub(" ", text).strip())
