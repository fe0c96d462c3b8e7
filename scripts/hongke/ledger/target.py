"""What a rule asks for in hours, and what a report must say of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from hongke.ledger.period import Period
from hongke.model.knowledge import Rule
from hongke.model.options import Options
from hongke.numerals import number


class Target(Struct, frozen=True, kw_only=True):
    """The hours that meet a rule; None where it gives none and its days are not converted."""

    address: str
    rule: Rule
    hours: Decimal | None
    hours_per_day: Decimal | None = None

    @classmethod
    def of(cls, address: str, rule: Rule, options: Options) -> Target:
        """Return the target of a rule: of its hours and its days converted, the lower, for any one meets it."""
        set_by_unit = Decimal(str(options.hours_per_day)) if options.hours_per_day else None
        per_day = rule.hours_per_day or set_by_unit
        from_days = rule.days * per_day if rule.days and per_day else None
        given = [hours for hours in (rule.hours, from_days) if hours is not None]
        return cls(
            address=address,
            rule=rule,
            hours=min(given, default=None),
            hours_per_day=per_day if from_days is not None else None,
        )

    def notes(self, period: Period) -> Iterator[str]:
        """Give what a reader of the report must know of the rule."""
        rule = self.rule
        if rule.validity != "现行":
            yield self._validity()
        if self.hours is None:
            yield "这条规定没有写学时，天数、月数也没有折算，所以只列学时，不算比例，也不说达标。"
        if rule.days and self.hours_per_day:
            converted = number(rule.days * self.hours_per_day)
            yield (
                f"规定的 {number(rule.days)} 天按本单位设定的一天 {number(self.hours_per_day)} 学时折算为 {converted} 学时；"
                "学时、天数达到一项即可。"
            )
        elif rule.days:
            yield f"规定里的 {number(rule.days)} 天没有折算：本单位没有设定一天合多少学时（hours_per_day）。"
        if rule.months:
            yield f"规定里的 {number(rule.months)} 个月不折算成学时。"
        if self.hours is not None and not period.whole(rule.period_years):
            span = "一年" if rule.period_years == 1 else f"{rule.period_years} 年"
            yield f"规定按{span}计算，{period.label}不是完整的一个周期：只报进度（占整个周期学时的百分比），不说达标。"

    def _validity(self) -> str:
        rule = self.rule
        if rule.validity == "待核":
            later = f"替代文件：{rule.superseded_by}。" if rule.superseded_by else ""
            return f"这条规定的效力“待核”：依据还没有对照原文核实，本报告只供参考。{later}"
        later = f"已由{rule.superseded_by}替代，" if rule.superseded_by else ""
        return f"这条规定已经失效，{later}以现行文件原文为准，本报告只供参考。"
