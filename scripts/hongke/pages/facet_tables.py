"""The facets of a catalogue page with their choices, which entry has which of them, and the ways of sorting."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from hongke.catalogue import Catalogue, Entry
from hongke.model.vocabulary import Vocabulary
from hongke.pages.brief import brief_of
from hongke.pages.facets import BANDS, FACETS, Facet
from hongke.pages.initials import sound_of


class Choice(Struct, frozen=True):
    """A value of a facet: what stands in the address, what is shown, how many entries have it, how deep in its tree."""

    value: str
    title: str
    count: int
    depth: int = 0


class FacetTable(Struct, frozen=True):
    """A facet of one kind with its choices, and for each entry the numbers of its choices."""

    facet: Facet
    choices: tuple[Choice, ...]
    rows: tuple[tuple[int, ...], ...]


def facet_tables(kind: str, entries: tuple[Entry, ...], catalogue: Catalogue) -> list[FacetTable]:
    """Return every facet of a kind with the choices that some entry has; words count those below them.

    Which words there are, their order and tree reach everything (`standing.topics`). Whoever shows what they are called asks
    the catalogue for that.
    """
    vocabularies = catalogue.unwatched.vocabularies
    values = [brief_of(entry).facets for entry in entries]
    return [
        _table(facet, [own[place] for own in values], catalogue, vocabularies.get(facet.vocabulary))
        for place, facet in enumerate(FACETS[kind])
    ]


def _table(facet: Facet, held: list[tuple[str, ...]], catalogue: Catalogue, words: Vocabulary | None) -> FacetTable:
    # Most entries have the values that others have.
    times = Counter(held)
    all_of: dict[tuple[str, ...], tuple[str, ...]] = {}
    counts: dict[str, int] = {}
    for own, count in times.items():
        found = (slug for value in own for slug in (words.with_ancestors(value) if words else ()) or (value,))
        all_of[own] = tuple(dict.fromkeys(found))
        for value in all_of[own]:
            counts[value] = counts.get(value, 0) + count
    choices = _choices(facet, counts, catalogue, words)
    numbers = {choice.value: number for number, choice in enumerate(choices)}
    rows = {own: tuple(numbers[value] for value in values) for own, values in all_of.items()}
    return FacetTable(facet, tuple(choices), tuple(map(rows.__getitem__, held)))


def _choices(facet: Facet, counts: Mapping[str, int], catalogue: Catalogue, words: Vocabulary | None) -> list[Choice]:
    if words:
        tree: list[Choice] = []

        def walk(parent: str | None, depth: int) -> None:
            for word in words.children(parent):
                if counts.get(word.slug):
                    tree.append(Choice(word.slug, word.title, counts[word.slug], depth))
                walk(word.slug, depth + 1)

        walk(None, 0)
        return tree
    if facet.name == "hours":
        return [Choice(value, title, counts[value]) for value, _, title in BANDS if counts.get(value)]
    by_count = sorted(counts, key=lambda value: (-counts[value], value))
    titles = {value: _title(f"site/{value}", catalogue) for value in by_count} if facet.name == "site" else {}
    return [Choice(value, titles.get(value, value), counts[value]) for value in by_count]


def sort_names(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return the ways of sorting that `sort_keys` gives for the entries."""
    with_hours = any(brief_of(entry).hours for entry in entries)
    return ("updated", "hours", "hours-desc", "title") if with_hours else ("updated", "title")


def _title(address: str, catalogue: Catalogue) -> str:
    entry = catalogue.get(address)
    return entry.record.title if entry else address


def sort_keys(entries: tuple[Entry, ...]) -> dict[str, list[float]]:
    """Return for each way of sorting a number an entry, smallest first: newest, fewest and most hours, title by pinyin."""
    keys: dict[str, list[float]] = {"updated": [-_day(entry.record.updated) for entry in entries]}
    hours = [float(hours) for entry in entries if (hours := brief_of(entry).hours)]
    if hours:
        keys["hours"], keys["hours-desc"] = hours, [-value for value in hours]
    by_title = {entry.address: place for place, entry in enumerate(sorted(entries, key=sound_of))}
    keys["title"] = [by_title[entry.address] for entry in entries]
    return keys


@functools.cache
def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal() if text else 0
