"""What every entry has: title, summary, status, sources, and which of its details are planning examples."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hongke.model.docstrings import docstrings
from hongke.model.marks import Address, Day, Identifier, Line, SamplePath, Text, Url


class Model(BaseModel):
    """A frozen part of an entry: strict types, unknown fields refused, field docstrings shown to authors.

    What checks values is made when the first are checked. Pydantic's own reading of docstrings parses a whole file for each class
    in it: ours parses it once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_kwargs: Any) -> None:
        """Describe the fields of a class by their docstrings."""
        for name, text in docstrings(cls).items():
            if name in cls.model_fields:
                cls.model_fields[name].description = text


class Source(Model):
    """Where a statement or a figure comes from."""

    id: Identifier = Field(title="编号")
    """条目内引用来源用的编号，如 report。"""
    name: Line = Field(title="名称")
    """报道、文件或书的名称。"""
    section: Line | None = Field(None, title="栏目或章节")
    """在来源里的位置，如“知行合一”栏、第二十条。"""
    date: Day | None = Field(None, title="日期")
    """发表日期，不知道就不写。"""
    url: Url | None = Field(None, title="网址")
    """公开网址，没有就不写。"""
    note: Line | None = Field(None, title="说明")
    """读者要知道的情况，如“报道日期不详”。"""
    quote: Text | None = Field(None, title="原文")
    """来源中的原句，一般只摘含数字的一小段。"""


class Contributor(Model):
    """Who worked on the entry."""

    name: Line = Field(title="姓名或单位")
    """可以公开的姓名或单位。"""
    role: Line = Field(title="分工")
    """如编写、审校。"""


class Indicator(Model):
    """A figure from a source, as a value a program can read and a reader can trust."""

    name: Line = Field(title="指标")
    """数的是什么，如“党群服务中心”。"""
    value: Decimal = Field(title="数值", ge=0)
    """阿拉伯数字，不带单位，不加逗号。"""
    approx: Literal["none", "about", "over", "at_least"] = Field("none", title="精确程度")
    """none 确数；about 约；over 余；at_least 不低于。照来源写，不换算。"""
    unit: Line = Field(title="单位")
    """如 个、名、万元、元/人/年。"""
    baseline: Line | None = Field(None, title="对比基准")
    """来源写明的比较对象，如“两年前”。"""
    date: Day | None = Field(None, title="统计日期")
    """来源写明的统计日期，没有就不写。"""
    source: Identifier = Field(title="来源编号")
    """本条目 sources 里某一条的编号。"""


class NamedList(Model):
    """A list the source spells out (清单)."""

    name: Line = Field(title="名称")
    """清单的名称。"""
    items: tuple[Line, ...] = Field(title="内容", min_length=1)
    """清单各项。"""


class EntryModel(Model):
    """The fields common to entries of every kind."""

    title: Line = Field(title="标题")
    """条目的名称，一行写完。"""
    summary: Line = Field(title="摘要")
    """一两句话，用在卡片和搜索结果里。"""
    status: Literal["draft", "published", "archived"] = Field("published", title="状态")
    """draft 草稿（不发布）；published 已发布；archived 已归档。"""
    tags: tuple[Line, ...] = Field((), title="标签")
    """帮助检索的词，不受控词表限制。"""
    updated: Day | None = Field(None, title="更新日期")
    """最近一次修改内容的日期，写成 2026-05-01。"""
    aliases: tuple[Address, ...] = Field((), title="旧地址")
    """改名前的地址，如 course/old-name；访问旧地址会转到新地址。"""
    sources: tuple[Source, ...] = Field((), title="来源")
    """内容的出处。已发布的案例至少要有一条。"""
    contributors: tuple[Contributor, ...] = Field((), title="编写人")
    """参与编写、审校的人或单位。"""
    illustrative: tuple[SamplePath, ...] = Field((), title="示例字段")
    """哪些字段是教学安排示例、不是来源所载，如 hours、units.minutes，也可以写 学时、教学单元.分钟；全部是示例写 \"*\"。"""

    def is_sample(self, path: str) -> bool:
        """Whether the field at the dotted path is marked as a planning example."""
        return any(mark == "*" or path == mark or path.startswith(f"{mark}.") for mark in self.illustrative)

    def source_number(self, source_id: str) -> int:
        """Return the number, from 1, under which a source is printed on the page; 0 when there is no such source."""
        return next((number for number, source in enumerate(self.sources, 1) if source.id == source_id), 0)
