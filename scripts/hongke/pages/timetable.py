"""The timetable (课程表) of a class: its sessions by day and slot, and when each begins and ends in Beijing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from msgspec import Struct

from hongke.model.training_class import Session, TrainingClass

SLOTS = ("上午", "下午", "晚上")
BEIJING = timezone(timedelta(hours=8))
"""China keeps one time and has had no summer time since 1991: a fixed offset says it, and needs no table of zones."""
_WEEKDAYS = "一二三四五六日"
_SLOT_ENDS = {"上午": time(12), "下午": time(18)}
"""When a slot is over for a session that gives no end; the evening lasts as long as the day."""


class Held(Struct, frozen=True):
    """A session as it is held: `number` counts the sessions of its day, from 1."""

    session: Session
    number: int

    @property
    def name(self) -> str:
        """A name for anchors and files: `2027-04-13-2`."""
        return f"{self.session.date}-{self.number}"

    @property
    def clock(self) -> str:
        """Its hours as they are read, `09:00–10:30`; empty where none are given."""
        start, end = self.session.start, self.session.end
        if start is None:
            return ""
        return f"{start:%H:%M}–{end:%H:%M}" if end else f"{start:%H:%M}"

    @property
    def begins(self) -> datetime | None:
        """The moment at which it begins; None where only the slot is known."""
        start = self.session.start
        return datetime.combine(self.session.date, start, BEIJING) if start else None

    @property
    def ends(self) -> datetime:
        """The moment from which it is past: its own end, else the end of its slot, else the end of its day."""
        session = self.session
        midnight = datetime.combine(session.date + timedelta(days=1), time.min, BEIJING)
        end = session.end or _SLOT_ENDS.get(session.slot)
        if end is None or (session.start and end <= session.start):
            return midnight
        return datetime.combine(session.date, end, BEIJING)


class Day(Struct, frozen=True):
    """A day of a class with its sessions in order."""

    date: date
    weekday: str
    sessions: tuple[Held, ...]

    def slot(self, name: str) -> tuple[Held, ...]:
        """Return the sessions of a slot of the day."""
        return tuple(held for held in self.sessions if held.session.slot == name)

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots that have sessions."""
        return tuple(name for name in SLOTS if self.slot(name))


def timetable(training: TrainingClass) -> tuple[Day, ...]:
    """Return the days on which the class has sessions; sessions by slot, then by clock."""
    days: dict[date, list[Session]] = {}
    for session in training.sessions:
        days.setdefault(session.date, []).append(session)
    return tuple(
        Day(
            day,
            f"星期{_WEEKDAYS[day.weekday()]}",
            tuple(Held(session, number) for number, session in enumerate(sorted(sessions, key=_order), 1)),
        )
        for day, sessions in sorted(days.items())
    )


def _order(session: Session) -> tuple[int, str]:
    return SLOTS.index(session.slot), session.start.isoformat() if session.start else ""
