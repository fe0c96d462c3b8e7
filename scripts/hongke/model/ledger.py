"""The study ledger (理论学习台账) as it leaves a reader's browser: one member's entries, in a file of a known version.

Fields follow the columns that published party-building systems give a ledger: 培训年度, 主办方, 名称, 类型, 线上/线下,
起止时间, 学时, 地点, 小结, 成绩, 是否计入年度学习任务.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, WithJsonSchema

from hongke.model.base import Model
from hongke.model.marks import ADDRESS_PATTERN, ONE_LINE, Day

FORMAT = "hongke-ledger"
VERSION = 1
ENTRY_TYPES = ("党课", "专题培训", "集中轮训", "在线学习", "实践锻炼", "主题党日", "自学", "其他")
SELF_STUDY = "自学"
"""The type that a unit may or may not count: the regulation says 集中学习培训, the report says 集中学习或自学."""
ONLINE = "线上"
MODES = (ONLINE, "线下")
NOT_COUNTED = "不计入"
"""What the column 计入年度 holds in a CSV where the entry counts for no year."""

LedgerText = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\n\r]*$")]
"""One line, which may be empty."""

_HOURS = {"type": "number", "exclusiveMinimum": 0, "maximum": 10_000}


class LedgerEntry(Model):
    """One piece of study."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(title="编号")
    """在本台账里不重复的编号，由程序生成。"""
    date: Day = Field(title="日期")
    """学习当天，或开始那天。"""
    end: Day | None = Field(None, title="结束日期")
    """不止一天的写最后一天，不早于日期。"""
    title: Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=ONE_LINE)] = Field(title="标题")
    """学了什么。"""
    type: Literal["党课", "专题培训", "集中轮训", "在线学习", "实践锻炼", "主题党日", "自学", "其他"] = Field(
        title="类型"
    )
    """哪一类学习。"""
    mode: Literal["线上", "线下"] = Field(title="线上线下")
    """线上或线下。"""
    category: LedgerText = Field("", title="类别")
    """内容类别，一般取自站点的课程类别。"""
    hours: Annotated[Decimal, Field(gt=0, le=10_000), WithJsonSchema(_HOURS)] = Field(title="学时")
    """多少学时，最多两位小数。"""
    host: LedgerText = Field("", title="主办方")
    """谁组织的。"""
    place: LedgerText = Field("", title="地点")
    """在哪里。"""
    score: LedgerText = Field("", title="成绩")
    """分数或等次。"""
    summary: Annotated[str, StringConstraints(max_length=5_000)] = Field("", title="小结")
    """学习小结，可以有几行。"""
    year: Annotated[int, Field(ge=1900, le=2999)] | None = Field(None, title="计入年度")
    """计入哪一年的学习任务；不计入就空着。"""
    address: Annotated[str, StringConstraints(pattern=rf"^$|{ADDRESS_PATTERN}")] = Field("", title="地址")
    """本站条目的地址，如 course/grid-governance；不在本站学的空着。"""


class LedgerMember(Model):
    """Whose ledger it is; every field may be empty."""

    name: LedgerText = Field("", title="姓名")
    """姓名，可以不填。"""
    branch: LedgerText = Field("", title="支部")
    """所在支部，可以不填。"""
    audience: LedgerText = Field("", title="学习对象")
    """按哪一类对象对照学时规定，如 党员。"""


class Ledger(Model):
    """A file of the ledger, version 1."""

    format: Literal["hongke-ledger"] = Field(title="格式")
    """固定为 hongke-ledger。"""
    version: Literal[1] = Field(title="版本")
    """文件格式的版本。"""
    exported: Annotated[
        str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
    ] = Field(title="导出时间")
    """导出的时刻，带时区。"""
    member: LedgerMember = Field(title="学习者")
    """谁的台账。"""
    entries: Annotated[tuple[LedgerEntry, ...], Field(max_length=100_000)] = Field(title="记录")
    """全部学习记录。"""


CSV_HEADER = (
    "日期",
    "结束日期",
    "标题",
    "类型",
    "线上线下",
    "类别",
    "学时",
    "主办方",
    "地点",
    "成绩",
    "小结",
    "计入年度",
    "地址",
)
"""The columns of a ledger as CSV, in order: the fields of an entry but its id, under their labels. 计入年度 holds a year or
不计入. Where the member gave name or branch, the columns 姓名 and 支部 follow."""
MEMBER_HEADER = ("姓名", "支部")
