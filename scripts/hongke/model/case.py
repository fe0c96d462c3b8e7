"""An exemplar practice (典型案例): background, practice, results, what others can take from it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hongke.model.base import EntryModel, Indicator, Model, NamedList
from hongke.model.marks import FieldWord, Line, Markdown, RegionWord, ThemeWord, TrainerOnly


class PracticeStep(Model):
    """One thing that was done."""

    title: Line = Field(title="小标题")
    """这一步做了什么。"""
    body: Markdown = Field(title="做法")
    """怎样做的，只写来源里有的。"""


class Photo(Model):
    """A picture that belongs to the case."""

    file: Line = Field(title="文件")
    """图片文件，写相对 docs/ 的路径，如 images/malaqin.jpg。"""
    caption: Line = Field(title="图注")
    """图上是什么；也用作替代文字。"""


class TeachingNote(Model):
    """How to teach with the case; for trainers."""

    objectives: tuple[Line, ...] = Field((), title="教学目标")
    """用这个案例要达到什么。"""
    questions: tuple[Line, ...] = Field((), title="提问设计")
    """课堂上依次提出的问题。"""
    analysis: Markdown | None = Field(None, title="分析思路")
    """引导讨论的思路。"""


class Case(EntryModel):
    """A practice that others can learn from, with its figures and their sources."""

    organisation: Line = Field(title="单位")
    """做这件事的单位。"""
    region: RegionWord = Field(title="地区")
    """词表 region 中的一个词；单位不是地区。"""
    period: Line | None = Field(None, title="时间")
    """来源写明的时间，没有就不写。"""
    field: FieldWord = Field(title="领域")
    """农村、城市社区、机关、国企、两新等。"""
    themes: tuple[ThemeWord, ...] = Field(title="主题", min_length=1)
    """词表 theme 中的词，主要的写在前面。"""
    background: Markdown = Field(title="背景")
    """为什么要做，面对什么问题。"""
    practice: tuple[PracticeStep, ...] = Field(title="做法", min_length=1)
    """一步一步怎样做。"""
    results: Markdown | None = Field(None, title="成效")
    """来源所载的结果。"""
    takeaways: tuple[Line, ...] = Field((), title="启示")
    """别处可以借鉴什么。"""
    exploration: Markdown | None = Field(None, title="探讨")
    """还可以怎样改进，注明是编者的意见。"""
    discussion_questions: tuple[Line, ...] = Field((), title="思考题")
    """讨论用的问题。"""
    indicators: tuple[Indicator, ...] = Field((), title="数据指标")
    """来源里的每个数字各写一条。"""
    lists: tuple[NamedList, ...] = Field((), title="清单")
    """来源里列出的清单。"""
    photos: tuple[Photo, ...] = Field((), title="图片")
    """有权使用的图片。"""
    teaching_note: Annotated[TeachingNote | None, TrainerOnly()] = Field(None, title="教学说明")
    """只在教员版页面显示。"""
