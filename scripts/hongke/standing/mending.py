"""Pieces of a page's content put in the place of those that stand there, where the rest of the page is what it was.

Two pieces can be told from all else on a page: a card in its list, and the title of a word, in a link to its page or in an
element that says whose title it is. From what authors write, the attributes that tell them are taken out (`markdown_parser`),
so that neither can come from anywhere but the templates.
"""

from __future__ import annotations

import re

from hongke.links import Links, localise
from hongke.pieces import card_at_level, link_to_word, name_of_word

Block = tuple[str, str]
"""A piece of HTML that is a number of whole lines of text, as it was and as it is now."""

_CARD_ENDS = "</article>"
_LEVEL = re.compile("<h([2-6]) ")
_ICON = re.compile('href="#i-([^"]+)"')
_BEGINNINGS, _ENDS = ("<li", "<dd", "<p", "<th", "<label"), ("</li>", "</dd>", "</p>", "</th>", "</label>")
"""The tags of a block that a title stands in."""
_CHOICE = "<label"
"""Stands in forms alone, which are no part of a page's text."""
_IN_BLOCK = re.compile(
    r"<(?:li|dd|p|th|label)(?:\s[^>]*)?>(?:[^<]|</?(?:a|b|small|span|svg|use|time|input)(?:[\s/][^>]*)?>)*"
)


class UnmendableError(Exception):
    """A page whose content must be made anew."""


class Mending:
    """The content of one page, at a URL from the site's root, being mended.

    `blocks` are those of its text that were changed, in turn.
    """

    def __init__(self, html: str, url: str) -> None:
        self.html = html
        self.blocks: list[Block] = []
        self._url = url

    def put_card(self, address: str, card: str) -> None:
        """Put the card of an entry, with its heading at level 3, in all its places.

        Raises UnmendableError where that is not all there is to do.
        """
        begin = f'<li data-address="{address}">'
        first, *others = self.html.split(begin)
        if not others or not card.endswith(_CARD_ENDS):
            raise UnmendableError(address)
        pieces = [first]
        card = localise(card, self._url)
        icons = set(_ICON.findall(card))
        for other in others:
            old, end, rest = other.partition(_CARD_ENDS)
            level = _LEVEL.search(old)
            # The page's icons stand behind its content: with others, there may be too few of them, or too many.
            if not end or not level or set(_ICON.findall(old)) != icons:
                raise UnmendableError(address)
            new = card_at_level(card, int(level[1]))
            pieces += (begin, new, rest)
            self.blocks.append((f"{begin}{old}{end}", f"{begin}{new}"))
        self.html = "".join(pieces)

    def put_title(self, links: Links, vocabulary: str, slug: str, title: str) -> None:
        """Put the title of a word (escaped) in all its places.

        Raises UnmendableError where there is none, or one elsewhere than usual.
        """
        found = False
        link = localise(link_to_word(links, vocabulary, slug), self._url)
        for begin, end in ((link, "</a>"), (name_of_word(vocabulary, slug), "</span>")):
            at = self.html.find(begin)
            while at >= 0:
                found = True
                at = self._put(at + len(begin), end, title)
                at = self.html.find(begin, at)
        if not found:
            raise UnmendableError(slug)

    def _put(self, at: int, closing: str, title: str) -> int:
        """Put a title in the place of that of the element which begins before a place, and return where it ends."""
        html = self.html
        end = html.find(closing, at)
        start = max(html.rfind(tag, 0, at) for tag in _BEGINNINGS)
        stop = min((found for tag in _ENDS if (found := html.find(tag, end)) >= 0), default=-1)
        if end < 0 or start < 0 or stop < 0 or not _IN_BLOCK.fullmatch(html, start, stop):
            raise UnmendableError(title)
        if not html.startswith(_CHOICE, start):
            self.blocks.append((html[start:stop], f"{html[start:at]}{title}{html[end:stop]}"))
        self.html = f"{html[:at]}{title}{html[end:]}"
        return at + len(title)
