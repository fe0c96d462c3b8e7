"""Question sheets of others become quizzes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from conftest import Project
from foreign_files import Rows, csv_bytes, run, workbook
from hongke.catalogue import Catalogue
from hongke.foreign.question_sheet import import_questions
from hongke.foreign.reading import read_sheets
from hongke.load.catalogue import load_catalogue
from hongke.reports import text_report
from question_samples import KSB, imported, questions_of, quiz_of


def test_the_ksb_workbook_needs_no_map() -> None:
    single, multiple, judge, blank, short = questions_of(KSB)
    assert (single.type, [c.correct for c in single.choices]) == ("single", [True, False])
    assert (single.explanation, single.chapter, single.difficulty) == ("案例写的是147个。", "网格", "易")
    assert (multiple.type, [c.text for c in multiple.choices if c.correct]) == ("multiple", ["党员", "群众"])
    assert (judge.type, judge.answer, judge.choices) == ("judge", "对", ())
    assert (blank.stem, blank.answer) == ("小事不出____，大事不出____。", "网格；社区")
    assert (short.type, short.answer) == ("short", "第一条；第二条")


@pytest.mark.parametrize(
    "header",
    [
        ["题型", "题干", "A", "B", "答案", "分值"],
        [" 试题类型 ", "题目内容（必填）", "选项Ａ", "选项Ｂ", "正确答案*", "分数"],
        ["题 型", "试题", "A选项", "B选项", "标准答案", "默认分值（分）"],
        ["类型", "问题", "选项1", "选项2", "参考答案：", "【分值】"],
        ["题目类型", "题干内容", "备选项一", "备选项二", "正确选项", "题目分数"],
    ],
)  # fmt: skip
def test_a_header_is_recognised_however_it_is_worded(header: list[str]) -> None:
    [question] = questions_of([["某单位题库"], [], header, ["单选", "几个？", "一个", "两个", "b", "2分"]])
    assert (question.type, question.score) == ("single", Decimal(2))
    assert [c.text for c in question.choices if c.correct] == ["两个"]


@pytest.mark.parametrize("answer", ["ABC", "a,b,c", "A、B、C", "Ａ Ｂ Ｃ", "A;B；C", "党员、群众、民警", "1,2,3"])
def test_several_answers_are_read_however_they_are_divided(answer: str) -> None:
    [question] = questions_of(
        [["题型", "题干", "A", "B", "C", "D", "答案"], ["多选", "有谁？", "党员", "群众", "民警", "游客", answer]]
    )
    assert [c.text for c in question.choices if c.correct] == ["党员", "群众", "民警"]


@pytest.mark.parametrize(("said", "meant"), [("A", "对"), ("B", "错"), ("√", "对"), ("×", "错"), ("正确", "对"), ("错误", "错"), (True, "对"), (False, "错")])  # fmt: skip
def test_right_and_wrong_are_read_however_they_are_said(said: Any, meant: str) -> None:
    [question] = questions_of([["题型", "题干", "答案"], ["判断题", "对不对？", said]])
    assert question.answer == meant


def test_the_choices_say_which_letter_is_right() -> None:
    [question] = questions_of([["题型", "题干", "A", "B", "答案"], ["判断", "对不对？", "错", "对", "A"]])
    assert question.answer == "错"


def test_choices_in_one_cell_are_taken_apart() -> None:
    [question] = questions_of([["题干", "选项", "答案"], ["哪个？", "A. 甲\nB. 乙\nC. 丙", "C"]])
    assert [c.text for c in question.choices] == ["甲", "乙", "丙"]


def test_without_a_type_the_answer_and_the_sheet_tell_it() -> None:
    rows: Rows = [["题干", "A", "B", "答案"], ["一", "甲", "乙", "A"], ["二", "甲", "乙", "AB"], ["三", None, None, "对"], ["四____", None, None, "丁"], ["五", None, None, "戊"]]  # fmt: skip
    assert [q.type for q in questions_of(rows)] == ["single", "multiple", "judge", "blank", "short"]
    [question] = questions_of([["题干", "答案"], ["写出全称", "不知道"]], sheet="简答题")
    assert question.type == "short"


def test_a_long_answer_goes_to_the_explanation_whole() -> None:
    found = imported([["题型", "题干", "答案"], ["简答题", "说说。", "长" * 400]])
    assert "HK707" in text_report(found.problems)
    [question] = quiz_of(found).questions
    assert question.explanation == "参考答案：" + "长" * 400
    assert len(question.answer or "") == 300


def test_bad_and_repeated_rows_are_told_by_row_and_the_rest_is_imported(project: Project) -> None:
    rows: Rows = [
        ["题型", "题干", "A", "B", "答案", "难度", "来历"],
        ["单选", "甲？", "一", "二", "A", "易", None],
        ["单选", "甲？", "一", "二", "A", None, None],
        ["单选", "甲？", "一", "二", "B", None, None],
        ["单选", "甲？", "一", "三", "A", None, None],
        ["单选", None, "一", "二", "A", None, None],
        ["单选", "乙？", "一", "二", "F", None, None],
        ["单远", "丙？", "一", "二", "A", None, None],
        ["判断", "丁？", None, None, "或许", None, None],
        ["填空", "____和____", None, None, "一", None, None],
        ["单选", "打13812345678？", "一", "二", "A", "很怪", None],
    ]
    path = project.write("收/题库.xlsx", workbook({"题目": rows, "说明": [["没有题目", "在这里"]]}))
    done = run("import", path, "--kind", "quiz", "--root", project.root, "--write")
    assert done.exit_code == 1
    assert done.stdout == (
        "题库.xlsx 说明!A1 HK708 提示 工作表 “说明” 里没有题目的表头，没有读。里面若有题目，补上“题干”和“答案”两列。\n"
        "题库.xlsx 题目!G1 HK703 警告 “来历” 这一列认不出，没有用。用不到就不管它。\n"
        "题库.xlsx 题目!B3 HK705 警告 和 题目!2 是同一道题，没有导入。删去多出来的一行。\n"
        "题库.xlsx 题目!E4 HK704 错误 和 题目!2 是同一道题，答案却不同。核对答案，只留一行。\n"
        "题库.xlsx 题目!B5 HK706 提示 题干和 题目!2 相同，选项不同，当作两道题。若是同一道题，删去一行。\n"
        "题库.xlsx 题目!B6 HK704 错误 没有题干。补上题干，或删去这一行。\n"
        "题库.xlsx 题目!E7 HK704 错误 答案 “F” 没有对应的选项，选项有 A、B。写正确选项的字母，如 A 或 ABC。\n"
        "题库.xlsx 题目!A8 HK704 错误 题型 “单远” 认不出。是不是 “单选”？\n"
        "题库.xlsx 题目!E9 HK704 错误 判断题的答案 “或许” 认不出。写 对 或 错，也可以写 A（对）、B（错）。\n"
        "题库.xlsx 题目!E10 HK704 错误 题干有 2 个空，答案有 1 个。几个空的答案用“；”分开。\n"
        "题库.xlsx 题目!B11 HK214 错误 公开字段里有手机号（138…）。删去；需要联系方式时写部门和公开的座机。\n"
        "题库.xlsx 题目!F11 HK707 警告 难度 “很怪” 认不出，没有写进去。写 易、中 或 难。\n"
        "题型      题数\n单选题    2\n导入      2\n没有导入  8\n"
    )
    assert "写好了 courses/quiz/ti-ku.yml" in done.stderr
    catalogue, problems = load_catalogue(project.root)
    assert not problems
    assert [entry.model.status for entry in catalogue.of_kind("quiz")] == ["draft"]


def test_nothing_is_written_without_write_and_nothing_over_what_is_there(project: Project) -> None:
    path = project.write("收/党课题.xlsx", workbook({"题目": KSB}))
    before = sorted(project.root.rglob("*"))
    done = run("import", path, "--kind", "quiz", "--root", project.root)
    assert done.exit_code == 0
    assert sorted(project.root.rglob("*")) == before
    assert "加上 --write 会写 courses/quiz/dang-ke-ti.yml" in done.stderr
    assert run("import", path, "--kind", "quiz", "--root", project.root, "--write", "--id", "lesson").exit_code == 0
    again = run("import", path, "--kind", "quiz", "--root", project.root, "--write", "--id", "lesson")
    assert again.exit_code == 1
    assert "HK714 错误 已经有 quiz/lesson，没有导入。" in again.stdout
    assert again.stdout.endswith("导入      0\n没有导入  5\n")


def test_an_id_that_cannot_be_one_is_refused(project: Project) -> None:
    path = project.write("收/党课题.xlsx", workbook({"题目": KSB}))
    done = run("import", path, "--kind", "quiz", "--root", project.root, "--id", "Bad Id")
    assert done.exit_code == 2
    assert "“Bad Id” 不能用作编号：只能用小写字母、数字和连字符，首尾不能是连字符。改名为 bad-id。" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_and_marks_of_spreadsheets(encoding: str, delimiter: str) -> None:
    rows = [["题型", "题干", "A", "B", "答案"], ["单选", "哪个，\n选一个", "甲", "乙", "B"], ["判断", "", "", "", "对"]]
    found = import_questions(
        read_sheets(csv_bytes(rows, encoding, delimiter), "题.csv").sheets, "题", None, Catalogue({})
    )
    assert text_report(found.problems) == "题.csv:4:2 HK704 错误 没有题干。补上题干，或删去这一行。\n"
    assert quiz_of(found).questions[0].stem == "哪个，\n选一个"


def test_a_table_that_is_no_question_sheet_is_told_so(project: Project) -> None:
    path = project.write("收/名单.csv", csv_bytes([["单位", "人数"], ["一支部", 5]]))
    done = run("import", path, "--kind", "quiz", "--root", project.root)
    assert done.exit_code == 1
    assert done.stdout.startswith("名单.csv:1:1 HK702 错误 没有找到题目的表头，这一行写的是：单位、人数。")


def test_ten_thousand_rows_are_imported_in_parts_that_a_catalogue_takes(project: Project) -> None:
    rows = [["题型", "题干", "A", "B", "C", "D", "答案", "解析"]]
    rows += [["单选题", f"第{n}题：下列哪一项说得对？", f"说法甲{n}", f"说法乙{n}", f"说法丙{n}", f"说法丁{n}", "ABCD"[n % 4], f"依据是第{n}条。"] for n in range(10_000)]  # fmt: skip
    path = project.write("收/大题库.xlsx", workbook({"题目": rows}))
    done = run("import", path, "--kind", "quiz", "--root", project.root, "--write")
    assert done.exit_code == 0, done.stdout[:500]
    catalogue, problems = load_catalogue(project.root)
    assert not problems
    parts = [entry.data for entry in catalogue.of_kind("quiz")]
    assert len(parts) > 1
    assert sum(len(part.questions) for part in parts) == 10_000
