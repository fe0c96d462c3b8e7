"""Sheets that those who run a class print: the sign-in sheet (签到表) and the evaluation sheet (质量评估表)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from msgspec import Struct

from hongke.catalogue import Entry
from hongke.model.training_class import TrainingClass
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site
from hongke.pages.timetable import Day, Held, timetable

SIGN_IN = "sign-in"
EVALUATION = "evaluation"
LEVELS = ("非常满意", "满意", "合格", "不满意")
USUAL_ROWS = 30
MOST_ROWS = 300
"""A sheet for more is not printed as one; the page says so."""
_SLOTS_ON_A_SHEET = 9
_SLOTS_UPRIGHT = 6
"""Up to so many columns for signatures fit an upright sheet."""
_SESSIONS_ON_A_SHEET = 6


class Evaluated(Struct, frozen=True):
    """A session that is evaluated: a column of the sheet."""

    held: Held
    title: str

    @property
    def when(self) -> str:
        """Day and slot: `04-13 上午`."""
        return f"{self.held.session.date:%m-%d} {self.held.session.slot}"


def sign_in_rows(training: TrainingClass) -> int:
    """Return how many rows for names there are."""
    return min(training.quota or USUAL_ROWS, MOST_ROWS)


def sign_in_slots(training: TrainingClass) -> tuple[tuple[Day, str], ...]:
    """Return every slot of every day in which the class meets."""
    return tuple((day, slot) for day in timetable(training) for slot in day.slots)


def evaluated(training: TrainingClass, site: Site) -> tuple[Evaluated, ...]:
    """Return the sessions that hold a course, with its title; where none does, all sessions."""
    held = [each for day in timetable(training) for each in day.sessions]
    courses = [each for each in held if each.session.course]
    return tuple(Evaluated(each, _title(each, site)) for each in courses or held)


def _title(held: Held, site: Site) -> str:
    course = site.catalogue.get(held.session.course) if held.session.course else None
    names = (course.model.title if course else "", held.session.title or "")
    return "：".join(name for name in names if name)


def class_sheet_pages(site: Site) -> Iterator[Page]:
    """Give the sheets of every class; like the trainer's view they are out of navigation, search and sitemap."""
    for entry, training in classes(site):
        yield _page(entry, SIGN_IN, "签到表", partial(_sign_in_fragment, entry, training, site))
        if training.evaluation:
            yield _page(entry, EVALUATION, "质量评估表", partial(_evaluation_fragment, entry, training, site))


def classes(site: Site) -> Iterator[tuple[Entry, TrainingClass]]:
    """Give every class that has a page."""
    for entry in site.catalogue.all_of_kind("class"):
        if isinstance(entry.model, TrainingClass):
            yield entry, entry.model


def _page(entry: Entry, name: str, what: str, make: Callable[[], Fragment]) -> Page:
    return Page(
        address=f"{entry.address}/{name}",
        title=f"{what}：{entry.model.title}",
        description=f"{entry.model.title}的{what}，可以打印。",
        tab=entry.kind.section,
        noindex=True,
        updated=entry.model.updated,
        make=make,
    )


def _sign_in_fragment(entry: Entry, training: TrainingClass, site: Site) -> Fragment:
    parts: list[list[Day]] = [[]]
    for day in timetable(training):
        if parts[-1] and sum(len(each.slots) for each in (*parts[-1], day)) > _SLOTS_ON_A_SHEET:
            parts.append([])
        parts[-1].append(day)
    widest = max(sum(len(day.slots) for day in part) for part in parts)
    context = {"parts": parts, "rows": sign_in_rows(training), "most": MOST_ROWS, "wide": widest > _SLOTS_UPRIGHT}
    return Fragment(site.templates.render("class-sign-in.html.j2", e=entry, m=training, **context))


def _evaluation_fragment(entry: Entry, training: TrainingClass, site: Site) -> Fragment:
    columns = evaluated(training, site)
    sheets = -(-len(columns) // _SESSIONS_ON_A_SHEET)
    edges = [len(columns) * number // sheets for number in range(sheets + 1)]
    parts = [columns[start:end] for start, end in pairwise(edges)]
    context = {"parts": parts, "levels": LEVELS, "total": sum(item.weight for item in training.evaluation)}
    return Fragment(site.templates.render("class-evaluation.html.j2", e=entry, m=training, **context))
