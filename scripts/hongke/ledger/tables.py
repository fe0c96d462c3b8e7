"""The tables of a report, the same ones in the workbook, the Markdown and the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, timezone
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from hongke.ledger.report import Report, branch_name, fates_in_words
from hongke.ledger.totals import COUNTED, GroupTotals, MemberTotals
from hongke.model.ledger import ENTRY_TYPES
from hongke.numerals import number, percent
from hongke.problems import Problem

NOTHING = "—"
"""Where there is no value to give: a rule without hours, a half year without 达标."""
_BEIJING = timezone(timedelta(hours=8))
Value = str | int | Decimal | None


class Shape(StrEnum):
    """How the values of a column are written."""

    TEXT = "text"
    COUNT = "count"
    HOURS = "hours"
    SHARE = "share"


class Column(Struct, frozen=True):
    """A column: its title and how its values are written."""

    title: str
    shape: Shape


class Table(Struct, frozen=True):
    """A table with a header; every row has a value for each column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def written(value: Value, shape: Shape) -> str:
    """Return a value as text."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    return percent(Decimal(value)) if shape is Shape.SHARE else number(value)


def people(report: Report, members: Sequence[MemberTotals], title: str) -> Table:
    """One row a member: hours by type, online, what counts, self-study apart, how far towards the rule."""
    columns = [
        Column("支部", Shape.TEXT),
        Column("姓名", Shape.TEXT),
        *(Column(kind, Shape.HOURS) for kind in ENTRY_TYPES),
        Column("计入学时", Shape.HOURS),
        Column("其中线上", Shape.HOURS),
        Column("自学另列", Shape.HOURS),
        Column("计入条数", Shape.COUNT),
        Column("占规定学时", Shape.SHARE),
        *([Column("是否达标", Shape.TEXT)] if report.whole else []),
        Column("备注", Shape.TEXT),
    ]
    rows = tuple(_person(report, one) for one in members)
    return Table(title, tuple(columns), rows)


def _person(report: Report, one: MemberTotals) -> tuple[Value, ...]:
    met = ("达标" if one.met else "未达标",) if report.whole else ()
    hours = [one.by_type[kind] for kind in ENTRY_TYPES]
    return (
        branch_name(one), one.member.name, *hours, one.counted, one.online, one.self_study, one.entries, one.share, *met, _remark(report, one),
    )  # fmt: skip


def _remark(report: Report, one: MemberTotals) -> str:
    """Say what of a member's name the ledger did not give."""
    said = []
    if one.member in report.named_by_file:
        said.append("姓名取自文件名")
    if one.member in report.placed_by_folder:
        said.append("支部取自文件夹")
    return "，".join(said)


def ranking(report: Report) -> Table:
    """One row a branch, by mean hours."""
    columns = (
        Column("名次", Shape.COUNT),
        Column("支部", Shape.TEXT),
        Column("人数", Shape.COUNT),
        Column("人均学时", Shape.HOURS),
        *([Column("达标人数", Shape.COUNT)] if report.whole else []),
        Column(report.share_label, Shape.SHARE),
        Column("网络学时", Shape.HOURS),
        Column("计入学时", Shape.HOURS),
    )
    return Table("支部排名", columns, tuple(_branch(report, branch) for branch in report.branches))


def _branch(report: Report, branch: GroupTotals) -> tuple[Value, ...]:
    met = (branch.met,) if report.whole else ()
    return (
        branch.rank, branch.name, branch.members, branch.mean, *met, branch.share, branch.online, branch.counted,
    )  # fmt: skip


def by_type(report: Report) -> Table:
    """Hours by type of study, self-study among them whether it counts or not."""
    rows = tuple((kind, report.by_type[kind]) for kind in ENTRY_TYPES)
    return Table("各类学习学时", (Column("类型", Shape.TEXT), Column("学时", Shape.HOURS)), rows)


def problems(report: Report) -> Table:
    """One row a problem: file, line, what is wrong and how to mend it."""
    columns = (
        Column("文件", Shape.TEXT),
        Column("行", Shape.COUNT),
        Column("代码", Shape.TEXT),
        Column("问题", Shape.TEXT),
        Column("怎样改", Shape.TEXT),
    )
    return Table("问题", columns, tuple(_problem(found) for found in report.problems))


def _problem(found: Problem) -> tuple[Value, ...]:
    return (found.place.file, found.place.line, found.code, found.message, found.hint)


def summary(report: Report) -> tuple[tuple[str, Value, Shape], ...]:
    """The figures of the unit, each with its label."""
    unit, rule = report.unit, report.target.rule
    whole = report.whole
    return (
        ("时间", report.period.label, Shape.TEXT),
        ("学时规定", rule.title, Shape.TEXT),
        ("依据", f"{rule.document}{rule.article or ''}", Shape.TEXT),
        ("效力", rule.validity, Shape.TEXT),
        ("一个周期的学时", report.target.hours, Shape.HOURS),
        ("人数", unit.members, Shape.COUNT),
        ("人均学时", unit.mean, Shape.HOURS),
        (report.share_label, unit.share, Shape.SHARE),
        *((("达标人数", unit.met, Shape.COUNT),) if whole else ()),
        ("计入学时", unit.counted, Shape.HOURS),
        ("网络学时", unit.online, Shape.HOURS),
        ("自学学时（另列）", unit.self_study, Shape.HOURS),
        ("计入条数", report.fates[COUNTED], Shape.COUNT),
        ("其余记录", fates_in_words(report.fates), Shape.TEXT),
        ("去掉的重复记录", report.dropped, Shape.COUNT),
        ("因有错没有算的记录", report.refused, Shape.COUNT),
        ("读了的文件", report.files, Shape.COUNT),
        ("没有读的文件", len(report.unread), Shape.COUNT),
        (
            "台账最近导出时间",
            f"{report.exported.astimezone(_BEIJING):%Y-%m-%d %H:%M}（北京时间）" if report.exported else None,
            Shape.TEXT,
        ),
    )
