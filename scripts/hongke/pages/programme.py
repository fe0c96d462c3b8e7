"""What a programme comes to: its sections with their items found, and the hours they add up to."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from hongke.catalogue import Catalogue, Entry
from hongke.model.course import Course
from hongke.model.programme import Programme, ProgrammeItem, ProgrammeSection
from hongke.pages.brief import hours_of


class Step(Struct, frozen=True):
    """An item of a section with the entry it names and the hours it counts for (None: it counts for none)."""

    item: ProgrammeItem
    entry: Entry
    hours: Decimal | None


class Stage(Struct, frozen=True):
    """A section with its steps and the hours of those that are required."""

    section: ProgrammeSection
    steps: tuple[Step, ...]
    hours: Decimal


class Path(Struct, frozen=True):
    """A programme with everything counted: required hours, and optional ones beside them."""

    stages: tuple[Stage, ...]
    required: Decimal
    optional: Decimal


def programme_path(programme: Programme, catalogue: Catalogue) -> Path:
    """Count a programme: an item's own hours, or else those of the course it names."""
    stages = tuple(_stage(section, catalogue) for section in programme.sections)
    optional = (step.hours for stage in stages for step in stage.steps if step.hours and not step.item.required)
    return Path(stages, sum((stage.hours for stage in stages), Decimal(0)), sum(optional, Decimal(0)))


def _stage(section: ProgrammeSection, catalogue: Catalogue) -> Stage:
    steps = []
    for item in section.items:
        entry = catalogue.get(item.ref)
        if entry is None:
            raise KeyError(item.ref)  # the rules let no such catalogue be shown
        own = hours_of(entry) if entry.kind.model is Course else None
        steps.append(Step(item, entry, item.hours or own))
    required = (step.hours for step in steps if step.hours and step.item.required)
    return Stage(section, tuple(steps), sum(required, Decimal(0)))
