"""By what a kind's entries are narrowed: the facets of each catalogue page, and the values an entry has in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hongke.catalogue import Catalogue, Entry
from hongke.model.course import Course
from hongke.pages.initials import sort_key


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: `name` in the address, Chinese `label`, its values, and `vocabulary` where these are words of one."""

    name: str
    label: str
    values: Callable[[Entry], Iterable[str]]
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: what stands in the address, what is shown, how many entries have it, how deep in its tree."""

    value: str
    title: str
    count: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class FacetTable:
    """A facet of one kind with its choices, and for each entry the numbers of its choices."""

    facet: Facet
    choices: tuple[Choice, ...]
    rows: tuple[tuple[int, ...], ...]


# Bands of hours: what stands in the address, the upper bound (None: no bound), the name.
_BANDS: tuple[tuple[str, Decimal | None, str], ...] = (
    ("1", Decimal(1), "1 学时及以内"),
    ("2", Decimal(2), "1 至 2 学时"),
    ("3", Decimal(3), "2 至 3 学时"),
    ("more", None, "3 学时以上"),
)


def _hours(entry: Entry) -> list[str]:
    hours = entry.model.hours if isinstance(entry.model, Course) else Decimal(0)
    return [next(value for value, most, _ in _BANDS if most is None or hours <= most)]


def _sites(entry: Entry) -> list[str]:
    sites = entry.model.all_sites if isinstance(entry.model, Course) else ()
    return [address.removeprefix("site/") for address in sites]


def _of(name: str) -> Callable[[Entry], Iterable[str]]:
    """Return a function that gives the value or values of a field."""

    def values(entry: Entry) -> Iterable[str]:
        value = getattr(entry.model, name)
        return () if value is None else (value,) if isinstance(value, str) else value

    return values


FACETS: Mapping[str, tuple[Facet, ...]] = {
    "course": (
        Facet("theme", "主题", _of("themes"), "theme"),
        Facet("audience", "教学对象", _of("audience"), "audience"),
        Facet("hours", "学时", _hours),
        Facet("method", "教学方法", _of("methods"), "method"),
        Facet("category", "类别", _of("category"), "category"),
        Facet("mode", "授课形式", _of("mode"), "mode"),
        Facet("level", "层次", _of("level"), "level"),
        Facet("region", "地区", _of("region"), "region"),
        Facet("site", "现场教学点", _sites),
    ),
    "case": (
        Facet("theme", "主题", _of("themes"), "theme"),
        Facet("field", "领域", _of("field"), "field"),
        Facet("region", "地区", _of("region"), "region"),
        Facet("organisation", "单位", _of("organisation")),
    ),
    "materials": (
        Facet("column", "栏目", _of("column"), "column"),
        Facet("theme", "主题", _of("themes"), "theme"),
    ),
}
"""The facets of each kind that has a catalogue page, in the order in which they are shown."""


def facet_tables(kind: str, entries: tuple[Entry, ...], catalogue: Catalogue) -> list[FacetTable]:
    """Return every facet of a kind with the choices that some entry has; words count those below them."""
    return [_table(facet, entries, catalogue) for facet in FACETS[kind]]


def _table(facet: Facet, entries: tuple[Entry, ...], catalogue: Catalogue) -> FacetTable:
    words = catalogue.vocabularies.get(facet.vocabulary)
    held: list[list[str]] = []
    for entry in entries:
        values = list(facet.values(entry))
        if words:
            values = [slug for value in values for slug in words.with_ancestors(value) or (value,)]
        held.append(list(dict.fromkeys(values)))
    counts: dict[str, int] = {}
    for values in held:
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    choices = _choices(facet, counts, catalogue)
    numbers = {choice.value: number for number, choice in enumerate(choices)}
    return FacetTable(facet, tuple(choices), tuple(tuple(numbers[value] for value in values) for values in held))


def _choices(facet: Facet, counts: Mapping[str, int], catalogue: Catalogue) -> list[Choice]:
    words = catalogue.vocabularies.get(facet.vocabulary)
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
        return [Choice(value, title, counts[value]) for value, _, title in _BANDS if counts.get(value)]
    by_count = sorted(counts, key=lambda value: (-counts[value], value))
    titles = {value: _title(f"site/{value}", catalogue) for value in by_count} if facet.name == "site" else {}
    return [Choice(value, titles.get(value, value), counts[value]) for value in by_count]


def sort_names(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return the ways of sorting that `sort_keys` gives for the entries."""
    with_hours = any(isinstance(entry.model, Course) for entry in entries)
    return ("updated", "hours", "hours-desc", "title") if with_hours else ("updated", "title")


def _title(address: str, catalogue: Catalogue) -> str:
    entry = catalogue.get(address)
    return entry.record.title if entry else address


def sort_keys(entries: tuple[Entry, ...]) -> dict[str, list[float]]:
    """Return for each way of sorting a number an entry, smallest first: newest, fewest and most hours, title by pinyin."""
    keys: dict[str, list[float]] = {
        "updated": [-(entry.model.updated.toordinal() if entry.model.updated else 0) for entry in entries]
    }
    hours = [float(entry.model.hours) for entry in entries if isinstance(entry.model, Course)]
    if hours:
        keys["hours"], keys["hours-desc"] = hours, [-value for value in hours]
    by_title = {
        entry.address: place
        for place, entry in enumerate(sorted(entries, key=lambda entry: sort_key(entry.record.title)))
    }
    keys["title"] = [by_title[entry.address] for entry in entries]
    return keys
