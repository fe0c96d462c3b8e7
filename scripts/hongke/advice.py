"""How to mend a value of the wrong sort: the habit that shows in it, and the field as it should be written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from pydantic import BaseModel

from hongke.corrections import (
    DATE,
    SEPARATOR,
    as_address,
    as_boolean,
    as_date,
    as_identifier,
    as_list,
    as_number,
    as_time,
    bare,
    quoted,
)
from hongke.keys import names_of
from hongke.model.marks import ADDRESS_PATTERN, ID_PATTERN

_KEY_AND_VALUE = re.compile(r"(?P<key>[^:：\s]+)\s*(?P<colon>[:：])\s*(?P<value>\S*)")
_DASH = re.compile(r"[-－—•·]\s*(?P<item>[^\s-]\S*)")
_DAYS = re.compile(r"[半一二两三四五六七八九十\d.]+\s*[个]?\s*[天日]半?\Z")
_APPROXIMATE = (
    (re.compile(r"(?:约|大约|近|将近)\s*(?P<number>.+)\Z"), "about"),
    (re.compile(r"(?:不低于|不少于|至少)\s*(?P<number>.+)\Z"), "at_least"),
    (re.compile(r"(?P<number>\D*\d[\d,.]*)\s*(?:余|多)\s*\D?\Z"), "over"),
)


class Field(Struct, frozen=True, kw_only=True):
    """A field as advice sees it.

    `word` is what its author calls it, `title` its label, `help` its help; `parts` is the model that it, or each item of
    it, consists of; `is_item` says that the value is an item of its list.
    """

    word: str
    title: str
    help: str
    parts: type[BaseModel] | None
    is_item: bool


def advice(kind: str, value: Any, field: Field | None, pattern: str = "") -> str | None:
    """Return the advice for a value of which Pydantic complains, or None where the general one must do."""
    if field is None or isinstance(value, dict | list | tuple) or value is None:
        return None
    return _ADVICE[kind](value, field, pattern) if kind in _ADVICE else None


def joined(text: str, words: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the field and the advice for a key that has swallowed its value: `id：report` or `id:report`."""
    found = _KEY_AND_VALUE.match(text)
    if not found or found["key"] not in words:
        return None, ""
    fault = "后面用了中文冒号“：”" if found["colon"] == "：" else "的冒号后面少了空格"
    said = f"“{found['key']}” {fault}，用英文冒号再空一格。"
    return words[found["key"]], f"{said}改成：{found['key']}: {found['value']}" if found["value"] else said


def _mended(field: Field, value: str | None) -> str:
    """Return the end of an advice that shows the field, or the item, as it should be written."""
    if value is None:
        return ""
    return f"改成：{value}" if field.is_item else f"改成：{field.word}: {value}"


def _number(value: Any, field: Field, _pattern: str, *, whole: bool = False) -> str | None:
    text = bare(value)
    if "学时" in field.title and _DAYS.match(text):
        return f"“{text}”合多少学时各地不同，请写本单位认定的学时数，只写数字。"
    if "学时" in field.title and "小时" in text:
        return "“小时”和“学时”不一定相等，请写学时数，只写数字。"
    if field.title == "数值":
        for habit, word in _APPROXIMATE:
            found = habit.match(text)
            number = as_number(found["number"], field.title, whole=False) if found else None
            if number:
                other = "approx" if field.word.isascii() else "精确程度"
                return f"数字和精确程度分开写。改成：{field.word}: {number}，另写 {other}: {word}"
    number = as_number(value, field.title, whole=whole)
    if number is None:
        return None
    said = "用阿拉伯数字，不带单位、逗号和引号。"
    if field.title == "数值" and re.search(r"[^\d.,+-]\Z", text):
        said = f"只写数字，单位写在 {'unit' if field.word.isascii() else '单位'} 里。"
    return said + _mended(field, number)


def _whole(value: Any, field: Field, pattern: str) -> str | None:
    return _number(value, field, pattern, whole=True)


def _date(value: Any, field: Field, _pattern: str) -> str | None:
    day = as_date(value)
    if day is None and DATE.match(bare(value)):
        return "日历上没有这一天，请核对年、月、日。"
    return f"日期写成 2026-05-01 的样子，月、日都写两位。{_mended(field, day)}" if day else None


def _time(value: Any, field: Field, _pattern: str) -> str | None:
    clock = as_time(value)
    return f'时间写成 "09:00" 的样子，时、分都写两位。{_mended(field, clock)}' if clock else None


def _boolean(value: Any, field: Field, _pattern: str) -> str | None:
    word = as_boolean(value)
    return f"是写 true，否写 false，不加引号。{_mended(field, word)}" if word else None


def _list(value: Any, field: Field, _pattern: str) -> str | None:
    text = str(value).strip()
    dash = _DASH.match(text)
    if dash:
        said = "“-” 后面少了空格。" if text[0] == "-" else f"列表每一项前面用英文的“-”，不用“{text[0]}”。"
        return f"{said}改成：- {dash['item']}"
    if field.parts:
        return None
    items = as_list(text)
    if items is None:
        return None
    if text[0] in "［【":
        return f"列表用英文的方括号，各项之间用英文逗号。{_mended(field, items)}"
    if ", " in items:
        return f"列表写在英文方括号里，各项之间用英文逗号，或者每项一行、以“- ”开头。{_mended(field, items)}"
    return f"只有一项也写成列表。{_mended(field, items)}"


def _part(value: Any, field: Field, _pattern: str) -> str | None:
    words = names_of(field.parts) if field.parts else {}
    return joined(str(value), words)[1] or None


def _choice(value: Any, field: Field, _pattern: str) -> str | None:
    """A choice written as the guide explains it: `published 已发布` makes 已发布 mean `published`."""
    text = bare(value)
    for part in re.split(r"[；。]", field.help):
        found = re.match(r"(?P<word>[a-z_]+)\s+(?P<meaning>[^\s（]+)", part)
        if found and text and text in (found["meaning"], found["meaning"] + "题"):
            return f"“{text}” 写成 {found['word']}。{_mended(field, found['word'])}"
    return None


def _written(value: Any, field: Field, pattern: str) -> str | None:
    """An address or an id that is not written as one."""
    text = str(value)
    if pattern == ID_PATTERN:
        better = as_identifier(text)
    elif pattern == ADDRESS_PATTERN:
        parts = [as_address(part) or part for part in SEPARATOR.split(text) if part]
        if len(parts) > 1 and all(re.match(ADDRESS_PATTERN, part) for part in parts):
            return f"一项只写一个地址，各项之间用英文逗号：{', '.join(map(quoted, parts))}"
        better = as_address(text)
    else:
        return None
    said = (
        "只用小写字母、数字和连字符。" if pattern == ID_PATTERN else "地址写成“种类/编号”，只用小写字母、数字和连字符。"
    )
    return said + _mended(field, better) if better else None


_ADVICE: Mapping[str, Callable[[Any, Field, str], str | None]] = {
    "int_type": _whole,
    "decimal_type": _number,
    "is_instance_of": _number,
    "bool_type": _boolean,
    "date_type": _date,
    "time_type": _time,
    "tuple_type": _list,
    "model_type": _part,
    "literal_error": _choice,
    "string_pattern_mismatch": _written,
}
"""What to look for in a value, by Pydantic's error types."""
