"""The templates of one catalogue, and the few functions they may call."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cached_property
from typing import Any

from markupsafe import Markup

from hongke.breaks import WordKeeper
from hongke.catalogue import Catalogue, Entry
from hongke.escaping import esc
from hongke.icons import icon, sprite
from hongke.links import Links
from hongke.numerals import number
from hongke.pieces import SAMPLE, Kept, Pieces, card_at_level, head_section, sample
from hongke.prose import ProseRenderer
from hongke.template_functions import TemplateFunctions

Card = tuple[str, tuple[int, ...], Set[str]]
"""A card's HTML with a heading of level 3, the topics that it depends on, its icons."""


class Earlier:
    """What an earlier build made that still stands: nothing, unless the next one has kept it (`standing.made`)."""

    def card(self, _address: str) -> Card | None:
        """Return the card of an entry."""
        return None

    def cut(self, _text: str, _topic: int) -> str | None:
        """Return a text with its breaks, which depend on a topic."""
        return None

    def related(self, _address: str, _near: tuple[int, ...], _left_out: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the addresses of the entries that are related to one by keys of these topics, some left out."""
        return None


METHOD_ICONS = {
    "lecture": "human-male-board", "seminar": "forum-outline", "structured": "forum-outline", "case-study": "text-box-search-outline",
    "simulation": "drama-masks", "experience": "shoe-print", "interview": "microphone-outline", "on-site": "map-marker-radius-outline",
    "scene": "theater", "interactive": "account-switch-outline", "observation": "eye-outline", "action-learning": "hammer-wrench",
}  # fmt: skip
"""Material icon of each teaching method; a word always stands beside it."""


def _method_icon(slug: str) -> str:
    return METHOD_ICONS.get(slug, "school-outline")


class Templates:
    """Renders the package's templates for one catalogue."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self.catalogue = catalogue
        self.links = links
        self.prose = ProseRenderer(catalogue, links)
        self._icons: set[str] = set()
        self.running: list[str] = []
        """The running text in what was rendered last, as HTML: in it terms are explained."""
        self.pieces = Pieces(catalogue, links, self._icons)
        self.cards: dict[str, Card] = {}
        self.new_cards: list[str] = []
        """The addresses of the entries whose cards were made, not kept from an earlier build."""
        self._carded: Kept[str, int] = Kept(lambda address: catalogue.number(f"carded {address}"))
        self.cuts = Kept(self._new_cut)
        """Texts with their breaks, and the topic that these depend on."""
        self.earlier = Earlier()
        self._functions = TemplateFunctions(
            html={
                "card_items": self._card_items,
                "cards": self._all_cards,
                "crumbs": self.pieces.crumbs,
                "entry_list": self.pieces.entry_list,
                "explained": self._explained,
                "icon": self._icon,
                "link": self.pieces.link,
                "prose": self._prose,
                "sample": sample,
                "wbr": self._wbr,
                "word_badges": self.pieces.word_badges,
                "word_links": self.pieces.word_links,
                "word_names": self.pieces.word_names,
            },
            other={"number": number, "pages": self.pieces.entries, "word_titles": self.pieces.word_titles},
            constant={"head_section": head_section, "icon": icon},
            given={
                "catalogue": catalogue,
                "entry": catalogue.get,
                "href": links.page,
                "file": links.file,
                "method_icon": _method_icon,
                "sample_mark": Markup(SAMPLE),  # noqa: S704 - our own text
                "word": self.pieces.word,
            },
            icons=self._icons,
        )

    def render(self, template: str, more_icons: Iterable[str] = (), /, **context: Any) -> str:
        """Render one template to a fragment of HTML; its icons come last, and those that are put into it later."""
        self._icons.clear()
        self.running.clear()
        html = self._functions.render(template, context)
        return html + sprite(frozenset((*self._icons, *more_icons)))

    def card(self, entry: Entry, level: int = 3) -> str:
        """Return the card of an entry with a heading of this level; each is rendered once, whatever pages show it."""
        known = self.cards.get(entry.address)
        if known is None:
            known = self.cards[entry.address] = self.earlier.card(entry.address) or self._new_card(entry)
        card, _, icons = known
        self.catalogue.note_all((self._carded[entry.address],))
        self._icons.update(icons)
        return card_at_level(card, level)

    def _new_card(self, entry: Entry) -> Card:
        card_of = self._functions.macros("macros.html.j2")["card_of"]
        before = self._icons.copy()
        self._icons.clear()
        card, topics = self.catalogue.gather(lambda: card_of(entry), apart=True)
        icons = frozenset(self._icons)
        self._icons.update(before)
        self.new_cards.append(entry.address)
        return card, (self.pieces.entry_topics[entry.address], *topics), icons

    def _icon(self, name: str) -> str:
        self._icons.add(name)
        return icon(name)

    def _card_items(self, entries: Iterable[Entry], level: int) -> str:
        items = [f'<li data-address="{entry.address}">{self.card(entry, level)}</li>\n' for entry in entries]
        return "".join(items)

    def _all_cards(self, entries: Iterable[Entry], level: int = 3) -> str:
        return f'<ul class="hk-cards">{self._card_items(entries, level)}</ul>'

    def _prose(self, text: str | None, level: int = 3, prefix: str = "", folder: str = "") -> str:
        # The cleaner has been over it: nothing an author writes gets past as script.
        html = self.prose.render(text, level=level, prefix=prefix, folder=folder).html if text else ""
        self.running.append(html)
        return html

    def _explained(self, text: str) -> str:
        """Return a text, or HTML, that stands in an element `hk-prose` without having come from `prose`."""
        html = esc(text)
        self.running.append(html)
        return html

    def _wbr(self, text: str) -> str:
        cut, topics = self.cuts[text]
        self.catalogue.note_all(topics)
        return cut

    def _new_cut(self, text: str) -> tuple[str, tuple[int]]:
        topic = self.catalogue.number(f"cut {text}")
        cut = self.earlier.cut(text, topic)
        return self._keeper(text) if cut is None else cut, (topic,)

    @cached_property
    def _keeper(self) -> WordKeeper:
        return WordKeeper(names_of(self.catalogue.unwatched))


def names_of(catalogue: Catalogue) -> Iterable[str]:
    """Give the names that a title must not be cut inside of."""
    for kind in ("term", "site", "platform", "provider"):
        yield from (entry.record.title for entry in catalogue.of_kind(kind))
    for vocabulary in catalogue.vocabularies.values():
        yield from (word.title for word in vocabulary.words.values())
