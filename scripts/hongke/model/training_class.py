"""A training class (培训班次) and its sessions (课次)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from hongke.model.base import EntryModel, Model
from hongke.model.marks import (
    ClassTypeWord,
    Clock,
    Count,
    CourseRef,
    Day,
    Hours,
    LecturerRef,
    Line,
    MethodWord,
    ProgrammeRef,
    SiteRef,
)


class Registration(Model):
    """When and how to register."""

    opens: Day | None = Field(None, title="开始")
    """报名开始日期。"""
    closes: Day | None = Field(None, title="截止")
    """报名截止日期。"""
    contact_public: Line | None = Field(None, title="联系方式")
    """可以公开的联系部门；不写个人手机号。"""


class EvaluationItem(Model):
    """A line of the evaluation sheet."""

    name: Line = Field(title="项目")
    """如现实针对性、理论性。"""
    weight: Annotated[int, Field(ge=1, le=100)] = Field(title="分值")
    """满分多少；各项合计应为 100。"""


class Session(Model):
    """One session of the timetable."""

    date: Day = Field(title="日期")
    """上课日期。"""
    slot: Literal["上午", "下午", "晚上"] = Field(title="时段")
    """上午、下午或晚上。"""
    start: Clock | None = Field(None, title="开始")
    """开始时间，写成 "09:00"。"""
    end: Clock | None = Field(None, title="结束")
    """结束时间。"""
    course: CourseRef | None = Field(None, title="课程")
    """课程地址；不是目录里的课程就写 title。"""
    title: Line | None = Field(None, title="内容")
    """开班式、自学等不在目录里的内容。"""
    method: MethodWord | None = Field(None, title="教学方法")
    """本课次的教学方法。"""
    lecturer: LecturerRef | None = Field(None, title="师资")
    """由谁来上。"""
    chair: Line | None = Field(None, title="主持")
    """主持人的职务。"""
    site: SiteRef | None = Field(None, title="教学点")
    """在哪个现场教学点。"""
    room: Line | None = Field(None, title="教室")
    """在哪间教室。"""
    hours: Hours | None = Field(None, title="学时")
    """本课次的学时。"""


class TrainingClass(EntryModel):
    """A class that is held on given days."""

    programme: ProgrammeRef | None = Field(None, title="学习路径")
    """班次所依据的学习路径。"""
    class_type: ClassTypeWord = Field(title="班次类型")
    """主体班次、专题培训班等，见词表 class-type。"""
    intake: Line | None = Field(None, title="期次")
    """如 第一期。"""
    host: Line | None = Field(None, title="主办")
    """主办单位。"""
    organiser: Line | None = Field(None, title="承办")
    """承办单位。"""
    starts: Day = Field(title="开班日期")
    """第一天。"""
    ends: Day = Field(title="结业日期")
    """最后一天。"""
    quota: Count | None = Field(None, title="名额")
    """招收多少人。"""
    registration: Registration | None = Field(None, title="报名")
    """报名时间和办法。"""
    leave_limit: Line | None = Field(None, title="请假限度")
    """如 累计不超过总学时的 1/7。"""
    assessment: Line | None = Field(None, title="考核方式")
    """怎样考核。"""
    evaluation: tuple[EvaluationItem, ...] = Field((), title="质量评估表")
    """评估项目和分值。"""
    sessions: tuple[Session, ...] = Field(title="课次", min_length=1)
    """课程表的每一格。"""

    @property
    def hours(self) -> Decimal:
        """Hours of all sessions that have any."""
        return sum((session.hours for session in self.sessions if session.hours), Decimal(0))
