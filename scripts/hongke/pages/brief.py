"""What whole-catalogue pages count of an entry beside its record: they would have to open every entry for it.

It stays with the entry, and is left for the next build with its row (`standing.remembered`): plain data only.
"""

from __future__ import annotations

import marshal
from decimal import Decimal
from typing import NamedTuple

from hongke.catalogue import Entry
from hongke.model.case import Case
from hongke.model.course import Course
from hongke.pages.facets import FACETS


class Brief(NamedTuple):
    """An entry's values in each facet of its kind, its hours in all and by method, category, region, figures.

    Hours and figures are decimals as text, so that nothing of them is lost; figures are (unit, value).
    """

    facets: tuple[tuple[str, ...], ...] = ()
    hours: str = ""
    by_method: tuple[tuple[str, str], ...] = ()
    category: str = ""
    region: str = ""
    figures: tuple[tuple[str, str], ...] = ()


def brief_of(entry: Entry) -> Brief:
    """Return what is counted of an entry, which is opened for it once at most."""
    held = entry.__dict__
    if "left" in held:
        _take_up(entry)
    found: Brief | None = held.get("brief")
    if found is None:
        found = held["brief"] = _brief(entry)
    return found


def known_sound(entry: Entry) -> str | None:
    """Return the key that an entry is sorted by, where it was once asked for (`initials.sound_of`)."""
    if "left" in entry.__dict__:
        _take_up(entry)
    sound: str | None = entry.__dict__.get("sound")
    return sound


def left(entry: Entry) -> bytes:
    """Return brief and key of an entry, to be left for the next build: few who take up a catalogue look at them."""
    return marshal.dumps((tuple(brief_of(entry)), known_sound(entry)))


def take(entry: Entry, data: bytes) -> None:
    """Let an entry have what was left of it."""
    entry.__dict__["left"] = data


def _take_up(entry: Entry) -> None:
    brief, sound = marshal.loads(entry.__dict__.pop("left"))  # noqa: S302 - part of our own file, which was held to its checksum
    entry.__dict__["brief"] = Brief._make(brief)
    if sound is not None:
        entry.__dict__["sound"] = sound


def _brief(entry: Entry) -> Brief:
    model = entry.model
    facets = tuple(tuple(facet.values(entry)) for facet in FACETS.get(entry.kind.name, ()))
    figures = tuple((one.unit, str(one.value)) for one in getattr(model, "indicators", ()))
    if isinstance(model, Course):
        by_method = tuple((method, str(hours)) for method, hours in model.hours_by_method.items())
        return Brief(facets, str(model.hours), by_method, category=model.category, figures=figures)
    return Brief(facets, region=model.region or "" if isinstance(model, Case) else "", figures=figures)


def hours_of(entry: Entry) -> Decimal:
    """Return the hours of a course; none of anything else."""
    return Decimal(brief_of(entry).hours or 0)
