"""Pages that list: an index for each kind, a page for each word of each vocabulary, and the way into all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hongke.catalogue import Entry
from hongke.kinds import KINDS, Kind, kinds_of_section
from hongke.model.vocabulary import Vocabulary, VocabularyWord
from hongke.pages.catalogues import catalogue_fragment
from hongke.pages.facets import FACETS
from hongke.pages.initials import by_initial
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site


def kind_indexes(site: Site) -> Iterator[Page]:
    """Give the index of every kind that has entries with pages, and the lists that a long one goes on in."""
    for kind in KINDS.values():
        entries = site.catalogue.of_kind(kind.name)
        if entries:
            yield Page(
                address=kind.name,
                index=True,
                title=kind.label,
                description=f"{kind.label}：共 {len(entries)} {kind.unit}。{kind.lead}",
                tab=kind.section,
                updated=site.catalogue.latest,
                make=partial(catalogue_fragment if kind.name in FACETS else _index_fragment, kind, entries, site),
            )


def _index_fragment(kind: Kind, entries: tuple[Entry, ...], site: Site) -> Fragment:
    siblings = [other for other in kinds_of_section(kind.section) if site.catalogue.of_kind(other.name)]
    groups = by_initial(entries) if kind.name == "term" else ()
    return Fragment(
        site.templates.render("index.html.j2", kind=kind, entries=entries, siblings=siblings, groups=groups)
    )


def word_pages(site: Site) -> Iterator[Page]:
    """Give the page of every word of every vocabulary, whether or not an entry carries it yet."""
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


def _word_fragment(vocabulary: Vocabulary, word: VocabularyWord, site: Site) -> Fragment:
    entries = site.catalogue.with_word(vocabulary.name, word.slug)
    groups = [(kind, [entry for entry in entries if entry.kind is kind]) for kind in KINDS.values()]
    above = vocabulary.with_ancestors(word.slug)[:0:-1]
    return Fragment(
        site.templates.render(
            "word.html.j2",
            vocabulary=vocabulary,
            word=word,
            groups=[(kind, found) for kind, found in groups if found],
            count=len(entries),
            above=[vocabulary.words[slug] for slug in above],
            below=vocabulary.children(word.slug),
        )
    )


def vocabulary_indexes(site: Site) -> Iterator[Page]:
    """Give the page of each vocabulary that has words, and the page that leads to all of them."""
    vocabularies = [vocabulary for vocabulary in site.catalogue.vocabularies.values() if vocabulary.words]
    kinds = [kind for kind in KINDS.values() if site.catalogue.of_kind(kind.name)]
    for vocabulary in vocabularies:
        yield Page(
            address=vocabulary.name,
            index=True,
            title=f"按{vocabulary.label}浏览",
            description=f"按{vocabulary.label}查找课程、案例和资料，共 {len(vocabulary.words)} 个词。",
            tab="browse",
            updated=site.catalogue.latest,
            make=partial(_vocabulary_fragment, vocabulary, site),
        )
    yield Page(
        address="browse",
        index=True,
        title="分类浏览",
        description="按主题、对象、地区、教学方法等分类查找全部条目。",
        tab="browse",
        updated=site.catalogue.latest,
        make=lambda: Fragment(site.templates.render("browse.html.j2", vocabularies=vocabularies, kinds=kinds)),
    )


def _vocabulary_fragment(vocabulary: Vocabulary, site: Site) -> Fragment:
    return Fragment(site.templates.render("vocabulary.html.j2", vocabulary=vocabulary))
