"""The page of each word of each vocabulary: what carries it, by kind; where that is much, its beginning and lists of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from hongke.catalogue import Entry
from hongke.kinds import KINDS, Kind
from hongke.model.vocabulary import Vocabulary, VocabularyWord
from hongke.pages.brief import brief_of
from hongke.pages.facets import FACETS
from hongke.pages.lists import ALL_ON_THE_PAGE, LongList
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site

FIRST_OF_A_KIND = 24
"""How many cards of a kind stand on the page of a word that more than ALL_ON_THE_PAGE entries carry."""


class WordGroup(Struct, frozen=True, kw_only=True):
    """The entries of one kind that carry a word: those shown, how many there are, where all of them are.

    `list` is the address of the plain list's page on which the kind begins, `facet` the name under which the kind's
    catalogue page narrows by the word; both are empty where nothing was left out, `facet` also where it cannot.
    """

    kind: Kind
    shown: Sequence[Entry]
    total: int
    list: str = ""
    facet: str = ""


def word_pages(site: Site) -> Iterator[Page]:
    """Give the page of every word of every vocabulary, whether or not an entry carries it yet, and its lists."""
    for vocabulary in site.catalogue.vocabularies.values():
        for word in vocabulary.words.values():
            count = len(site.catalogue.with_word(vocabulary.name, word.slug))
            yield Page(
                address=f"{vocabulary.name}/{word.slug}",
                title=f"{vocabulary.label}：{word.title}",
                description=f"{vocabulary.label}“{word.title}”下的课程、案例和资料，共 {count} 条。",
                tab="browse",
                updated=site.catalogue.latest,
                make=partial(_word_fragment, vocabulary, word, site),
            )
            if count > ALL_ON_THE_PAGE:
                yield from _long_list(vocabulary, word, site).made(site)


def _long_list(vocabulary: Vocabulary, word: VocabularyWord, site: Site) -> LongList:
    address = f"{vocabulary.name}/{word.slug}"
    by_kind, topics = site.catalogue.gather(lambda: _by_kind(vocabulary, word, site))
    return LongList(
        address=f"{address}/all",
        title=f"{vocabulary.label}“{word.title}”的全部条目",
        trail=(("分类浏览", "browse", True), (vocabulary.label, vocabulary.name, True), (word.title, address, False)),
        entries=[entry for _, found in by_kind for entry in found],
        topics=topics,
        tab="browse",
        word=address,
        by_kind=True,
    )


def _by_kind(vocabulary: Vocabulary, word: VocabularyWord, site: Site) -> list[tuple[Kind, list[Entry]]]:
    found: dict[str, list[Entry]] = {name: [] for name in KINDS}
    for entry in site.catalogue.with_word(vocabulary.name, word.slug):
        found[entry.kind.name].append(entry)
    return [(KINDS[name], entries) for name, entries in found.items() if entries]


def _groups(vocabulary: Vocabulary, word: VocabularyWord, site: Site) -> Iterator[WordGroup]:
    by_kind = _by_kind(vocabulary, word, site)
    if sum(len(entries) for _, entries in by_kind) <= ALL_ON_THE_PAGE:
        yield from (WordGroup(kind=kind, shown=entries, total=len(entries)) for kind, entries in by_kind)
        return
    everything = _long_list(vocabulary, word, site)
    at = 0
    for kind, entries in by_kind:
        cut = len(entries) > FIRST_OF_A_KIND
        yield WordGroup(
            kind=kind,
            shown=entries[:FIRST_OF_A_KIND],
            total=len(entries),
            list=everything.page_of(at) if cut else "",
            facet=_facet(kind, vocabulary, word, entries, site) if cut else "",
        )
        at += len(entries)


def _facet(kind: Kind, vocabulary: Vocabulary, word: VocabularyWord, entries: Sequence[Entry], site: Site) -> str:
    """Return the facet of a kind's catalogue page that has the word among its choices."""
    site.catalogue.counted(kind.name)
    for number, facet in enumerate(FACETS.get(kind.name, ())):
        # Words also stand deeper in an entry than its facets look, such as the method of a unit.
        if facet.vocabulary == vocabulary.name and any(
            word.slug in vocabulary.with_ancestors(value)
            for entry in entries
            for value in brief_of(entry).facets[number]
        ):
            return facet.name
    return ""


def _word_fragment(vocabulary: Vocabulary, word: VocabularyWord, site: Site) -> Fragment:
    for other in (
        word.slug,
        *vocabulary.with_ancestors(word.slug),
        *(below.slug for below in vocabulary.children(word.slug)),
    ):
        site.catalogue.note(f"called {vocabulary.name}/{other}")
    above = vocabulary.with_ancestors(word.slug)[:0:-1]
    return Fragment(
        site.templates.render(
            "word.html.j2",
            vocabulary=vocabulary,
            word=word,
            groups=list(_groups(vocabulary, word, site)),
            above=[vocabulary.words[slug] for slug in above],
            below=vocabulary.children(word.slug),
        )
    )
