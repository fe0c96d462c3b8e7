"""Clean HTML to the Markdown that an author would write, in which every character means itself."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

_MARKS = re.compile(r"([\\`*_\[])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What begins a heading, a quotation, a list, a definition, a box, a live list or a code block where it begins a line.
_STARTS = re.compile(r"(#|>|[-+](?=\s|-)|:(?=\s)|=(?==)|!(?=!!)|\?(?=\?\?)|/(?=//)|~(?=~~))")
_NUMBER = re.compile(r"(\d+)([.)])(?=\s)")
_ESCAPED = "#>+-!"


class _Converter(MarkdownConverter):
    """Escapes what Python-Markdown and the catalogue's own links and lists would take for marks."""

    def escape(self, text: str, parent_tags: Any) -> str:
        """Escape a piece of text."""
        if not text:
            return ""
        text = _ENTITY.sub("&amp;", _MARKS.sub(r"\\\1", text)).replace("<", "&lt;").replace("{:", "{ :")
        return text.replace("|", "&#124;") if "td" in parent_tags or "th" in parent_tags else text

    def convert_p(self, el: Any, text: str, parent_tags: Any) -> str:
        """Give a paragraph without the blanks that indent it."""
        if "td" in parent_tags or "th" in parent_tags:
            # A cell is one line: its paragraphs are divided by a break that tables take.
            rest = el.find_next_sibling("p") is not None
            return text.strip() + ("<br>" if rest and text.strip() else "")
        lines = [line.strip(" \t\u3000\xa0") for line in text.split("\n")]
        lines = [_started(line) for line in lines if line]
        return "\n\n" + "  \n".join(lines) + "\n\n" if lines else ""

    def convert_li(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - the base class's arguments
        """Give an item with what belongs to it four blanks in, as Python-Markdown wants it."""
        text = text.strip()
        if not text:
            return ""
        before = len(el.find_previous_siblings("li"))
        mark = f"{before + 1}. " if el.parent is not None and el.parent.name == "ol" else "- "
        first, *rest = text.split("\n")
        return "\n".join([mark + first, *(f"    {line}" if line else "" for line in rest)]) + "\n"


def markdown_of(soup: BeautifulSoup) -> str:
    """Return the Markdown of a document, its headings from the second level down."""
    _lower_headings(soup)
    made = _Converter(
        heading_style="ATX", bullets="-", table_infer_header=True, sup_symbol="<sup>", sub_symbol="<sub>"
    ).convert_soup(soup)
    lines = [
        line.rstrip() if not line.endswith("  ") or not line.strip() else f"{line.rstrip()}  "
        for line in made.split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n ") + "\n"


def take_title(soup: BeautifulSoup) -> str:
    """Return the words of the heading that the document begins with, and take it out; "" where it begins otherwise."""
    for element in [child for child in soup.children if isinstance(child, Tag)]:
        text = " ".join(element.get_text().split())
        if not text and element.find("img") is None:
            continue
        if element.name == "h1":
            element.decompose()
            return text
        return ""
    return ""


def first_words(soup: BeautifulSoup, longest: int = 100) -> str:
    """Return the beginning of the first paragraph, to stand as a summary until the author writes one."""
    for paragraph in soup.find_all("p"):
        text = " ".join(paragraph.get_text().split())
        if text and paragraph.find_parent("table") is None:
            return text if len(text) <= longest else f"{text[: longest - 1]}…"
    return ""


def _lower_headings(soup: BeautifulSoup) -> None:
    headings = [tag for tag in soup.find_all(re.compile(r"h[1-6]\Z")) if isinstance(tag, Tag)]
    for tag in headings:
        if not tag.get_text().strip():
            tag.unwrap()
    highest = min((int(tag.name[1]) for tag in headings), default=2)
    for tag in headings:
        tag.name = f"h{min(int(tag.name[1]) - highest + 2, 6)}"


def _started(line: str) -> str:
    """Escape what a line begins with, where that would be taken for a mark."""
    found = _STARTS.match(line)
    if found:
        mark = found[1]
        return f"\\{line}" if mark in _ESCAPED else f"&#{ord(mark)};{line[1:]}"
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
