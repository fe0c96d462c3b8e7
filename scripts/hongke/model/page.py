"""What the front matter of the hand-written pages holds: the home page, and any other page under `docs/`."""

from __future__ import annotations

from pydantic import Field

from hongke.model.base import Model
from hongke.model.marks import AnyRef, CaseRef, CourseRef, Day, Line, ProgrammeRef


class DoorLink(Model):
    """A link of a door."""

    text: Line = Field(title="文字")
    """链接上的文字。"""
    to: Line = Field(title="去向")
    """站内地址，如 course/ 或 case/wangfu-grid/。"""


class Door(Model):
    """One of the ways into the site, by who the reader is."""

    title: Line = Field(title="标题")
    """如 我是学员。"""
    text: Line = Field(title="说明")
    """一句话。"""
    icon: Line = Field(title="图标")
    """Material 图标的名字，如 school-outline。"""
    links: tuple[DoorLink, ...] = Field(title="链接", min_length=1)
    """两到四条链接。"""


class Home(Model):
    """The home page: what stands first, and which entries it shows."""

    kicker: Line = Field("党建培训知识库", title="眉题")
    """大标题上方的一行小字。"""
    headline: tuple[Line, ...] = Field(("把身边的好做法，", "上成**一堂堂好课**"), title="大标题")
    """一行一项；两个星号之间的字用红色。"""
    lead: Line = Field("课程、案例、学习资料，一处查得到、学得完、记得清。", title="导语")
    """大标题下方的一句话。"""
    doors: tuple[Door, ...] = Field((), title="入口")
    """按身份分的入口，一般三个。"""
    hot_words: tuple[Line, ...] = Field((), title="常搜")
    """搜索框下面的几个词。"""
    feature: CaseRef | None = Field(None, title="首屏案例")
    """首屏右侧显示哪个案例的第一个数字。"""
    courses: tuple[CourseRef, ...] = Field((), title="推荐课程")
    """首页显示的课程；不写就取最近更新的四门。"""
    cases: tuple[CaseRef, ...] = Field((), title="推荐案例")
    """首页显示的案例；不写就取前四个有数字的。"""
    programme: ProgrammeRef | None = Field(None, title="学习路径")
    """首页展开显示的学习路径。"""


class HandPage(Model):
    """A hand-written page, such as one of the author's guide."""

    title: Line | None = Field(None, title="标题")
    """不写就取正文的第一个一级标题。"""
    summary: Line | None = Field(None, title="摘要")
    """一两句话，用在搜索结果里。"""
    updated: Day | None = Field(None, title="更新日期")
    """写成 2026-05-01。"""
    related: tuple[AnyRef, ...] = Field((), title="相关条目")
    """在页末列出的条目。"""
