"""Rules on time and teaching: minutes, hours, dates, and the answers of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from hongke.catalogue import Entry
from hongke.model.course import Course
from hongke.model.knowledge import Rule
from hongke.model.quiz import CHOICE_LETTERS, Question, Quiz
from hongke.model.training_class import TrainingClass
from hongke.problems import Problem, problem
from hongke.rules.surroundings import Surroundings
from hongke.source.tree import Path


def process_minutes(entry: Entry, _around: Surroundings) -> Iterator[Problem]:
    """HK207: where every step of a unit has its minutes, they make up the unit's."""
    for index, unit in enumerate(entry.model.units if isinstance(entry.model, Course) else ()):
        minutes = [step.minutes for step in unit.process]
        timed = [value for value in minutes if value is not None]
        total = sum(timed)
        if timed and (total > unit.minutes or (len(timed) == len(minutes) and total != unit.minutes)):
            message = f"各环节合计 {total} 分钟，单元写的是 {unit.minutes} 分钟。"
            yield problem("HK207", entry.place(("units", index, "minutes")), message, "改成一致。")


def course_hours(entry: Entry, around: Surroundings) -> Iterator[Problem]:
    """HK208: a course's hours are its units' minutes, where the catalogue says how many minutes make an hour.

    How many is each unit's own setting (plugin option `minutes_per_hour`); unset, nothing is checked. Optional units
    may be left out of the sum.
    """
    per_hour = around.options.minutes_per_hour
    if not per_hour or not isinstance(entry.model, Course):
        return
    course = entry.model
    needed = sum(unit.minutes for unit in course.units if not unit.optional)
    if not needed <= course.hours * per_hour <= course.total_minutes:
        message = f"{course.hours} 学时合 {course.hours * per_hour:g} 分钟，各单元合计 {course.total_minutes} 分钟。"
        yield problem("HK208", entry.place(("hours",)), message, f"按一学时 {per_hour} 分钟核对。")


def dates_reversed(entry: Entry, _around: Surroundings) -> Iterator[Problem]:
    """HK216: what ends does not end before it begins."""
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


def session_outside_class(entry: Entry, _around: Surroundings) -> Iterator[Problem]:
    """HK209: the sessions of a class lie within its dates."""
    training = entry.model
    if not isinstance(training, TrainingClass) or training.starts > training.ends:
        return
    for index, session in enumerate(training.sessions):
        if not training.starts <= session.date <= training.ends:
            message = f"课次日期 {session.date} 不在班次的 {training.starts} 至 {training.ends} 之内。"
            yield problem("HK209", entry.place(("sessions", index, "date")), message, "改课次日期，或改班次起止日期。")


def quiz_answers(entry: Entry, _around: Surroundings) -> Iterator[Problem]:
    """HK212: what a question calls right is among its choices, and the answer suits its type."""
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
