"""Where teaching takes place: teaching sites (现场教学点) and the routes (教学线路) over them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from hongke.model.base import EntryModel, Model
from hongke.model.marks import AudienceWord, Count, Day, Line, Markdown, Minutes, RegionWord, SiteRef, ThemeWord


class Geo(Model):
    """A point on the map, WGS 84."""

    latitude: Annotated[Decimal, Field(ge=-90, le=90)] = Field(title="纬度")
    """十进制度，北纬为正。"""
    longitude: Annotated[Decimal, Field(ge=-180, le=180)] = Field(title="经度")
    """十进制度，东经为正。"""


class SiteStep(Model):
    """A step of teaching on site."""

    stage: Literal["选点", "课前介绍", "实地考察", "讲解", "互动交流", "归纳点评"] = Field(title="环节")
    """选点、课前介绍、实地考察、讲解、互动交流或归纳点评。"""
    text: Line = Field(title="内容")
    """这一环节做什么。"""


class Designation(Model):
    """What the site has been named, and by whom."""

    body: Line = Field(title="命名单位")
    """由谁命名。"""
    level: Line = Field(title="级别")
    """如 自治区级。"""
    date: Day | None = Field(None, title="日期")
    """命名日期。"""


class Site(EntryModel):
    """A place where a course is taught on the spot."""

    category: Literal["党性教育", "乡村振兴", "基层治理", "生态文明", "创新示范", "廉政教育", "国家安全"] = Field(
        title="类型"
    )
    """教学点的类型。"""
    region: RegionWord | None = Field(None, title="地区")
    """所在地区。"""
    address: Line | None = Field(None, title="位置")
    """来源写明的位置，没有就不写。"""
    geo: Geo | None = Field(None, title="坐标")
    """经纬度。"""
    themes: tuple[ThemeWord, ...] = Field(title="主题", min_length=1)
    """词表 theme 中的词。"""
    opening: Line | None = Field(None, title="开放时间")
    """开放日期和时间。"""
    visit_minutes: Minutes | None = Field(None, title="参观分钟")
    """一次教学大约多少分钟。"""
    capacity: Count | None = Field(None, title="容量")
    """一次最多多少人。"""
    booking: Line | None = Field(None, title="预约")
    """怎样预约。"""
    narrators: Line | None = Field(None, title="讲解")
    """由谁讲解。"""
    process: tuple[SiteStep, ...] = Field((), title="教学环节")
    """现场教学各环节。"""
    access_notes: Line | None = Field(None, title="进入须知")
    """进入的条件和限制。"""
    safety: Line | None = Field(None, title="安全提示")
    """要注意的安全事项。"""
    designation: Designation | None = Field(None, title="命名")
    """被命名为何种基地。"""
    narration: Markdown | None = Field(None, title="讲解词")
    """现场讲解词，可用 Markdown。"""


class Stop(Model):
    """A stop of a route."""

    site: SiteRef = Field(title="教学点")
    """教学点的地址。"""
    minutes: Minutes = Field(title="停留分钟")
    """在这里多少分钟。"""
    activity: Line = Field(title="活动")
    """在这里做什么。"""
    transfer_minutes: Annotated[int, Field(ge=0)] = Field(0, title="路上分钟")
    """去下一站要多少分钟。"""


class Route(EntryModel):
    """A half or whole day over several sites."""

    theme: ThemeWord = Field(title="主题")
    """词表 theme 中的一个词。"""
    duration: Literal["半日", "一日"] = Field(title="时长")
    """半日或一日。"""
    stops: tuple[Stop, ...] = Field(title="站点", min_length=2)
    """按先后排列的站点。"""
    audience: tuple[AudienceWord, ...] = Field((), title="对象")
    """线路为谁准备。"""
    safety: Line | None = Field(None, title="安全提示")
    """全程要注意的事项。"""

    @property
    def total_minutes(self) -> int:
        """Minutes at the stops and on the way between them; the way after the last stop does not count."""
        return sum(stop.minutes for stop in self.stops) + sum(stop.transfer_minutes for stop in self.stops[:-1])
