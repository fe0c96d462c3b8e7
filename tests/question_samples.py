"""Question sheets for tests, and the quizzes that they come to."""

from __future__ import annotations

from typing import Any

from foreign_files import Rows, workbook
from hongke.catalogue import Catalogue
from hongke.foreign.imported import Imported
from hongke.foreign.question_sheet import import_questions
from hongke.foreign.reading import read_sheets
from hongke.model.quiz import Question, Quiz
from hongke.reports import text_report
from hongke.source.reader import read_yaml
from hongke.structure import structure

KSB: Rows = [
    ["请按格式填写，带（必填）的列不能为空。判断题：A 为对，B 为错。"],
    ["题干（必填）", "题型 （必填）", "选项 A", "选项 B", "选项 C", "选项 D", "选项E\n(勿删)", "选项F\n(勿删)", "选项G\n(勿删)",
     "选项H(勿删)", "正确答案\n（必填）", "解析（勿删）", "章节（勿删）", "难度"],
    ["全旗划成多少个网格？", "单选题", "147个", "45个", None, None, None, None, None, None, "A", "案例写的是147个。", "网格", "易"],
    ["网格里有谁？", "多选题", "党员", "群众", "游客", None, None, None, None, None, "AB", None, None, "中"],
    ["热心群众也包片。", "判断题", "正确", "错误", None, None, None, None, None, None, "A", None, None, None],
    ["小事不出（  ），大事不出（  ）。", "填空题", None, None, None, None, None, None, None, None, "网格；社区", None, None, None],
    ["说说两条经验。", "简答题", None, None, None, None, None, None, None, None, "第一条\n第二条", None, None, None],
]  # fmt: skip


def imported(rows: Rows, *, sheet: str = "题目") -> Imported:
    return import_questions(read_sheets(workbook({sheet: rows}), "题.xlsx").sheets, "题", None, Catalogue({}))


def quiz_of(found: Imported) -> Quiz:
    [file] = found.files
    tree, problems = read_yaml(file.data, file.path)
    assert tree is not None
    assert not problems
    made = structure(tree, Quiz, file.path)
    assert made.value is not None, text_report(made.problems)
    return made.value


def questions_of(rows: Rows, **options: Any) -> tuple[Question, ...]:
    found = imported(rows, **options)
    assert not found.problems, text_report(found.problems)
    return quiz_of(found).questions
