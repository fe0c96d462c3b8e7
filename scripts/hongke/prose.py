"""An author's Markdown to clean HTML, with `[[links]]` and live lists filled in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify_unicode
from markdown.treeprocessors import Treeprocessor

from hongke.catalogue import Catalogue
from hongke.links import INTERNAL, Links
from hongke.listing import ListBlock, list_blocks
from hongke.paragraphs import paragraphs
from hongke.wiki import wiki_links

# What an author's HTML may hold; script, handlers, style, frames and forms are not in it.
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "ruby", "rb",
    "rp", "rt", "s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u",
    "ul", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
}
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_MARKUP = str.maketrans({character: f"&#{ord(character)};" for character in "*_`[]!#~|\\"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML and the headings in it, as Python-Markdown's table of contents gives them (level, id, name, children)."""

    html: str
    toc: list[Any] = field(default_factory=list)


class ProseRenderer:
    """Renders Markdown with one Python-Markdown instance, which is most of the cost of making one."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self.catalogue = catalogue
        self.links = links
        self._targets = _FileLinks(catalogue, links)
        self._prefix = ""
        self._markdown = Markdown(
            extensions=[
                "abbr", "admonition", "attr_list", "def_list", "sane_lists", "tables", "toc",
                "pymdownx.details", "pymdownx.superfences", self._targets,
            ],
            extension_configs={
                "toc": {"slugify": self._slug, "permalink": False},
                "pymdownx.superfences": {"css_class": "highlight"},
            },
            output_format="html",
        )  # fmt: skip
        self._cleaner = nh3.Cleaner(
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "tel", INTERNAL.rstrip("/").rstrip(":")},
            link_rel=None,
        )

    def render(self, text: str, *, level: int = 1, prefix: str = "", folder: str = "") -> Rendered:
        """Render Markdown.

        `level` is the level a `#` heading gets; `prefix` goes before the ids of headings, so that several texts can stand
        on one page; `folder` is the folder below `docs/` that file links are relative to.
        """
        self._prefix = f"{prefix}-" if prefix else ""
        plain = paragraphs(text, level=level, slug=self._slug, target=self._target)
        return Rendered(*plain) if plain else self._parsed(text, level, folder)

    def _parsed(self, text: str, level: int, folder: str) -> Rendered:
        self._targets.folder = folder
        self._markdown.reset()
        self._markdown.treeprocessors["toc"].base_level = level - 1  # type: ignore[attr-defined]
        html = self._cleaner.clean(self._markdown.convert(self._filled_in(text)))
        return Rendered(_TABLE.sub(_scrolling, html), list(self._markdown.toc_tokens))  # type: ignore[attr-defined]

    def _slug(self, value: str, separator: str) -> str:
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
        return self.links.page(address, anchor=found["anchor"] or ""), found["text"] or entry.model.title

    def _list(self, block: ListBlock) -> str:
        rows = []
        for entry in block.entries(self.catalogue):
            link = f'<a href="{self.links.page(entry.address)}">{escape(entry.model.title)}</a>'
            rows.append(f'<li>{link}<span class="hk-live__text">{escape(entry.model.summary)}</span></li>')
        return (
            f'<ul class="hk-live">{"".join(rows)}</ul>'
            if rows
            else '<p class="hk-live__none">暂时没有符合条件的条目。</p>'
        )


def _scrolling(table: re.Match[str]) -> str:
    label = 'role="group" tabindex="0" aria-label="表格，可左右滑动"'
    return f'<div class="hk-scroll" {label}><table class="hk-table">{table[1]}</table></div>'


class _FileLinks(Extension):
    """Turns links to files below `docs/` into internal ones: `../case/x.md`, `picture.png`."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.links = links
        self.folder = ""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own name
        """Register with Python-Markdown."""
        md.treeprocessors.register(_FileLinkProcessor(md, self), "hongke-files", 0)


class _FileLinkProcessor(Treeprocessor):
    def __init__(self, md: Markdown, settings: _FileLinks) -> None:
        super().__init__(md)
        self.settings = settings

    def run(self, root: Element) -> None:
        for tag, attribute in (("a", "href"), ("img", "src")):
            for element in root.iter(tag):
                target = element.get(attribute)
                if target and is_file_link(target):
                    element.set(attribute, self._internal(target))

    def _internal(self, target: str) -> str:
        path, _, anchor = target.partition("#")
        path = resolve_file(path, self.settings.folder)
        if not path.endswith(".md"):
            return self.settings.links.file(path)
        address = path.removesuffix(".md")
        is_index = address == "index" or address.endswith("/index")
        return self.settings.links.page(address.removesuffix("index").strip("/"), index=is_index, anchor=anchor)


def is_file_link(target: str) -> bool:
    """Whether a link's target is a file below `docs/`, not another host, a mark on the page or the like."""
    return not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#|//|mailto:", target)


def resolve_file(path: str, folder: str) -> str:
    """Return the path, relative to `docs/`, that a link written in a file of `folder` means."""
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") if path else ""
