"""The timetable (课程表) of a class: its sessions by day and slot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hongke.model.training_class import Session, TrainingClass

SLOTS = ("上午", "下午", "晚上")
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a class with its sessions in order."""

    date: date
    weekday: str
    sessions: tuple[Session, ...]

    def slot(self, name: str) -> tuple[Session, ...]:
        """Return the sessions of a slot of the day."""
        return tuple(session for session in self.sessions if session.slot == name)


def timetable(training: TrainingClass) -> tuple[Day, ...]:
    """Return the days on which the class has sessions; sessions by slot, then by clock."""
    days: dict[date, list[Session]] = {}
    for session in training.sessions:
        days.setdefault(session.date, []).append(session)
    return tuple(
        Day(day, f"星期{_WEEKDAYS[day.weekday()]}", tuple(sorted(sessions, key=_order)))
        for day, sessions in sorted(days.items())
    )


def _order(session: Session) -> tuple[int, str]:
    return SLOTS.index(session.slot), session.start.isoformat() if session.start else ""
