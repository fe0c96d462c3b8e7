"""What other pages count or show of an entry beside its record: they would have to open the entry for it.

It stays with the entry, and is left for the next build with its row (`standing.remembered`): plain data only.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from hongke.catalogue import Entry
from hongke.kinds import KINDS
from hongke.model.case import Case
from hongke.model.course import Course
from hongke.model.knowledge import Rule
from hongke.model.place import Site
from hongke.model.programme import Programme
from hongke.model.quiz import Quiz
from hongke.pages.facets import FACETS

_FIGURES = "indicators"


class Brief(NamedTuple):
    """An entry's values in each facet of its kind, its hours in all and by method, category, region, figures; then what single
    kinds have: mode and provider of a course, the addresses that a programme leads to, a rule's validity, how many questions
    a quiz has, its pass score and whether that is a planning example.

    Hours and figures are decimals as text, so that nothing of them is lost; figures are (unit, value, name, how exact).
    """

    facets: tuple[tuple[str, ...], ...] = ()
    hours: str = ""
    by_method: tuple[tuple[str, str], ...] = ()
    category: str = ""
    region: str = ""
    figures: tuple[tuple[str, str, str, str], ...] = ()
    mode: str = ""
    provider: str = ""
    steps: tuple[str, ...] = ()
    validity: str = ""
    questions: int = 0
    pass_score: int = 0
    sample_score: bool = False


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
    figures = tuple((one.unit, str(one.value), one.name, one.approx) for one in getattr(model, _FIGURES, ()))
    if isinstance(model, Course):
        by_method = tuple((method, str(hours)) for method, hours in model.hours_by_method.items())
        return Brief(
            facets, str(model.hours), by_method, category=model.category, figures=figures, mode=model.mode,
            provider=model.provider or "",
        )  # fmt: skip
    found = Brief(facets, figures=figures)
    if isinstance(model, Case):
        return found._replace(region=model.region)
    if isinstance(model, Site):
        return found._replace(category=model.category, region=model.region or "")
    if isinstance(model, Programme):
        return found._replace(steps=tuple(item.ref for section in model.sections for item in section.items))
    if isinstance(model, Rule):
        return found._replace(validity=model.validity)
    if isinstance(model, Quiz):
        sample = model.is_sample("pass_score")
        return found._replace(questions=len(model.questions), pass_score=model.pass_score, sample_score=sample)
    return found


def count_of_figures(entries: Iterable[Entry]) -> int:
    """Return how many figures the entries have; most are of kinds that have none, and are not looked at."""
    kinds = {kind.name for kind in KINDS.values() if _FIGURES in kind.model.model_fields}
    return sum(len(brief_of(entry).figures) for entry in entries if entry.kind.name in kinds)


def hours_of(entry: Entry) -> Decimal:
    """Return the hours of a course; none of anything else."""
    return Decimal(brief_of(entry).hours or 0)
