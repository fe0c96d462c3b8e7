"""Rules on the sessions of classes beside courses and beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from hongke.catalogue import Catalogue, Entry
from hongke.model.course import Course
from hongke.model.training_class import Session, TrainingClass
from hongke.problems import Problem, problem


def session_hours(catalogue: Catalogue) -> Iterator[Problem]:
    """HK211: a session names what is taught, ends after it begins, is no longer than its hours allow, and the sessions
    of a course add up to the course's hours.
    """
    per_hour = catalogue.options.minutes_per_hour
    for entry, training in _classes(catalogue):
        taught: dict[str, Decimal] = {}
        for index, session in enumerate(training.sessions):
            path = ("sessions", index)
            if not session.course and not session.title:
                yield problem(
                    "HK211", entry.place(path), "课次没有写上什么课。", "写 course（课程地址）或 title（内容）。"
                )
            length = _minutes(session)
            if length is not None and length <= 0:
                yield problem("HK211", entry.place((*path, "end")), "结束时间不晚于开始时间。", "检查 start 和 end。")
            elif length is not None and per_hour and session.hours and session.hours * per_hour > length:
                message = f"{session.hours} 学时要 {session.hours * per_hour:g} 分钟，课次只有 {length} 分钟。"
                yield problem("HK211", entry.place((*path, "hours")), message, f"按一学时 {per_hour} 分钟核对。")
            if session.course and session.hours:
                taught[session.course] = taught.get(session.course, Decimal(0)) + session.hours
        for address, hours in taught.items():
            course = catalogue.get(address)
            if course and isinstance(course.model, Course) and hours != course.model.hours:
                index = next(number for number, session in enumerate(training.sessions) if session.course == address)
                message = f"“{course.model.title}” 各课次合计 {hours} 学时，课程写的是 {course.model.hours} 学时。"
                yield problem("HK211", entry.place(("sessions", index, "hours")), message, "改成一致。")


def double_booking(catalogue: Catalogue) -> Iterator[Problem]:
    """HK210: no lecturer, teaching site or room is in two sessions at once, in one class or in two."""
    seen: dict[tuple[str, str, date], list[tuple[Entry, int, Session]]] = {}
    for entry, training in _classes(catalogue):
        for index, session in enumerate(training.sessions):
            for what, name in (("师资", session.lecturer), ("教学点", session.site), ("教室", session.room)):
                if name is None:
                    continue
                others = seen.setdefault((what, name, session.date), [])
                clash = next((other for other in others if _overlap(session, other[2])), None)
                if clash:
                    at = clash[0].place(("sessions", clash[1]))
                    message = f"{what} “{name}” 在 {session.date} {session.slot}撞课，另一处在 {at.file}:{at.line}。"
                    yield problem("HK210", entry.place(("sessions", index)), message, "调整其中一处的时间或安排。")
                others.append((entry, index, session))


def _classes(catalogue: Catalogue) -> Iterator[tuple[Entry, TrainingClass]]:
    for entry in catalogue.all_of_kind("class"):
        if isinstance(entry.model, TrainingClass):
            yield entry, entry.model


def _minutes(session: Session) -> int | None:
    if session.start is None or session.end is None:
        return None
    start, end = (datetime.combine(session.date, clock) for clock in (session.start, session.end))
    return int((end - start).total_seconds()) // 60


def _overlap(one: Session, other: Session) -> bool:
    """Whether two sessions of one day meet; without clock times a session takes its whole slot."""
    if one.start and one.end and other.start and other.end:
        return one.start < other.end and other.start < one.end
    return one.slot == other.slot
