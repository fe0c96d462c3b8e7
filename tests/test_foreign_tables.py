"""Tables of others become entries of any kind by a map file."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Project
from foreign_files import csv_bytes, run, workbook
from hongke.catalogue import Catalogue
from hongke.foreign.reading import read_sheets
from hongke.foreign.slug import free, slug
from hongke.foreign.table_entries import import_table
from hongke.foreign.table_map import read_map
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.load.loading import RESERVED_IDS, Loading
from hongke.model.case import Case
from hongke.model.course import Course
from hongke.model.marks import ID_PATTERN

COURSE_MAP = """\
group_by: 课程
columns:
  - {column: 课程, field: title}
  - {column: 简介, field: summary}
  - {column: 类别, field: category}
  - {column: 形式, field: mode, words: {现场: 线下}}
  - {column: 对象, field: audience}
  - {column: 学时, field: hours}
  - {column: 更新, field: updated}
  - {column: 目的, field: objectives.text}
  - {column: 单元, field: units.title}
  - {column: 方法, field: units.method}
  - {column: 分钟, field: units.minutes}
  - {column: 选学, field: units.optional}
  - {column: 环节, field: units.process.step}
  - {column: 环节分钟, field: units.process.minutes}
  - {column: 活动, field: units.process.activity}
constants:
  methods: [讲授式, 研讨式]
  themes: [基层治理]
  objectives.level: 了解
"""
COURSES: list[list[Any]] = [
    ["课程", "简介", "类别", "形式", "对象", "学时", "更新", "目的", "单元", "方法", "分钟", "选学", "环节", "环节分钟", "活动"],
    ["网格怎样建", "一门课。", "基层治理能力", "现场", "党员、党员", 1.5, "2026/5/1", "说得出网格。", "导学", "讲授式", 45, "否", "导入", 5, "提问。"],
    [None, None, None, None, None, None, None, None, None, None, None, None, "讲解", 40, "讲案例。"],
    [None, None, None, None, None, None, None, "画得出网格。", "研讨", "研讨式", "30", "是", None, None, None],
    ["网格怎样管", "另一门课。", "基层治理能力", "线下", "党员", 2, "2026年5月2日", "管得好。", "导学", "讲授式", 90, None, None, None, None],
]  # fmt: skip


def test_several_rows_make_one_course_with_units_and_steps(project: Project) -> None:
    table = project.write("收/课程.xlsx", workbook({"课程": COURSES}))
    map_file = project.write("收/课程.yml", COURSE_MAP)
    done = run("import", table, "--kind", "course", "--map", map_file, "--root", project.root, "--write")
    assert (done.exit_code, done.stdout) == (
        0,
        "条目        编号\n网格怎样建  wang-ge-zen-yang-jian\n网格怎样管  wang-ge-zen-yang-guan\n导入        2\n没有导入    0\n",
    )
    catalogue, problems = load_catalogue(project.root)
    assert not problems
    course = catalogue.entries["course/wang-ge-zen-yang-jian"].data
    assert isinstance(course, Course)
    assert (course.status, course.mode, str(course.updated), str(course.hours)) == (
        "draft",
        "offline",
        "2026-05-01",
        "1.5",
    )
    assert [(o.level, o.text) for o in course.objectives] == [("了解", "说得出网格。"), ("了解", "画得出网格。")]
    assert [(u.title, u.minutes, u.optional) for u in course.units] == [("导学", 45, False), ("研讨", 30, True)]
    assert [(s.step, s.minutes) for s in course.units[0].process] == [("导入", 5), ("讲解", 40)]


CASE_MAP = """\
status: published
id_column: 编号
columns:
  - {column: 编号, field: tags}
  - {column: 名称, field: title}
  - {column: 名称, field: summary}
  - {column: 单位, field: organisation}
  - {column: 地区, field: region, words: {王府: 王府街道}}
  - {column: 主题, field: themes, split: /}
  - {column: 背景, field: background}
  - {column: 做法一, field: practice.1.title}
  - {column: 做法一内容, field: practice.1.body}
  - {column: 做法二, field: practice.2.title}
  - {column: 做法二内容, field: practice.2.body, default: 待补。}
  - {column: 来源, field: sources.name}
constants:
  field: 城市社区
  sources.id: report
"""
CASES: list[list[Any]] = [
    ["编号", "名称", "单位", "地区", "主题", "背景", "做法一", "做法一内容", "做法二", "做法二内容", "来源"],
    ["A-1", "甲法", "甲街道", "王府", "基层治理/国家安全", "一段。\n\n又一段。", "划网", "划片。", "定人", None, "报道"],
    ["A-2", "乙法", "乙街道", "王府街道", "基层治理", "一段。", "划网", "划片。", None, None, "报道"],
    ["A-3", "丙法", "丙街道", "王府街道", "基层治理", "一段。", "划网", "划片。", None, None, None],
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_columns_of_a_wide_table_are_items_of_a_list(project: Project, encoding: str) -> None:
    table = project.write("收/案例.csv", csv_bytes(CASES, encoding))
    map_file = project.write("收/案例.yml", CASE_MAP)
    done = run("import", table, "--kind", "case", "--map", map_file, "--root", project.root, "--write")
    assert done.exit_code == 1
    # Published, so that the rules for published entries hold.
    assert done.stdout.startswith("案例.csv:6:1 HK204 错误 ")
    catalogue, problems = load_catalogue(project.root)
    assert not problems
    assert "case/a-3" not in catalogue.entries
    first, second = catalogue.entries["case/a-1"].data, catalogue.entries["case/a-2"].data
    assert isinstance(first, Case)
    assert first.status == "published"
    assert [(step.title, step.body) for step in first.practice] == [("划网", "划片。"), ("定人", "待补。")]
    assert len(second.practice) == 1
    assert first.background == "一段。\n\n又一段。"


def test_an_entry_that_names_one_left_out_is_left_out_too(project: Project) -> None:
    rows = [
        ["编号", "名称", "参见"],
        ["one", "一", "term/two"],
        ["two", "二", "term/three"],
        ["three", "", ""],
        ["four", "四", ""],
    ]
    project.write("收/t.csv", csv_bytes(rows))
    project.write("收/t.yml", "id_column: 编号\nstatus: published\ncolumns:\n" + "".join(
        f"  - {{column: {column}, field: {field}}}\n"
        for column, field in (("名称", "title"), ("名称", "summary"), ("名称", "definition"), ("参见", "see_also"))
    ))  # fmt: skip
    done = run(
        "import",
        project.root / "收/t.csv",
        "--kind",
        "term",
        "--map",
        project.root / "收/t.yml",
        "--root",
        project.root,
    )
    assert done.exit_code == 1
    assert "导入      1\n" in done.stdout


def test_two_alike_titles_get_numbers(project: Project) -> None:
    project.write("收/t.csv", csv_bytes([["名称", "义"], ["网格", "一"], ["网格", "二"], ["网隔", "三"]]))
    project.write("收/t.yml", "columns:\n  - {column: 名称, field: title}\n  - {column: 义, field: summary}\n  - {column: 义, field: definition}\n")  # fmt: skip
    done = run(
        "import",
        project.root / "收/t.csv",
        "--kind",
        "term",
        "--map",
        project.root / "收/t.yml",
        "--root",
        project.root,
        "--write",
    )
    assert done.exit_code == 0
    assert sorted(path.name for path in (project.root / "courses/term").iterdir()) == [
        "wang-ge-2.yml",
        "wang-ge-3.yml",
        "wang-ge.yml",
    ]
    again = run(
        "import",
        project.root / "收/t.csv",
        "--kind",
        "term",
        "--map",
        project.root / "收/t.yml",
        "--root",
        project.root,
    )
    assert again.stdout.count("HK714") == 2


def test_a_kind_other_than_quiz_needs_a_map(project: Project) -> None:
    table = project.write("收/案例.csv", csv_bytes(CASES))
    done = run("import", table, "--kind", "case", "--root", project.root)
    assert done.exit_code == 2
    assert "导入典型案例要用 --map 指明映射文件" in done.stderr


@given(st.text(max_size=40))
def test_every_title_gives_an_id(title: str) -> None:
    made = slug(title, "case")
    assert re.match(ID_PATTERN, made)
    assert made not in RESERVED_IDS
    assert re.match(ID_PATTERN, free(made, {made, f"{made}-2"}))


MAP, _ = read_map(COURSE_MAP.encode(), "m.yml", KINDS["course"])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(st.text(max_size=8) | st.sampled_from(["", "党员", "1", "导学"]), min_size=15, max_size=15), max_size=6
    )
)
def test_no_cells_give_a_traceback(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    assert MAP is not None
    sheets = read_sheets(csv_bytes([COURSES[0], *rows], "utf-8").replace(b"\0", b""), "t.csv")
    found = import_table(sheets.sheets, KINDS["course"], MAP, Catalogue({}), Loading(tmp_path_factory.getbasetemp()))
    assert found.table or found.problems


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"columns:\n{text}".encode("utf-8", "replace")))
def test_no_map_gives_a_traceback(data: bytes) -> None:
    found, problems = read_map(data, "m.yml", KINDS["case"])
    assert found is None
    assert problems
