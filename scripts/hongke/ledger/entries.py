"""Values of one record to the model's entry, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from hongke.ledger.wording import Saying, say, unseen
from hongke.model.ledger import LedgerEntry

Complaint = tuple[str, Saying]
"""The field that a saying is about, and the saying."""


def entry_of(values: Mapping[str, Any]) -> tuple[LedgerEntry | None, list[Complaint]]:
    """Return the entry of these values, or None and every complaint about them."""
    try:
        entry = LedgerEntry.model_validate(values)
    except ValidationError as error:
        return None, list(complaints(error, LedgerEntry))
    found = list(_against_each_other(entry))
    return (None, found) if found else (entry, [])


def complaints(error: ValidationError, model: type[BaseModel]) -> Iterator[Complaint]:
    """Give what to say of each of Pydantic's complaints."""
    for detail in error.errors(include_url=False):
        yield str(detail["loc"][-1]) if detail["loc"] else "", say(detail, model)


def unseen_in(values: Mapping[str, Any], model: type[BaseModel]) -> Iterator[Complaint]:
    """Give a complaint for each text with characters that nobody can see."""
    for field, value in values.items():
        if isinstance(value, str) and unseen(value):
            title = model.model_fields[field].title
            yield field, ("HK416", f"“{title}”里有看不见的控制字符。", "删掉它，或请本人重新导出一份。")


def day(text: object, *, parts: tuple[str, str, str] | None) -> object:
    """Return the date of these parts, where there is such a day; else the text as it stands, for the model to refuse."""
    if parts is None:
        return text
    try:
        return date(*map(int, parts))
    except ValueError:
        return text


def _against_each_other(entry: LedgerEntry) -> Iterator[Complaint]:
    if entry.end is not None and entry.end < entry.date:
        message = f"“结束日期” {entry.end} 早于“日期” {entry.date}。"
        yield "end", ("HK414", message, "核对两个日期；当天学完的不用填结束日期。")
    if entry.hours != round(entry.hours, 2):
        yield "hours", ("HK412", f"“学时”不对：“{entry.hours}”。", "最多两位小数。")


def whole(text: str) -> int | Decimal:
    """Return a whole number of a JSON text; one of absurd length as a decimal, which costs no time."""
    return int(text) if len(text) <= 18 else Decimal(text)
