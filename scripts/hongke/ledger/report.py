"""The unit's report as a value: everything that the workbook, the Markdown and the page show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Sized
from datetime import UTC, datetime
from decimal import Decimal

from msgspec import Struct

from hongke.ledger.merging import merge
from hongke.ledger.period import Period
from hongke.ledger.record import LedgerFile, Member
from hongke.ledger.target import Target
from hongke.ledger.totals import (
    COUNTED,
    FATES,
    Counting,
    GroupTotals,
    MemberTotals,
    group_totals,
    member_totals,
    ranked,
)
from hongke.model.ledger import ENTRY_TYPES, SELF_STUDY
from hongke.problems import Problem, in_order

NO_BRANCH = "未写支部"


class Report(Struct, frozen=True, kw_only=True):
    """A unit's report on a period."""

    target: Target
    period: Period
    whole: bool
    unit: GroupTotals
    by_type: Mapping[str, Decimal]
    members: tuple[MemberTotals, ...]
    branches: tuple[GroupTotals, ...]
    fates: Mapping[str, int]
    dropped: int
    refused: int
    files: int
    unread: tuple[str, ...]
    exported: datetime | None
    """The newest export, in UTC."""
    named_by_file: frozenset[Member]
    placed_by_folder: frozenset[Member]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def share_label(self) -> str:
        """What the share is called: 达标率 of a whole period, else 进度."""
        return "达标率" if self.whole else "进度"

    def of_branch(self, name: str) -> tuple[MemberTotals, ...]:
        """Return the members of a branch, under the name that the report gives it."""
        return tuple(one for one in self.members if branch_name(one) == name)


def branch_name(one: MemberTotals) -> str:
    """Return what the report calls a member's branch."""
    return one.member.branch or NO_BRANCH


def make_report(
    files: Sequence[LedgerFile],
    target: Target,
    period: Period,
    *,
    self_study: bool,
    problems: Iterable[Problem] = (),
    audience: Sequence[str] = (),
) -> Report:
    """Count the files towards the target. `problems` are those of files that could not be opened; `audience` is the rule's."""
    whole = period.whole(target.rule.period_years)
    counting = Counting(period=period, self_study=self_study, target=target.hours, whole=whole)
    merged = merge(files)
    members = tuple(member_totals(member, records, counting) for member, records in merged.records.items())
    branches: dict[str, list[MemberTotals]] = {}
    for one in members:
        branches.setdefault(branch_name(one), []).append(one)
    fates = Counter(counting.fate(record) for records in merged.records.values() for record in records)
    found = [*problems, *merged.problems, *(problem for file in files for problem in file.problems)]
    by_file = frozenset(member for file in files for member in file.named_by_file)
    by_folder = frozenset(member for file in files for member in file.placed_by_folder)
    exported = max((file.exported for file in files if file.exported), default=None)
    return Report(
        target=target,
        period=period,
        whole=whole and target.hours is not None,
        unit=group_totals("全部", members, counting),
        by_type={kind: sum((one.by_type[kind] for one in members), Decimal(0)) for kind in ENTRY_TYPES},
        members=members,
        branches=ranked(branches, counting),
        fates={fate: fates[fate] for fate in FATES},
        dropped=merged.dropped,
        refused=sum(file.refused for file in files),
        files=sum(not file.unread for file in files),
        unread=tuple(file.name.label for file in files if file.unread),
        exported=exported.astimezone(UTC) if exported else None,
        named_by_file=by_file,
        placed_by_folder=by_folder,
        notes=(*target.notes(period), *_how_counted(counting), *_names(by_file, by_folder), *_others(files, audience)),
        problems=in_order(found),
    )


def _how_counted(counting: Counting) -> Iterable[str]:
    if counting.period.half:
        yield f"计入的是：日期在 {counting.period.label}、“计入年度”是 {counting.period.first} 的记录。"
    else:
        yield f"计入的是：“计入年度”在 {counting.period.label}的记录。"
    if counting.self_study:
        yield f"{SELF_STUDY}计入学时（按本单位的规定）。"
    else:
        yield f"{SELF_STUDY}不计入学时，另列一栏；本单位规定计入的，生成时加 --count-self-study。"
    yield "线上学时只算计入的记录。学时照实相加；人均学时四舍五入到两位小数；百分数舍去到 0.1%，没有满的不写 100%。"


def _names(by_file: Sized, by_folder: Sized) -> Iterable[str]:
    """Say how many names were taken from names of files and folders; which, the table of members says."""
    if by_file:
        yield f"有 {len(by_file)} 人的台账没有写姓名，以文件名为姓名，见人员表的备注。"
    if by_folder:
        yield f"有 {len(by_folder)} 人的台账没有写支部，以所在文件夹为支部，见人员表的备注。"


def _others(files: Sequence[LedgerFile], audience: Sequence[str]) -> Iterable[str]:
    named = [file.name.label for file in files if file.audience and audience and file.audience not in audience]
    if named:
        yield (
            f"学习对象写的不是“{'、'.join(audience)}”的有 {len(named)} 个文件，也按这条规定算了：{'、'.join(named)}。"
        )


def fates_in_words(fates: Mapping[str, int]) -> str:
    """Say how many records do not count, and why."""
    return "、".join(f"{fate} {count}" for fate, count in fates.items() if count and fate != COUNTED) or "没有"
