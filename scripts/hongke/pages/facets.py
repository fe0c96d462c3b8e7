"""What a kind of entry can be narrowed by: each facet's choices in order, and which of them every entry carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hongke.catalogue import Catalogue, Entry
from hongke.model.vocabulary import Vocabulary
from hongke.pages.initials import sort_key

_SHOWN = 12
"""How many choices of a long facet are seen before the rest is unfolded."""
_BANDS = (
    (1, "to-1", "1 学时以内"),
    (2, "to-2", "超过 1 至 2 学时"),
    (4, "to-4", "超过 2 至 4 学时"),
    (8, "to-8", "超过 4 至 8 学时"),
    (float("inf"), "over-8", "超过 8 学时"),
)
"""Bands of hours: upper bound, the bound itself included; value in the URL; what readers see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice within a facet.

    `value` stands in the URL; `count` is how many entries carry it or a choice below it; `parent` is the number of the
    choice above it, -1 for none; `address` is the page of its own, "" where it has none.
    """

    value: str
    label: str
    count: int
    parent: int = -1
    depth: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A facet: `carried` gives for each entry the numbers of the choices it names, those above them left out."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    carried: tuple[tuple[int, ...], ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """The choices that are seen at once: all of them, unless there are many more than fit."""
        return self.choices if len(self.choices) <= _SHOWN + 4 else self.choices[:_SHOWN]

    @property
    def rest(self) -> tuple[Choice, ...]:
        """The choices that are unfolded."""
        return self.choices[len(self.first) :]


Make = Callable[[str, tuple[Entry, ...], Catalogue], Facet]


def facets_of(kind: str, entries: tuple[Entry, ...], catalogue: Catalogue) -> tuple[Facet, ...]:
    """Return the facets of a kind that offer a choice: one that no entry carries is left out."""
    made = (make(name, entries, catalogue) for name, make in FACETS[kind].items())
    return tuple(facet for facet in made if facet.choices)


def _vocabulary_facet(name: str, entries: tuple[Entry, ...], catalogue: Catalogue) -> Facet:
    vocabulary = catalogue.vocabularies.get(name) or Vocabulary(name, name)
    carried = [
        [slug for slug in _texts(entry.model, _FIELDS.get(name, name)) if slug in vocabulary.words] for entry in entries
    ]
    counts = Counter(
        slug for slugs in carried for slug in {above for word in slugs for above in vocabulary.with_ancestors(word)}
    )
    choices: list[Choice] = []
    numbers: dict[str, int] = {}
    for slug, depth in _in_tree_order(vocabulary):
        if counts[slug]:
            word = vocabulary.words[slug]
            numbers[slug] = len(choices)
            choices.append(
                Choice(
                    value=slug,
                    label=word.title,
                    count=counts[slug],
                    parent=numbers.get(word.parent or "", -1),
                    depth=depth,
                    address=f"{name}/{slug}",
                )
            )
    return Facet(
        name=name,
        label=vocabulary.label,
        choices=tuple(choices),
        carried=tuple(tuple(numbers[slug] for slug in slugs if slug in numbers) for slugs in carried),
    )


def _in_tree_order(vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """Give every word with its depth: the author's order, each word followed by those below it."""
    below: dict[str | None, list[str]] = {}
    for word in vocabulary.words.values():
        below.setdefault(word.parent if word.parent in vocabulary.words else None, []).append(word.slug)
    stack = [(slug, 0) for slug in reversed(below.get(None, []))]
    while stack:
        slug, depth = stack.pop()
        yield slug, depth
        stack += [(child, depth + 1) for child in reversed(below.get(slug, []))]


def _hours_facet(name: str, entries: tuple[Entry, ...], _catalogue: Catalogue) -> Facet:
    def band(entry: Entry) -> tuple[str, str, str]:
        hours: Any = getattr(entry.model, name)
        return next((value, label, "") for bound, value, label in _BANDS if hours <= bound)

    order = {value: number for number, (_, value, _) in enumerate(_BANDS)}
    return _plain_facet(name, "学时", [[band(entry)] for entry in entries], lambda choice: order[choice.value])


def _site_facet(name: str, entries: tuple[Entry, ...], catalogue: Catalogue) -> Facet:
    def sites(entry: Entry) -> Iterator[tuple[str, str, str]]:
        for address in getattr(entry.model, "all_sites", ()):
            site = catalogue.get(address)
            if site:
                yield site.id, site.model.title, address

    return _plain_facet(name, "教学点", [list(sites(entry)) for entry in entries], _by_count)


def _organisation_facet(name: str, entries: tuple[Entry, ...], _catalogue: Catalogue) -> Facet:
    return _plain_facet(
        name, "单位", [[(text, text, "") for text in _texts(entry.model, name)] for entry in entries], _by_count
    )


def _by_count(choice: Choice) -> tuple[int, tuple[str, ...], str]:
    return -choice.count, sort_key(choice.label), choice.value


def _plain_facet(
    name: str, label: str, carried: list[list[tuple[str, str, str]]], order: Callable[[Choice], Any]
) -> Facet:
    """Make a facet of (value, label, address) without a tree."""
    counts = Counter(found for one in carried for found in dict.fromkeys(one))
    choices = sorted(
        (
            Choice(value=value, label=text, count=count, address=address)
            for (value, text, address), count in counts.items()
        ),
        key=order,
    )
    numbers = {choice.value: number for number, choice in enumerate(choices)}
    return Facet(
        name=name,
        label=label,
        choices=tuple(choices),
        carried=tuple(tuple(numbers[value] for value, _, _ in dict.fromkeys(one)) for one in carried),
    )


_FIELDS = {"theme": "themes", "method": "methods"}
"""Fields whose name is not the vocabulary's."""


def _texts(model: Any, name: str) -> Iterable[str]:
    value = getattr(model, name)
    return (value,) if isinstance(value, str) else value or ()


FACETS: Mapping[str, Mapping[str, Make]] = {
    "course": {
        "theme": _vocabulary_facet,
        "audience": _vocabulary_facet,
        "mode": _vocabulary_facet,
        "hours": _hours_facet,
        "method": _vocabulary_facet,
        "category": _vocabulary_facet,
        "level": _vocabulary_facet,
        "region": _vocabulary_facet,
        "site": _site_facet,
    },
    "case": {
        "theme": _vocabulary_facet,
        "field": _vocabulary_facet,
        "region": _vocabulary_facet,
        "organisation": _organisation_facet,
    },
    "materials": {"column": _vocabulary_facet, "theme": _vocabulary_facet},
}
"""Facets of each kind that has a catalogue page, in the order in which the page shows them; a name is what stands in the URL."""
