"""The Jinja environment: templates that autoescape, and the few functions they may call."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources
from typing import Any

import budoux
from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from hongke.catalogue import Catalogue, Entry
from hongke.links import Links
from hongke.model.vocabulary import VocabularyWord
from hongke.numerals import number
from hongke.prose import ProseRenderer

_NO_LINE_START = "，。、；：？！”’）》】…·"
_NO_LINE_END = "“‘（《【"

METHOD_ICONS = {
    "lecture": "human-male-board", "seminar": "forum-outline", "structured": "forum-outline", "case-study": "text-box-search-outline",
    "simulation": "drama-masks", "experience": "shoe-print", "interview": "microphone-outline", "on-site": "map-marker-radius-outline",
    "scene": "theater", "interactive": "account-switch-outline", "observation": "eye-outline", "action-learning": "hammer-wrench",
}  # fmt: skip
"""Material icon of each teaching method; a word always stands beside it."""


class _Compiled(BytecodeCache):
    """Compiled templates, kept for the next catalogue: a preview makes one at every save. Jinja checks their sources."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja a template that was compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that Jinja has compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Templates:
    """Renders the package's templates for one catalogue."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self.catalogue = catalogue
        self.links = links
        self.prose = ProseRenderer(catalogue, links)
        self._used_icons: dict[str, None] = {}
        self._cards: dict[tuple[str, int], tuple[Markup, tuple[str, ...]]] = {}
        self._environment = Environment(
            loader=PackageLoader("hongke", "templates"),
            bytecode_cache=_COMPILED,
            autoescape=True,
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
            icon=self._icon,
            card=self.card,
            method_icon=lambda slug: METHOD_ICONS.get(slug, "school-outline"),
            word=catalogue.word,
            words=self._words,
        )
        self._environment.filters.update(
            number=number, wbr=WordKeeper(names_of(catalogue)), prose=self._prose, pages=self._with_page
        )

    def render(self, template: str, **context: Any) -> str:
        """Render one template to a fragment of HTML; the icons it used come last, once each."""
        self._used_icons.clear()
        html = self._environment.get_template(template).render(**context)
        return html + sprite(self._used_icons) if self._used_icons else html

    def card(self, entry: Entry, level: int = 3) -> Markup:
        """Return the card of an entry with a heading of this level; each is rendered once, whatever pages show it."""
        known = self._cards.get((entry.address, level))
        if known is None:
            outer, self._used_icons = self._used_icons, {}
            macros: Any = self._environment.get_template("macros.html.j2").module
            known = self._cards[entry.address, level] = (macros.card_of(entry, level), tuple(self._used_icons))
            self._used_icons = outer
        html, icons = known
        self._used_icons.update(dict.fromkeys(icons))
        return html

    def _icon(self, name: str) -> Markup:
        self._used_icons[name] = None
        return Markup(
            '<span class="hk-icon" aria-hidden="true"><svg viewBox="0 0 24 24"><use href="#i-{}"/></svg></span>'
        ).format(name)

    def _words(self, vocabulary: str, slugs: Iterable[str]) -> list[VocabularyWord]:
        return [self.catalogue.word(vocabulary, slug) for slug in slugs]

    def _prose(self, text: str | None, level: int = 3, prefix: str = "", folder: str = "") -> Markup:
        # The cleaner has been over it: nothing an author writes gets past as script.
        return Markup(self.prose.render(text, level=level, prefix=prefix, folder=folder).html) if text else Markup("")  # noqa: S704

    def _with_page(self, addresses: Iterable[str | None]) -> list[Entry]:
        """Return the entries at the addresses that have a page, each once."""
        found = (self.catalogue.get(address) for address in dict.fromkeys(addresses) if address)
        return [entry for entry in found if entry is not None]


class WordKeeper:
    """Puts `<wbr>` between the words of a title, so that a line never ends inside one (`word-break: keep-all`).

    budoux cuts the text; cuts inside a name of the catalogue (a term, a site, a word of a vocabulary) are taken back, and
    so are those that leave one character alone.
    """

    def __init__(self, names: Iterable[str]) -> None:
        known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, known)) or r"(?!)")
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
        inside = {place for name in self._names.finditer(text) for place in range(name.start() + 1, name.end())}
        allowed = [
            place for place in breaks
            if place not in inside and text[place] not in _NO_LINE_START and text[place - 1] not in _NO_LINE_END
            and not text[place - 1].isdigit()
        ]  # fmt: skip
        pieces = [text[start:end] for start, end in zip([0, *allowed], [*allowed, len(text)], strict=True)]
        return Markup("<wbr>").join(pieces)


def names_of(catalogue: Catalogue) -> Iterable[str]:
    """Give the names that a title must not be cut inside of."""
    for kind in ("term", "site", "platform", "provider"):
        yield from (entry.model.title for entry in catalogue.of_kind(kind))
    for vocabulary in catalogue.vocabularies.values():
        yield from (word.title for word in vocabulary.words.values())


@functools.cache
def _segmenter() -> Any:
    return budoux.load_default_simplified_chinese_parser()


@functools.cache
def icon_symbol(name: str) -> str:
    """Return a Material icon as an SVG symbol; raises FileNotFoundError for a name that does not exist."""
    svg = (resources.files("material") / "templates" / ".icons" / "material" / f"{name}.svg").read_text("utf-8")
    view = re.search(r'viewBox="([^"]+)"', svg)
    body = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", svg, flags=re.DOTALL)
    return f'<symbol id="i-{name}" viewBox="{view[1] if view else "0 0 24 24"}">{body}</symbol>'


def sprite(names: Iterable[str]) -> str:
    """Return the hidden SVG that holds the icons a fragment points to."""
    symbols = "".join(icon_symbol(name) for name in sorted(names))
    return f'\n<svg class="hk-sprite" width="0" height="0" aria-hidden="true">{symbols}</svg>'
