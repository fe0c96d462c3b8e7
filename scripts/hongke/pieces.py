"""Pieces of HTML that stand on many pages, made once a catalogue: links of words and entries, badges, lists."""

from __future__ import annotations

from collections.abc import Iterable

from hongke.catalogue import Catalogue, Entry
from hongke.escaping import esc
from hongke.icons import icon
from hongke.links import Links
from hongke.model.base import EntryModel

SAMPLE = '<span class="hk-sample" title="教学安排示意，不是报道所载">示例</span>'


def sample(model: EntryModel, *paths: str) -> str:
    """Return the mark 示例 where one of the fields at the paths is a planning example."""
    return SAMPLE if model.illustrative and any(map(model.is_sample, paths)) else ""


def head_section(title: str, anchor: str, note: str = "") -> str:
    """Return the head of a section, with a note beside it where there is one."""
    head = f'<div class="hk-section__head"><h2 class="hk-section__title" id="{esc(anchor)}">{esc(title)}</h2>'
    return f'{head}<p class="hk-section__note">{esc(note)}</p></div>' if note else f"{head}</div>"


class Pieces:
    """The pieces of one catalogue."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self._catalogue = catalogue
        self._links = links
        self._words: dict[tuple[str, str], str] = {}
        self._badges: dict[tuple[str, str, str], str] = {}
        self._entries: dict[str, str] = {}
        self._home = f'  <li><a href="{esc(links.page("", index=True))}">首页</a></li>\n'
        self._items: dict[tuple[str, bool], str] = {}

    def link(self, entry: Entry) -> str:
        """Return the link to an entry, with its title."""
        self._catalogue.note(f"entry {entry.address}")
        found = self._entries.get(entry.address)
        if found is None:
            found = f'<a href="{esc(self._links.page(entry.address))}">{esc(entry.record.title)}</a>'
            self._entries[entry.address] = found
        return found

    def crumbs(self, steps: Iterable[tuple[str, str, bool]]) -> str:
        """Return the way from the home page: text, address ("" for the page itself), and whether that is an index."""
        items = [
            f'  <li><a href="{esc(self._links.page(address, index=index))}">{esc(text)}</a></li>\n'
            if address
            else f'  <li><span aria-current="page">{esc(text)}</span></li>\n'
            for text, address, index in steps
        ]
        return f'<nav class="hk-crumbs" aria-label="当前位置"><ol>\n{self._home}{"".join(items)}</ol></nav>'

    def word_links(self, slugs: Iterable[str], vocabulary: str) -> str:
        """Return links to the pages of words, in a row."""
        return "、".join([self._word(vocabulary, slug) for slug in slugs])

    def word_badges(self, slugs: Iterable[str], vocabulary: str, icon_name: str, mark: bool = False) -> str:  # noqa: FBT001, FBT002 - written so in templates
        """Return words as items of a list of badges, with the mark 示例 where it is asked for."""
        end = f"{SAMPLE}</li>\n" if mark else "</li>\n"
        return "".join([f"{self._badge(vocabulary, slug, icon_name)}{end}" for slug in slugs])

    def word_titles(self, slugs: Iterable[str], vocabulary: str, between: str) -> str:
        """Return the words in a row, as text."""
        return between.join([self._catalogue.word(vocabulary, slug).title for slug in slugs])

    def entry_list(self, entries: Iterable[Entry], kinds: bool = True) -> str:  # noqa: FBT001, FBT002 - written so in templates
        """Return a list of links to entries, each with its icon, and with its kind where `kinds`."""
        return f'<ul class="hk-list">\n{"".join([self._item(entry, kinds) for entry in entries])}</ul>'

    def _word(self, vocabulary: str, slug: str) -> str:
        self._catalogue.note(f"called {vocabulary}/{slug}")
        found = self._words.get((vocabulary, slug))
        if found is None:
            word = self._catalogue.word(vocabulary, slug)
            url = esc(self._links.page(f"{vocabulary}/{word.slug}"))
            found = self._words[vocabulary, slug] = f'<a href="{url}">{esc(word.title)}</a>'
        return found

    def _badge(self, vocabulary: str, slug: str, icon_name: str) -> str:
        self._catalogue.note(f"called {vocabulary}/{slug}")
        found = self._badges.get((vocabulary, slug, icon_name))
        if found is None:
            found = f'<li class="hk-badge">{icon(icon_name)}{self._word(vocabulary, slug)}'
            self._badges[vocabulary, slug, icon_name] = found
        return found

    def _item(self, entry: Entry, kinds: bool) -> str:  # noqa: FBT001
        self._catalogue.note(f"entry {entry.address}")
        found = self._items.get((entry.address, kinds))
        if found is None:
            kind = f"<small>{esc(entry.kind.label)}</small>" if kinds else ""
            title = f"{icon(entry.kind.icon)}<span>{esc(entry.record.title)}</span>"
            found = f'  <li><a href="{esc(self._links.page(entry.address))}">{title}{kind}</a></li>\n'
            self._items[entry.address, kinds] = found
        return found
