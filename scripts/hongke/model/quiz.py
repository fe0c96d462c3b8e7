"""A quiz (题库): questions of five types, each with an explanation and the pages that hold its answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from hongke.model.base import EntryModel, Model
from hongke.model.marks import AnyRef, Line, Text

QuestionType = Literal["single", "multiple", "judge", "blank", "short"]
QUESTION_TYPES = {"single": "单选题", "multiple": "多选题", "judge": "判断题", "blank": "填空题", "short": "简答题"}
CHOICE_LETTERS = "ABCDEFGH"


class Choice(Model):
    """A choice of a question."""

    text: Line = Field(title="选项")
    """选项文字，不写 A、B。"""
    correct: bool = Field(False, title="正确")
    """正确的选项写 true。"""
    explanation: Line | None = Field(None, title="说明")
    """为什么对或错。"""


class Question(Model):
    """One question."""

    type: QuestionType = Field(title="题型")
    """single 单选；multiple 多选；judge 判断；blank 填空；short 简答。"""
    stem: Text = Field(title="题干")
    """问题；填空处写 ____。"""
    choices: tuple[Choice, ...] = Field((), title="选项", max_length=len(CHOICE_LETTERS))
    """单选、多选的选项，最多八个。"""
    answer: Line | None = Field(None, title="答案")
    """判断题写 对 或 错；填空题写答案，多个空用“；”分开，可替换的写法用“|”分开；简答题写要点。"""
    explanation: Text | None = Field(None, title="解析")
    """答案的依据。"""
    score: Annotated[Decimal, Field(gt=0)] = Field(Decimal(1), title="分值")
    """这道题多少分。"""
    difficulty: Literal["易", "中", "难"] | None = Field(None, title="难度")
    """易、中或难。"""
    chapter: Line | None = Field(None, title="章节")
    """属于哪一部分。"""
    refs: tuple[AnyRef, ...] = Field((), title="出处")
    """答案在站内哪些页面。"""


class Quiz(EntryModel):
    """A set of questions for self-test."""

    pass_score: Annotated[int, Field(ge=1, le=100)] = Field(60, title="合格分")
    """按百分制折算后多少分合格。"""
    questions: tuple[Question, ...] = Field(title="题目", min_length=1)
    """题目，按先后排列。"""
