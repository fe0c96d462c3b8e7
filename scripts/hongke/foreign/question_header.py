"""The header of a question sheet, however it is worded: which column holds what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from hongke.foreign.sheet import Row, Sheet, plain
from hongke.model.quiz import CHOICE_LETTERS
from hongke.problems import Problem, nearest, problem

NAMES: Mapping[str, tuple[str, ...]] = {
    "type": ("题型", "类型", "题目类型", "试题类型", "题类", "题型名称"),
    "stem": ("题干", "题目", "试题", "问题", "题目内容", "试题内容", "题干内容", "试题题干", "题目题干", "题目名称", "试题名称"),
    "choices": ("选项", "选项内容", "备选项", "备选答案", "答案选项", "候选项"),
    "answer": ("答案", "正确答案", "标准答案", "参考答案", "试题答案", "题目答案", "答案内容", "正确选项"),
    "explanation": ("解析", "答案解析", "试题解析", "题目解析", "答题解析", "解析内容", "详解", "解释"),
    "difficulty": ("难度", "难易度", "难易程度", "难度等级", "试题难度", "题目难度", "难易"),
    "score": ("分值", "分数", "题目分数", "试题分数", "默认分值", "默认分数", "每题分值", "题分"),
    "chapter": ("章节", "章", "所属章节", "知识点", "章节名称", "单元", "考点", "题目分类", "试题分类", "分类"),
    "refs": ("出处", "站内出处"),
    "notes": ("选项说明",),
}  # fmt: skip
"""What each column may be called, beside the choices A to H."""
_UNUSED = frozenset(["序号", "编号", "题号", "id", "no", "no.", "备注"])
"""Columns that a sheet may have and a quiz does not need: nothing is said of them."""
_BY_NAME = {name: field for field, names in NAMES.items() for name in names}
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|〔.*?〕")
_CHOICE = re.compile(r"(?:备选|答案)?(?:选项|选择项|选择)?(?P<letter>[a-h])(?:选项|项)?\Z")
_NUMBERED = re.compile(r"(?:备选|答案)?(?:选项|选择项|备选项)(?P<number>[1-8一二三四五六七八])\Z")
_NUMERALS = "一二三四五六七八"
_SEARCHED = 30
"""How far down a header is looked for."""


class Header(Struct, frozen=True):
    """Where a sheet's header stands, and the column (from 0) of each field; choices by their letter."""

    row: Row
    columns: Mapping[str, int]

    @property
    def letters(self) -> tuple[str, ...]:
        """Return the letters that have a column, in order."""
        return tuple(letter for letter in CHOICE_LETTERS if letter in self.columns)


def find_header(sheet: Sheet) -> Header | None:
    """Return the header among the first rows: the one with a stem and the most other columns."""
    best: Header | None = None
    for row in sheet.rows[:_SEARCHED]:
        columns: dict[str, int] = {}
        for column, text in enumerate(row.cells):
            columns.setdefault(field_of(text), column)
        columns.pop("", None)
        enough = "stem" in columns and len(columns) > 1
        if enough and (best is None or len(columns) > len(best.columns)):
            best = Header(row, columns)
    return best


def field_of(text: str) -> str:
    """Return the field that a heading names, a letter for a choice, "" for none."""
    if len(text) > 30:
        return ""
    bare = plain(text).strip("*:")
    name = _BRACKETS.sub("", bare).strip("*:") or bare.strip("[]【】〔〕()")
    if name in _BY_NAME:
        return _BY_NAME[name]
    choice = _CHOICE.match(name)
    if choice:
        return choice["letter"].upper()
    numbered = _NUMBERED.match(name)
    if not numbered:
        return ""
    number = numbered["number"]
    return CHOICE_LETTERS[_NUMERALS.index(number) if number in _NUMERALS else int(number) - 1]


def header_problems(header: Header, sheet: Sheet) -> Iterator[Problem]:
    """Give what is wrong with a header: columns that are not used, and such as come twice."""
    for column, text in enumerate(header.row.cells):
        field = field_of(text)
        place = sheet.place(header.row.number, column)
        if field and header.columns[field] != column:
            message = f"“{shown(text)}” 这一列前面已经有了，这一列没有用。"
            yield problem("HK703", place, message, "同样的列只留一列。")
        elif not field and text and plain(text) not in _UNUSED:
            near = nearest(plain(text), _BY_NAME)
            hint = f"是不是 “{near}”？" if near else "用不到就不管它。"
            yield problem("HK703", place, f"“{shown(text)}” 这一列认不出，没有用。", hint)


def no_header(sheet: Sheet) -> Problem:
    """Return the problem of a sheet in which no header is found."""
    first = next((row for row in sheet.rows if sum(map(bool, row.cells)) > 1), sheet.rows[0])
    seen = "、".join(shown(text) for text in first.cells if text)
    message = f"没有找到题目的表头，这一行写的是：{shown(seen, 60)}。"
    return problem("HK702", sheet.place(first.number), message, "表头至少要有“题干”和“答案”，可以再有题型、选项A、选项B、解析、难度、分值、章节。")  # fmt: skip


def shown(text: str, longest: int = 30) -> str:
    """Return a text as a message quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"
