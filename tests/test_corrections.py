"""What a message offers in place of a mistake: never a traceback, and never something that is wrong again."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import CASE, COURSE, Project
from golden_cases import GoldenCase, golden_cases
from hongke.corrections import (
    as_address,
    as_boolean,
    as_date,
    as_identifier,
    as_list,
    as_number,
    as_time,
)
from hongke.model.marks import ADDRESS_PATTERN, ID_PATTERN
from hongke.source.correction import offer, with_brackets, with_closing_quote, with_colon, with_dash, with_quotes
from hongke.source.reader import read_yaml
from hongke.source.scalars import resolve
from hongke.source.tree import Mapping, Scalar, Sequence
from test_golden_reports import GOLDEN

typed = st.text(
    alphabet="0123456789０４.,，、年月日点时分半两三十百零学小天约余%个: ：-/\\_abZ“”\"'[]［］ \u3000案例", max_size=16
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("４", "4"),
        ("45分钟", "45"),
        ("四十五", "45"),
        ("一百二十", "120"),
        ("一百零五", "105"),
        ("两学时", "2"),
        ("半学时", "0.5"),
        ("1,234", "1234"),
        ("１，２３４人", "1234"),
        ("“45”", "45"),
        ("045", "45"),
        ("1.50", "1.5"),
        ("2小时", None),
        ("两点", None),
        ("十十", None),
        ("二三", None),
        ("零", None),
        ("很多", None),
        ("3/4", None),
        ("-", None),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(text: str, number: str | None) -> None:
    assert as_number(text, "学时、分钟", whole=False) == number


def test_a_whole_number_is_not_made_of_a_part() -> None:
    assert as_number("一百", "分钟", whole=True) == "100"
    assert as_number("22.5分钟", "分钟", whole=True) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/5/1", "2026-05-01"),
        ("2026.5.1", "2026-05-01"),
        ("2026年5月1日", "2026-05-01"),
        ("２０２６－０５－０１", "2026-05-01"),
        (20260501, "2026-05-01"),
        ("2026年2月30日", None),
        ("5月1日", None),
        ("2026-05", None),
    ],
)
def test_dates_as_people_write_them(text: object, day: str | None) -> None:
    assert as_date(text) == day


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9:00", '"09:00"'),
        ("９：３０", '"09:30"'),
        ("9点", '"09:00"'),
        ("9点半", '"09:30"'),
        ("9时5分", '"09:05"'),
        ("下午2点30分", '"14:30"'),
        (Decimal("14.30"), '"14:30"'),
        (Decimal("9.5"), None),
        ("25:00", None),
        ("9", None),
    ],
)
def test_times_as_people_write_them(text: object, clock: str | None) -> None:
    assert as_time(text) == clock


@pytest.mark.parametrize(
    ("text", "word"), [("是", "true"), ("否", "false"), ("YES", "true"), ("√", "true"), ("也许", None)]
)
def test_yes_and_no(text: str, word: str | None) -> None:
    assert as_boolean(text) == word


def test_lists_are_split_where_words_are_short_and_sentences_are_left_alone() -> None:
    assert as_list("党员、群众") == "[党员, 群众]"
    assert as_list("case/a，case/b") == "[case/a, case/b]"
    assert as_list("2026、true") == "['2026', 'true']"
    assert as_list("把辖区划成一个一个看得清管得住的网格，由党员干部包片") is None


def test_addresses_and_ids_are_put_in_lower_case_with_hyphens() -> None:
    assert as_address("courses\\Case\\Wangfu_Grid.YML") == "case/wangfu-grid"
    assert as_identifier("Report 1") == "report-1"
    assert as_identifier("report") is None
    assert as_address("案例/网格") is None


@given(typed)
@settings(deadline=None)
def test_what_is_offered_for_a_value_is_itself_sound(text: str) -> None:
    number = as_number(text, "学时、分钟", whole=False)
    assert number is None or type(resolve(number)) in (int, Decimal)
    day = as_date(text)
    assert day is None or date.fromisoformat(day)
    clock = as_time(text)
    assert clock is None or time.fromisoformat(clock.strip('"')) is not None
    identifier = as_identifier(text)
    assert identifier is None or re.match(ID_PATTERN, identifier)
    address = as_address(text)
    assert address is None or re.match(ADDRESS_PATTERN, address)
    listed = as_list(text)
    if listed is not None:
        tree, problems = read_yaml(f"a: {listed}\n".encode(), "x.yml")
        assert problems == []
        assert isinstance(tree, Mapping)
        items = tree.items["a"]
        assert isinstance(items, Sequence)
        assert all(isinstance(item, Scalar) and isinstance(item.value, str) for item in items.items)


@given(st.text(alphabet="标题ab：: \u3000-－[]［］【】，、\"'“”@*%`#&!\\|{}", max_size=24))
@example("#")
@example("[!、")
@example("-|#")
@settings(deadline=None)
def test_a_line_is_offered_only_where_yaml_reads_it(line: str) -> None:
    closed = with_closing_quote(line)
    mended = [with_colon(line), with_dash(line), with_brackets(line), with_quotes(line), closed[0] if closed else None]
    for text in mended:
        shown = offer(text)
        if shown:
            assert isinstance(yaml.safe_load(shown.removeprefix("改成：")), dict | list)


MENDED = re.compile(r"^(?P<file>\S+):(?P<line>\d+):\d+ HK005 .*改成：(?P<text>.+)$", re.MULTILINE)
OFFERS = [case for case in golden_cases(GOLDEN / "bad") if MENDED.search(case.report)]


@pytest.mark.parametrize("case", OFFERS, ids=lambda case: case.path.stem)
def test_an_author_who_writes_what_is_offered_gets_past_that_line(case: GoldenCase, tmp_path: Path) -> None:
    project = case.lay_out(tmp_path / "c")
    for _ in range(8):
        found = MENDED.search(project.report())
        if not found:
            return
        path = project.root / found["file"]
        lines = path.read_text("utf-8-sig").split("\n")
        number = int(found["line"]) - 1
        indent = re.match(r" *", lines[number])
        assert indent
        lines[number] = ("  " if "下面的正文" in found.group() else indent.group()) + found["text"].strip()
        path.write_text("\n".join(lines), "utf-8")
        again = MENDED.search(project.report())
        assert not again or (again["line"], again["text"]) != (found["line"], found["text"])
    raise AssertionError("the report does not come to an end")


@pytest.mark.parametrize(
    ("path", "old", "new", "offered"),
    [
        ("courses/course/grid.yml", "hours: 2", "hours: ２", "hours: 2"),
        ("courses/course/grid.yml", "hours: 2", "学时: 两学时", "学时: 2"),
        ("courses/course/grid.yml", "audience: [党员]", "教学对象: 党员", "教学对象: [党员]"),
        ("courses/case/wangfu-grid.yml", "summary:", "updated: 2026年5月1日\nsummary:", "updated: 2026-05-01"),
        ("courses/case/wangfu-grid.yml", "summary:", "状态: 已发布\nsummary:", "状态: published"),
    ],
)
def test_the_field_that_is_offered_is_accepted(project: Project, path: str, old: str, new: str, offered: str) -> None:
    project.replace(path, old, new)
    found = re.search(r"改成：(.+)$", project.report(), re.MULTILINE)
    assert found
    assert found[1] == offered
    assert (COURSE if "course/grid" in path else CASE).count(old) == 1
    wrong = new.split("\n")[0]
    project.replace(path, wrong, found[1])
    assert project.report() == ""
