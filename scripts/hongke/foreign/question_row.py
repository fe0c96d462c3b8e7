"""One row of a question sheet to a question: type, choices, answers, in the words that such sheets use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from hongke.foreign.question_header import shown
from hongke.foreign.sheet import plain
from hongke.model.quiz import CHOICE_LETTERS
from hongke.problems import nearest

TYPES: Mapping[str, str] = {
    **dict.fromkeys(("single", "单选题", "单选", "单项选择题", "单项选择", "单选择题"), "single"),
    **dict.fromkeys(("multiple", "多选题", "多选", "多项选择题", "多项选择", "multi"), "multiple"),
    **dict.fromkeys(("不定项选择题", "不定项", "不定项选择", "选择题", "选择"), "choice"),
    **dict.fromkeys(("judge", "判断题", "判断", "是非题", "对错题", "判断正误"), "judge"),
    **dict.fromkeys(("blank", "填空题", "填空"), "blank"),
    **dict.fromkeys(("short", "简答题", "简答", "问答题", "问答", "论述题", "名词解释", "名词解释题", "主观题", "案例分析题", "案例分析", "材料分析题"), "short"),
}  # fmt: skip
"""What the types are called; `choice` is single or multiple by its answer."""
RIGHT = frozenset(["对", "正确", "是", "√", "✓", "✔", "t", "true", "y", "yes", "真", "v", "1"])
WRONG = frozenset(["错", "错误", "不对", "不正确", "否", "×", "✗", "✘", "x", "f", "false", "n", "no", "假", "0"])
DIFFICULTIES: Mapping[str, str] = {
    **dict.fromkeys(("易", "容易", "简单", "较易", "低", "易题", "1", "2", "★", "★★"), "易"),
    **dict.fromkeys(("中", "中等", "一般", "适中", "普通", "中题", "3", "★★★"), "中"),
    **dict.fromkeys(("难", "困难", "较难", "高", "很难", "难题", "4", "5", "★★★★", "★★★★★"), "难"),
}
"""Numbers and stars are of five steps."""
LONGEST = 300
"""What a line of the model holds."""
_LETTERS = re.compile(r"[A-H]+\Z")
_NUMBERS = re.compile(r"[1-8]+\Z")
_BETWEEN = re.compile(r"[\s,，、;；|/.。·]+")
_EMPTY_BRACKETS = re.compile(r"[（(【\[][\s_]*[）)】\]]")
_BLANK = re.compile(r"_{2,}|＿+")
_MARKED = re.compile(r"(?:^|\n|[|｜]|(?<=\s))\s*[（(]?([A-HＡ-Ｈ])[)）.．、:：]\s*")
_NOTE = re.compile(r"([A-H])：(.*)")
_BEFORE_ANSWERS = ("；", ";", "|||", "||", "|", "、", "，", ",", " ")


class Made(Struct):
    """What a row came to: the values of a question by field, complaints (field, sentence, advice), and gentler remarks."""

    values: dict[str, Any] = field(default_factory=dict)
    complaints: list[tuple[str, str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, column: str, message: str, hint: str) -> None:
        """Say why the row is left out."""
        self.complaints.append((column, message, hint))


def question_of(cells: Mapping[str, str], sheet_name: str = "") -> Made:
    """Return the question of a row, its cells by field; the sheet's name may be the type of all its questions."""
    made = Made()
    stem = cells.get("stem", "")
    if not stem:
        made.refuse("stem", "没有题干。", "补上题干，或删去这一行。")
        return made
    choices = _choices(cells)
    kind = _type(cells, choices, sheet_name, made)
    if kind in ("single", "multiple", "choice"):
        _choice_question(kind, stem, choices, cells, made)
    elif kind == "judge":
        made.values.update(type=kind, stem=stem)
        _judge(choices, cells.get("answer", ""), made)
    elif kind:
        _written(kind, stem, choices, cells, made)
    _details(cells, made)
    return made


def _choices(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the choices by letter: each in its own cell, or all in one with their letters."""
    found = {letter: cells[letter] for letter in CHOICE_LETTERS if cells.get(letter)}
    together = cells.get("choices", "")
    if together and not found:
        parts = _MARKED.split(together)
        if len(parts) > 2:
            letters = (
                chr(ord("A") + "ＡＢＣＤＥＦＧＨ".find(part)) if part in "ＡＢＣＤＥＦＧＨ" else part
                for part in parts[1::2]
            )
            found = {letter: text.strip(" \n;；|｜") for letter, text in zip(letters, parts[2::2], strict=True)}
        else:
            split = [part.strip() for part in re.split(r"[\n|｜;；]", together) if part.strip()]
            found = dict(zip(CHOICE_LETTERS, split, strict=False))
    return {letter: " ".join(text.split("\n")) for letter, text in found.items()}


def _type(cells: Mapping[str, str], choices: dict[str, str], sheet_name: str, made: Made) -> str:
    said = cells.get("type", "")
    word = plain(said).strip("()（）【】[]")
    if word:
        if word not in TYPES:
            near = nearest(word, TYPES)
            hint = f"是不是 “{near}”？" if near else "写单选题、多选题、判断题、填空题或简答题。"
            made.refuse("type", f"题型 “{shown(said)}” 认不出。", hint)
        return TYPES.get(word, "")
    by_sheet = TYPES.get(plain(sheet_name), "")
    if by_sheet:
        return by_sheet
    answer = plain(cells.get("answer", ""))
    if answer in RIGHT | WRONG and not (answer in "01" and choices) and (
        not choices or set(map(plain, choices.values())) <= RIGHT | WRONG
    ):  # fmt: skip
        return "judge"
    if len(choices) > 1:
        return "choice"
    return "blank" if _BLANK.search(cells.get("stem", "")) or _EMPTY_BRACKETS.search(cells["stem"]) else "short"


def _choice_question(kind: str, stem: str, choices: dict[str, str], cells: Mapping[str, str], made: Made) -> None:
    answer = cells.get("answer", "")
    if len(choices) < 2:
        made.refuse("A", f"选择题至少要有两个选项，这里有 {len(choices)} 个。", "补上选项，或改题型。")
        return
    if len(set(choices.values())) != len(choices):
        made.refuse("A", "有两个一样的选项。", "改掉其中一个。")
        return
    if not answer:
        made.refuse("answer", "没有答案。", "写正确选项的字母，如 A 或 ABC。")
        return
    right = _right_letters(answer, choices)
    outside = sorted(right - set(choices))
    if not right or outside:
        what = f"答案 “{outside[0]}” 没有对应的选项" if outside else f"答案 “{shown(answer)}” 认不出"
        made.refuse("answer", f"{what}，选项有 {'、'.join(choices)}。", "写正确选项的字母，如 A 或 ABC。")
        return
    if kind == "single" and len(right) > 1:
        made.refuse("answer", f"单选题写了 {len(right)} 个答案。", "只留一个，或把题型改成多选题。")
        return
    if kind == "multiple" and len(right) == 1:
        made.refuse("answer", "多选题只写了一个答案。", "补全答案，或把题型改成单选题。")
        return
    said = (_NOTE.match(line) for line in cells.get("notes", "").split("\n"))
    notes: dict[str, str] = {found[1]: found[2] for found in said if found}
    made.values.update(type="multiple" if len(right) > 1 else "single", stem=stem)
    made.values["choices"] = [
        {"text": text, **({"correct": True} if letter in right else {}), **({"explanation": notes[letter]} if notes.get(letter) else {})}
        for letter, text in choices.items()
    ]  # fmt: skip


def _right_letters(answer: str, choices: dict[str, str]) -> set[str]:
    """Return the letters of the right choices: written as letters, as the words of the choices, or as numbers."""
    bare = _BETWEEN.sub("", plain(answer).upper())
    by_text = {plain(text): letter for letter, text in choices.items()}
    if _LETTERS.match(bare):
        return set(bare)
    if plain(answer) in by_text:
        return {by_text[plain(answer)]}
    parts = {plain(part) for part in re.split(r"[\n,，、;；|]", answer) if part.strip()}
    if parts and parts <= set(by_text):
        return {by_text[part] for part in parts}
    return {CHOICE_LETTERS[int(number) - 1] for number in bare} if _NUMBERS.match(bare) else set()


def _judge(choices: dict[str, str], answer: str, made: Made) -> None:
    word = plain(answer)
    # 考试宝 writes A for 对 and B for 错; where the choices are spelt out, they say which is which.
    meant = plain(choices.get(word.upper(), {"a": "对", "b": "错"}.get(word, word)))
    if meant in RIGHT or meant in WRONG:
        made.values["answer"] = "对" if meant in RIGHT else "错"
    else:
        what = f"判断题的答案 “{shown(answer)}” 认不出。" if answer else "没有答案。"
        made.refuse("answer", what, "写 对 或 错，也可以写 A（对）、B（错）。")


def _written(kind: str, stem: str, choices: dict[str, str], cells: Mapping[str, str], made: Made) -> None:
    """Take a question whose answer is written: into the blanks, or freely."""
    answer = cells.get("answer", "")
    if not answer and choices:
        answer = "；".join(choices.values())  # some sheets put the words for the blanks under the choices
    if not answer:
        made.refuse("answer", "没有答案。", "补上答案；简答题写要点。")
        return
    if kind == "blank":
        stem, answer = _blanks(stem, answer, made)
    made.values.update(type=kind, stem=stem)
    line = "；".join(part.strip() for part in answer.split("\n") if part.strip())
    if kind == "short" and len(line) > LONGEST:
        made.values["explanation"] = f"参考答案：{answer}"
        made.remarks.append(("answer", f"答案超过了 {LONGEST} 个字，全文放进了解析。", "把答案改写成几条要点。"))
        line = f"{line[: LONGEST - 1]}…"
    made.values["answer"] = line


def _blanks(stem: str, answer: str, made: Made) -> tuple[str, str]:
    """Return the stem with its blanks as ____, and as many answers divided by `；`."""
    stem = _BLANK.sub(lambda blank: blank.group() if blank.group()[0] == "_" else "____", stem)
    if not _BLANK.search(stem):
        stem = _EMPTY_BRACKETS.sub("____", stem)
    count = len(_BLANK.findall(stem))
    if not count:
        made.refuse("stem", "填空题的题干里没有空。", "在要填的地方写 ____ 或空括号（　）。")
        return stem, answer
    answer = "；".join(part.strip() for part in answer.split("\n") if part.strip())
    if count == 1 and "；" not in answer:
        return stem, answer
    for mark in _BEFORE_ANSWERS:
        parts = [part.strip() for part in answer.split(mark)]
        if len(parts) == count and all(parts):
            return stem, "；".join(parts)
    found = len(re.split(r"[；;]", answer))
    made.refuse("answer", f"题干有 {count} 个空，答案有 {found} 个。", "几个空的答案用“；”分开。")
    return stem, answer


def _details(cells: Mapping[str, str], made: Made) -> None:
    """Take explanation, score, difficulty, chapter and references."""
    if cells.get("explanation"):
        made.values["explanation"] = "\n\n".join(filter(None, (made.values.get("explanation"), cells["explanation"])))
    score = plain(cells.get("score", "")).removesuffix("分")
    if re.fullmatch(r"\d{1,6}(\.\d{1,4})?", score, re.ASCII) and Decimal(score) > 0:
        made.values["score"] = Decimal(score)
    elif score:
        made.remarks.append(
            ("score", f"分值 “{shown(cells['score'])}” 不是大于 0 的数，按 1 分算。", "只写数字，如 2。")
        )
    level = plain(cells.get("difficulty", ""))
    if level in DIFFICULTIES:
        made.values["difficulty"] = DIFFICULTIES[level]
    elif level:
        message = f"难度 “{shown(cells['difficulty'])}” 认不出，没有写进去。"
        made.remarks.append(("difficulty", message, "写 易、中 或 难。"))
    if cells.get("chapter"):
        made.values["chapter"] = " ".join(cells["chapter"].split("\n"))
    refs = [part for part in _BETWEEN_REFS.split(cells.get("refs", "")) if part]
    if refs:
        made.values["refs"] = refs


_BETWEEN_REFS = re.compile(r"[\s,，、;；]+")
