"""Question sheets of others become quizzes, and quizzes become the 考试宝 workbook."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import Project
from foreign_files import Rows, csv_bytes, run, workbook
from hongke.catalogue import Catalogue
from hongke.foreign.entry_text import entry_text
from hongke.foreign.exam_workbook import HEADER, exam_workbook
from hongke.foreign.imported import Imported
from hongke.foreign.question_sheet import import_questions
from hongke.foreign.reading import read_sheets
from hongke.load.catalogue import load_catalogue
from hongke.model.quiz import Choice, Question, Quiz
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


def test_the_exported_workbook_has_the_header_of_ksb(project: Project) -> None:
    path = project.write("收/甲.xlsx", workbook({"题目": KSB}))
    assert run("import", path, "--kind", "quiz", "--root", project.root, "--write").exit_code == 0
    out = project.root / "出.xlsx"
    done = run("export quiz", "jia", "--out", out, "--root", project.root)
    assert (done.exit_code, done.stderr) == (0, f"1 套题，共 5 道，写在 {out}。\n")
    sheet = load_workbook(out).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1] == HEADER
    assert (rows[4][1], rows[4][2:4], rows[4][10]) == ("判断题", ("对", "错"), "A")


def test_an_unknown_quiz_is_offered_the_nearest(project: Project) -> None:
    path = project.write("收/甲.xlsx", workbook({"题目": KSB}))
    run("import", path, "--kind", "quiz", "--root", project.root, "--write", "--id", "lesson")
    done = run("export quiz", "lessons", "--root", project.root)
    assert done.exit_code == 2
    assert "没有题库 quiz/lessons。是不是 lesson？" in done.stderr


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
MORE: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "explanation": TEXT,
        "chapter": TEXT,
        "difficulty": st.sampled_from(["易", "中", "难"]),
        "score": st.decimals("0.5", "100", places=1),
    },
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind: Any = draw(st.sampled_from(["single", "multiple", "judge", "blank", "short"]))
    more = draw(MORE)
    stem = draw(TEXT)
    if kind in ("single", "multiple"):
        texts = draw(st.lists(TEXT, min_size=3, max_size=8, unique=True))
        right = (
            draw(st.sets(st.integers(0, len(texts) - 1), min_size=2))
            if kind == "multiple"
            else {draw(st.integers(0, len(texts) - 1))}
        )
        notes = draw(st.lists(st.none() | TEXT, min_size=len(texts), max_size=len(texts)))
        choices = tuple(Choice(text=t, correct=n in right, explanation=notes[n]) for n, t in enumerate(texts))
        return Question(type=kind, stem=stem, choices=choices, **more)
    if kind == "judge":
        return Question(type=kind, stem=stem, answer=draw(st.sampled_from(["对", "错"])), **more)
    if kind == "blank":
        words = draw(st.lists(TEXT.map(lambda t: t.replace("；", "、").replace("_", "-")), min_size=1, max_size=3))
        return Question(
            type=kind,
            stem=stem.replace("_", "-").replace("＿", "-") + "____。" * len(words),
            answer="；".join(words),
            **more,
        )
    return Question(type=kind, stem=stem, answer=draw(TEXT), **more)


@settings(max_examples=60, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=5, unique_by=lambda q: q.stem.casefold()))
def test_what_is_exported_is_imported_the_same(asked: list[Question]) -> None:
    data = exam_workbook([Quiz(title="题", summary="题。", questions=tuple(asked))])
    found = import_questions(read_sheets(data, "题.xlsx").sheets, "题", None, Catalogue({}))
    told = [p for p in found.problems if p.code not in ("HK705", "HK706", "HK214")]
    if len(told) == len(found.problems):
        assert not told, text_report(told)
        assert quiz_of(found).questions == tuple(asked)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400)
    | st.binary(max_size=200).map(lambda b: b"PK\x03\x04" + b)
    | st.text(max_size=200).map(lambda t: ("题干,答案\n" + t).encode())
)
def test_no_bytes_give_a_traceback(data: bytes) -> None:
    read = read_sheets(data, "题.xlsx")
    assert read.problems or import_questions(read.sheets, "题", None, Catalogue({})).table is not None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 8000), st.binary(min_size=1, max_size=20))
def test_a_damaged_workbook_gives_no_traceback(at: int, damage: bytes) -> None:
    data = bytearray(workbook({"题目": KSB}))
    at %= len(data)
    data[at : at + len(damage)] = damage
    assert read_sheets(bytes(data), "题.xlsx") is not None


SCALAR = st.text(max_size=30) | st.sampled_from(["no", "~", "null", "12", "1.5", "- a", "a: b", "a #b", "'x", "x\ny\n", "多行\n\n文字", "- ", "# 一"]) | st.booleans() | st.integers(-9, 9) | st.decimals("0", "9", places=1)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3), max_leaves=8), min_size=1))  # fmt: skip
def test_what_is_written_is_read_the_same(values: dict[str, Any]) -> None:
    tree, problems = read_yaml(entry_text(values).encode("utf-8"), "x.yml")
    assert not problems, entry_text(values)
    assert _value(tree) == _comparable(values)


def _value(node: Any) -> Any:
    if hasattr(node, "keys"):
        return {key: _value(child) for key, child in node.items.items()}
    return [_value(child) for child in node.items] if hasattr(node, "items") else node.value


def _comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _comparable(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_comparable(child) for child in value]
    return Decimal(value) if isinstance(value, Decimal) else value


def test_a_quiz_of_the_catalogue_comes_back_with_its_references(tmp_path: Path) -> None:
    from conftest import REPOSITORY

    catalogue, _ = load_catalogue(REPOSITORY)
    for entry in catalogue.of_kind("quiz"):
        data = exam_workbook([entry.data])
        assert io.BytesIO(data)
        found = import_questions(read_sheets(data, "题.xlsx").sheets, "往返", None, catalogue)
        assert not found.problems, text_report(found.problems)
        assert quiz_of(found).questions == entry.data.questions
