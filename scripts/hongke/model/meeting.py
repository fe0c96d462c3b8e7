"""The record of a branch's meeting (会议记录): the kinds of meeting that are recorded, and what a record holds."""

from __future__ import annotations

from msgspec import Struct


class MeetingType(Struct, frozen=True):
    """A kind of meeting: `slug` is its form's address below `records/`, `group` what it belongs to."""

    slug: str
    name: str
    group: str


MEETING_TYPES = (
    MeetingType("members", "支部党员大会", "三会一课"),
    MeetingType("committee", "支部委员会", "三会一课"),
    MeetingType("group", "党小组会", "三会一课"),
    MeetingType("lecture", "党课", "三会一课"),
    MeetingType("party-day", "主题党日", "主题党日和组织生活会"),
    MeetingType("organisational-life", "组织生活会", "主题党日和组织生活会"),
)


class RecordField(Struct, frozen=True):
    """A column of a record: its label, how it is written, and its width in characters in a workbook."""

    label: str
    help: str
    width: int


RECORD_FIELDS = (
    RecordField("类型", "六种之一，表格里从下拉列表选。", 14),
    RecordField("标题", "这次会议或活动的名称。", 28),
    RecordField("主办党组织", "哪个党组织召开。", 22),
    RecordField("日期", "写成 2026-05-01。", 12),
    RecordField("起止时间", "写成 09:00–10:30。", 14),
    RecordField("地点", "在哪里。", 16),
    RecordField("主持人", "谁主持。", 10),
    RecordField("记录人", "谁记录。", 10),
    RecordField("应到", "应到多少人，只写数字。", 7),
    RecordField("实到", "实到多少人，只写数字。", 7),
    RecordField("议题", "一行一项。", 30),
    RecordField("发言要点", "谁说了什么，记要点。", 44),
    RecordField("决定", "定了什么事。", 30),
    RecordField("缺席及原因", "谁没有到，什么原因。", 24),
)
"""The columns of a record, in order. Published party-building systems give a record these; nothing further is asked for."""
