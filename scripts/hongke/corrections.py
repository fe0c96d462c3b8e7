"""What an author most likely meant by a value of the wrong sort, written as the file should have it.

Each function returns None where it cannot tell: nothing is guessed that the author has not written.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from decimal import Decimal

from hongke.model.marks import ADDRESS_PATTERN, ID_PATTERN

SEPARATOR = re.compile(r"\s*[，、；;,]\s*")
"""What people put between the words of a list."""
QUOTES = "“”„‟＂\"‘’＇'「」『』"
_LONGEST_WORD = 16
"""What is longer is a sentence, and its commas are its own."""
_SPECIAL = re.compile(r"[\[\]{},:#&*!|>'\"%@`?]|^[-\s]|\s$|^(?:true|false|null|~|[-+.0-9]+)\Z", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))\s*(?P<unit>\D*)\Z", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|\Z))")
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_CHINESE_NUMBER = re.compile(r"(?P<number>[零〇一二两三四五六七八九十百千]+|半)\s*(?P<unit>\D*)\Z")
_UNITS = ("", "个", "人", "名", "位", "次", "条", "项", "%")
"""Units that say nothing which the field does not say; others must stand in its label, such as 学时 and 分钟."""
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z|(\d{4})(\d\d)(\d\d)\Z", re.ASCII)
_TIME = re.compile(
    r"(?P<half>上午|早上|下午|晚上)?\s*(?P<hour>\d{1,2})"
    r"(?:\s*[:.]\s*(?P<minute>\d\d)|\s*[点时]\s*(?:(?P<minutes>\d{1,2})\s*分?|(?P<thirty>半)|整)?)\Z",
    re.ASCII,
)
_BOOLEANS = {
    **dict.fromkeys(("是", "对", "有", "真", "yes", "y", "on", "1", "√", "true"), "true"),
    **dict.fromkeys(("否", "不", "不是", "错", "无", "假", "no", "n", "off", "0", "×", "false"), "false"),
}


def bare(value: object) -> str:
    """Return what a scalar says without full-width forms and without quotes around it."""
    return unicodedata.normalize("NFKC", str(value)).strip().strip(QUOTES).strip()


def as_number(value: object, label: str, *, whole: bool) -> str | None:
    """Return a number written in other digits, in quotes or with its unit: `４５`, `45分钟`, `两学时`, `1,234`."""
    text = _THOUSANDS.sub("", bare(value).replace("，", ","))
    found = _NUMBER.match(text) or _CHINESE_NUMBER.match(text)
    if not found or not (found["unit"] in _UNITS or (found["unit"] != "时" and found["unit"] in label)):
        return None
    number = found["number"]
    if not number.isascii():
        number = "0.5" if number == "半" else _chinese(number)
    plain = f"{Decimal(number).normalize():f}" if number else ""
    return plain if plain and len(plain) < 19 and not (whole and "." in plain) else None


def _chinese(text: str) -> str:
    """Return `四十五` as `45`; empty where the characters make no number."""
    total, digit = 0, -1
    last_place = 10_000
    for character in text:
        if character in _DIGITS:
            if digit > 0:
                return ""
            digit = _DIGITS[character]
        else:
            place = _PLACES[character]
            if place >= last_place or digit == 0 or (digit < 0 and total):
                return ""
            total, last_place = total + max(digit, 1) * place, place
            digit = -1
    return str(total + max(digit, 0) or "")


def as_date(value: object) -> str | None:
    """Return a date written otherwise, such as `2026/5/1` or `2026年5月1日`, as `2026-05-01`."""
    found = DATE.match(bare(value))
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def as_time(value: object) -> str | None:
    """Return a time written otherwise, such as `9:00`, `9点30分` or `下午2点半`, as `"09:00"`."""
    found = _TIME.match(bare(value))
    if not found:
        return None
    hour, minute = int(found["hour"]), 30 if found["thirty"] else int(found["minute"] or found["minutes"] or 0)
    if found["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    try:
        return f'"{time(hour, minute).isoformat("minutes")}"'
    except ValueError:
        return None


def as_boolean(value: object) -> str | None:
    """Return `true` or `false` for the words people write instead."""
    return _BOOLEANS.get(bare(value).lower())


def as_list(text: str) -> str | None:
    """Return a text of several words as a list in brackets; None where it is more than words."""
    inside = text.strip().strip("[]［］【】")
    if "\n" in inside or re.search(r"[。！？：]", inside):
        return None
    items = [item.strip() for item in re.split(rf"{SEPARATOR.pattern}|\s+-\s+", inside) if item.strip()]
    if not items or any(len(item) > _LONGEST_WORD and "/" not in item for item in items):
        return None
    return f"[{', '.join(map(quoted, items))}]"


def quoted(text: str) -> str:
    """Return a text as an item of a list in brackets, in quotes where YAML would read it as something else."""
    if not _SPECIAL.search(text):
        return text
    return f"'{text}'" if "'" not in text else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_identifier(text: str) -> str | None:
    """Return an id with capitals, underscores or spaces as it should be."""
    better = re.sub(r"[\s_./\\-]+", "-", bare(text).lower()).strip("-")
    return better if better != text and re.match(ID_PATTERN, better) else None


def as_address(text: str) -> str | None:
    """Return an address with capitals, underscores, a file's ending or backslashes as it should be."""
    parts = bare(text).lower().replace("\\", "/").removeprefix("courses/").removeprefix("docs/").strip("/").split("/")
    if len(parts) != 2:
        return None
    name = re.sub(r"[\s_.-]+", "-", re.sub(r"\.(?:ya?ml|md)\Z", "", parts[1])).strip("-")
    better = f"{parts[0]}/{name}"
    return better if better != text and re.match(ADDRESS_PATTERN, better) else None
