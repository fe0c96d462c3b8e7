"""A page's fragment to what is searched: title, blocks of text, and where each heading stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from hongke.search.terms import HAN

# The fragment is our own templates' and nh3's HTML: tags are closed, `<` and `>` in attributes are escaped, and none of the
# skipped elements stands in one of its own name.
_INLINE = ("a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "strong", "sub", "sup",
           "time", "u", "wbr", "/span")  # fmt: skip
_SKIPPED = ("svg", "nav", "form", "script", "style", "button", "select", "template", "h1")
_SAMPLE = ' class="hk-sample"'
_TAG = re.compile(r"<(/?[a-zA-Z0-9]+)([^>]*)>")
_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ID = re.compile(r" id=\"([^\"]*)\"")
_BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")
_ANCHOR, _BLOCK = "\x01", "\x02"
# What a tag does, by its name: nothing, skip all until another one, or look at its attributes. The others part blocks.
_NOTHING, _LOOK = "", "?"
_MEANINGS = {
    **{name: _NOTHING for inline in _INLINE for name in (inline, f"/{inline}")},
    **{name: f"/{name}" for name in _SKIPPED},
    **dict.fromkeys(("span", "h2", "h3", "h4", "h5", "h6"), _LOOK),
}


@dataclass(frozen=True, slots=True)
class Content:
    """What of a page is searched.

    `text` has a line a block; `headings` gives, for each heading with an id, its place in the text, the id, and its length.
    `headline` is the page's own first heading where it says something else than the title; it is the text's first line.
    """

    title: str
    text: str
    headings: tuple[tuple[int, str, int], ...]
    headline: str = ""


def content_of(title: str, html: str) -> Content:
    """Take the searched text out of a page's fragment: no navigation, no icons, no scripts; the title stands apart."""
    plain = " ".join(unescape(_with_marks(html)).split())
    title = tidy(title)
    headline = _headline(html)
    if headline in title:
        headline = ""
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


def _headline(html: str) -> str:
    found = _H1.search(html)
    return tidy(unescape(_TAG.sub("", found[1]))) if found else ""


def _with_marks(html: str) -> str:
    """Return the text of a fragment with a mark where a block begins or ends, and the ids of headings between marks."""
    if "<!--" in html:
        html = _COMMENT.sub("", html)
    if _ANCHOR in html or _BLOCK in html:
        html = html.replace(_ANCHOR, " ").replace(_BLOCK, " ")
    pieces = _TAG.split(html)
    found = [pieces[0]]
    until = ""
    for name, attributes, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        if until:
            if name != until:
                continue
            until = ""
        else:
            meaning = _MEANINGS.get(name, _BLOCK)
            if meaning is _BLOCK:
                found.append(_BLOCK)
            elif meaning is _LOOK:
                if name != "span":
                    heading = _ID.search(attributes)
                    found.append(f"{_BLOCK}{_ANCHOR}{heading[1]}{_ANCHOR}" if heading else _BLOCK)
                elif attributes.startswith(_SAMPLE):
                    until = "/span"
                    continue
            elif meaning:
                until = meaning
                continue
        found.append(text)
    return "".join(found)


def tidy(text: str) -> str:
    """Return a text on one line, without the white space that stands beside a Han character."""
    return _BESIDE_HAN.sub("", " ".join(text.split()))
