"""Calendars of a class (.ics, RFC 5545): one of all its sessions, and one of each.

Times are UTC: every calendar program shows them in its reader's zone, and the files do not change with a table of zones.
A session of which only the slot is known is a whole day that blocks nothing, with the slot in its summary.
"""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from icalendar import Calendar, Event

from hongke.catalogue import Entry
from hongke.model.training_class import Session, TrainingClass
from hongke.pages.site import Site
from hongke.pages.timetable import Held, timetable

_MAKER = "-//hongke//class timetable//ZH"
_END = b"END:VCALENDAR\r\n"
_UNDATED = date(2000, 1, 1)


def class_calendars(entry: Entry, training: TrainingClass, site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Give the name of the class's calendar, then of each session's, and what makes them."""
    held = [session for day in timetable(training) for session in day.sessions]
    events = _Events(entry, training, held, site)
    yield f"{entry.id}.ics", lambda: _calendar(events.all(), title=training.title)
    for number, session in enumerate(held, 1):
        yield f"{entry.id}.{session.name}.ics", partial(events.calendar, number)


class _Events:
    """The events of a class, that of the class first; made when the first calendar asks."""

    def __init__(self, entry: Entry, training: TrainingClass, held: Sequence[Held], site: Site) -> None:
        self._entry = entry
        self._training = training
        self._held = held
        self._site = site
        self._made: tuple[list[bytes], Set[int]] | None = None

    def all(self) -> list[bytes]:
        """Return all events."""
        if self._made is None:
            self._made = self._site.catalogue.gather(self._make)
        events, topics = self._made
        self._site.catalogue.note_all(topics)
        return events

    def calendar(self, number: int) -> bytes:
        """Return the calendar of one session, counted from 1."""
        return _calendar([self.all()[number]])

    def _make(self) -> list[bytes]:
        entry, training, site = self._entry, self._training, self._site
        return [
            _class_event(entry, training, site).to_ical(),
            *(
                _session_event(entry, training, session, uid, site).to_ical()
                for session, uid in zip(self._held, _uids(entry, self._held), strict=True)
            ),
        ]


def _calendar(events: Iterable[bytes], title: str = "") -> bytes:
    """Return a calendar of events that are written already: each of them stands in two files."""
    return (_head(title) if title else _untitled()) + b"".join(events) + _END


@functools.cache
def _untitled() -> bytes:
    return _head("")


def _head(title: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if title:
        calendar.add("x-wr-calname", title)
        calendar.add("x-wr-timezone", "Asia/Shanghai")
    head: bytes = calendar.to_ical().removesuffix(_END)
    return head


def _uids(entry: Entry, held: Iterable[Held]) -> Iterator[str]:
    """Give each session a name of its own that stays when its day, hour or room changes, so that a calendar moves it.

    It is made of the entry's address and what the session is about, counted where that comes more than once.
    """
    seen: Counter[str] = Counter()
    for each in held:
        about = f"{entry.address}\n{each.session.course or ''}\n{each.session.title or ''}"
        seen[about] += 1
        yield f"{hashlib.sha256(about.encode()).hexdigest()[:20]}-{seen[about]}@{entry.id}.class.hongke"


def _class_event(entry: Entry, training: TrainingClass, site: Site) -> Event:
    event = _event(entry, f"{entry.id}.class.hongke", training.title, site.links.public(entry.address))
    _whole_days(event, training.starts, training.ends)
    lines = [_sample_note(training), training.summary, f"主办：{training.host}" if training.host else ""]
    event.add("description", _text(lines))
    return event


def _session_event(entry: Entry, training: TrainingClass, held: Held, uid: str, site: Site) -> Event:
    session = held.session
    course = site.catalogue.get(session.course) if session.course else None
    names = [course.model.title if course else "", session.title or ""]
    title = f"{names[0]}（{names[1]}）" if all(names) else "".join(names)
    if session.start and session.end:
        event = _event(entry, uid, title, site.links.public(entry.address, anchor=f"s-{held.name}"))
        event.add("dtstart", datetime.combine(session.date, session.start, held.ends.tzinfo).astimezone(UTC))
        event.add("dtend", held.ends.astimezone(UTC))
    else:
        when = f"{session.slot} {held.clock}".strip()
        event = _event(entry, uid, f"{when}：{title}", site.links.public(entry.address, anchor=f"s-{held.name}"))
        _whole_days(event, session.date, session.date)
    place = _place(session, site)
    if place:
        event.add("location", place)
    lecturer = site.catalogue.get(session.lecturer) if session.lecturer else None
    method = site.catalogue.word("method", session.method).title if session.method else ""
    lines = (
        _sample_note(training),
        f"班次：{training.title}",
        f"教学方法：{method}" if method else "",
        f"师资：{lecturer.model.title}" if lecturer else "",
        f"主持：{session.chair}" if session.chair else "",
        f"学时：{session.hours.normalize():f}" if session.hours else "",
    )
    event.add("description", _text(lines))
    return event


def _event(entry: Entry, uid: str, summary: str, url: str) -> Event:
    changed = entry.model.updated or _UNDATED
    event = Event()
    event.add("uid", uid)
    # When the entry was last changed, not when the site was built: the same catalogue gives the same bytes.
    event.add("dtstamp", datetime.combine(changed, time.min, UTC))
    # A calendar takes a changed event for newer only where this number has grown.
    event.add("sequence", (changed - _UNDATED).days if changed > _UNDATED else 0)
    event.add("summary", summary)
    if url:
        event.add("url", url)
    return event


def _whole_days(event: Event, first: date, last: date) -> None:
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")


def _place(session: Session, site: Site) -> str:
    found = site.catalogue.get(session.site) if session.site else None
    where = getattr(found.model, "address", None) if found else None
    name = f"{found.model.title}（{where}）" if found and where else found.model.title if found else ""
    return "，".join(part for part in (name, session.room or "") if part)


def _sample_note(training: TrainingClass) -> str:
    return "示例：教学安排示意，不是开班通知。" if training.is_sample("sessions") else ""


def _text(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)
