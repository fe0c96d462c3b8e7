"""Terms (术语), study-hour rules (学时规定) and study materials (学习资料)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from hongke.model.base import EntryModel
from hongke.model.marks import AudienceWord, CaseRef, ColumnWord, Count, Day, Hours, Line, Markdown, TermRef, ThemeWord


class Term(EntryModel):
    """A word of the field and what it means."""

    synonyms: tuple[Line, ...] = Field((), title="同义词")
    """别的叫法，搜索时一并查找。"""
    definition: Markdown = Field(title="释义")
    """一两句话说清楚。"""
    see_also: tuple[TermRef, ...] = Field((), title="参见")
    """相关术语。"""


class Rule(EntryModel):
    """How much study is asked of whom, by which document."""

    audience: tuple[AudienceWord, ...] = Field(title="适用对象", min_length=1)
    """规定适用于谁。"""
    period_years: Count = Field(1, title="周期（年）")
    """几年算一个周期。"""
    hours: Hours | None = Field(None, title="学时")
    """一个周期至少多少学时；学时、天数、月数达到一项即可。"""
    days: Decimal | None = Field(None, title="天数", gt=0)
    """一个周期至少多少天。"""
    months: Decimal | None = Field(None, title="月数", gt=0)
    """一个周期至少几个月。"""
    counts: tuple[Line, ...] = Field(title="计入范围", min_length=1)
    """哪些学习算数，如 集中学习培训、自学。"""
    document: Line = Field(title="文件")
    """规定所在的文件。"""
    article: Line | None = Field(None, title="条款")
    """如 第二十条。"""
    issued_by: Line | None = Field(None, title="发文单位")
    """由谁发布。"""
    effective_from: Day | None = Field(None, title="生效日期")
    """从哪天起施行。"""
    effective_to: Day | None = Field(None, title="失效日期")
    """到哪天为止。"""
    validity: Literal["现行", "失效", "待核"] = Field(title="效力")
    """现行、失效或待核。"""
    superseded_by: Line | None = Field(None, title="替代文件")
    """由哪份文件替代。"""
    verified_on: Day | None = Field(None, title="核对日期")
    """最近一次对照原文的日期。"""
    minutes_per_hour: Count | None = Field(None, title="一学时分钟数")
    """本单位一学时折合多少分钟；各地不同，由本单位定。"""
    hours_per_day: Decimal | None = Field(None, title="一天学时数", gt=0)
    """本单位一天折合多少学时；各地不同，由本单位定。"""


class Material(EntryModel):
    """A study material: a Markdown page with front matter."""

    column: ColumnWord | None = Field(None, title="栏目")
    """报纸的栏目，如 视点、观潮。"""
    themes: tuple[ThemeWord, ...] = Field((), title="主题")
    """词表 theme 中的词。"""
    cases: tuple[CaseRef, ...] = Field((), title="典型案例")
    """资料涉及的案例。"""
