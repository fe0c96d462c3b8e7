"""The pages of a built site as every engine is to search them, and as answers are judged: title and blocks of text."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import html

SKIPPED = ("nav", "svg", "script", "style", "button", "select", "template", ".hk-sample", "a.headerlink", "[hidden]")
"""What of a page's article is no content (CSS selectors)."""
HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ],
)
_LATIN = re.compile(r"[A-Za-z]+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Page:
    """One page: its title, the blocks of its text, the file it was read from, and its article as HTML without the title."""

    address: str
    title: str
    blocks: tuple[str, ...]
    source: Path | None = field(default=None, compare=False)
    article: str = field(default="", repr=False, compare=False)

    @cached_property
    def held(self) -> str:
        """What it holds for the judge: folded, without white space, a line a block, the title first."""
        return "\n".join(map(bare, (self.title, *self.blocks)))

    @cached_property
    def latin(self) -> frozenset[str]:
        """Its Latin words in lower case."""
        return frozenset(word.lower() for text in (self.title, *self.blocks) for word in _LATIN.findall(text))


def bare(text: str) -> str:
    """Return a text as the judge compares it: compatibility forms and case folded, white space removed."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).lower())


def normal(address: str) -> str:
    """Return an address without anchor, slashes at its ends and `index.html`, so that engines' answers can be compared."""
    path = address.split("#")[0].split("?")[0].strip("/")
    return path.removesuffix("index.html").removesuffix(".html").strip("/")


def read_site(site: Path) -> list[Page]:
    """Return every page that can be searched, in the order of the addresses; those marked noindex are not."""
    found = (read_page(path, path.relative_to(site).as_posix()) for path in sorted(site.rglob("*.html")))
    return [page for page in found if page]


def read_page(path: Path, name: str) -> Page | None:
    """Read one file; None if it is no page of content."""
    root = html.fromstring(path.read_text("utf-8"))
    articles = root.xpath("//article")
    robots = root.xpath("//meta[@name='robots']/@content")
    if not articles or name == "404.html" or any("noindex" in value for value in robots):
        return None
    article = copy.deepcopy(articles[0])
    for selector in SKIPPED:
        for node in article.cssselect(selector):
            node.drop_tree()
    heads = article.xpath(".//h1")
    title = tidy(heads[0].text_content()) if heads else tidy(root.findtext(".//title") or "")
    for head in heads[:1]:
        head.drop_tree()
    inner = html.tostring(article, encoding="unicode", with_tail=False)
    return Page(normal(name), title, tuple(blocks(article)), path, inner)


def tidy(text: str) -> str:
    """Return a text on one line."""
    return _SPACE.sub(" ", text).strip()


def blocks(node: Any) -> list[str]:
    """Return the text of each block below a node: inline elements do not part a block, all others do."""
    found = "".join(_pieces(node)).split("\0")
    return [text for text in map(tidy, found) if text]


def _pieces(node: Any) -> Iterator[str]:
    if not isinstance(node.tag, str):
        return
    edge = "" if node.tag in _INLINE else "\0"
    yield edge
    yield node.text or ""
    for child in node:
        yield from _pieces(child)
        yield child.tail or ""
    yield edge
