"""A course (课程) and its teaching units (教学单元)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from hongke.model.base import EntryModel, Model
from hongke.model.marks import (
    AudienceWord,
    CaseRef,
    CategoryWord,
    Count,
    CourseRef,
    Hours,
    LecturerRef,
    LevelWord,
    Line,
    Markdown,
    MaterialRef,
    MethodWord,
    Minutes,
    ModeWord,
    ProviderRef,
    QuizRef,
    RegionWord,
    RouteRef,
    SiteRef,
    ThemeWord,
    TrainerOnly,
)  # fmt: skip


class Objective(Model):
    """What a trainee will be able to do, with the depth that is asked for."""

    level: Literal["掌握", "熟悉", "了解"] = Field(title="要求")
    """掌握、熟悉或了解。"""
    text: Line = Field(title="内容")
    """学完能做到什么，用动词开头。"""


class ProcessStep(Model):
    """One step of the teaching process of a unit."""

    step: Line = Field(title="环节")
    """环节名称，如导入、分组研讨。"""
    minutes: Minutes | None = Field(None, title="分钟")
    """本环节的分钟数；各环节都写时，合计要等于单元的分钟数。"""
    activity: Line = Field(title="活动")
    """教员和学员各做什么。"""


class Unit(Model):
    """A teaching unit of a course."""

    title: Line = Field(title="单元名称")
    """这一单元讲什么。"""
    method: MethodWord = Field(title="教学方法")
    """词表 method 中的一个词。"""
    minutes: Minutes = Field(title="分钟")
    """教学时间，不含休息。"""
    site: SiteRef | None = Field(None, title="教学点")
    """在现场教学点上课时写它的地址，如 site/guomen。"""
    lecturer: LecturerRef | None = Field(None, title="师资")
    """由谁来上，写师资的地址。"""
    process: tuple[ProcessStep, ...] = Field((), title="教学过程")
    """按先后排列的环节。"""
    body: Markdown | None = Field(None, title="内容")
    """给学员看的单元内容，可用 Markdown。"""
    notes: Annotated[Markdown | None, TrainerOnly()] = Field(None, title="教员提示")
    """只在教员版页面显示。"""
    optional: bool = Field(False, title="选学")
    """可以不上的单元写 true。"""


class Course(EntryModel):
    """A course: who it is for, what one can do afterwards, and the run of its units."""

    code: Line | None = Field(None, title="编号")
    """本单位的课程编号。"""
    category: CategoryWord = Field(title="类别")
    """词表 category 中的一个词，可以是下级类别。"""
    mode: ModeWord = Field(title="授课形式")
    """线下、线上、自主学习或实践教学。"""
    methods: tuple[MethodWord, ...] = Field(title="教学方法", min_length=1)
    """用到的教学方法，主要的写在前面。"""
    level: LevelWord | None = Field(None, title="层次")
    """入门、进阶等，见词表 level。"""
    audience: tuple[AudienceWord, ...] = Field(title="教学对象", min_length=1)
    """课程为谁准备。"""
    themes: tuple[ThemeWord, ...] = Field(title="主题", min_length=1)
    """词表 theme 中的词，主要的写在前面。"""
    region: RegionWord | None = Field(None, title="地区")
    """案例或教学点所在地区。"""
    hours: Hours = Field(title="学时")
    """课程总学时，可以有小数，如 1.5。"""
    topic_basis: Markdown | None = Field(None, title="选题依据")
    """为什么开这门课。"""
    objectives: tuple[Objective, ...] = Field(title="教学目的", min_length=1)
    """学完能做到什么。"""
    key_points: tuple[Line, ...] = Field((), title="教学重点")
    """必须讲透的内容。"""
    difficult_points: tuple[Line, ...] = Field((), title="教学难点")
    """学员容易卡住的地方。"""
    prerequisites: tuple[CourseRef, ...] = Field((), title="先修课程")
    """上这门课之前先上的课程。"""
    units: tuple[Unit, ...] = Field(title="教学单元", min_length=1)
    """按先后排列的单元。"""
    sites: tuple[SiteRef, ...] = Field((), title="现场教学点")
    """课程用到的教学点；单元里写了的不必重复。"""
    route: RouteRef | None = Field(None, title="教学线路")
    """课程所走的教学线路。"""
    cases: tuple[CaseRef, ...] = Field((), title="典型案例")
    """课程用到的案例。"""
    materials: tuple[MaterialRef, ...] = Field((), title="学习资料")
    """课程用到的资料。"""
    discussion_questions: tuple[Line, ...] = Field((), title="思考题")
    """课后思考或研讨用。"""
    references: tuple[Line, ...] = Field((), title="参考资料")
    """只列确实存在、已核对过的书目或文件。"""
    assessment: Line | None = Field(None, title="考核方式")
    """如课堂研讨、提交学习体会。"""
    quiz: QuizRef | None = Field(None, title="自测题")
    """配套题库的地址。"""
    provider: ProviderRef | None = Field(None, title="办学单位")
    """开设课程的单位。"""
    lecturers: tuple[LecturerRef, ...] = Field((), title="师资")
    """主讲教员。"""
    capacity: Count | None = Field(None, title="班额")
    """一个班最多多少人。"""
    follow_up: tuple[CourseRef, ...] = Field((), title="后续课程")
    """学完可以接着学的课程。"""

    @property
    def total_minutes(self) -> int:
        """Minutes of all units, optional ones included."""
        return sum(unit.minutes for unit in self.units)

    @property
    def all_sites(self) -> tuple[str, ...]:
        """Addresses of the sites of the units and of the course, each once, in the order of teaching."""
        used = (unit.site for unit in self.units if unit.site)
        return tuple(dict.fromkeys((*used, *self.sites)))

    @property
    def hours_by_method(self) -> Mapping[str, Decimal]:
        """The course's hours shared out by its units' minutes, by method."""
        shares: dict[str, Decimal] = {}
        for unit in self.units:
            share = self.hours * unit.minutes / self.total_minutes
            shares[unit.method] = shares.get(unit.method, Decimal(0)) + share
        return shares
