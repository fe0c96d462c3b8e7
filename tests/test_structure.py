"""Trees to models: what is turned, what is refused, and where the complaint stands."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import COURSE, Project
from hongke.fields import fields_of
from hongke.keys import names_of
from hongke.kinds import KINDS
from hongke.leaves import leaves
from hongke.model.course import Course
from hongke.model.training_class import TrainingClass
from hongke.problems import CODES
from hongke.source.reader import read_yaml
from hongke.structure import structure


def course(text: str) -> tuple[Course | None, list[str]]:
    tree, _ = read_yaml(text.encode(), "courses/course/x.yml")
    assert tree is not None
    found = structure(tree, Course, "courses/course/x.yml")
    return found.value, [
        f"{problem.place.line}:{problem.place.column} {problem.code} {problem.message}{problem.hint}"
        for problem in found.problems
    ]


def test_lists_become_tuples_and_numbers_decimals() -> None:
    value, problems = course(COURSE)
    assert problems == []
    assert value is not None
    assert value.hours == Decimal(2)
    assert isinstance(value.units, tuple)
    assert value.total_minutes == 90
    assert value.hours_by_method == {"讲授式": Decimal(1), "研讨式": Decimal(1)}


def test_unknown_field_offers_the_nearest_name() -> None:
    _, problems = course(COURSE.replace("hours: 2", "hour: 2"))
    assert problems == ["8:1 HK104 未知字段 “hour”。是不是 “hours（学时）”？"], (
        "and the missing `hours` is not told as well"
    )


def test_a_problem_deep_inside_names_field_and_line() -> None:
    _, problems = course(COURSE.replace("minutes: 45, site", "minutes: 四十五, site"))
    assert problems == [
        "13:39 HK103 minutes（分钟）应是整数，这里是文字 “四十五”。用阿拉伯数字，不带单位、逗号和引号。改成：minutes: 45"
    ]


def test_an_empty_value_is_a_field_not_filled_in() -> None:
    value, problems = course(COURSE + "region:\ncapacity:\nmaterials:\n")
    assert problems == []
    assert value is not None
    assert value.region is None
    assert value.materials == ()


def test_an_empty_required_value_is_missing_content() -> None:
    _, problems = course(COURSE.replace("title: 网格党建实务", "title:"))
    assert problems == ["1:7 HK105 title（标题）是空的。写上内容；值以 # 开头时要加引号，否则会被当成注释。"]


def test_dates_and_times_are_turned() -> None:
    text = """\
title: 班
summary: 班
class_type: 专题培训班
starts: 2026-05-01
ends: 2026-05-02
sessions:
  - {date: 2026-05-01, slot: 上午, start: 09:00, end: "11:30", title: 开班}
"""
    tree, _ = read_yaml(text.encode(), "x.yml")
    assert tree is not None
    found = structure(tree, TrainingClass, "x.yml")
    value = found.value
    assert found.problems == []
    assert value is not None
    assert value.starts == date(2026, 5, 1)
    assert value.sessions[0].start == time(9)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_has_a_chinese_label_and_help(kind: str) -> None:
    for path, info in fields_of(KINDS[kind].model):
        assert info.title, path
        assert any("\u4e00" <= character <= "\u9fff" for character in info.title), path
        assert info.description, path


def test_leaves_know_what_is_a_reference_and_what_readers_see() -> None:
    value, _ = course(COURSE.replace("body: 从一个案例讲起。", "body: 从一个案例讲起。, notes: 先点名。"))
    assert value is not None
    found = {leaf.path: leaf for leaf in leaves(value)}
    assert found["cases", 0].ref is not None
    assert found["themes", 0].word is not None
    assert found["units", 0, "body"].prose
    assert not found["units", 0, "notes"].public
    assert found["title",].public


yaml_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5000)
    | st.text(max_size=6)
    | st.sampled_from(["2026-05-01", "site/guomen", "党员", "1.5"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*KINDS["class"].model.model_fields, *Course.model_fields, "minutes", "步骤"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from([*names_of(Course), "hour", "标题名"]), yaml_values, max_size=8),
    st.sampled_from(sorted(KINDS)),
)
@settings(deadline=None)
def test_no_value_ends_in_a_traceback(value: dict[str, Any], kind: str) -> None:
    import yaml

    tree, problems = read_yaml(yaml.safe_dump(value, allow_unicode=True).encode(), "x.yml")
    if tree is None:
        assert problems
        return
    found = structure(tree, KINDS[kind].model, "x.yml")
    assert found.value is not None or found.problems
    for problem in found.problems:
        assert problem.code in CODES
        assert not re.search(r"\b(Input|should|valid|Error)\b", problem.message)


def test_a_synonym_is_taken_with_a_note(project: Project) -> None:
    project.replace("courses/course/grid.yml", "mode: 线下", "mode: 面授")
    assert (
        project.report()
        == "courses/course/grid.yml:4:7 HK121 提示 “面授” 是“线下”的同义词，已按“线下”处理。建议写 “线下”。\n"
    )
