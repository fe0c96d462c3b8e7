"""Which pages need no more than some of their pieces anew after a change: cards of entries, titles of words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from hongke.escaping import esc
from hongke.pages.page import Page
from hongke.pages.site import Site
from hongke.standing.kept import Kept
from hongke.standing.mending import Block, Mending, UnmendableError

_TITLED, _CARDED = "titled ", "carded "


class _Piece(NamedTuple):
    """What stands on pages of its own: the card of an entry, or the title of a word."""

    address: str
    is_card: bool


class Mended(NamedTuple):
    """A page that was mended: its content, the whole of it, and the blocks of its content that are others now."""

    content: str
    finished: bytes
    blocks: list[Block]


class Mender:
    """The pieces that a change of some topics touches, made anew.

    `pieces` are their topics, by number; `touched` those of cards, which depend on the topics of the change.
    """

    def __init__(self, site: Site, kept: Kept, topics: Collection[str]) -> None:
        self._site = site
        self._kept = kept
        numbers = kept.site.topics
        cards = kept.site.cards.depending(kept.site.numbers(topics))
        self._pieces: dict[int, _Piece] = {}
        for address in sorted(cards):
            if f"{_CARDED}{address}" in numbers:
                self._pieces[numbers[f"{_CARDED}{address}"]] = _Piece(address, is_card=True)
        self.touched = frozenset(self._pieces)
        for topic in topics:
            if topic.startswith(_TITLED) and topic in numbers:
                self._pieces[numbers[topic]] = _Piece(topic.removeprefix(_TITLED), is_card=False)
        self.pieces = frozenset(self._pieces)

    def broken(self, others: Iterable[str]) -> dict[str, set[int]]:
        """Return the sources of the pages to be mended, each with the topics of its pieces; `others` are made anew, or gone."""
        found = self._kept.site.pages.reasons(self.pieces)
        for src in others:
            found.pop(src, None)
        return found

    def mended(self, page: Page, finished: bytes, topics: Iterable[int]) -> Mended | None:
        """Return a page with its pieces of these topics as they are now; None where it must be made."""
        settings = self._kept.settings
        parts = settings.shells.content(page, finished)
        if parts is None:
            return None
        before, html, behind = parts
        mending = Mending(html, settings.links.url(page.address, index=page.index))
        try:
            for topic in topics:
                self._put_piece(mending, self._pieces[topic])
        except UnmendableError:
            return None
        html = mending.html
        return Mended(html, b"".join((before, html.encode("utf-8", "xmlcharrefreplace"), behind)), mending.blocks)

    def _put_piece(self, mending: Mending, piece: _Piece) -> None:
        catalogue, templates = self._site.catalogue.unwatched, self._site.templates
        if piece.is_card:
            entry = catalogue.entries.get(piece.address)
            if entry is None:
                raise UnmendableError(piece.address)
            is_new = piece.address not in templates.cards
            card = templates.card(entry)
            if is_new:
                entry.release()
            mending.put_card(piece.address, card)
            return
        vocabulary, _, slug = piece.address.partition("/")
        title = esc(catalogue.word(vocabulary, slug).title)
        mending.put_title(self._kept.settings.links, vocabulary, slug, title)
