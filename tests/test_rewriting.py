"""Files written anew: only what changes is touched, the one form never changes what a file says, comments stay."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY, Project
from generator import generate
from hongke.commands import main
from hongke.kinds import KINDS
from hongke.rewriting.emitter import emit
from hongke.rewriting.files import take_apart
from hongke.rewriting.form import formatted
from hongke.rewriting.roundtrip import with_values
from hongke.rewriting.values import plain
from hongke.source.reader import read_tree
from hongke.structure import structure

COMMENTED = """\
# 文件头
title: a   # 标题注
# 摘要注
summary: "b"
units:
  # 单元一
  - title: x # t
    # 方法注
    method: 讲授式
    minutes: 3
    # 单元尾
  # - title: 注掉的
# 学时注
hours: 1.50
标签: [a, 'b', "12", "x # y"] # 行尾
topic_basis: | # 块注
  你好 # 不是注

  好
"""
TIDY = """\
# 文件头
title: a # 标题注
# 摘要注
summary: b
tags:
  - a
  - b
  - "12"
  - "x # y" # 行尾
# 学时注
hours: 1.50
topic_basis: | # 块注
  你好 # 不是注

  好
units:
  # 单元一
  - title: x # t
    # 方法注
    method: 讲授式
    minutes: 3
    # 单元尾
  # - title: 注掉的
"""
COURSE = KINDS["course"].model


def load(text: str) -> Any:
    tree, problems = read_tree(text, "x.yml")
    assert tree is not None, (text, problems)
    assert not problems, (text, problems)
    return plain(tree)


def entry_texts(root: Path) -> list[tuple[str, str]]:
    """Return kind and YAML of every entry below a root."""
    found = [(path.parent.name, path) for path in sorted((root / "courses").glob("*/*.yml"))]
    found += [("materials", path) for path in sorted((root / "docs/materials").glob("*.md"))]
    texts = []
    for kind, path in found:
        file, problems = take_apart(path.read_bytes(), KINDS[kind], path.name)
        assert file is not None, problems
        texts.append((kind, file.yaml))
    return texts


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    """Give entries of every kind: the repository's own, those with every field, generated ones."""
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), entries=60, seed=3, characters=200)
        found = [*entry_texts(REPOSITORY), *entry_texts(REPOSITORY / "tests/rich"), *entry_texts(Path(folder))]
    assert {kind for kind, _ in found} == set(KINDS)
    return found


def test_the_one_form_keeps_comments_beside_what_they_are_about() -> None:
    assert formatted(COMMENTED, COURSE, "x.yml") == (TIDY, [])


def test_the_one_form_of_every_entry_loads_as_before_and_is_its_own_form(texts: list[tuple[str, str]]) -> None:
    for kind, text in texts:
        model = KINDS[kind].model
        once, problems = formatted(text, model, "x.yml")
        assert not problems
        assert load(once) == load(text)
        before, after = (
            structure(read_tree(one, "x.yml")[0] or pytest.fail(one), model, "x.yml") for one in (text, once)
        )
        assert before.value == after.value
        assert formatted(once, model, "x.yml") == (once, [])


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    text, problems = formatted("title: a\ntitle: b\n", COURSE, "x.yml")
    assert text == "title: a\ntitle: b\n"
    assert [said.code for said in problems] == ["HK006"]


TEXTS = st.text(
    st.one_of(st.sampled_from("\n \t#:-'\"[]{}|>%@&*!?,~012no：汉。"), st.characters(codec="utf-8", exclude_characters="\r")), max_size=12
)  # fmt: skip
VALUES = st.recursive(
    TEXTS | st.integers(-(10**6), 10**6) | st.booleans() | st.none() | st.decimals(-1000, 1000, places=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(st.sampled_from(["title", "summary", "tags", "units", "hours", "x"]), VALUES, min_size=1)


@given(values=DOCUMENTS)
@settings(max_examples=300, deadline=None)
def test_any_values_come_back_from_what_is_written(values: dict[str, Any]) -> None:
    text = emit(values)
    assert load(text) == values
    assert formatted(text, COURSE, "x.yml")[0] == formatted(formatted(text, COURSE, "x.yml")[0], COURSE, "x.yml")[0]


@given(old=DOCUMENTS, new=DOCUMENTS)
@settings(max_examples=300, deadline=None)
def test_any_values_can_be_put_into_any_file(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert load(with_values(emit(old), new, COURSE)) == new
    assert with_values(emit(old), old, COURSE) == emit(old)


def test_a_changed_field_leaves_every_other_line_alone(texts: list[tuple[str, str]]) -> None:
    pick = random.Random(1)
    for kind, text in texts:
        values = load(text)
        name = pick.choice([key for key, value in values.items() if isinstance(value, str) and "\n" not in value])
        changed = {**values, name: "改过的文字"}
        written = with_values(text, changed, KINDS[kind].model)
        assert load(written) == changed
        before, after = text.split("\n"), written.split("\n")
        assert len(before) == len(after)
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_comments_and_quotes_stay_where_a_part_changes() -> None:
    values = load(COMMENTED)
    values["tags"] = values.pop("标签")
    values["units"][0]["minutes"] = 5
    values["summary"] = "c"
    expected = COMMENTED.replace("minutes: 3", "minutes: 5").replace('summary: "b"', 'summary: "c"')
    assert with_values(COMMENTED, values, COURSE) == expected


def test_a_new_field_goes_where_the_model_has_it(project: Project) -> None:
    text = (project.root / "courses/course/grid.yml").read_text("utf-8")
    written = with_values(text, {**load(text), "code": "012", "region": "王府街道"}, COURSE)
    assert "code: 012\ncategory" in written
    assert "themes: [基层治理]\nregion: 王府街道\nhours: 2\n" in written


def test_labels_as_keys_stay_but_within_a_part_that_changes() -> None:
    text = '标题: a # 注\n"摘要": b\n教学单元:\n  - {单元名称: x, 分钟: 3}\n学时: 2\n'
    values = {"title": "a", "summary": "b", "units": [{"title": "x", "minutes": 4}], "hours": 2}
    assert with_values(text, {**values, "units": [{"title": "x", "minutes": 3}]}, COURSE) == text
    assert with_values(text, values, COURSE) == (
        '标题: a # 注\n"摘要": b\n教学单元:\n  - {title: x, minutes: 4}\n学时: 2\n'
    )


def fmt(*arguments: object) -> Any:
    return CliRunner().invoke(main, ["fmt", *map(str, arguments)])


def test_fmt_check_lists_what_would_change_and_writes_nothing(project: Project) -> None:
    before = (project.root / "courses/course/grid.yml").read_bytes()
    done = fmt("--check", "--root", project.root)
    assert done.exit_code == 1
    assert "courses/course/grid.yml\n" in done.stdout
    assert (project.root / "courses/course/grid.yml").read_bytes() == before


def test_fmt_writes_once_and_then_has_nothing_to_do(project: Project) -> None:
    assert fmt("--root", project.root).exit_code == 0
    assert project.report() == ""
    done = fmt("--check", "--root", project.root)
    assert (done.exit_code, done.stdout) == (0, "")


def test_fmt_keeps_windows_line_ends_and_the_body_of_a_material(project: Project) -> None:
    text = "---\nsummary: b\ntitle: a\n---\n\n正文  \n- [ ] x\n".replace("\n", "\r\n")
    path = project.write("docs/materials/a.md", b"\xef\xbb\xbf" + text.encode())
    assert fmt(path).exit_code == 0
    assert path.read_bytes().decode("utf-8-sig") == text.replace("summary: b\r\ntitle: a", "title: a\r\nsummary: b")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_fmt_says_what_it_cannot_read_and_does_the_rest(project: Project) -> None:
    project.write("courses/course/bad.yml", "title: [a\n")
    done = fmt("--root", project.root)
    assert done.exit_code == 1
    assert "courses/course/bad.yml:1:8 HK005" in done.stdout
    assert "改了 3 个" in done.stderr
