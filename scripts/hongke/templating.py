"""The Jinja environment: templates that autoescape, and the few functions they may call."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, MutableMapping, Set
from typing import Any

import budoux
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from hongke.catalogue import Catalogue, Entry
from hongke.compiled import CompiledTemplates
from hongke.icons import icon, with_sprite
from hongke.links import Links
from hongke.names import Names
from hongke.numerals import number
from hongke.pieces import SAMPLE, Pieces, head_section, sample
from hongke.prose import ProseRenderer

_NO_LINE_START = "，。、；：？！”’）》】…·"
_NO_LINE_END = "“‘（《【"

METHOD_ICONS = {
    "lecture": "human-male-board", "seminar": "forum-outline", "structured": "forum-outline", "case-study": "text-box-search-outline",
    "simulation": "drama-masks", "experience": "shoe-print", "interview": "microphone-outline", "on-site": "map-marker-radius-outline",
    "scene": "theater", "interactive": "account-switch-outline", "observation": "eye-outline", "action-learning": "hammer-wrench",
}  # fmt: skip
"""Material icon of each teaching method; a word always stands beside it."""


_COMPILED = CompiledTemplates()
"""Kept for the next catalogue: a preview makes one at every save."""


class _Environment(Environment):
    """An environment whose globals are set before the first template: they are one dictionary, which is quick to copy."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template."""
        return {**self.globals, **d} if d else self.globals


class Templates:
    """Renders the package's templates for one catalogue."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self.catalogue = catalogue
        self.links = links
        self.prose = ProseRenderer(catalogue, links)
        self.pieces = Pieces(catalogue, links)
        self._cards: dict[str, tuple[str, Set[int]]] = {}
        self._cut = WordKeeper(names_of(catalogue.unwatched))
        self._environment = _Environment(
            loader=PackageLoader("hongke", "templates"),
            bytecode_cache=_COMPILED,
            autoescape=True,
            # One catalogue is shown with one set of templates.
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.globals.update(
            catalogue=catalogue,
            entry=catalogue.get,
            href=links.page,
            file=links.file,
            method_icon=lambda slug: METHOD_ICONS.get(slug, "school-outline"),
            sample_mark=SAMPLE,
            word=catalogue.word,
        )
        self._environment.filters.update(head_section=head_section, icon=icon, number=number, sample=sample)
        of_this_catalogue: dict[str, Callable[..., Any]] = {
            "card_items": self._card_items,
            "cards": self._all_cards,
            "crumbs": self.pieces.crumbs,
            "entry_list": self.pieces.entry_list,
            "link": self.pieces.link,
            "pages": self._with_page,
            "prose": self._prose,
            "wbr": self._wbr,
            "word_badges": self.pieces.word_badges,
            "word_links": self.pieces.word_links,
            "word_titles": self.pieces.word_titles,
        }
        self._environment.filters.update({name: _never_folded(made) for name, made in of_this_catalogue.items()})

    def render(self, template: str, more_icons: Iterable[str] = (), /, **context: Any) -> str:
        """Render one template to a fragment of HTML; its icons come last, and those that are put into it later."""
        return with_sprite(self._environment.get_template(template).render(**context), more_icons)

    def card(self, entry: Entry, level: int = 3) -> str:
        """Return the card of an entry with a heading of this level; each is rendered once, whatever pages show it."""
        known = self._cards.get(entry.address)
        if known is None:
            macros: Any = self._environment.get_template("macros.html.j2").module
            known = self._cards[entry.address] = self.catalogue.gather(lambda: str(macros.card_of(entry)))
        card, topics = known
        self.catalogue.note(f"entry {entry.address}")
        self.catalogue.note_all(topics)
        # A card has one heading, and what authors write in it is escaped.
        return card if level == 3 else card.replace("<h3 ", f"<h{level} ").replace("</h3>", f"</h{level}>")

    def _card_items(self, entries: Iterable[Entry], level: int) -> Markup:
        items = [f'<li data-address="{entry.address}">{self.card(entry, level)}</li>\n' for entry in entries]
        return Markup("".join(items))  # noqa: S704 - cards come from a template that escapes

    def _all_cards(self, entries: Iterable[Entry], level: int = 3) -> Markup:
        return Markup('<ul class="hk-cards">{}</ul>').format(self._card_items(entries, level))

    def _prose(self, text: str | None, level: int = 3, prefix: str = "", folder: str = "") -> Markup:
        # The cleaner has been over it: nothing an author writes gets past as script.
        return Markup(self.prose.render(text, level=level, prefix=prefix, folder=folder).html) if text else Markup("")  # noqa: S704

    def _wbr(self, text: str) -> Markup:
        self.catalogue.note(f"cut {text}")
        return self._cut(text)

    def _with_page(self, addresses: Iterable[str | None]) -> list[Entry]:
        """Return the entries at the addresses that have a page, each once."""
        found = (self.catalogue.get(address) for address in dict.fromkeys(addresses) if address)
        return [entry for entry in found if entry is not None]


def _never_folded(made: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that Jinja does not work out when it compiles: what it gives differs between catalogues and settings."""

    @pass_context
    def called(_context: Context, *given: Any, **named: Any) -> Any:
        return made(*given, **named)

    return called


class WordKeeper:
    """Puts `<wbr>` between the words of a title, so that a line never ends inside one (`word-break: keep-all`).

    budoux cuts the text; cuts inside a name of the catalogue (a term, a site, a word of a vocabulary) are taken back, and
    so are those that leave one character alone.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = Names({name: None for name in names if len(name) > 1})
        self._kept: dict[str, Markup] = {}

    def __call__(self, text: str) -> Markup:
        """Return the text, escaped, with its breaks."""
        if text not in self._kept:
            self._kept[text] = self._cut(text)
        return self._kept[text]

    def _cut(self, text: str) -> Markup:
        breaks: list[int] = []
        at = 0
        for phrase in _segmenter().parse(text):
            if len(phrase) > 1 and at:
                breaks.append(at)
            at += len(phrase)
        inside = self._inside_names(text)
        allowed = [
            place for place in breaks
            if place not in inside and text[place] not in _NO_LINE_START and text[place - 1] not in _NO_LINE_END
            and not text[place - 1].isdigit()
        ]  # fmt: skip
        pieces = [text[start:end] for start, end in zip([0, *allowed], [*allowed, len(text)], strict=True)]
        return Markup("<wbr>").join(pieces)

    def _inside_names(self, text: str) -> set[int]:
        """Return the places inside a name; of names that overlap the first counts, of those that begin together the longest."""
        inside: set[int] = set()
        end = 0
        for place in self._names.places(text):
            longest = next(self._names.at(text, place), None) if place >= end else None
            if longest:
                end = place + len(longest[0])
                inside.update(range(place + 1, end))
        return inside


def names_of(catalogue: Catalogue) -> Iterable[str]:
    """Give the names that a title must not be cut inside of."""
    for kind in ("term", "site", "platform", "provider"):
        yield from (entry.record.title for entry in catalogue.of_kind(kind))
    for vocabulary in catalogue.vocabularies.values():
        yield from (word.title for word in vocabulary.words.values())


@functools.cache
def _segmenter() -> Any:
    return budoux.load_default_simplified_chinese_parser()
