"""What a problem is: a place, a permanent code, a severity and a Chinese sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How grave a problem is. Errors stop a build; warnings stop a strict one; notes stop nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(Struct, frozen=True, kw_only=True):
    """A place in a file: `file` relative to the root with `/`; `line` and `column` from 1, in characters.

    In a workbook `sheet` names the sheet, and line and column are a cell's.
    """

    file: str
    line: int = 1
    column: int = 1
    sheet: str = ""

    @property
    def label(self) -> str:
        """Return the place as a report shows it: `x.yml:3:1`, or `x.xlsx 题目!C17` as a spreadsheet writes it."""
        if not self.sheet:
            return f"{self.file}:{self.line}:{self.column}"
        return f"{self.file} {self.sheet}!{_letters(self.column)}{self.line}"


def _letters(column: int) -> str:
    """Return the letters of a spreadsheet's column."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


class Problem(Struct, frozen=True, kw_only=True):
    """One thing an author should mend: what is wrong (`message`) and how to mend it (`hint`), in Chinese."""

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str = ""

    @property
    def sort_key(self) -> tuple[str, str, int, int, str, str]:
        """Order of a report: by file, sheet, line, column, then code."""
        return (self.place.file, self.place.sheet, self.place.line, self.place.column, self.code, self.message)


CODES: Mapping[str, tuple[Severity, str]] = {
    "HK001": (Severity.ERROR, "文件编码不是 UTF-8"),
    "HK002": (Severity.ERROR, "文件里有控制字符"),
    "HK003": (Severity.ERROR, "文件太大"),
    "HK004": (Severity.ERROR, "文件是空的"),
    "HK005": (Severity.ERROR, "YAML 写法有误"),
    "HK006": (Severity.ERROR, "同一个字段写了两遍"),
    "HK007": (Severity.ERROR, "用了锚点、别名或合并键"),
    "HK008": (Severity.ERROR, "用了 YAML 标签"),
    "HK009": (Severity.ERROR, "嵌套太深"),
    "HK010": (Severity.ERROR, "缩进用了制表符"),
    "HK011": (Severity.ERROR, "一个文件里有多个文档"),
    "HK012": (Severity.ERROR, "键不是文字"),
    "HK020": (Severity.ERROR, "文件名不能用作编号"),
    "HK021": (Severity.ERROR, "扩展名不对"),
    "HK022": (Severity.ERROR, "courses/ 下没有这种条目"),
    "HK023": (Severity.ERROR, "文件读不出来"),
    "HK024": (Severity.ERROR, "这里不是课程目录"),
    "HK025": (Severity.ERROR, "缺少标题信息（front matter）"),
    "HK101": (Severity.ERROR, "整个文件应是“字段: 值”"),
    "HK102": (Severity.ERROR, "缺少必填字段"),
    "HK103": (Severity.ERROR, "值的类型不对"),
    "HK104": (Severity.ERROR, "未知字段"),
    "HK105": (Severity.ERROR, "内容是空的或太短"),
    "HK106": (Severity.ERROR, "内容太长或太多"),
    "HK107": (Severity.ERROR, "数字超出范围"),
    "HK108": (Severity.ERROR, "不在可选的几个词里"),
    "HK109": (Severity.ERROR, "日期或时间的写法不对"),
    "HK110": (Severity.ERROR, "地址、编号或网址的写法不对"),
    "HK120": (Severity.ERROR, "词不在词表里"),
    "HK121": (Severity.NOTE, "用了同义词"),
    "HK122": (Severity.ERROR, "没有这个词表"),
    "HK123": (Severity.ERROR, "词表里的上级不存在或成了环"),
    "HK124": (Severity.ERROR, "词表里两个词写法相同"),
    "HK130": (Severity.ERROR, "illustrative 里的字段不存在"),
    "HK131": (Severity.NOTE, "整个值在中文引号里"),
    "HK132": (Severity.NOTE, "列表的几项连成了一项"),
    "HK201": (Severity.ERROR, "引用的条目不存在"),
    "HK202": (Severity.ERROR, "引用的条目种类不对"),
    "HK203": (Severity.ERROR, "地址或旧地址重复"),
    "HK204": (Severity.ERROR, "已发布的案例没有来源"),
    "HK205": (Severity.ERROR, "来源编号不存在或重复"),
    "HK206": (Severity.ERROR, "已发布的条目引用了草稿"),
    "HK207": (Severity.ERROR, "环节与单元的分钟数不一致"),
    "HK208": (Severity.WARNING, "学时与单元的分钟数不一致"),
    "HK209": (Severity.ERROR, "课次不在班次起止日期内"),
    "HK210": (Severity.ERROR, "师资、教学点或教室撞课"),
    "HK211": (Severity.ERROR, "课次的学时或时间对不上"),
    "HK212": (Severity.ERROR, "题目的答案不对"),
    "HK213": (Severity.ERROR, "先修、后续或学习路径成了环"),
    "HK214": (Severity.ERROR, "公开字段里有个人号码"),
    "HK215": (Severity.ERROR, "图片文件不存在"),
    "HK216": (Severity.ERROR, "起止日期颠倒"),
    "HK301": (Severity.ERROR, "正文里的地址不存在"),
    "HK302": (Severity.ERROR, "列表块的写法不对"),
    "HK303": (Severity.ERROR, "正文里的文件链接不存在"),
    "HK401": (Severity.ERROR, "台账文件或文件夹打不开"),
    "HK402": (Severity.ERROR, "台账文件太大，或记录太多"),
    "HK403": (Severity.ERROR, "台账文件不是文字，或编码不对"),
    "HK404": (Severity.ERROR, "台账文件是空的"),
    "HK405": (Severity.ERROR, "台账 JSON 损坏，或没有存完整"),
    "HK406": (Severity.ERROR, "不是学习台账的导出文件"),
    "HK407": (Severity.ERROR, "台账文件的版本不认识"),
    "HK408": (Severity.ERROR, "台账 CSV 的表头不对"),
    "HK409": (Severity.ERROR, "台账 CSV 损坏，或没有存完整"),
    "HK410": (Severity.ERROR, "台账里有必填的内容没有填"),
    "HK411": (Severity.ERROR, "台账里的日期或时间不对"),
    "HK412": (Severity.ERROR, "台账里的学时不对"),
    "HK413": (Severity.ERROR, "台账里的词不在可选的几个词里"),
    "HK414": (Severity.ERROR, "台账里的结束日期早于日期"),
    "HK415": (Severity.ERROR, "台账里的计入年度不对"),
    "HK416": (Severity.ERROR, "台账里的文字太长，或有换行、控制字符"),
    "HK417": (Severity.ERROR, "台账里有不认识的字段"),
    "HK418": (Severity.ERROR, "台账里值的类型不对"),
    "HK419": (Severity.ERROR, "台账里地址的写法不对"),
    "HK420": (Severity.WARNING, "台账里两条记录编号相同、内容不同"),
    "HK421": (Severity.WARNING, "文件夹里有不是台账格式的文件"),
    "HK422": (Severity.ERROR, "台账文件的扩展名不对"),
    "HK701": (Severity.ERROR, "要导入的文件读不出来"),
    "HK702": (Severity.ERROR, "要导入的表里没有认得出的表头"),
    "HK703": (Severity.WARNING, "表里有一列没有用到，或写了两遍"),
    "HK704": (Severity.ERROR, "题目这一行不对，没有导入"),
    "HK705": (Severity.WARNING, "题目重复，没有导入"),
    "HK706": (Severity.NOTE, "题干相同，选项不同"),
    "HK707": (Severity.WARNING, "题目的一格没有照原样导入"),
    "HK708": (Severity.NOTE, "一张工作表没有题目的表头，没有读"),
    "HK711": (Severity.ERROR, "映射文件里的列不在表里"),
    "HK712": (Severity.ERROR, "映射文件里的字段不存在，或写了两遍"),
    "HK713": (Severity.ERROR, "同一个条目的几行不一致"),
    "HK714": (Severity.ERROR, "导入的编号不能用，或条目已经有了"),
    "HK721": (Severity.WARNING, "Word 里有一处没有照原样导入"),
}
"""Every code with its severity and its title. A code is permanent: retired, never used for something else."""


def problem(code: str, place: Place, message: str, hint: str = "") -> Problem:
    """Make the problem of this code at this place; the severity comes from the table of codes."""
    return Problem(place=place, code=code, severity=CODES[code][0], message=message, hint=hint)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems for a report and drop the same one said twice."""
    return tuple(sorted(set(problems), key=lambda problem: problem.sort_key))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word of `words` that `word` most likely stands for, or None when none is near.

    Letters of a Latin word are few, so that unrelated ones share many: there the bar is higher than for Chinese.
    """
    bar, best = 0.7 if word.isascii() else 0.5, ""
    matcher = difflib.SequenceMatcher(b=word)
    # As difflib.get_close_matches, but the bar rises with every find: among thousands of addresses few are then compared.
    for candidate in words:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= bar and matcher.quick_ratio() >= bar:
            score = matcher.ratio()
            if score > bar or (score == bar and candidate > best):
                bar, best = score, candidate
    return best or None
