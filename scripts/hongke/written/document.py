"""A page's fragment as a plain document: headings, paragraphs, lists, tables; nothing that needs our styles or scripts."""

from __future__ import annotations

from collections.abc import Container, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

_ELEMENTS = {"svg", "script", "style", "template", "link", "datalist", "wbr", "colgroup"}
_CONTROLS = {"form", "button", "input", "select", "textarea", "label"}
_CLASSES = frozenset(("hk-needs-js", "hk-facets__head"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OF_SECTIONS = (*HEADINGS, "details", "table", "dl", "article")
_LAYOUT = ("section", "article", "aside", "header", "footer", "nav", "main", "figure", "figcaption", "details")
_BLOCKS = {*HEADINGS, "p", "div", "ul", "ol", "dl", "table", "pre", "blockquote", "hr"}
_TEXTS = {*HEADINGS, "p", "li", "td", "th", "dt", "dd"}
_KEPT_EMPTY = {"img", "br", "hr", "td", "th", "tr"}
_APART = ("span", "small", "b", "time")
"""Inline elements that our styles set apart: without the styles a blank does."""
_OPENING, _CLOSING = "（([“《「，。；：、 \n\t", "，。；：、！？）)]”》」 \n\t"


def plain_document(html: str) -> BeautifulSoup:
    """Return a fragment as a plain document. Elements are `_BLOCKS`, list items, cells and inline ones; ids are kept."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in _all(soup):
        if _is_left_out(tag):
            tag.extract()
    for crumbs in _of_class(soup, "hk-crumbs"):
        _trail(soup, crumbs)
    for sample in _of_class(soup, "hk-sample"):
        sample.replace_with("（示例）")
    _set_apart(soup)
    _name_plainly(soup)
    for table in _all(soup, ("table",)):
        _square(soup, table)
    _drop_empty(soup)
    for container in [soup, *_all(soup, ("div", "blockquote", "li", "dd"))]:
        _wrap_text(soup, container)
    _place_ids(soup)
    return soup


def _is_left_out(tag: Tag) -> bool:
    """Whether an element does nothing in a page without our scripts and styles."""
    found = tag.attrs
    return (
        tag.name in _ELEMENTS
        or tag.name in _CONTROLS
        or "hidden" in found
        or found.get("aria-hidden") == "true"
        or not _CLASSES.isdisjoint(found.get("class", ()))
    )


def _of_class(soup: BeautifulSoup, name: str) -> list[Tag]:
    return [tag for tag in _all(soup) if name in tag.attrs.get("class", ())]


def _all(root: Tag, names: Container[str] | None = None) -> list[Tag]:
    """Return the elements below one, of these names or all. `find_all` takes five times as long."""
    return [tag for tag in root.descendants if isinstance(tag, Tag) and (names is None or tag.name in names)]


def _trail(soup: BeautifulSoup, crumbs: Tag) -> None:
    """Make one line of the way to the page; the page itself is not named, its heading follows."""
    line = soup.new_tag("p")
    for number, link in enumerate([link.extract() for link in _all(crumbs, ("a",))]):
        if number:
            line.append(" / ")
        line.append(link)
    crumbs.replace_with(line)


def _set_apart(soup: BeautifulSoup) -> None:
    for small in _all(soup, ("small",)):
        link = small.parent
        if link is not None and link.name == "a":
            link.insert_after(small.extract())
    code = {id(tag) for block in _all(soup, ("pre", "code")) for tag in _all(block)}
    for tag in _all(soup, (*_APART, "a")):
        if id(tag) in code:
            continue
        before, after = tag.previous_sibling, tag.next_sibling
        if _touches(before, -1, _OPENING) and (tag.name != "a" or isinstance(before, Tag)):
            tag.insert_before(" ")
        if tag.name != "a" and isinstance(after, NavigableString) and _touches(after, 0, _CLOSING):
            tag.insert_after(" ")


def _touches(neighbour: PageElement | None, edge: int, open_characters: str) -> bool:
    if isinstance(neighbour, Tag):
        return neighbour.name not in _BLOCKS and neighbour.name not in _LAYOUT and neighbour.name != "br"
    return bool(neighbour) and str(neighbour)[edge] not in open_characters


def _name_plainly(soup: BeautifulSoup) -> None:
    for box in _of_class(soup, "admonition"):
        box.name = "blockquote"
    for summary in [*_all(soup, ("summary",)), *_of_class(soup, "admonition-title")]:
        summary.name = "p"
        _make_strong(soup, summary)
    for tag in _all(soup, ("ul", "ol")):
        # An item that holds sections of its own is a section, not a line of a list.
        items = [item for item in _tags(tag) if item.name == "li"]
        if any(_all(item, _OF_SECTIONS) for item in items):
            for item in [tag, *items]:
                item.name = "div"
    for tag in _all(soup, ("dl",)):
        for part in _all(tag, ("div",)):
            part.unwrap()
        if _all(tag, HEADINGS) or [child.name for child in _tags(tag)][:1] != ["dt"]:
            for term in _all(tag, ("dt",)):
                term.name = "p"
                _make_strong(soup, term)
            for part in [tag, *_all(tag, ("dd",))]:
                part.name = "div"
    for tag in _all(soup, _LAYOUT):
        tag.name = "div"


def _make_strong(soup: BeautifulSoup, tag: Tag) -> None:
    strong = soup.new_tag("strong")
    strong.string = " ".join(tag.get_text().split())
    tag.clear()
    tag.append(strong)


def _square(soup: BeautifulSoup, table: Tag) -> None:
    """Give a table one row of heads, rows of equal length, and its caption before it."""
    caption = table.find("caption")
    if isinstance(caption, Tag):
        caption.name = "p"
        table.insert_before(caption.extract())
    rows = [row for row in _all(table, ("tr",)) if row.find_parent("table") is table]
    below: dict[int, int] = {}
    for row in rows:
        column = 0
        for cell in _tags(row):
            while below.get(column, 0):
                below[column] -= 1
                cell.insert_before(soup.new_tag("td"))
                column += 1
            if (span := _span(cell, "rowspan")) > 1:
                below[column] = span - 1
            column += _span(cell, "colspan")
    widths = [sum(_span(cell, "colspan") for cell in _tags(row)) for row in rows]
    width = max(widths, default=0)
    for row, found in zip(rows, widths, strict=True):
        for _ in range(width - found):
            row.append(soup.new_tag("td"))
    table.clear()
    if rows and any(cell.name == "td" and cell.get_text().strip() for cell in _tags(rows[0])):
        head = soup.new_tag("tr")
        for _ in range(width):
            head.append(soup.new_tag("th"))
        rows.insert(0, head)
    table.extend(rows)


def _span(cell: Tag, name: str) -> int:
    return int(str(cell.get(name) or 1))


def _drop_empty(soup: BeautifulSoup) -> None:
    for tag in reversed(_all(soup)):
        if tag.name not in _KEPT_EMPTY and not _holds_something(tag) and (tag.name != "a" or not tag.get("id")):
            tag.unwrap() if tag.name in _APART else tag.extract()


def _holds_something(tag: Tag) -> bool:
    return any(
        child.name in ("img", "hr") if isinstance(child, Tag) else not str(child).isspace() for child in tag.descendants
    )


def _wrap_text(soup: BeautifulSoup, container: Tag) -> None:
    """Make paragraphs of the text that stands between blocks; in lists, only where there are blocks at all."""
    children = list(container.children)
    if container.name in ("li", "dd") and not any(_is_block(child) for child in children):
        return
    run: list[PageElement] = []
    for child in [*children, None]:
        if child is not None and not _is_block(child):
            run.append(child)
            continue
        if any(str(part).strip() for part in run):
            paragraph = soup.new_tag("p")
            run[0].insert_before(paragraph)
            for part in run:
                paragraph.append(part.extract())
        run = []


def _place_ids(soup: BeautifulSoup) -> None:
    """Move every id to where Markdown can hold one: a heading, or an anchor in a text."""
    for tag in _all(soup):
        if not tag.get("id") or tag.name in HEADINGS or (tag.name == "a" and not tag.get("href")):
            continue
        name = str(tag["id"])
        del tag["id"]
        place = tag if tag.name in _TEXTS or tag.name not in {*_BLOCKS, "tr"} else tag.find(list(_TEXTS))
        if tag.name == "li" and (first := next(_tags(tag), None)) is not None and first.name in _TEXTS:
            place = first
        anchor = soup.new_tag("a", id=name)
        if not isinstance(place, Tag):
            continue
        if place.name in HEADINGS and not place.get("id"):
            place["id"] = name
        elif place.name in HEADINGS:
            paragraph = soup.new_tag("p")
            paragraph.append(anchor)
            place.insert_before(paragraph)
        elif place.name in _TEXTS:
            place.insert(0, anchor)
        else:
            place.insert_before(anchor)


def _is_block(node: PageElement | None) -> bool:
    return isinstance(node, Tag) and node.name in _BLOCKS


def _tags(tag: Tag) -> Iterator[Tag]:
    return (child for child in list(tag.children) if isinstance(child, Tag))
