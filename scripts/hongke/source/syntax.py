"""libyaml's English complaints as Chinese sentences that say how to mend the line."""

from __future__ import annotations

import yaml

from hongke.problems import Place, Problem, problem

_SYNTAX: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "这一行里有多余的冒号。", "值里含有英文冒号加空格时，请把整个值加上引号。"),
    ("found unexpected end of stream", "引号没有配对，读到文件末尾也没有结束。", "补上后半个引号。"),
    ("did not find expected '-' indicator", "列表里混进了别的写法。", "列表的每一项都以“- ”开头，并且缩进一样。"),
    (
        "did not find expected ',' or ']'",
        "方括号 [ ] 没有配对，或者各项之间少了英文逗号。",
        "补上 ] 或逗号；也可以改成每行一项的“- ”写法。",
    ),
    (
        "did not find expected ',' or '}'",
        "花括号 { } 没有配对，或者各项之间少了英文逗号。",
        "补上 } 或逗号；花括号里的文字含有 [ ] { } 或英文逗号时要加引号。",
    ),
    ("could not find expected ':'", "这一行少了冒号。", "写成“键: 值”，用英文冒号，冒号后空一格。"),
    ("did not find expected key", "这一行的缩进或写法不对。", "同一层的字段左边要对齐；带引号的值后面不能再写别的字。"),
    ("found unknown escape character", "双引号里的反斜杠写法不认识。", "改用单引号，或者把 \\ 写成 \\\\。"),
    ("exceeded maximum nesting depth", "括号嵌套得太深。", "检查括号是否配对。"),
    ("did not find expected comment or line break", "“|” 或 “>” 后面不能接着写字。", "另起一行、缩进后再写正文。"),
    ("found a tab character", "缩进用了制表符（Tab）。", "缩进一律用空格，每层两个。"),
    ("block sequence entries are not allowed", "“- ” 不能写在这里。", "列表要另起一行，写在字段名下面。"),
    ("did not find expected <document start>", "前一个值结束后又写了别的内容。", "检查这一行的缩进。"),
)
_BAD_STARTS = {
    "\t": ("缩进用了制表符（Tab）。", "缩进一律用空格，每层两个。"),
    "@": ("值不能以 @ 开头。", "请把整个值加上引号。"),
    "`": ("值不能以反引号 ` 开头。", "请把整个值加上引号。"),
    "%": ("值不能以 % 开头。", "请把整个值加上引号。"),
}


def syntax_problem(
    error: yaml.MarkedYAMLError, mark: yaml.Mark | None, text: str, file: str, first_line: int
) -> Problem:
    """Return the Chinese problem for what libyaml found wrong at `mark`."""
    line, column = (mark.line, mark.column) if mark else (0, 0)
    code, message, hint = "HK005", "YAML 写法有误，读不下去。", "对照作者手册检查缩进、冒号和引号。"
    said = f"{error.problem or ''} {error.context or ''}"
    lines = text.splitlines()
    here = lines[line][column : column + 1] if line < len(lines) else ""
    if "cannot start any token" in said and here in _BAD_STARTS:
        message, hint = _BAD_STARTS[here]
        code = "HK010" if here == "\t" else code
    else:
        for known, what, how in _SYNTAX:
            if known in said:
                message, hint = what, how
                code = "HK010" if known == "found a tab character" else code
                break
    return problem(code, Place(file=file, line=line + first_line, column=column + 1), message, hint)
