"""An author's Markdown to clean HTML, with `[[links]]` and live lists filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from hongke.catalogue import Catalogue
from hongke.links import Links
from hongke.listing import ListBlock, list_blocks
from hongke.wiki import wiki_links

if TYPE_CHECKING:
    from hongke.markdown_parser import MarkdownParser

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_MARKUP = str.maketrans({character: f"&#{ord(character)};" for character in "*_`[]!#~|\\"})


class Rendered(Struct, frozen=True):
    """HTML and the headings in it, as Python-Markdown's table of contents gives them (level, id, name, children)."""

    html: str
    toc: list[Any] = field(default_factory=list)


class ProseRenderer:
    """Renders Markdown, with a parser where a text needs one."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self.catalogue = catalogue
        self.links = links
        self._prefix = ""

    def render(self, text: str, *, level: int = 1, prefix: str = "", folder: str = "") -> Rendered:
        """Render Markdown.

        `level` is the level a `#` heading gets; `prefix` goes before the ids of headings, so that several texts can stand
        on one page; `folder` is the folder below `docs/` that file links are relative to.
        """
        self._prefix = f"{prefix}-" if prefix else ""
        plain = self._plain(text, level=level, slug=self._slug, target=self._target)
        return Rendered(*plain) if plain else self._parsed(text, level, folder)

    def _parsed(self, text: str, level: int, folder: str) -> Rendered:
        html, headings = self._parser.parsed(self._filled_in(text), level=level, folder=folder)
        return Rendered(_TABLE.sub(_scrolling, html), headings)

    @cached_property
    def _plain(self) -> Callable[..., tuple[str, list[Any]] | None]:
        from hongke.paragraphs import paragraphs  # its patterns take longer to make than most edits have texts

        return paragraphs

    @cached_property
    def _parser(self) -> MarkdownParser:
        from hongke.markdown_parser import MarkdownParser  # for which few texts ask

        return MarkdownParser(self.links, self._slug)

    def _slug(self, value: str, separator: str) -> str:
        from markdown.extensions.toc import slugify_unicode  # likewise

        return self._prefix + (slugify_unicode(value, separator) or "section")

    def _filled_in(self, text: str) -> str:
        """Put links and lists where the author named them, as HTML that Markdown lets through."""
        parts: list[tuple[int, int, str]] = []
        if "[[" in text:
            parts += [(found.start(), found.end(), self._link(found.groupdict())) for found in wiki_links(text)]
        if "///" in text:
            blocks = list_blocks(text, self.catalogue.vocabularies)
            parts += [(block.start, block.end, f"\n{self._list(block)}\n") for block in blocks]
        for start, end, html in sorted(parts, reverse=True):
            text = text[:start] + html + text[end:]
        return text

    def _link(self, found: Mapping[str, str | None]) -> str:
        target = self._target(found)
        if target is None:
            return escape(found["text"] or (found["address"] or "").strip("/")).translate(_MARKUP)
        return f'<a href="{target[0]}">{escape(target[1]).translate(_MARKUP)}</a>'

    def _target(self, found: Mapping[str, str | None]) -> tuple[str, str] | None:
        """Return where a `[[link]]` leads and the text it shows; None where there is no such page."""
        address = (found["address"] or "").strip("/")
        entry = self.catalogue.get(address)
        if entry is None:
            return None
        return self.links.page(address, anchor=found["anchor"] or ""), found["text"] or entry.record.title

    def _list(self, block: ListBlock) -> str:
        rows = []
        for entry in block.entries(self.catalogue):
            link = f'<a href="{self.links.page(entry.address)}">{escape(entry.record.title)}</a>'
            rows.append(f'<li>{link}<span class="hk-live__text">{escape(entry.record.summary)}</span></li>')
        return (
            f'<ul class="hk-live">{"".join(rows)}</ul>'
            if rows
            else '<p class="hk-live__none">暂时没有符合条件的条目。</p>'
        )


def _scrolling(table: re.Match[str]) -> str:
    label = 'role="group" tabindex="0" aria-label="表格，可左右滑动"'
    return f'<div class="hk-scroll" {label}><table class="hk-table">{table[1]}</table></div>'
