"""Quizzes as the 考试宝 workbook: a row of notes, the header, a row a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl.styles import Alignment

from hongke.foreign.sheet import clean
from hongke.model.quiz import CHOICE_LETTERS, QUESTION_TYPES, Question, Quiz
from hongke.workbook import columns, head, new_workbook, put, workbook_bytes

NOTES = (
    "说明：多选题的正确答案写成 ABC；判断题选项 A 为对、B 为错，正确答案写 A 或 B；"
    "填空题几个空的答案用“；”分开，同一空的几种写法用“|”分开；简答题写要点。标“必填”的列不能空，其他列不要删。"
)
HEADER = (
    "题干（必填）", "题型 （必填）", *(f"选项 {letter}" for letter in CHOICE_LETTERS[:-1]), "选项H(勿删)",
    "正确答案（必填）", "解析（勿删）", "章节（勿删）", "难度",
)  # fmt: skip
MORE = ("分值", "选项说明", "出处")
"""Columns of our own behind those of 考试宝, each there only where a question has something in it."""
_EPOCH = date(2000, 1, 1)


def exam_workbook(quizzes: Sequence[Quiz]) -> bytes:
    """Return the workbook of all the questions of the quizzes, in order."""
    changed = max((quiz.updated for quiz in quizzes if quiz.updated), default=_EPOCH)
    book = new_workbook("、".join(quiz.title for quiz in quizzes), changed)
    sheet = book.create_sheet("题目")
    rows = [(*_row(question), *_more(question)) for quiz in quizzes for question in quiz.questions]
    used = [number for number in range(len(HEADER), len(HEADER) + len(MORE)) if any(row[number] for row in rows)]
    kept = [*range(len(HEADER)), *used]
    titles = (*HEADER, *MORE)
    columns(sheet, [48, 10, *[16] * len(CHOICE_LETTERS), 14, 40, 14, 8, *[16] * len(used)])
    put(sheet, 1, 1, NOTES).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADER))
    sheet.row_dimensions[1].height = 48
    head(sheet, 2, [titles[number] for number in kept])
    for at, row in enumerate(rows, 3):
        for column, number in enumerate(kept, 1):
            if row[number]:
                put(sheet, at, column, clean(row[number]))
    sheet.freeze_panes = "A3"
    return workbook_bytes(book)


def _row(question: Question) -> tuple[str, ...]:
    if question.type == "judge":
        texts: Iterable[str] = ("对", "错")
        answer = "A" if question.answer == "对" else "B"
    else:
        texts = (choice.text for choice in question.choices)
        right = (CHOICE_LETTERS[number] for number, choice in enumerate(question.choices) if choice.correct)
        answer = question.answer or "".join(right)
    choices = [*texts, *[""] * len(CHOICE_LETTERS)][: len(CHOICE_LETTERS)]
    return (
        question.stem, QUESTION_TYPES[question.type], *choices, answer,
        question.explanation or "", question.chapter or "", question.difficulty or "",
    )  # fmt: skip


def _more(question: Question) -> tuple[str, ...]:
    notes = (
        f"{CHOICE_LETTERS[number]}：{choice.explanation}"
        for number, choice in enumerate(question.choices)
        if choice.explanation
    )
    score = "" if question.score == Decimal(1) else f"{question.score:f}"
    return (score, "\n".join(notes), "、".join(question.refs))
