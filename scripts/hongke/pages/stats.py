"""Statistics of a catalogue: what it covers, where it has gaps, which figures can be set side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from decimal import Decimal

from msgspec import Struct

from hongke.catalogue import Catalogue, Entry
from hongke.kinds import KINDS
from hongke.model.vocabulary import Vocabulary, VocabularyWord
from hongke.pages.brief import brief_of, count_of_figures
from hongke.pages.comparisons import Comparison, comparison_pages, comparisons, note_rows, share
from hongke.pages.lists import ALL_ON_THE_PAGE, FIRST, LongList
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site

_USED_BY_OTHERS = ("case", "materials", "site", "platform", "provider", "quiz", "route", "lecturer", "rule")
"""Kinds whose entries are there to be used: one that nothing refers to is a gap."""


class Bar(Struct, frozen=True):
    """A row of a bar table; `share` is its length in per cent of the longest."""

    word: VocabularyWord
    value: Decimal
    share: str


class CoverageRow(Struct, frozen=True):
    """How many courses an audience has in each theme, and in all."""

    word: VocabularyWord
    counts: tuple[int, ...]
    total: int


class Coverage(Struct, frozen=True):
    """The table of audiences by themes."""

    columns: tuple[VocabularyWord, ...]
    rows: tuple[CoverageRow, ...]


class Statistics(Struct, frozen=True):
    """Everything the page shows."""

    totals: tuple[tuple[Decimal, str, str], ...]
    hours_by_category: tuple[Bar, ...]
    hours_by_method: tuple[Bar, ...]
    cases_by_theme: tuple[Bar, ...]
    cases_by_region: tuple[Bar, ...]
    coverage: Coverage
    comparable: tuple[Comparison, ...]
    unlinked: tuple[Entry, ...]


def stats_page(site: Site) -> Iterator[Page]:
    """Give the page of statistics."""
    yield Page(
        address="stats",
        index=True,
        title="数据统计",
        description="课程学时、案例分布、对象与主题的覆盖和空缺、可以对照的指标。",
        tab="stats",
        updated=site.catalogue.latest,
        make=lambda: _fragment(site),
    )


def stats_lists(site: Site) -> Iterator[Page]:
    """Give the pages that lists and tables of the statistics go on in, where they are long."""
    unlinked, topics = site.catalogue.gather(lambda: tuple(_unlinked(site.catalogue)))
    if len(unlinked) > ALL_ON_THE_PAGE:
        yield from _unlinked_list(unlinked, topics).made(site)
    yield from comparison_pages(site)


def _fragment(site: Site) -> Fragment:
    found = statistics(site.catalogue)
    for comparison in found.comparable:
        note_rows(site.catalogue, comparison.shown)
    long = len(found.unlinked) > ALL_ON_THE_PAGE
    return Fragment(
        site.templates.render(
            "stats.html.j2",
            s=found,
            unlinked=found.unlinked[:FIRST] if long else found.unlinked,
            unlinked_pages=range(1, _unlinked_list(found.unlinked).pages + 1) if long else (),
        )
    )


def _unlinked_list(entries: tuple[Entry, ...], topics: Set[int] = frozenset()) -> LongList:
    return LongList(
        address="stats/unlinked",
        title="还没有被用到的条目",
        trail=(("数据统计", "stats", True),),
        entries=entries,
        topics=topics,
        tab="stats",
        by_kind=True,
    )


def statistics(catalogue: Catalogue) -> Statistics:
    """Count a catalogue."""
    courses = [brief_of(entry) for entry in catalogue.counted("course")]
    cases = catalogue.counted("case")
    by_method: dict[str, Decimal] = {}
    by_category: dict[str, Decimal] = {}
    for course in courses:
        for method, hours in course.by_method:
            by_method[method] = by_method.get(method, Decimal(0)) + Decimal(hours)
        for slug in _words(catalogue, "category").with_ancestors(course.category):
            by_category[slug] = by_category.get(slug, Decimal(0)) + Decimal(course.hours)
    total = sum((Decimal(course.hours) for course in courses), Decimal(0))
    indicators = sum(count_of_figures(catalogue.counted(kind, archived=True)) for kind in KINDS)
    return Statistics(
        totals=(
            (Decimal(len(courses)), "门", "课程"),
            (total, "学时", "课程学时合计（示例）"),
            (Decimal(len(cases)), "个", "典型案例"),
            (Decimal(indicators), "项", "注明出处的数据"),
        ),
        hours_by_category=_bars(_words(catalogue, "category"), by_category),
        hours_by_method=_bars(_words(catalogue, "method"), by_method),
        cases_by_theme=_bars(_words(catalogue, "theme"), _counts(catalogue, "theme", cases)),
        cases_by_region=_bars(_words(catalogue, "region"), _top_regions(catalogue, cases)),
        coverage=_coverage(catalogue),
        comparable=comparisons(catalogue),
        unlinked=tuple(_unlinked(catalogue)),
    )


def _words(catalogue: Catalogue, name: str) -> Vocabulary:
    # What its words are called, the template asks for.
    return catalogue.unwatched.vocabularies.get(name) or Vocabulary(name, name)


def _bars(vocabulary: Vocabulary, values: Mapping[str, Decimal]) -> tuple[Bar, ...]:
    """Return a bar for each word that has any, largest first; words of one value in the vocabulary's order."""
    top = max(values.values(), default=Decimal(1))
    rows = [(slug, values[slug]) for slug in vocabulary.words if values.get(slug)]
    rows.sort(key=lambda row: -row[1])
    return tuple(Bar(vocabulary.words[slug], round(value, 1), share(value, top)) for slug, value in rows)


def _counts(catalogue: Catalogue, vocabulary: str, entries: Iterable[Entry]) -> dict[str, Decimal]:
    wanted = {entry.address for entry in entries}
    return {
        slug: Decimal(sum(entry.address in wanted for entry in catalogue.with_word(vocabulary, slug)))
        for slug in _words(catalogue, vocabulary).words
    }


def _top_regions(catalogue: Catalogue, cases: Iterable[Entry]) -> dict[str, Decimal]:
    """Count cases by the region below the topmost one (盟市): the tree's root holds nearly all and tells nothing."""
    regions = _words(catalogue, "region")
    counts: dict[str, Decimal] = {}
    for entry in cases:
        chain = regions.with_ancestors(brief_of(entry).region)
        if chain:
            slug = chain[-2] if len(chain) > 1 else chain[-1]
            counts[slug] = counts.get(slug, Decimal(0)) + 1
    return counts


def _coverage(catalogue: Catalogue) -> Coverage:
    """Return courses by audience and theme, for every audience word and for the themes that any entry carries."""
    themes = tuple(
        word for word in _words(catalogue, "theme").words.values() if catalogue.with_word("theme", word.slug)
    )
    in_theme = {word.slug: {entry.address for entry in catalogue.with_word("theme", word.slug)} for word in themes}
    rows = []
    for word in _words(catalogue, "audience").words.values():
        courses = {entry.address for entry in catalogue.with_word("audience", word.slug) if entry.kind.name == "course"}
        rows.append(CoverageRow(word, tuple(len(courses & in_theme[theme.slug]) for theme in themes), len(courses)))
    return Coverage(themes, tuple(rows))


def _unlinked(catalogue: Catalogue) -> Iterator[Entry]:
    for kind in _USED_BY_OTHERS:
        for entry in catalogue.members(kind):
            if not catalogue.referrers(entry.address):
                yield entry
