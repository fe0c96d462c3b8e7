"""Hours added up: by member, by branch, in all. Exact decimals; rounded only where they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from hongke.ledger.period import Period
from hongke.ledger.record import Member, Record
from hongke.model.ledger import ENTRY_TYPES, ONLINE, SELF_STUDY
from hongke.numerals import mean_of, share_of

COUNTED, SELF, NO_YEAR, OTHER_YEAR, OTHER_HALF = "计入", "自学未计入", "不计入", "计入别的年度", "不在这半年"
FATES = (COUNTED, SELF, NO_YEAR, OTHER_YEAR, OTHER_HALF)
"""What becomes of a record, in Chinese as the report says it."""


class Counting(Struct, frozen=True, kw_only=True):
    """How a report counts: the period, whether self-study counts, how many hours meet the rule, how many years it spans."""

    period: Period
    self_study: bool
    target: Decimal | None
    whole: bool
    """Whether the period is a whole one of the rule, so that 达标 may be said."""

    def fate(self, record: Record) -> str:
        """Say whether a record counts, and why not."""
        entry = record.entry
        if entry.year is None:
            return NO_YEAR
        if not self.period.has_year(entry):
            return OTHER_YEAR
        if not self.period.has_day(entry):
            return OTHER_HALF
        return SELF if entry.type == SELF_STUDY and not self.self_study else COUNTED


class MemberTotals(Struct, frozen=True, kw_only=True):
    """One member's hours. `by_type` and `self_study` hold all study of the period, `counted` and `online` what counts."""

    member: Member
    by_type: Mapping[str, Decimal]
    counted: Decimal
    online: Decimal
    self_study: Decimal
    entries: int
    share: Decimal | None
    met: bool | None


class GroupTotals(Struct, frozen=True, kw_only=True):
    """The hours of several members: a branch, or the unit. `share` is who has met the rule, or how far they are on the way."""

    name: str
    members: int
    counted: Decimal
    online: Decimal
    self_study: Decimal
    mean: Decimal
    met: int | None
    share: Decimal | None
    rank: int = 0


def member_totals(member: Member, records: Iterable[Record], counting: Counting) -> MemberTotals:
    """Add up one member's records."""
    by_type = dict.fromkeys(ENTRY_TYPES, Decimal(0))
    counted = online = Decimal(0)
    entries = 0
    for record in records:
        fate, entry = counting.fate(record), record.entry
        if fate in (COUNTED, SELF):
            by_type[entry.type] += entry.hours
        if fate == COUNTED:
            entries += 1
            counted += entry.hours
            online += entry.hours if entry.mode == ONLINE else 0
    return MemberTotals(
        member=member,
        by_type=by_type,
        counted=counted,
        online=online,
        self_study=by_type[SELF_STUDY],
        entries=entries,
        share=share_of(counted, counting.target) if counting.target else None,
        met=counted >= counting.target if counting.target and counting.whole else None,
    )


def group_totals(name: str, members: Sequence[MemberTotals], counting: Counting, rank: int = 0) -> GroupTotals:
    """Add up the members of a group."""
    counted = sum((one.counted for one in members), Decimal(0))
    met = sum(one.met is True for one in members) if counting.target and counting.whole else None
    share = None
    if counting.target and members:
        share = share_of(met, len(members)) if met is not None else share_of(counted, counting.target * len(members))
    return GroupTotals(
        name=name,
        members=len(members),
        counted=counted,
        online=sum((one.online for one in members), Decimal(0)),
        self_study=sum((one.self_study for one in members), Decimal(0)),
        mean=mean_of(counted, len(members)),
        met=met,
        share=share,
        rank=rank,
    )


def ranked(branches: Mapping[str, Sequence[MemberTotals]], counting: Counting) -> tuple[GroupTotals, ...]:
    """Return the branches by mean hours, the highest first; equal means share a place and the next place is left out."""
    means = {
        name: Fraction(sum((one.counted for one in members), Decimal(0))) / len(members)
        for name, members in branches.items()
    }
    order = sorted(means, key=lambda name: (-means[name], name))
    return tuple(
        group_totals(name, branches[name], counting, rank=1 + sum(other > means[name] for other in means.values()))
        for name in order
    )
