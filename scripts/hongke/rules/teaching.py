"""Rules on time and teaching: minutes, hours, sessions, bookings, and the answers of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from hongke.catalogue import Catalogue, Entry
from hongke.model.course import Course
from hongke.model.knowledge import Rule
from hongke.model.quiz import CHOICE_LETTERS, Question, Quiz
from hongke.model.training_class import Session, TrainingClass
from hongke.problems import Problem, problem
from hongke.source.tree import Path


def process_minutes(catalogue: Catalogue) -> Iterator[Problem]:
    """HK207: where every step of a unit has its minutes, they make up the unit's."""
    for entry in catalogue.entries.values():
        for index, unit in enumerate(entry.model.units if isinstance(entry.model, Course) else ()):
            minutes = [step.minutes for step in unit.process]
            timed = [value for value in minutes if value is not None]
            total = sum(timed)
            if timed and (total > unit.minutes or (len(timed) == len(minutes) and total != unit.minutes)):
                message = f"各环节合计 {total} 分钟，单元写的是 {unit.minutes} 分钟。"
                yield problem("HK207", entry.place(("units", index, "minutes")), message, "改成一致。")


def course_hours(catalogue: Catalogue) -> Iterator[Problem]:
    """HK208: a course's hours are its units' minutes, where the catalogue says how many minutes make an hour.

    How many is each unit's own setting (plugin option `minutes_per_hour`); unset, nothing is checked. Optional units
    may be left out of the sum.
    """
    per_hour = catalogue.options.minutes_per_hour
    if not per_hour:
        return
    for entry in catalogue.entries.values():
        if not isinstance(entry.model, Course):
            continue
        course = entry.model
        needed = sum(unit.minutes for unit in course.units if not unit.optional)
        if not needed <= course.hours * per_hour <= course.total_minutes:
            message = (
                f"{course.hours} 学时合 {course.hours * per_hour:g} 分钟，各单元合计 {course.total_minutes} 分钟。"
            )
            yield problem("HK208", entry.place(("hours",)), message, f"按一学时 {per_hour} 分钟核对。")


def dates_reversed(catalogue: Catalogue) -> Iterator[Problem]:
    """HK216: what ends does not end before it begins."""
    for entry in catalogue.entries.values():
        model = entry.model
        pairs: list[tuple[Path, date | None, date | None]] = []
        if isinstance(model, TrainingClass):
            pairs.append((("ends",), model.starts, model.ends))
            if model.registration:
                pairs.append((("registration", "closes"), model.registration.opens, model.registration.closes))
        if isinstance(model, Rule):
            pairs.append((("effective_to",), model.effective_from, model.effective_to))
        for path, begins, ends in pairs:
            if begins and ends and ends < begins:
                yield problem("HK216", entry.place(path), f"结束日期 {ends} 早于开始日期 {begins}。", "检查两个日期。")


def session_outside_class(catalogue: Catalogue) -> Iterator[Problem]:
    """HK209: the sessions of a class lie within its dates."""
    for entry, training in _classes(catalogue):
        for index, session in enumerate(training.sessions if training.starts <= training.ends else ()):
            if not training.starts <= session.date <= training.ends:
                message = f"课次日期 {session.date} 不在班次的 {training.starts} 至 {training.ends} 之内。"
                yield problem(
                    "HK209", entry.place(("sessions", index, "date")), message, "改课次日期，或改班次起止日期。"
                )


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
    for entry in catalogue.entries.values():
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


def quiz_answers(catalogue: Catalogue) -> Iterator[Problem]:
    """HK212: what a question calls right is among its choices, and the answer suits its type."""
    for entry in catalogue.entries.values():
        for index, question in enumerate(entry.model.questions if isinstance(entry.model, Quiz) else ()):
            for message, hint in _complaints(question):
                yield problem("HK212", entry.place(("questions", index)), f"第 {index + 1} 题：{message}", hint)


def _complaints(question: Question) -> Iterator[tuple[str, str]]:
    right = sum(choice.correct for choice in question.choices)
    if question.type in ("single", "multiple"):
        if question.answer is not None:
            first, second = tuple(CHOICE_LETTERS[:2])
            yield "选择题不写 answer。", f"在正确的选项里写 correct: true（选项按 {first}、{second} 排）。"
        if len(question.choices) < 2:
            yield "选择题至少要有两个选项。", "补上 choices。"
        elif question.type == "single" and right != 1:
            yield f"单选题要有一个正确选项，这里有 {right} 个。", "检查 correct；多个正确就改成 multiple。"
        elif question.type == "multiple" and right < 2:
            yield f"多选题至少要有两个正确选项，这里有 {right} 个。", "检查 correct；只有一个就改成 single。"
        texts = [choice.text for choice in question.choices]
        if len(set(texts)) != len(texts):
            yield "有两个一样的选项。", "改掉其中一个。"
        return
    if question.choices:
        yield "判断、填空、简答题不写选项。", "删去 choices，把答案写在 answer。"
    if question.answer is None:
        yield "没有答案。", "补上 answer。"
    elif question.type == "judge" and question.answer not in ("对", "错"):
        yield f"判断题的答案只能是 对 或 错，这里是 “{question.answer}”。", "改写 answer。"
    elif question.type == "blank" and not _blanks(question.stem):
        yield "填空题的题干里没有空。", "在要填的地方写 ____。"
    elif question.type == "blank" and _blanks(question.stem) != len(question.answer.split("；")):
        count = len(question.answer.split("；"))
        yield f"题干有 {_blanks(question.stem)} 个空，答案有 {count} 个。", "多个空的答案用“；”分开。"


def _blanks(stem: str) -> int:
    """Count the blanks of a stem: each run of two or more underscores is one."""
    return len(re.findall(r"_{2,}", stem))
