"""Pages that list: an index for each kind, one for each vocabulary, and the way into all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from hongke.catalogue import Entry
from hongke.kinds import KINDS, Kind, kinds_of_section
from hongke.model.vocabulary import Vocabulary
from hongke.pages.catalogues import catalogue_fragment
from hongke.pages.facets import FACETS
from hongke.pages.initials import by_initial
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site

AN_INDEX_PAGE = (240, 500)
"""How many cards are on a page of an index, and how many terms, which are short, on one of the glossary."""


def kind_indexes(site: Site) -> Iterator[Page]:
    """Give the index of every kind that has entries with pages; one without facets goes on in further pages where it is long."""
    for kind in KINDS.values():
        entries = site.catalogue.of_kind(kind.name)
        if not entries:
            continue
        faceted = kind.name in FACETS
        yield Page(
            address=kind.name,
            index=True,
            title=kind.label,
            description=f"{kind.label}：共 {len(entries)} {kind.unit}。{kind.lead}",
            tab=kind.section,
            updated=site.catalogue.latest,
            make=partial(catalogue_fragment, kind, entries, site)
            if faceted
            else partial(_index_fragment, kind, entries, 1, site),
        )
        pages = 1 if faceted else _index_pages(kind, entries)
        for number in range(2, pages + 1):
            yield Page(
                address=f"{kind.name}/all/{number}",
                title=f"{kind.label}，第 {number} 页",
                description=f"{kind.label}：共 {len(entries)} {kind.unit}，第 {number} 页，共 {pages} 页。",
                tab=kind.section,
                noindex=True,
                updated=site.catalogue.latest,
                make=partial(_index_fragment, kind, entries, number, site),
            )


def _index_pages(kind: Kind, entries: Sequence[Entry]) -> int:
    return -(-len(entries) // AN_INDEX_PAGE[kind.name == "term"])


def _index_fragment(kind: Kind, entries: tuple[Entry, ...], number: int, site: Site) -> Fragment:
    site.catalogue.note(f"kind {kind.name}")
    siblings = [other for other in kinds_of_section(kind.section) if site.catalogue.of_kind(other.name)]
    size = AN_INDEX_PAGE[kind.name == "term"]
    start = (number - 1) * size
    letters: dict[str, int] = {}
    groups: list[tuple[str, Sequence[Entry]]] = []
    at = 0
    for letter, found in by_initial(entries) if kind.name == "term" else ():
        letters[letter] = at // size + 1
        shown = found[max(0, start - at) : max(0, start + size - at)]
        if shown:
            groups.append((letter, shown))
        at += len(found)
    return Fragment(
        site.templates.render(
            "index.html.j2",
            kind=kind,
            entries=entries[start : start + size],
            total=len(entries),
            siblings=siblings,
            letters=letters,
            groups=groups,
            number=number,
            pages=_index_pages(kind, entries),
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
        make=partial(_browse_fragment, vocabularies, kinds, site),
    )


def _browse_fragment(vocabularies: Sequence[Vocabulary], kinds: Sequence[Kind], site: Site) -> Fragment:
    site.catalogue.note("vocabularies")
    for kind in kinds:
        site.catalogue.note(f"members {kind.name}")
    return Fragment(site.templates.render("browse.html.j2", vocabularies=vocabularies, kinds=kinds))


def _vocabulary_fragment(vocabulary: Vocabulary, site: Site) -> Fragment:
    for slug in vocabulary.words:
        site.catalogue.note(f"called {vocabulary.name}/{slug}")
    return Fragment(site.templates.render("vocabulary.html.j2", vocabulary=vocabulary))
