"""Pieces of HTML that stand on many pages, made once a catalogue: links of words and entries, badges, lists."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from hongke.catalogue import Catalogue, Entry
from hongke.escaping import esc
from hongke.icons import icon
from hongke.links import Links
from hongke.model.base import EntryModel

Of = TypeVar("Of", bound=Hashable)
SAMPLE = '<span class="hk-sample" title="教学安排示意，不是报道所载">示例</span>'


def sample(model: EntryModel, *paths: str) -> str:
    """Return the mark 示例 where one of the fields at the paths is a planning example."""
    return SAMPLE if model.illustrative and any(map(model.is_sample, paths)) else ""


def head_section(title: str, anchor: str, note: str = "") -> str:
    """Return the head of a section, with a note beside it where there is one."""
    head = f'<div class="hk-section__head"><h2 class="hk-section__title" id="{esc(anchor)}">{esc(title)}</h2>'
    return f'{head}<p class="hk-section__note">{esc(note)}</p></div>' if note else f"{head}</div>"


class TopicNumbers(dict[Of, int]):
    """The numbers of topics by what they are of: an entry's address, a word."""

    def __init__(self, catalogue: Catalogue, topic: Callable[[Of], str]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._topic = topic

    def __missing__(self, of: Of) -> int:
        number = self[of] = self._catalogue.number(self._topic(of))
        return number


class Pieces:
    """The pieces of one catalogue; `icons` takes the names of the icons in them."""

    def __init__(self, catalogue: Catalogue, links: Links, icons: set[str]) -> None:
        self._catalogue = catalogue
        self._links = links
        self._icons = icons
        self._words: dict[tuple[str, str], tuple[str, int]] = {}
        self._badges: dict[tuple[str, str, str], tuple[str, int]] = {}
        self._entries: dict[str, str] = {}
        self._home = f'  <li><a href="{esc(links.page("", index=True))}">首页</a></li>\n'
        self._steps: dict[tuple[str, str, bool], str] = {}
        self._items: dict[tuple[str, bool], str] = {}
        self._numbers = TopicNumbers[str](catalogue, "entry {}".format)

    def link(self, entry: Entry) -> str:
        """Return the link to an entry, with its title."""
        address = entry.address
        self._catalogue.note_all((self._numbers[address],))
        found = self._entries.get(address)
        if found is None:
            found = f'<a href="{esc(self._links.page(address))}">{esc(entry.record.title)}</a>'
            self._entries[address] = found
        return found

    def crumbs(self, steps: Iterable[tuple[str, str, bool]]) -> str:
        """Return the way from the home page: text, address ("" for the page itself), and whether that is an index."""
        items = "".join([self._step(step) for step in steps])
        return f'<nav class="hk-crumbs" aria-label="当前位置"><ol>\n{self._home}{items}</ol></nav>'

    def _step(self, step: tuple[str, str, bool]) -> str:
        text, address, index = step
        if not address:
            return f'  <li><span aria-current="page">{esc(text)}</span></li>\n'
        found = self._steps.get(step)
        if found is None:
            found = f'  <li><a href="{esc(self._links.page(address, index=index))}">{esc(text)}</a></li>\n'
            if index:
                self._steps[step] = found
        return found

    def word_links(self, slugs: Iterable[str], vocabulary: str) -> str:
        """Return links to the pages of words, in a row."""
        found = [self._words.get((vocabulary, slug)) or self._word(vocabulary, slug) for slug in slugs]
        self._catalogue.note_all([topic for _, topic in found])
        return "、".join([html for html, _ in found])

    def word_badges(self, slugs: Iterable[str], vocabulary: str, icon_name: str, mark: bool = False) -> str:  # noqa: FBT001, FBT002 - written so in templates
        """Return words as items of a list of badges, with the mark 示例 where it is asked for."""
        badges = self._badges
        found = [
            badges.get((vocabulary, slug, icon_name)) or self._badge(vocabulary, slug, icon_name) for slug in slugs
        ]
        if not found:
            return ""
        self._catalogue.note_all([topic for _, topic in found])
        self._icons.add(icon_name)
        end = f"{SAMPLE}</li>\n" if mark else "</li>\n"
        return "".join([f"{html}{end}" for html, _ in found])

    def word_titles(self, slugs: Iterable[str], vocabulary: str, between: str) -> str:
        """Return the words in a row, as text."""
        return between.join([self._catalogue.word(vocabulary, slug).title for slug in slugs])

    def entry_list(self, entries: Sequence[Entry], kinds: bool = True) -> str:  # noqa: FBT001, FBT002 - written so in templates
        """Return a list of links to entries, each with its icon, and with its kind where `kinds`."""
        known, numbers = self._items, self._numbers
        addresses = [entry.address for entry in entries]
        self._catalogue.note_all([numbers[address] for address in addresses])
        self._icons.update([entry.kind.icon for entry in entries])
        items = [
            known.get((address, kinds)) or self._item(entry, kinds)
            for entry, address in zip(entries, addresses, strict=True)
        ]
        return f'<ul class="hk-list">\n{"".join(items)}</ul>'

    def _word(self, vocabulary: str, slug: str) -> tuple[str, int]:
        word = self._catalogue.unwatched.word(vocabulary, slug)
        url = esc(self._links.page(f"{vocabulary}/{word.slug}"))
        topic = self._catalogue.number(f"called {vocabulary}/{slug}")
        found = self._words[vocabulary, slug] = f'<a href="{url}">{esc(word.title)}</a>', topic
        return found

    def _badge(self, vocabulary: str, slug: str, icon_name: str) -> tuple[str, int]:
        html, topic = self._words.get((vocabulary, slug)) or self._word(vocabulary, slug)
        found = f'<li class="hk-badge">{icon(icon_name)}{html}', topic
        self._badges[vocabulary, slug, icon_name] = found
        return found

    def _item(self, entry: Entry, kinds: bool) -> str:  # noqa: FBT001
        kind = f"<small>{esc(entry.kind.label)}</small>" if kinds else ""
        title = f"{icon(entry.kind.icon)}<span>{esc(entry.record.title)}</span>"
        found = f'  <li><a href="{esc(self._links.page(entry.address))}">{title}{kind}</a></li>\n'
        self._items[entry.address, kinds] = found
        return found
