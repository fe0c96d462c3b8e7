"""By what a kind's entries are narrowed: the facets of each catalogue page, and the values an entry has in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from msgspec import Struct

from hongke.catalogue import Entry
from hongke.model.course import Course


class Facet(Struct, frozen=True):
    """One facet: `name` in the address, Chinese `label`, its values, and `vocabulary` where these are words of one."""

    name: str
    label: str
    values: Callable[[Entry], Iterable[str]]
    vocabulary: str = ""


BANDS: tuple[tuple[str, Decimal | None, str], ...] = (
    ("1", Decimal(1), "1 学时及以内"),
    ("2", Decimal(2), "1 至 2 学时"),
    ("3", Decimal(3), "2 至 3 学时"),
    ("more", None, "3 学时以上"),
)
"""Bands of hours: what stands in the address, the upper bound (None: no bound), the name."""


def _hours(entry: Entry) -> list[str]:
    hours = entry.model.hours if isinstance(entry.model, Course) else Decimal(0)
    return [next(value for value, most, _ in BANDS if most is None or hours <= most)]


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
