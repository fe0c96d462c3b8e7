"""A plain document to Markdown that Python-Markdown and CommonMark read alike, every character meaning itself."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

_MARKS = re.compile(r"([\\`*_\[{])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What begins a heading, a quotation, a list, a definition, a box or a code block where it begins a line.
_STARTS = re.compile(r"(#|>|[-+](?=\s|-)|:(?=\s)|=(?==)|!(?=!!)|\?(?=\?\?)|/(?=//)|~(?=~~))")
_NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")
_ESCAPED = "#>+-!"
_END_OF_LIST = "\x03"
_LIST_LINE = re.compile(r"(?:[-*+]|\d+\.)\s")
_CELLS = ("td", "th")


class _Converter(MarkdownConverter):
    def escape(self, text: str, parent_tags: Any) -> str:
        """Escape a piece of text."""
        text = _ENTITY.sub("&amp;", _MARKS.sub(r"\\\1", text or "")).replace("<", "&lt;").replace("~~", "~&#126;")
        if "a" in parent_tags:
            text = text.replace("]", "\\]")
        return text.replace("|", "&#124;") if any(cell in parent_tags for cell in _CELLS) else text

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        """Give a link, or the anchor that an id has become."""
        if el.get("id") and not el.get("href"):
            return f'<a id="{el["id"]}"></a>{text}'
        made: str = super().convert_a(el, text, parent_tags)  # type: ignore[misc]
        return made

    def convert_hN(self, n: int, el: Any, text: str, parent_tags: Any) -> str:  # noqa: N802 - the base class's name
        """Give a heading with its id."""
        if "_inline" in parent_tags:
            return text
        text = " ".join(text.split())
        if text.endswith("#"):
            text = f"{text[:-1]}\\#"
        name = el.get("id")
        return f"\n\n{'#' * n} {text}{f' {{#{name}}}' if name else ''}\n\n" if text else ""

    def convert_p(self, el: Any, text: str, parent_tags: Any) -> str:
        """Give a paragraph without the blanks that indent it."""
        if any(cell in parent_tags for cell in _CELLS):
            rest = el.find_next_sibling() is not None
            return text.strip() + ("<br>" if rest and text.strip() else "")
        lines = [_started(line.strip(" \t\u3000\xa0")) for line in text.split("\n")]
        lines = [line for line in lines if line]
        return "\n\n" + "  \n".join(lines) + "\n\n" if lines else ""

    def convert_br(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - the base class's arguments
        """Give a break that tables take, too."""
        if any(cell in parent_tags for cell in _CELLS):
            return "<br>"
        return " " if "_inline" in parent_tags else "  \n"

    def convert_q(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        """Give a quotation its Chinese marks."""
        return f"“{text}”"

    def convert_list(self, el: Any, text: str, parent_tags: Any) -> str:
        """Give a list, its end marked: two lists that follow each other must not become one."""
        if any(cell in parent_tags for cell in _CELLS):
            items = [" ".join(item.split()) for item in text.split("\n") if item.strip()]
            return "<br>".join(re.sub(r"^(?:- |\d+\. )", "", item) for item in items)
        first = isinstance(el.parent, Tag) and el.parent.name == "li" and el.find_previous_sibling("p") is None
        return f"{chr(10) if first else chr(10) * 2}{text.rstrip()}\n\n{_END_OF_LIST}\n\n"

    convert_ul = convert_list
    convert_ol = convert_list

    def convert_li(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        """Give an item with what belongs to it four blanks in, as Python-Markdown wants it."""
        text = text.strip()
        if not text:
            return ""
        before = len(el.find_previous_siblings("li"))
        mark = f"{before + 1}. " if el.parent is not None and el.parent.name == "ol" else "- "
        made = _hanging(text if any(child.name == "p" for child in el.children) else _started(text))
        # Without a blank line, what ends in a code block would swallow the next item.
        return f"{mark}{made}\n\n" if "\n\n" in made else f"{mark}{made}\n"

    def convert_dt(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        """Give the term that is defined."""
        return f"\n\n{_started(' '.join(text.split()))}\n"

    def convert_dd(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        """Give a definition, what belongs to it four blanks in."""
        text = text.strip()
        return f":   {_hanging(text)}\n\n" if text else ":   &nbsp;\n\n"

    def convert_tr(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        """Give a row; the first of a table is its head."""
        line = f"|{text.rstrip()}\n"
        width = sum(int(cell.get("colspan", 1)) for cell in el.find_all(_CELLS, recursive=False))
        return line if el.find_previous_sibling("tr") else f"{line}|{' --- |' * width}\n"


def markdown(soup: BeautifulSoup) -> str:
    """Return the Markdown of a plain document (`plain_document`), ending with a line break."""
    made = _Converter(heading_style="ATX", autolinks=False, sup_symbol="<sup>", sub_symbol="<sub>").convert_soup(soup)
    lines = [
        f"{line.rstrip()}  " if line.strip() and line.endswith("  ") else line.rstrip() for line in made.split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_divided(lines))).strip("\n ") + "\n"


def _divided(lines: list[str]) -> list[str]:
    """Put a comment between a list and what would be taken for more of it; take the other marks out."""
    for number, line in enumerate(lines):
        if line.strip() != _END_OF_LIST:
            continue
        following = next((after for after in lines[number + 1 :] if after.strip(f"{_END_OF_LIST} ")), "")
        indent = len(line) - len(line.lstrip())
        same = len(following) - len(following.lstrip()) == indent
        lines[number] = f"{' ' * indent}<!-- -->" if same and _LIST_LINE.match(following.lstrip()) else ""
    return lines


def _hanging(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"    {line}" if line.strip() else "" for line in rest)])


def _started(line: str) -> str:
    """Escape what a line begins with, where that would be taken for a mark."""
    if found := _STARTS.match(line):
        mark = found[1]
        return f"\\{line}" if mark in _ESCAPED else f"&#{ord(mark)};{line[1:]}"
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
