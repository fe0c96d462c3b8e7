"""Terms explain themselves: the first time one occurs in a page's prose it becomes a link that opens its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from hongke.catalogue import Catalogue, Entry
from hongke.links import Links
from hongke.model.knowledge import Term

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_PROSE = re.compile(r'class="(?:[^"]* )?hk-prose(?: [^"]*)?"')
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


class Glossary:
    """Marks the terms of a catalogue in fragments of HTML.

    A term or a synonym of one character is left alone: 旗 or 盟 stand in too many other words.
    """

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self._links = links
        self._by_start: dict[str, list[tuple[str, Entry]]] = {}
        for entry in catalogue.of_kind("term"):
            for name in _names(entry):
                self._by_start.setdefault(escape(name)[:2], []).append((escape(name), entry))
        for names in self._by_start.values():
            names.sort(key=lambda pair: (-len(pair[0]), pair[1].address))

    def explain(self, html: str, own_address: str) -> str:
        """Return the fragment with the first occurrence of each term in its prose turned into a link.

        Longest match; never in headings, links, code and quotations; never the page's own term, nor one that the page
        links to already.
        """
        if not self._by_start or "hk-prose" not in html:
            return html
        seen = {own_address}
        out: list[str] = []
        depth = prose = 0
        skipped: list[int] = []
        for token in _TOKEN.findall(html):
            if token[0] != "<":
                out.append(self._marked(token, seen, html) if prose and not skipped else token)
                continue
            out.append(token)
            tag = _TAG.match(token)
            if not tag or tag[2] in _VOID or token.endswith("/>"):
                continue
            if tag[1]:
                if skipped and skipped[-1] == depth:
                    skipped.pop()
                prose = 0 if prose == depth else prose
                depth -= 1
            else:
                depth += 1
                if tag[2] in _SKIPPED:
                    skipped.append(depth)
                elif not prose and _PROSE.search(token):
                    prose = depth
        return "".join(out)

    def _marked(self, text: str, seen: set[str], html: str) -> str:
        out: list[str] = []
        start = at = 0
        end = len(text) - 1
        while at < end:
            found = self._at(text, at)
            if found is None:
                at += 1
                continue
            name, entry = found
            if entry.address not in seen:
                link = self._links.page(entry.address)
                if f'href="{link}"' not in html:
                    out += (text[start:at], self._link(name, entry, link))
                    start = at + len(name)
                seen.add(entry.address)
            at += len(name)
        return "".join((*out, text[start:])) if out else text

    def _at(self, text: str, at: int) -> tuple[str, Entry] | None:
        for name, entry in self._by_start.get(text[at : at + 2], ()):
            if text.startswith(name, at) and not _inside_a_latin_word(text, at, at + len(name)):
                return name, entry
        return None

    def _link(self, name: str, entry: Entry, link: str) -> str:
        return f'<a class="hk-term" href="{link}" data-hk-term="{escape(entry.model.summary)}">{name}</a>'


def _names(entry: Entry) -> Iterator[str]:
    synonyms: Iterable[str] = entry.model.synonyms if isinstance(entry.model, Term) else ()
    yield from (name for name in dict.fromkeys((entry.model.title, *synonyms)) if len(name) > 1)


def _inside_a_latin_word(text: str, start: int, end: int) -> bool:
    """Whether a match begins or ends inside a Latin word or a number."""
    return _joined(text[start - 1 : start], text[start]) or _joined(text[end - 1], text[end : end + 1])


def _joined(left: str, right: str) -> bool:
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
