"""What is wrong with how far a line is indented: told in numbers of spaces, beside the line it should be aligned with."""

from __future__ import annotations

import re

from hongke.source.correction import KEY

_FIELD = re.compile(rf"(?P<blanks> *)(?P<dash>(?:- +)*)(?P<key>{KEY}) *:(?: |\Z)")
_ITEM = re.compile(r"(?P<blanks> *)-(?: |\Z)")
_TEXT_BEGINS = re.compile(r".*: *(?P<mark>[|>])[+-]?\s*\Z")

Complaint = tuple[int, int, str, str]
"""Line and column from 0, sentence, advice."""


def wrong_indentation(lines: list[str], line: int, column: int, said: str) -> Complaint | None:
    """Return what is wrong with the indentation at the place where libyaml stopped and `said` why, if that is the matter."""
    if line >= len(lines):
        return None
    if "<document start>" in said:
        return _first_line(lines, line)
    if "could not find expected ':'" in said:
        return _text(lines, line)
    above = next((number for number in range(line - 1, -1, -1) if _counts(lines[number])), None)
    here = _FIELD.match(lines[line])
    if above is None:
        return None
    if here and ("mapping values are not allowed" not in said or column == here.end("key") + _blanks_after_key(here)):
        return _field(lines, line, above, here)
    item, other = _ITEM.match(lines[line]), _ITEM.match(lines[above])
    if item and other and item["blanks"] != other["blanks"] and "mapping values" not in said:
        wrong, right = len(item["blanks"]), len(other["blanks"])
        message = f"列表的“-”没有对齐：这一行行首有 {wrong} 个空格，上一项有 {right} 个。"
        return line, wrong, message, f"同一个列表的“-”左边对齐，行首留 {right} 个空格。"
    return None


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _blanks_after_key(found: re.Match[str]) -> int:
    return found.group().rstrip(" ").rfind(":") - found.end("key")


def _field(lines: list[str], line: int, above: int, here: re.Match[str]) -> Complaint | None:
    """A field that should stand below the field above it: `- id: a` wants what follows below the `i`."""
    other = _FIELD.match(lines[above])
    if not other or here["dash"]:
        return None
    wrong, right = len(here["blanks"]), len(other["blanks"]) + len(other["dash"])
    has_value = bool(lines[above][other.end() :].strip())
    if wrong == right or not (has_value or wrong < right) or (wrong < right and not other["dash"]):
        return None
    message = f"缩进不对：“{here['key']}” 前面有 {wrong} 个空格，应当有 {right} 个。"
    return line, wrong, message, f"同一层的字段左边对齐，和上一行的 “{other['key']}” 对齐。"


def _first_line(lines: list[str], line: int) -> Complaint | None:
    first = next((number for number, text in enumerate(lines[:line]) if _counts(text)), None)
    found = _FIELD.match(lines[first]) if first is not None else None
    if first is None or not found or not found["blanks"] or found["dash"]:
        return None
    message = f"第一个字段 “{found['key']}” 前面多了 {len(found['blanks'])} 个空格。"
    return first, 0, message, "最外层的字段都从行首写起，前面不留空格。"


def _text(lines: list[str], line: int) -> Complaint | None:
    """A paragraph of a text below `|` that is not indented ends the text."""
    for text in reversed(lines[:line]):
        if not text.strip() or text.startswith(" "):
            continue
        found = _TEXT_BEGINS.match(text)
        if not found or not lines[line].strip() or lines[line].startswith(" "):
            return None
        message = f"这一行没有缩进，不算 “{found['mark']}” 下面的正文。"
        shown = lines[line].strip()
        return line, 0, message, f"正文每一行都缩进两格。{f'改成：  {shown}' if len(shown) <= 60 else ''}"
    return None
