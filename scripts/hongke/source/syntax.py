"""libyaml's English complaints as Chinese sentences that say how to mend the line, with the line mended where that is safe."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from hongke.problems import Place, Problem, problem
from hongke.source.correction import (
    KEY,
    offer,
    value_column,
    with_brackets,
    with_closing_quote,
    with_colon,
    with_dash,
    with_quotes,
)
from hongke.source.indentation import wrong_indentation

# What libyaml says, whether the mistake is where it began to read (context) or where it stopped, the sentence, the advice.
_SYNTAX: tuple[tuple[str, bool, str, str], ...] = (
    ("mapping values are not allowed", False, "这一行里有多余的冒号。", "值里含有英文冒号加空格时，请把整个值加上引号。"),
    ("while scanning a quoted scalar", True, "引号没有配对，读到文件末尾也没有结束。", "补上后半个引号。"),
    ("did not find expected '-' indicator", False, "列表里混进了别的写法。", "列表的每一项都以“- ”开头，并且缩进一样。"),
    ("while parsing a flow sequence", True, "方括号 [ ] 没有配对，或者各项之间少了英文逗号。", "补上 ] 或逗号；也可以改成每行一项的“- ”写法。"),
    ("while parsing a flow mapping", True, "花括号 { } 没有配对，或者各项之间少了英文逗号。", "补上 } 或逗号；花括号里的文字含有 [ ] { } 或英文逗号时要加引号。"),
    ("could not find expected ':'", True, "这一行少了冒号。", "写成“键: 值”，用英文冒号，冒号后空一格。"),
    ("while scanning an alias", True, "值不能以 * 开头。", "请把整个值加上引号。"),
    ("while scanning an anchor", True, "值不能以 & 开头。", "请把整个值加上引号。"),
    ("while scanning a tag", True, "值不能以 ! 开头。", "请把整个值加上引号。"),
    ("while parsing a tag", True, "值不能以 ! 开头。", "请把整个值加上引号。"),
    ("did not find expected key", False, "这一行的缩进或写法不对。", "同一层的字段左边要对齐；带引号或括号的值后面不能再写别的字。"),
    ("found unknown escape character", False, "双引号里的反斜杠写法不认识。", "改用单引号，或者把 \\ 写成 \\\\。"),
    ("exceeded maximum nesting depth", False, "括号嵌套得太深。", "检查括号是否配对。"),
    ("did not find expected comment or line break", False, "“|” 或 “>” 后面不能接着写字。", "另起一行、缩进后再写正文。"),
    ("block sequence entries are not allowed", False, "“- ” 不能写在这里。", "列表要另起一行，写在字段名下面。"),
    ("did not find expected <document start>", False, "前一个值结束后又写了别的内容。", "检查这一行的缩进。"),
)  # fmt: skip
_BAD_STARTS = {
    "@": "值不能以 @ 开头。", "`": "值不能以反引号 ` 开头。", "%": "值不能以 % 开头。", "*": "值不能以 * 开头。",
    "&": "值不能以 & 开头。", "!": "值不能以 ! 开头。", "]": "值不能以 ] 开头。", "}": "值不能以 } 开头。",
    ",": "值不能以英文逗号开头。", "?": "值不能以问号加空格开头。",
}  # fmt: skip
_QUOTE = "请把整个值加上引号。"
_TAB = ("缩进用了制表符（Tab）。", "缩进一律用空格，每层两个。")
_WORD = r"[A-Za-z_\u4e00-\u9fff]+"

# What Chinese keyboards and pasted text bring, looked for on the line of the mistake and the one above, and how it is mended.
_HABITS: tuple[tuple[re.Pattern[str], str, str, Callable[[str], str | None]], ...] = (
    (re.compile(r"^[ \t]*[\u3000\xa0]"), "行首有全角空格或不间断空格。", "缩进一律用英文空格，每层两个。", lambda _line: None),
    (re.compile(rf"^\s*(?:- +)?{KEY} *："), "用了中文冒号“：”。", "字段名后面用英文冒号“:”，再空一格。", with_colon),
    (re.compile(rf"[{{,] *{KEY} *："), "用了中文冒号“：”。", "花括号里也用英文冒号“:”，再空一格。", lambda _line: None),
    (re.compile(rf"^\s*(?:- +)?{_WORD}:\u3000"), "冒号后面是全角空格。", "冒号后面空一格，用英文空格。", with_colon),
    (re.compile(rf"^\s*(?:- +)?{_WORD}:[^\s/\\]"), "冒号后面少了空格。", "英文冒号后面空一格，如 title: 网格。", with_colon),
    (re.compile(r"^\s*-[^\s-]"), "“-” 后面少了空格。", "列表每一项写成“- 内容”。", with_dash),
    (re.compile(r"^\s*[－—]"), "列表用了中文的“－”。", "用英文的“-”，后面空一格。", with_dash),
    (re.compile(r": *[［【]|[］】]\s*$"), "用了中文方括号。", "列表用英文的 [ ]，各项之间用英文逗号。", with_brackets),
    (re.compile(r": *\[[^\]]*，"), "列表各项之间用了中文逗号“，”。", "用英文逗号“,”。", with_brackets),
)  # fmt: skip


def syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str, first_line: int) -> Problem:
    """Return the Chinese problem for what libyaml found wrong, at the place where an author must look."""
    said = f"{error.problem or ''} {error.context or ''}"
    stopped = error.problem_mark or error.context_mark
    lines = text.replace("\r\n", "\n").split("\n")
    line, column = (stopped.line, stopped.column) if stopped else (0, 0)
    here = lines[line][column : column + 1] if line < len(lines) else ""
    if here == "\t" or "found a tab character" in said:
        return _at("HK010", file, line + first_line, column + 1, *_TAB)
    message, hint = "YAML 写法有误，读不下去。", "对照作者手册检查缩进、冒号和引号。"
    for known, at_context, what, how in _SYNTAX:
        if known in said:
            message, hint = what, how
            if at_context and error.context_mark:
                line, column = error.context_mark.line, error.context_mark.column
            break
    else:
        if here in _BAD_STARTS:
            message, hint = _BAD_STARTS[here], _QUOTE
    open_quote = _open_quote(lines, line, column, said)
    if open_quote:
        return _at("HK005", file, open_quote[0] + first_line, *open_quote[1:])
    misplaced = wrong_indentation(lines, line, column, said)
    for number in dict.fromkeys((line, max(line - 1, 0))):
        if number >= len(lines) or (number < line < len(lines) and _indent(lines[number]) > _indent(lines[line])):
            continue  # the text above that is further in belongs to another field
        for pattern, what, how, mend in _HABITS:
            found = pattern.search(lines[number])
            if found:
                blanks = len(found.group()) - len(found.group().lstrip(" "))
                how += offer(mend(lines[number]))
                return _at("HK005", file, number + first_line, found.start() + blanks + 1, what, how)
    if misplaced:
        line, column, message, hint = misplaced
    elif line < len(lines):
        message, hint = _with_the_line_mended(lines[line], column, message, hint)
    return _at("HK005", file, line + first_line, column + 1, message, hint)


def _with_the_line_mended(line: str, column: int, message: str, hint: str) -> tuple[str, str]:
    """Return sentence and advice of a mistake in a value, with the line as it should be where quotes mend it."""
    start = value_column(line)
    value = line[start:]
    colon_inside = "多余的冒号" in message and column > start and value[:1] not in ("[", "{", '"', "'")
    if colon_inside or (hint == _QUOTE and column == start):
        return message, hint + offer(with_quotes(line))
    if "缩进或写法不对" in message and value[:1] in ('"', "'", "[") and column > start + 1 and value[-1] != "]":
        what = "方括号" if value[0] == "[" else "引号"
        mended = offer(with_quotes(line))
        if mended:
            return f"值以{what}开头，{what}后面又写了别的字。", f"请把整个值再加一层引号。{mended}"
    return message, hint


def _open_quote(lines: list[str], line: int, column: int, said: str) -> tuple[int, int, str, str] | None:
    """Return what is wrong where a quote is not closed: on this line, or above, where the next quote has closed it."""
    above = "did not find expected key" in said and 0 < line < len(lines) and column == value_column(lines[line]) + 1
    if "quoted scalar" not in said and not above:
        return None
    for number in range(line - 1 if above else line, -1, -1):
        closed = with_closing_quote(lines[number]) if number < len(lines) else None
        if closed:
            start = value_column(lines[number]) + 1
            if closed[1]:
                return number, start, "前半个引号是英文的，后半个是中文的。", f"两个引号都用英文的。{offer(closed[0])}"
            return number, start, "引号没有配对，少了后半个。", f"补上后半个引号。{offer(closed[0])}"
        if not above:
            return None
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _at(code: str, file: str, line: int, column: int, message: str, hint: str) -> Problem:
    return problem(code, Place(file=file, line=line, column=column), message, hint)
