"""Pages of entries, and the trainer's view beside them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, cast

from hongke.catalogue import Entry
from hongke.kinds import KINDS
from hongke.model.course import Course
from hongke.model.programme import Programme
from hongke.model.quiz import Quiz
from hongke.model.training_class import TrainingClass
from hongke.pages.brief import brief_of
from hongke.pages.page import Fragment, Page
from hongke.pages.programme import programme_path
from hongke.pages.questions import counts_of, full_score, items_of
from hongke.pages.related import named_by
from hongke.pages.site import Site
from hongke.pages.timetable import SLOTS, timetable


def entry_pages(site: Site) -> Iterator[Page]:
    """Give the page of every entry whose kind has a template, then its trainer's view."""
    for entry in site.catalogue.entries.values():
        yield from pages_of_entry(entry, site)


def pages_of_entry(entry: Entry, site: Site) -> Iterator[Page]:
    """Give the pages of one entry."""
    record = entry.record
    updated = _day(record.updated)
    yield Page(
        address=entry.address,
        title=record.title,
        description=record.summary,
        tab=entry.kind.section,
        updated=updated,
        make=partial(_entry_fragment, entry, site),
    )
    if has_trainers_view(entry):
        yield Page(
            address=f"{entry.address}/teach",
            title=f"教员版：{record.title}",
            description=f"{record.title}的教学安排与教员提示。",
            tab=entry.kind.section,
            noindex=True,
            updated=updated,
            make=partial(_teach_fragment, entry, site),
        )


@functools.cache
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def has_trainers_view(entry: Entry) -> bool:
    """Whether an entry has a page for trainers: every course has a lesson plan, a case where it has a teaching note."""
    return entry.kind.model is Course or entry.record.has_teaching_note


def _entry_fragment(entry: Entry, site: Site) -> Fragment:
    referrers: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    referring = site.catalogue.referrers(entry.address)
    for other in referring:
        referrers[other.kind.name].append(other)

    def related() -> tuple[Entry, ...]:
        shown = named_by(entry).union([other.address for other in referring])
        return site.related_to(entry, leave_out=shown)

    context: dict[str, Any] = {
        "brief": brief_of,
        "e": entry,
        "m": entry.model,
        "referrers": referrers,
        "related": related,
        "has_teach": has_trainers_view(entry),
    }
    view = VIEWS.get(entry.kind.name)
    if view:
        context.update(view(entry, site))
    return Fragment(site.explained(site.templates.render(entry.kind.template, **context), entry.address))


def _programme_view(entry: Entry, site: Site) -> Mapping[str, Any]:
    return {"path": programme_path(cast(Programme, entry.model), site.catalogue)}


def _class_view(entry: Entry, _site: Site) -> Mapping[str, Any]:
    return {"days": timetable(cast(TrainingClass, entry.model)), "slots": SLOTS}


def _quiz_view(entry: Entry, _site: Site) -> Mapping[str, Any]:
    quiz = cast(Quiz, entry.model)
    return {"items": items_of(quiz), "counts": counts_of(quiz), "full_score": full_score(quiz)}


def _material_view(entry: Entry, site: Site) -> Mapping[str, Any]:
    return {"body": site.templates.prose.render(entry.body, folder="materials")}


VIEWS: Mapping[str, Callable[[Entry, Site], Mapping[str, Any]]] = {
    "programme": _programme_view,
    "class": _class_view,
    "quiz": _quiz_view,
    "materials": _material_view,
}
"""What a kind's template needs beside the entry's own fields."""


def _teach_fragment(entry: Entry, site: Site) -> Fragment:
    return Fragment(site.templates.render(f"teach-{entry.kind.name}.html.j2", e=entry, m=entry.model))
