"""The time a report is about: a half year, a year, or several years."""

from __future__ import annotations

import re

from msgspec import Struct

from hongke.model.ledger import LedgerEntry

_WRITTEN = re.compile(r"(\d{4})(?:[Hh]([12])|-(\d{4}))?\Z", re.ASCII)


class Period(Struct, frozen=True, kw_only=True):
    """Whole years from `first` to `last`, or one half (1 or 2) of a year."""

    first: int
    last: int
    half: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """Read `2026H1`, `2026H2`, `2026` or `2022-2026`; None for anything else."""
        found = _WRITTEN.match(text.strip())
        if not found:
            return None
        first, last = int(found[1]), int(found[3] or found[1])
        if not 1900 <= first <= last <= 2999:
            return None
        return cls(first=first, last=last, half=int(found[2]) if found[2] else None)

    @property
    def years(self) -> int:
        """How many years it spans."""
        return self.last - self.first + 1

    @property
    def label(self) -> str:
        """How a report names it: 2026 年上半年."""
        if self.half:
            return f"{self.first} 年{'上' if self.half == 1 else '下'}半年"
        return f"{self.first} 年" if self.first == self.last else f"{self.first}—{self.last} 年"

    @property
    def name(self) -> str:
        """How it is written on the command line and in file names: 2026H1."""
        if self.half:
            return f"{self.first}H{self.half}"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    def whole(self, period_years: int) -> bool:
        """Whether it is a whole period of a rule: 达标 is said of no other."""
        return self.half is None and self.years == period_years

    def has_year(self, entry: LedgerEntry) -> bool:
        """Whether the entry counts for a year of the period."""
        return entry.year is not None and self.first <= entry.year <= self.last

    def has_day(self, entry: LedgerEntry) -> bool:
        """Whether the entry's day lies in the half year; of whole years the column 计入年度 alone decides."""
        if self.half is None:
            return True
        return entry.date.year == self.first and (entry.date.month <= 6) == (self.half == 1)
