"""Pieces of HTML that stand on many pages, made once a catalogue: links of words and entries, badges, lists."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from hongke.catalogue import Catalogue, Entry
from hongke.escaping import esc
from hongke.icons import icon
from hongke.links import Links
from hongke.model.base import EntryModel
from hongke.model.vocabulary import VocabularyWord

Of = TypeVar("Of", bound=Hashable)
Made = TypeVar("Made")
Topics = tuple[int]
SAMPLE = '<span class="hk-sample" title="教学安排示意，不是报道所载">示例</span>'


def sample(model: EntryModel, *paths: str) -> str:
    """Return the mark 示例 where one of the fields at the paths is a planning example."""
    marks = model.illustrative
    if not marks:
        return ""
    if "*" in marks:
        return SAMPLE
    for path in paths:
        # Only a part of a field can be marked by the whole.
        if path in marks or ("." in path and model.is_sample(path)):
            return SAMPLE
    return ""


def head_section(title: str, anchor: str, note: str = "") -> str:
    """Return the head of a section, with a note beside it where there is one."""
    head = f'<div class="hk-section__head"><h2 class="hk-section__title" id="{esc(anchor)}">{esc(title)}</h2>'
    return f'{head}<p class="hk-section__note">{esc(note)}</p></div>' if note else f"{head}</div>"


def link_to_word(links: Links, vocabulary: str, slug: str) -> str:
    """Return the beginning of a link to the page of a word.

    No other link has this `rel`: from what authors write it is taken out.
    """
    return f'<a href="{esc(links.page(f"{vocabulary}/{slug}"))}" rel="tag">'


def name_of_word(vocabulary: str, slug: str) -> str:
    """Return the beginning of an element that holds the title of a word. Of this attribute the same is true."""
    return f'<span data-hk-word="{vocabulary}/{esc(slug)}">'


def card_at_level(card: str, level: int) -> str:
    """Return a card with its heading, which is at level 3, at another level.

    It has one heading, and what authors write in it is escaped.
    """
    return card if level == 3 else card.replace("<h3 ", f"<h{level} ").replace("</h3>", f"</h{level}>")


class Kept(dict[Of, Made]):
    """Things by what they are made of, each made when it is first asked for."""

    def __init__(self, make: Callable[[Of], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, of: Of) -> Made:
        made = self[of] = self._make(of)
        return made


class Pieces:
    """The pieces of one catalogue; `icons` takes the names of the icons in them.

    Pieces are kept with the numbers of their topics, which whoever shows them notes.
    """

    def __init__(self, catalogue: Catalogue, links: Links, icons: set[str]) -> None:
        self._catalogue = catalogue
        self._links = links
        self._icons = icons
        self._by_address = catalogue.unwatched.entries
        self.entry_topics: Kept[str, int] = Kept(lambda address: catalogue.number(f"entry {address}"))
        self._words = Kept(self._new_word)
        self._word_links = Kept(self._new_word_link)
        self._word_names = Kept(self._new_word_name)
        self._badges = Kept(self._new_badge)
        self._entry_links = Kept(self._new_link)
        self._home = f'  <li><a href="{esc(links.page("", index=True))}">首页</a></li>\n'
        self._steps = Kept(self._new_step)
        self._items = Kept(partial(self._new_item, kinds=False)), Kept(partial(self._new_item, kinds=True))

    def entries(self, addresses: Iterable[str | None]) -> list[Entry]:
        """Return the entries at the addresses that have a page, each once."""
        named = [address for address in dict.fromkeys(addresses) if address]
        if not named:
            return []
        topics, by_address = self.entry_topics, self._by_address
        self._catalogue.note_all([topics[address] for address in named])
        return [by_address[address] for address in named if address in by_address]

    def link(self, entry: Entry) -> str:
        """Return the link to an entry, with its title."""
        html, topics = self._entry_links[entry.address]
        self._catalogue.note_all(topics)
        return html

    def crumbs(self, steps: Iterable[tuple[str, str, bool]]) -> str:
        """Return the way from the home page: text, address ("" for the page itself), and whether that is an index."""
        items = [
            (self._steps[step] if step[2] else self._new_step(step))
            if step[1]
            else f'  <li><span aria-current="page">{esc(step[0])}</span></li>\n'
            for step in steps
        ]
        return f'<nav class="hk-crumbs" aria-label="当前位置"><ol>\n{self._home}{"".join(items)}</ol></nav>'

    def word(self, vocabulary: str, slug: str) -> VocabularyWord:
        """Return a word; one outside its vocabulary stands for itself."""
        word, topics = self._words[vocabulary, slug]
        self._catalogue.note_all(topics)
        return word

    def word_links(self, slugs: Iterable[str], vocabulary: str) -> str:
        """Return links to the pages of words, in a row."""
        return "、".join(self._noted([self._word_links[vocabulary, slug] for slug in slugs]))

    def word_names(self, slugs: Iterable[str], vocabulary: str, between: str = "") -> str:
        """Return the titles of words in a row."""
        return between.join(self._noted([self._word_names[vocabulary, slug] for slug in slugs]))

    def word_badges(self, slugs: Iterable[str], vocabulary: str, icon_name: str, mark: bool = False) -> str:  # noqa: FBT001, FBT002 - written so in templates
        """Return words as items of a list of badges, with the mark 示例 where it is asked for."""
        found = [self._badges[vocabulary, slug, icon_name] for slug in slugs]
        if not found:
            return ""
        self._icons.add(icon_name)
        end = f"{SAMPLE}</li>\n" if mark else "</li>\n"
        return f"{end.join(self._noted(found))}{end}"

    def word_titles(self, slugs: Iterable[str], vocabulary: str, between: str) -> str:
        """Return the titles of words in a row, as text: for an attribute, or a card."""
        return between.join([word.title for word in self._noted([self._words[vocabulary, slug] for slug in slugs])])

    def entry_list(self, entries: Sequence[Entry], kinds: bool = True) -> str:  # noqa: FBT001, FBT002 - written so in templates
        """Return a list of links to entries, each with its icon, and with its kind where `kinds`."""
        known = self._items[kinds]
        self._icons.update([entry.kind.icon for entry in entries])
        items = self._noted([known[entry.address] for entry in entries])
        return f'<ul class="hk-list">\n{"".join(items)}</ul>'

    def _noted(self, found: Sequence[tuple[Made, Topics]]) -> list[Made]:
        self._catalogue.note_all([topics[0] for _, topics in found])
        return [piece for piece, _ in found]

    def _new_word(self, key: tuple[str, str]) -> tuple[VocabularyWord, Topics]:
        vocabulary, slug = key
        topic = self._catalogue.number(f"called {vocabulary}/{slug}")
        return self._catalogue.unwatched.word(vocabulary, slug), (topic,)

    def _new_word_link(self, key: tuple[str, str]) -> tuple[str, Topics]:
        title, topics = self._titled(*key)
        return f"{link_to_word(self._links, *key)}{title}</a>", topics

    def _new_word_name(self, key: tuple[str, str]) -> tuple[str, Topics]:
        title, topics = self._titled(*key)
        return f"{name_of_word(*key)}{title}</span>", topics

    def _titled(self, vocabulary: str, slug: str) -> tuple[str, Topics]:
        word = self._catalogue.unwatched.word(vocabulary, slug)
        return esc(word.title), (self._catalogue.number(f"titled {vocabulary}/{slug}"),)

    def _new_badge(self, key: tuple[str, str, str]) -> tuple[str, Topics]:
        html, topics = self._word_links[key[:2]]
        return f'<li class="hk-badge">{icon(key[2])}{html}', topics

    def _new_step(self, step: tuple[str, str, bool]) -> str:
        text, address, index = step
        return f'  <li><a href="{esc(self._links.page(address, index=index))}">{esc(text)}</a></li>\n'

    def _new_link(self, address: str) -> tuple[str, Topics]:
        title = self._by_address[address].record.title
        return f'<a href="{esc(self._links.page(address))}">{esc(title)}</a>', (self.entry_topics[address],)

    def _new_item(self, address: str, *, kinds: bool) -> tuple[str, Topics]:
        entry = self._by_address[address]
        kind = f"<small>{esc(entry.kind.label)}</small>" if kinds else ""
        title = f"{icon(entry.kind.icon)}<span>{esc(entry.record.title)}</span>"
        html = f'  <li><a href="{esc(self._links.page(address))}">{title}{kind}</a></li>\n'
        return html, (self.entry_topics[address],)
