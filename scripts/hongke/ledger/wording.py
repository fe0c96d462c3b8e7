"""What is said of a ledger's values, in Chinese: what is wrong and how to mend it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from hongke.model.ledger import NOT_COUNTED
from hongke.problems import nearest

Saying = tuple[str, str, str]
"""Code, what is wrong, how to mend it."""

_DATES = ("date", "end")
_LIKE_A_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?\Z", re.ASCII)
_NUMBER = re.compile(r"\d+(?:\.\d+)?\Z", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def say(detail: Mapping[str, Any], model: type[BaseModel]) -> Saying:
    """Return what to say of one of Pydantic's complaints about a value of the model."""
    field, kind, value = str(detail["loc"][-1]), detail["type"], detail.get("input")
    context = detail.get("ctx") or {}
    if kind == "extra_forbidden":
        return _unknown(field, model)
    label = f"“{model.model_fields[field].title}”" if field in model.model_fields else "这一项"
    if kind == "missing" or (kind in ("string_too_short", "string_pattern_mismatch") and not str(value).strip()):
        return "HK410", f"{label}没有填。", "补上这一项。"
    if field in _DATES:
        return "HK411", f"{label}不是日期：{found(value)}。", _date_advice(value)
    if field == "hours":
        return "HK412", f"{label}不对：{found(value)}。", _hours_advice(value)
    if field == "year":
        return (
            "HK415",
            f"{label}不对：{found(value)}。",
            f"写四位年份，如 2026；不计入的，CSV 里写“{NOT_COUNTED}”，JSON 里写 null。",
        )
    if kind == "literal_error":
        return "HK413", f"{label}里没有这个词：{found(value)}。", _word_advice(str(value), str(context["expected"]))
    if kind == "string_too_long":
        return "HK416", f"{label}超过了 {context['max_length']} 个字。", "写短一些。"
    if field == "address":
        return "HK419", f"{label}的写法不对：{found(value)}。", "写成“种类/编号”，如 course/study-ledger；没有就空着。"
    if field == "exported":
        return "HK411", f"{label}不是带时区的时刻：{found(value)}。", "不要改动导出的文件，请本人重新导出一份。"
    if kind == "string_pattern_mismatch":
        return "HK416", f"{label}里有换行。", "写成一行。"
    if kind == "too_long":
        return "HK402", f"{label}超过了 {context['max_length']} 条。", "看看是不是选错了文件。"
    return "HK418", f"{label}的值不对：{found(value)}。", "不要改动导出的文件，请本人重新导出一份。"


def found(value: object) -> str:
    """Return what was found, short and on one line."""
    if value is None:
        return "空的"
    if isinstance(value, dict | list | tuple):
        return "几个值"
    text = shown(str(value).lower() if isinstance(value, bool) else str(value))
    return f"“{text}”" if text else "空的"


def shown(text: str) -> str:
    """Return a text from a file so that it can stand in a message: one line, 30 characters, nothing unseen."""
    plain = without_unseen(text)
    return plain if len(plain) <= 30 else f"{plain[:30]}…"


def without_unseen(text: str) -> str:
    """Return a text on one line, with a dot for what nobody can see."""
    return _UNSEEN.sub("·", text)


def unseen(text: str) -> bool:
    """Whether the text holds characters that are no text: control characters but line ends and tabs, half surrogates."""
    return bool(_UNSEEN.search(re.sub(r"[\t\n\r]", "", text)))


def _unknown(field: str, model: type[BaseModel]) -> Saying:
    near = nearest(field, model.model_fields)
    hint = f"是不是 “{near}（{model.model_fields[near].title}）”？" if near else "删去它，或请本人重新导出一份。"
    return "HK417", f"不认识的字段 “{shown(field)}”。", hint


def _date_advice(value: object) -> str:
    plain = unicodedata.normalize("NFKC", str(value)).strip()
    parts = _LIKE_A_DATE.match(plain)
    if not parts:
        return "写成 2026-05-01，先写年，再写月、日。"
    try:
        meant = date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        return "日历上没有这一天，请核对年、月、日。"
    return f"是不是 {meant}？年、月、日用半角的“-”连起来，月、日都写两位。"


def _hours_advice(value: object) -> str:
    plain = unicodedata.normalize("NFKC", str(value)).strip()
    bare = re.sub(r"(个|学时|课时)+\Z", "", plain).strip()
    if isinstance(value, str) and _NUMBER.match(bare):
        return f"是不是 {bare}？用半角数字，不带引号和单位。"
    return "写大于 0、不超过 10000 的数，最多两位小数，用半角数字，不带单位。"


def _word_advice(value: str, expected: str) -> str:
    choices = re.findall(r"'([^']*)'", expected)
    # Of two opposites the nearer one in letters may well be the wrong one.
    near = nearest(value.strip(), choices) if len(choices) > 2 else None
    return f"是不是 “{near}”？" if near else f"只能是 {'、'.join(choices)}。"
