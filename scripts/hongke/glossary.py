"""Terms explain themselves: the first time one occurs in a page's prose it becomes a link that opens its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from msgspec import Struct

from hongke.catalogue import Catalogue, Entry
from hongke.links import Links
from hongke.names import Names

_MARK = "hk-prose"
_PROSE = re.compile(rf'<([a-z0-9]+)[^>]*class="(?:[^"]* )?{_MARK}(?: [^"]*)?"[^>]*>')
_PIECE = re.compile(r"([^<]*)(<(/?)([a-z0-9]*)[^>]*>)")
_SKIPPED = frozenset(
    [
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "code",
        "pre",
        "button",
        "summary",
        "label",
        "script",
        "style",
        "svg",
        "q",
        "kbd",
        "th",
    ]
)
_VOID = frozenset(["br", "hr", "img", "wbr", "input", "source", "col", "link", "meta"])


class _Name(Struct, frozen=True):
    """What stands behind the name of a term: whose it is, how a page links to that, and the link put in its place."""

    address: str
    link: str
    shown: str


class Glossary:
    """Marks the terms of a catalogue in fragments of HTML.

    A term or a synonym of one character is left alone: 旗 or 盟 stand in too many other words.
    """

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        named: dict[str, _Name] = {}
        for entry in sorted(catalogue.of_kind("term"), key=lambda entry: entry.address):
            link = f'href="{links.page(entry.address)}"'
            for name in map(escape, _names(entry)):
                shown = f'<a class="hk-term" {link} data-hk-term="{escape(entry.record.summary)}">{name}</a>'
                named.setdefault(name, _Name(entry.address, link, shown))
        self._any = bool(named)
        self._names = Names(named)

    def occurs_in(self, texts: Iterable[str]) -> bool:
        """Whether any of the texts may hold a term: where none does, there is nothing to explain."""
        return self._any and any(self._names.occur(text, 0, len(text)) for text in texts)

    def explain(self, html: str, own_address: str, met: set[str] | None = None) -> str:
        """Return the fragment with the first occurrence of each term in its prose turned into a link.

        Longest match; never in headings, links, code and quotations; never the page's own term, nor one that the page
        links to already. Prose stands in none of these itself. The addresses of the terms that occur are put into `met`.
        """
        if not self._any:
            return html
        seen = set() if met is None else met
        seen.add(own_address)
        out: list[str] = []
        done = 0
        at = html.find(_MARK)
        while at >= 0:
            opened = _PROSE.match(html, html.rfind("<", done, at))
            if opened and opened[1] not in _SKIPPED and opened[1] not in _VOID and opened.end() > at:
                start = opened.end()
                end = _end_of(html, start, opened[1])
                if end < 0 or self._names.occur(html, start, end):
                    out.append(html[done:start])
                    done = self._element(html, start, seen, out)
                else:
                    at = end
            at = html.find(_MARK, max(done, at + 1))
        return "".join((*out, html[done:])) if out else html

    def _element(self, html: str, start: int, seen: set[str], out: list[str]) -> int:
        """Append the inside of an element of prose, its terms marked; return where it ends."""
        depth = 1
        skipped = 0
        end = start
        for piece in _PIECE.finditer(html, start):
            text, tag, closing, name = piece.groups()
            if text:
                out.append(text if skipped else self._marked(text, seen, html))
            out.append(tag)
            end = piece.end()
            if not name or name in _VOID or tag.endswith("/>"):
                continue
            if not closing:
                depth += 1
                if not skipped and name in _SKIPPED:
                    skipped = depth
                continue
            if skipped == depth:
                skipped = 0
            depth -= 1
            if not depth:
                break
        return end

    def _marked(self, text: str, seen: set[str], html: str) -> str:
        out: list[str] = []
        start = at = 0
        for place in self._names.places(text):
            if place < at:
                continue
            for name, found in self._names.at(text, place):
                end = place + len(name)
                if _inside_a_latin_word(text, place, end):
                    continue
                if found.address not in seen:
                    if found.link not in html:
                        out += (text[start:place], found.shown)
                        start = end
                    seen.add(found.address)
                at = end
                break
        return "".join((*out, text[start:])) if out else text


def _end_of(html: str, start: int, name: str) -> int:
    """Return where an element ends; -1 where another of its name stands in it."""
    end = html.find(f"</{name}>", start)
    return end if html.find(f"<{name}", start, end) < 0 else -1


def _names(entry: Entry) -> Iterator[str]:
    # All of it stands in the record: to explain one page, no term has to be opened.
    record = entry.record
    yield from (name for name in dict.fromkeys((record.title, *record.synonyms)) if len(name) > 1)


def _inside_a_latin_word(text: str, start: int, end: int) -> bool:
    """Whether a match begins or ends inside a Latin word or a number."""
    return _joined(text[start - 1 : start], text[start]) or _joined(text[end - 1], text[end : end + 1])


def _joined(left: str, right: str) -> bool:
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
