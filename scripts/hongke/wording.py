"""What the model's checks say, in Chinese: one line a kind of complaint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hongke.advice import Field, advice
from hongke.model.marks import ADDRESS_PATTERN, ID_PATTERN, ONE_LINE, URL
from hongke.problems import nearest

# Pydantic's error types (https://docs.pydantic.dev/latest/errors/validation_errors/): code, sentence, advice.
# {label} is the field, {found} what the author wrote, the rest comes from Pydantic's context.
_SENTENCES: Mapping[str, tuple[str, str, str]] = {
    "missing": ("HK102", "缺少 {label}。", "补上这个字段。"),
    "left_blank": ("HK105", "{label}是空的。", "写上内容；值以 # 开头时要加引号，否则会被当成注释。"),
    "string_type": ("HK103", "{label}应是文字，这里是{found}。", "若要写数字或 true 这样的字面，请加引号。"),
    "int_type": ("HK103", "{label}应是整数，这里是{found}。", "用阿拉伯数字，不带单位和引号。"),
    "int_from_float": ("HK103", "{label}应是整数，这里是{found}。", "去掉小数部分。"),
    "decimal_type": ("HK103", "{label}应是数字，这里是{found}。", "用阿拉伯数字，可以有小数，不带单位和引号。"),
    "is_instance_of": ("HK103", "{label}应是数字，这里是{found}。", "用阿拉伯数字，可以有小数，不带单位和引号。"),
    "bool_type": ("HK103", "{label}应是 true 或 false，这里是{found}。", "是写 true，否写 false。"),
    "tuple_type": ("HK103", "{label}应是列表，这里是{found}。", "另起一行，每项以“- ”开头；只有一项也这样写。"),
    "model_type": ("HK103", "{label}应由几个字段组成，这里是{found}。", "下一行缩进两格，写成“字段: 值”。"),
    "date_type": ("HK109", "{label}应是日期，这里是{found}。", "写成 2026-05-01，月、日都写两位。"),
    "time_type": ("HK109", "{label}应是时间，这里是{found}。", '写成 "09:00"，时、分都写两位。'),
    "string_too_short": ("HK105", "{label}是空的。", "写上内容；可以不填的字段就整行删掉。"),
    "too_short": ("HK105", "{label}至少要有 {min_length} 项，这里有 {actual_length} 项。", "补足内容。"),
    "string_too_long": ("HK106", "{label}超过了 {max_length} 个字。", "写短一些，细节放到正文里。"),
    "too_long": ("HK106", "{label}最多 {max_length} 项，这里有 {actual_length} 项。", "删去多出来的。"),
    "greater_than": ("HK107", "{label}要大于 {gt}，这里是{found}。", "检查数字。"),
    "greater_than_equal": ("HK107", "{label}不能小于 {ge}，这里是{found}。", "检查数字。"),
    "less_than": ("HK107", "{label}要小于 {lt}，这里是{found}。", "检查数字。"),
    "less_than_equal": ("HK107", "{label}不能大于 {le}，这里是{found}。", "检查数字。"),
    "literal_error": ("HK108", "{label}只能是 {expected}，这里是{found}。", "从可选的词里挑一个。"),
}  # fmt: skip
_PATTERNS: Mapping[str, tuple[str, str]] = {
    ONE_LINE: ("{label}要在一行里写完。", "去掉换行；长内容放到正文里。"),
    URL: ("{label}不是网址：“{text}”。", "以 http:// 或 https:// 开头，中间没有空格。"),
    ID_PATTERN: ("{label}的写法不对：“{text}”。", "只用小写字母、数字和连字符，首尾不能是连字符，如 report。"),
    ADDRESS_PATTERN: (
        "{label}的写法不对：“{text}”。", "地址写成“种类/编号”，如 case/wangfu-grid；编号只用小写字母、数字和连字符。",
    ),
}  # fmt: skip


def say(kind: str, detail: Mapping[str, Any], label: str, field: Field | None = None) -> tuple[str, str, str]:
    """Return code, sentence and advice for one of Pydantic's complaints about the field called `label`."""
    context = dict(detail.get("ctx") or {})
    value = detail.get("input")
    words = {**context, "label": label, "found": _found(value), "text": value}
    if kind == "string_pattern_mismatch":
        message, hint = _PATTERNS[str(context["pattern"])]
        return "HK110", message.format(**words), advice(kind, value, field, str(context["pattern"])) or hint
    code, message, hint = _SENTENCES.get(kind, ("HK103", "{label}的值不对，这里是{found}。", "对照作者手册改写。"))
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context["expected"]))
        words["expected"] = "、".join(choices)
        near = nearest(str(value), choices)
        hint = f"是不是 “{near}”？" if near else advice(kind, value, field) or hint
    elif kind == "string_type" and isinstance(value, list | tuple):
        hint = "去掉方括号或“- ”，写成一行文字；文字里要有方括号时请加引号。"
    elif kind == "string_type" and isinstance(value, dict):
        hint = "文字里有英文冒号加空格、或以花括号开头时，请把整个值加上引号。"
    elif better := advice(kind, value, field):
        hint = better
    return code, message.format(**words), hint


def _found(value: Any) -> str:
    if value is None:
        return "空的"
    if isinstance(value, bool):
        return f" {str(value).lower()}"
    if isinstance(value, list | tuple):
        return "列表"
    if isinstance(value, dict):
        return "几个字段"
    if isinstance(value, str):
        shown = value if len(value) <= 30 else value[:30] + "…"
        return f"文字 “{shown}”" if "\n" not in shown else "一段文字"
    return f"数字 {value}"
