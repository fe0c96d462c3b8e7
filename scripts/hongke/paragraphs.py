"""Markdown that is nothing but paragraphs, headings and `[[links]]` needs no parser, and is most of what authors write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from hongke.wiki import WIKI_LINK

_LINK = "\ue000"
"""Stands for a link while the text is read; a text that holds it already is not taken."""
# What means nothing in Markdown and is written in HTML as it is: at the beginning of a line, then further on in it.
_FIRST = r"0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff“‘（《〈「『【…—"
_INSIDE = _FIRST + r"，。、；：？！”’）》〉」』】·％～ ,.;:?!()'\"/%+=\-"
_LINE = rf"(?!\d+\.)[{_FIRST}{_LINK}][{_INSIDE}{_LINK}]*+(?<! )"
_TITLE = rf"[{_FIRST}][{_INSIDE}]*+(?<! )"
_ONLY_PARAGRAPHS = re.compile(rf"\n*+(?:{_LINE}\n*+)++")
_BETWEEN = re.compile(r"\n{2,}")
_NEXT = "</p>\n<p>"
_NAME = re.compile(rf"[{_INSIDE}]+")
_ANCHOR = re.compile(r"[0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff-]+")


@cache
def _headings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a text with headings, and of one of its blocks: made where there is such a text."""
    return (
        re.compile(rf"\n*+(?:(?:#{{1,6}} +{_TITLE}|{_LINE})(?:\n++|\Z))++"),
        re.compile(rf"^(#{{1,6}}) +({_TITLE})$|^[^#\n].*+(?:\n[^#\n].*+)*+", re.MULTILINE),
    )


Target = Callable[[Mapping[str, str | None]], tuple[str, str] | None]


def paragraphs(
    text: str, *, level: int, slug: Callable[[str, str], str], target: Target
) -> tuple[str, list[Any]] | None:
    """Return the HTML and the headings of a text, just as Python-Markdown gives them; None where that must be asked.

    `level` is the level of a `#` heading, `slug` makes its id, and `target` gives a link's address and text, or None where
    it leads nowhere.
    """
    links: list[str] = []
    if "[[" in text:
        if _LINK in text:
            return None
        for found in WIKI_LINK.finditer(text):
            link = _link(found, target)
            if link is None:
                return None
            links.append(link)
        text = WIKI_LINK.sub(_LINK, text)
    headings: list[Any] = []
    if _ONLY_PARAGRAPHS.fullmatch(text):
        inside = text.strip("\n")
        html = _BETWEEN.sub(_NEXT, inside) if "\n\n\n" in inside else inside.replace("\n\n", _NEXT)
        html = f"<p>{html}</p>"
    elif "#" in text and _headings()[0].fullmatch(text):
        html = _blocks(text, level, slug, headings)
    else:
        return None
    if links:
        first, *rest = html.split(_LINK)
        html = first + "".join(f"{link}{after}" for link, after in zip(links, rest, strict=True))
    return html, _nested(headings) if headings else []


def _nested(headings: list[Any]) -> list[Any]:
    from markdown.extensions.toc import nest_toc_tokens  # most texts have no headings, and do without Python-Markdown

    return nest_toc_tokens(headings)


def _link(found: re.Match[str], target: Target) -> str | None:
    anchor = found["anchor"]
    to = target(found.groupdict()) if anchor is None or _ANCHOR.fullmatch(anchor) else None
    return f'<a href="{to[0]}">{to[1]}</a>' if to and _NAME.fullmatch(to[1]) else None


def _blocks(text: str, level: int, slug: Callable[[str, str], str], headings: list[Any]) -> str:
    from markdown.extensions.toc import unique

    out: list[str] = []
    taken: set[str] = set()
    for block in _headings()[1].finditer(text):
        marks, title = block.groups()
        if marks is None:
            out.append(f"<p>{block[0]}</p>")
            continue
        depth = min(len(marks) + level - 1, 6)
        name = " ".join(title.split())
        anchor = unique(slug(name, "-"), taken)
        out.append(f'<h{depth} id="{anchor}">{title}</h{depth}>')
        headings.append({"level": depth, "id": anchor, "name": name, "html": title, "data-toc-label": ""})
    return "\n".join(out)
