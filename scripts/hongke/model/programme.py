"""A programme (学习路径): what to study in which order, and the study-hour rules it helps to meet."""

from __future__ import annotations

from pydantic import Field

from hongke.model.base import EntryModel, Model
from hongke.model.marks import AudienceWord, Hours, Line, RuleRef, StudyRef


class ProgrammeItem(Model):
    """One thing to study."""

    ref: StudyRef = Field(title="条目")
    """课程、案例、资料、教学点、线路、题库或平台的地址。"""
    required: bool = Field(True, title="必修")
    """选修写 false。"""
    hours: Hours | None = Field(None, title="学时")
    """按多少学时计；课程不写时用课程自己的学时。"""


class ProgrammeSection(Model):
    """A stage of the programme."""

    title: Line = Field(title="阶段")
    """阶段名称。"""
    objectives: tuple[Line, ...] = Field((), title="目标")
    """这一阶段要达到什么。"""
    items: tuple[ProgrammeItem, ...] = Field(title="内容", min_length=1)
    """依次学习的条目。"""


class Programme(EntryModel):
    """A path through the catalogue for one audience."""

    audience: tuple[AudienceWord, ...] = Field(title="学习对象", min_length=1)
    """路径为谁准备。"""
    sections: tuple[ProgrammeSection, ...] = Field(title="阶段", min_length=1)
    """按先后排列的阶段。"""
    rules: tuple[RuleRef, ...] = Field((), title="对应规定")
    """有助于完成哪些学时规定。"""
