"""Calendars of a class (.ics, RFC 5545): one of all its sessions, and one of each.

Times are UTC: every calendar program shows them in its reader's zone, and the files do not change with a table of zones.
A session of which only the slot is known is a whole day that blocks nothing, with the slot in its summary.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from hongke.catalogue import Entry
from hongke.model.training_class import Session, TrainingClass
from hongke.pages.calendar_lines import day, lines, moment, text
from hongke.pages.site import Site
from hongke.pages.timetable import Held, timetable

_MAKER = "-//hongke//class timetable//ZH"
_END = lines(["END:VCALENDAR"])
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
            _class_event(entry, training, site),
            *(
                _session_event(entry, training, session, uid, site)
                for session, uid in zip(self._held, _uids(entry, self._held), strict=True)
            ),
        ]


def _calendar(events: Iterable[bytes], title: str = "") -> bytes:
    """Return a calendar of events that are written already: each of them stands in two files."""
    return (_head(title) if title else _UNTITLED) + b"".join(events) + _END


def _head(title: str) -> bytes:
    named = (f"X-WR-CALNAME:{text(title)}", "X-WR-TIMEZONE:Asia/Shanghai") if title else ()
    return lines(("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_MAKER}", "CALSCALE:GREGORIAN", *named))


_UNTITLED = _head("")


def _uids(entry: Entry, held: Iterable[Held]) -> Iterator[str]:
    """Give each session a name of its own that stays when its day, hour or room changes, so that a calendar moves it.

    It is made of the entry's address and what the session is about, counted where that comes more than once.
    """
    seen: Counter[str] = Counter()
    for each in held:
        about = f"{entry.address}\n{each.session.course or ''}\n{each.session.title or ''}"
        seen[about] += 1
        yield f"{hashlib.sha256(about.encode()).hexdigest()[:20]}-{seen[about]}@{entry.id}.class.hongke"


def _class_event(entry: Entry, training: TrainingClass, site: Site) -> bytes:
    about = [_sample_note(training), training.summary, f"主办：{training.host}" if training.host else ""]
    return _event(
        entry,
        uid=f"{entry.id}.class.hongke",
        summary=training.title,
        days=(training.starts, training.ends),
        description=_text(about),
        url=site.links.public(entry.address),
    )


def _session_event(entry: Entry, training: TrainingClass, held: Held, uid: str, site: Site) -> bytes:
    session = held.session
    course = site.catalogue.get(session.course) if session.course else None
    names = [course.model.title if course else "", session.title or ""]
    title = f"{names[0]}（{names[1]}）" if all(names) else "".join(names)
    times = None
    if session.start and session.end:
        times = (datetime.combine(session.date, session.start, held.ends.tzinfo), held.ends)
    else:
        title = f"{f'{session.slot} {held.clock}'.strip()}：{title}"
    place = _place(session, site)
    lecturer = site.catalogue.get(session.lecturer) if session.lecturer else None
    method = site.catalogue.word("method", session.method).title if session.method else ""
    about = (
        _sample_note(training),
        f"班次：{training.title}",
        f"教学方法：{method}" if method else "",
        f"师资：{lecturer.model.title}" if lecturer else "",
        f"主持：{session.chair}" if session.chair else "",
        f"学时：{session.hours.normalize():f}" if session.hours else "",
    )
    return _event(
        entry,
        uid=uid,
        summary=title,
        days=(session.date, session.date),
        times=times,
        description=_text(about),
        location=place,
        url=site.links.public(entry.address, anchor=f"s-{held.name}"),
    )


def _event(
    entry: Entry, *, uid: str, summary: str, days: tuple[date, date], times: tuple[datetime, datetime] | None = None,
    description: str, location: str = "", url: str = "",
) -> bytes:  # fmt: skip
    """Return an event, of whole days where it has no times; these block nothing."""
    changed = entry.model.updated or _UNDATED
    if times:
        first, last = (moment(each.astimezone(UTC)) for each in times)
        when = (f"DTSTART:{first}", f"DTEND:{last}")
    else:
        when = (f"DTSTART;VALUE=DATE:{day(days[0])}", f"DTEND;VALUE=DATE:{day(days[1] + timedelta(days=1))}")
    # When the entry was last changed, not when the site was built: the same catalogue gives the same bytes.
    # A calendar takes a changed event for newer only where the sequence has grown.
    return lines(
        (
            "BEGIN:VEVENT",
            f"SUMMARY:{text(summary)}",
            *when,
            f"DTSTAMP:{moment(datetime.combine(changed, time.min, UTC))}",
            f"UID:{text(uid)}",
            f"SEQUENCE:{(changed - _UNDATED).days if changed > _UNDATED else 0}",
            f"DESCRIPTION:{text(description)}",
            *((f"LOCATION:{text(location)}",) if location else ()),
            *(() if times else ("TRANSP:TRANSPARENT",)),
            *((f"URL:{url}",) if url else ()),
            "END:VEVENT",
        )
    )


def _place(session: Session, site: Site) -> str:
    found = site.catalogue.get(session.site) if session.site else None
    where = getattr(found.model, "address", None) if found else None
    name = f"{found.model.title}（{where}）" if found and where else found.model.title if found else ""
    return "，".join(part for part in (name, session.room or "") if part)


def _sample_note(training: TrainingClass) -> str:
    return "示例：教学安排示意，不是开班通知。" if training.is_sample("sessions") else ""


def _text(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)
