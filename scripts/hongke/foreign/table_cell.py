"""A cell of a foreign table to the value that its field wants: lists taken apart, dates and numbers as the reader has them."""

from __future__ import annotations

import re
import typing
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any

from pydantic.fields import FieldInfo

from hongke.fields import unwrap
from hongke.foreign.places import Places
from hongke.model.marks import ONE_LINE, Ref, Word
from hongke.source.tree import Node

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?\Z", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::00)?\Z", re.ASCII)
_TRUTH = {
    **dict.fromkeys(("是", "对", "有", "√", "true", "yes", "y", "1"), "true"),
    **dict.fromkeys(("否", "错", "无", "×", "false", "no", "n", "0"), "false"),
}
_LINES = "\n；;"
_WORDS = "\n；;、，,"


def cell_node(text: str, info: FieldInfo, split: str | None, words: Mapping[str, str], places: Places, at: int) -> Node:
    """Return the node of a cell for a field, at the place with this number."""
    annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    inner, _ = unwrap(annotation)
    if typing.get_origin(inner) is tuple:
        item = typing.get_args(inner)[0]
        _, marks = unwrap(item)
        marked = any(isinstance(mark, Word | Ref) for mark in marks)
        between = split or (_WORDS if marked else _LINES)
        parts = [part.strip() for part in re.split(f"[{re.escape(between)}]", text)]
        return places.sequence(at, [_scalar(words.get(part, part), item, places, at) for part in parts if part])
    return _scalar(words.get(text, text), annotation, places, at)


def _scalar(text: str, annotation: Any, places: Places, at: int) -> Node:
    inner, marks = unwrap(annotation)
    plain = unicodedata.normalize("NFKC", text).strip()
    if inner in (int, Decimal, float):
        return places.value(plain.replace(",", "") if re.fullmatch(r"[\d,]+(\.\d+)?", plain) else plain, at)
    if inner is bool:
        return places.value(_TRUTH.get(plain.lower(), text), at)
    if inner is date:
        found = _DATE.match(plain)
        return places.text(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text, at)
    if inner is time:
        found = _TIME.match(plain)
        return places.text(f"{int(found[1]):02}:{found[2]}" if found else text, at)
    if any(getattr(mark, "pattern", None) == ONE_LINE for mark in marks):
        text = " ".join(text.split("\n"))
    return places.text(text, at)
