"""One field in one cell: how its value is shown there, and what is understood of what stands there."""

from __future__ import annotations

import re
import typing
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from msgspec import Struct
from openpyxl.utils.datetime import from_excel
from pydantic.fields import FieldInfo

from hongke.fields import unwrap
from hongke.model.marks import Identifier, Prose, Ref, Word
from hongke.model.vocabulary import VOCABULARIES

LONGEST = 32_767
"""How many characters a cell of Excel holds."""
TOO_LONG = "（这段文字太长，放不进表格，请在文件里改。）"
"""Stands for a text that no cell can hold; read back, it changes nothing."""
YES, NO = "是", "否"

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x000[dD]_")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0{1,2}:00(?::00)?)?\Z", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:时点](\d{1,2})分?(?::00)?\Z", re.ASCII)
_ADDRESSES = re.compile(r"[\n,，、；;]")
_YES, _NO = {YES, "true", "1", "√", "y", "yes"}, {NO, "false", "0", "×", "n", "no"}
_EXACT = 1_000_000_000_000_000
"""Excel keeps fifteen digits of a number; one with more is shown as text."""
_SERIAL_DAYS = range(20_000, 80_000)
"""What a date that has lost its format looks like: days since 1900, here those from 1954 to 2119."""


class CellType(Struct, frozen=True):
    """What a cell holds: `base` is its type, `many` a value a line; `options` are the values of an enum with labels."""

    base: Any
    many: bool = False
    options: tuple[tuple[str, str], ...] = ()
    word: str = ""
    ref: tuple[str, ...] | None = None
    address: bool = False
    prose: bool = False

    @classmethod
    def of(cls, info: FieldInfo) -> CellType:
        """Return the type of a field that is no model and no list of models."""
        annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        inner, marks = unwrap(annotation)
        many = typing.get_origin(inner) is tuple
        if many:
            inner, marks = unwrap(typing.get_args(inner)[0])
        options: tuple[tuple[str, str], ...] = ()
        if typing.get_origin(inner) is Literal:
            values = typing.get_args(inner)
            options = tuple((value, _label(value, info.description or "")) for value in values)
            inner = str
        ref = next((mark.kinds for mark in marks if isinstance(mark, Ref)), None)
        return cls(
            base=inner,
            many=many,
            options=options,
            word=next((mark.vocabulary for mark in marks if isinstance(mark, Word)), ""),
            ref=ref,
            address=ref is not None or any(mark in typing.get_args(Identifier) for mark in marks),
            prose=any(isinstance(mark, Prose) for mark in marks),
        )

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number that Excel may count with."""
        return self.base in (int, Decimal) and not self.many

    def described(self) -> str:
        """Return in Chinese what to write into the cell."""
        if self.options:
            said = f"从下拉列表里选：{'、'.join(label for _, label in self.options)}"
        elif self.word:
            said = f"“{VOCABULARIES[self.word]}”词表里的词"
        elif self.ref is not None:
            said = f"条目的地址：{'、'.join(f'{kind}/…' for kind in self.ref) or '种类/编号'}"
        else:
            said = "正文（Markdown），可以换行" if self.prose else _WORDS[self.base]
        return f"{said}；有几个就写几行，单元格里按 Alt+Enter 换行" if self.many else said


_WORDS: dict[Any, str] = {
    str: "文字", int: "整数", Decimal: "数字", bool: f"{YES} 或 {NO}", date: "日期，如 2026-05-01", time: "时间，如 09:00",
}  # fmt: skip


def _label(value: str, description: str) -> str:
    """Return what a field's help calls a value of its enum: `draft 草稿（不发布）；…` gives 草稿."""
    found = re.search(rf"(?<![a-z_]){re.escape(value)} ([^；。（]+)", description) if value.isascii() else None
    return found[1].strip() if found else value


def show(cell: CellType, value: Any, title_of: Callable[[str, str], str]) -> str | int | float | None:
    """Return what stands in the cell of a model's value; `title_of` gives the title of a vocabulary's word."""
    text: str
    if value is None or value == ():
        return None
    if cell.many:
        single = CellType(cell.base, options=cell.options, word=cell.word, ref=cell.ref, address=cell.address)
        text = "\n".join(str(show(single, item, title_of)) for item in value)
    elif cell.options:
        text = str(dict(cell.options).get(value, value))
    elif isinstance(value, bool):
        text = YES if value else NO
    elif isinstance(value, int | Decimal):
        return _number(value)
    elif isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, time):
        text = value.strftime("%H:%M")
    else:
        text = tidy(title_of(cell.word, value) if cell.word else value, prose=cell.prose)
    return text if len(text) <= LONGEST else TOO_LONG


def _number(value: int | Decimal) -> str | int | float:
    if value == int(value):
        return int(value) if -_EXACT < value < _EXACT else format(value, "f")
    near = float(value)
    return near if Decimal(repr(near)) == value else format(value, "f")


def understand(cell: CellType, raw: Any) -> Any:
    """Return the value that a file has for what stands in a cell; None for an empty one.

    What cannot be understood is given as the text it is: the catalogue's own checks say what is wrong with it.
    """
    if cell.many:
        separator = _ADDRESSES if cell.address else re.compile("\n")
        lines = separator.split(as_text(raw))
        single = CellType(cell.base, options=cell.options, word=cell.word, ref=cell.ref, address=cell.address)
        return [found for found in (understand(single, line) for line in lines) if found is not None] or None
    text = tidy(as_text(raw), prose=cell.prose)
    if not text:
        return None
    if cell.options:
        plain = _narrow(text)
        return next((value for value, label in cell.options if {plain, text} & {value, label}), text)
    if cell.address:
        return _narrow(text).lower()
    reader = _READERS.get(cell.base)
    return reader(raw, _narrow(text), text) if reader else text


def tidy(text: str, *, prose: bool) -> str:
    """Return a text less what no cell can hold and the spaces around it."""
    text = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip("\n").rstrip() if prose else text.strip()


def as_text(raw: Any) -> str:
    """Return what a person sees in a cell."""
    if raw is None:
        return ""
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ", "minutes")
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, time):
        return raw.strftime("%H:%M")
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw)


def _narrow(text: str) -> str:
    """Return the text with full-width letters, digits and signs as the ordinary ones."""
    return unicodedata.normalize("NFKC", text).strip()


def _read_bool(_raw: Any, narrow: str, text: str) -> Any:
    return True if narrow.lower() in _YES else False if narrow.lower() in _NO else text


def _read_number(_raw: Any, narrow: str, text: str) -> Any:
    try:
        number = Decimal(narrow.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", narrow) else narrow)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number) >= 10**18:
        return text
    return int(number) if number == int(number) else number.normalize()


def _read_date(raw: Any, narrow: str, text: str) -> Any:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and int(raw) in _SERIAL_DAYS:
        moment = from_excel(int(raw))
        return moment.date().isoformat() if isinstance(moment, datetime) else text
    found = _DATE.match(narrow)
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else text


def _read_time(raw: Any, narrow: str, text: str) -> Any:
    minutes: int | None = None
    if isinstance(raw, timedelta):
        minutes = round(raw.total_seconds() / 60)
    elif isinstance(raw, float) and 0 <= raw < 1:
        minutes = round(raw * 24 * 60)
    elif isinstance(raw, datetime):
        minutes = raw.hour * 60 + raw.minute
    elif found := _TIME.match(narrow):
        minutes = int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else None
    return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes is not None and minutes < 24 * 60 else text


_READERS: dict[Any, Callable[[Any, str, str], Any]] = {
    bool: _read_bool, int: _read_number, Decimal: _read_number, date: _read_date, time: _read_time,
}  # fmt: skip
