"""Decimal numbers as people read them, and how they are rounded."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal


def number(value: Decimal | int) -> str:
    """Write a number without needless zeros: 4, 1.5, 7400."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def mean_of(total: Decimal, count: int) -> Decimal:
    """Return a mean to two decimals, half up; 0 of nothing."""
    return (total / count).quantize(Decimal("0.01"), ROUND_HALF_UP) if count else Decimal(0)


def share_of(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """Return a share to a tenth of a per cent, rounded down: nothing short of the whole is written 100 %."""
    return (Decimal(part) / Decimal(whole)).quantize(Decimal("0.001"), ROUND_DOWN) if whole else Decimal(0)


def percent(share: Decimal) -> str:
    """Write a share as 87.5%."""
    return f"{share * 100:.1f}%"
