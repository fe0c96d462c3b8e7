"""Who teaches and where else one can learn: providers (办学单位), lecturers (师资), platforms (学习平台)."""

from __future__ import annotations

from pydantic import Field

from hongke.model.base import EntryModel, Indicator, Model
from hongke.model.marks import Identifier, Line, Markdown, MethodWord, RegionWord, SiteRef, Url


class PlannedTopic(Model):
    """A training topic that the provider has announced and not yet given."""

    title: Line = Field(title="专题")
    """专题名称。"""
    note: Line = Field(title="说明")
    """来源怎样说的，如“下一步将提供”。"""
    source: Identifier = Field(title="来源编号")
    """本条目 sources 里某一条的编号。"""


class Provider(EntryModel):
    """An institution that gives courses."""

    type: Line = Field(title="类型")
    """如 党建学院、党校。"""
    region: RegionWord | None = Field(None, title="地区")
    """所在地区。"""
    principle: Line | None = Field(None, title="办学理念")
    """公开的办学理念。"""
    about: Markdown | None = Field(None, title="简介")
    """单位的情况，只写来源里有的。"""
    methods: tuple[MethodWord, ...] = Field((), title="教学方法")
    """开展教学的主要方法。"""
    sites: tuple[SiteRef, ...] = Field((), title="现场教学点")
    """依托的教学点。"""
    indicators: tuple[Indicator, ...] = Field((), title="数据指标")
    """来源里的每个数字各写一条。"""
    planned: tuple[PlannedTopic, ...] = Field((), title="拟开专题")
    """来源说下一步要开、还没有开的专题。"""
    website: Url | None = Field(None, title="网址")
    """公开网址，没有核实就不写。"""


class Lecturer(EntryModel):
    """A person or team that teaches."""

    organisation: Line = Field(title="单位")
    """所在单位。"""
    position: Line | None = Field(None, title="职务和职称")
    """公开的职务和职称。"""
    expertise: tuple[Line, ...] = Field((), title="专长")
    """擅长讲什么。"""
    bio: Markdown | None = Field(None, title="简介")
    """公开的简介。"""


class Platform(EntryModel):
    """A platform on which a learner may study elsewhere."""

    operator: Line | None = Field(None, title="主办单位")
    """平台由谁主办，没有核实就不写。"""
    website: Url | None = Field(None, title="网址")
    """公开网址，没有核实就不写。"""
    use: Markdown = Field(title="用途")
    """学员用它学什么，怎样记入台账。"""
