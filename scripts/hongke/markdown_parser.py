"""Markdown of every kind to clean HTML: Python-Markdown with its extensions, and what is let through.

Both take longer to load than most texts take to render, and most texts need neither (`paragraphs`): `prose` loads this when
one does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from hongke.file_links import is_file_link, resolve_file
from hongke.links import INTERNAL, Links

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


class MarkdownParser:
    """One Python-Markdown instance: making it is most of the cost of using it. `slug` makes ids of headings."""

    def __init__(self, links: Links, slug: Callable[[str, str], str]) -> None:
        self._targets = _FileLinks(links)
        self._markdown = Markdown(
            extensions=[
                "abbr", "admonition", "attr_list", "def_list", "sane_lists", "tables", "toc",
                "pymdownx.details", "pymdownx.superfences", self._targets,
            ],
            extension_configs={
                "toc": {"slugify": slug, "permalink": False},
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

    def parsed(self, text: str, *, level: int, folder: str) -> tuple[str, list[Any]]:
        """Return HTML and headings, as `prose.Rendered` has them; `level` and `folder` as `ProseRenderer.render` takes them."""
        self._targets.folder = folder
        self._markdown.reset()
        self._markdown.treeprocessors["toc"].base_level = level - 1  # type: ignore[attr-defined]
        html = self._cleaner.clean(self._markdown.convert(text))
        return html, list(self._markdown.toc_tokens)  # type: ignore[attr-defined]


class _FileLinks(Extension):
    """Turns links to files below `docs/` into internal ones: `../case/x.md`, `picture.png`."""

    def __init__(self, links: Links) -> None:
        super().__init__()
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
